/* BLAKE2b and the signatures of minisign, for the quick check: WebCrypto has SHA-256 and Ed25519, but no BLAKE2b.
   Knows nothing of pages. */
(function (root) {
  "use strict";
  var N = root.NIEMPHONG = root.NIEMPHONG || {};

  /* ---- BLAKE2b-512 (RFC 7693), for the prehashed signatures of minisign ---- */
  var MASK = (1n << 64n) - 1n;
  var IV = ["6a09e667f3bcc908", "bb67ae8584caa73b", "3c6ef372fe94f82b", "a54ff53a5f1d36f1", "510e527fade682d1",
    "9b05688c2b3e6c1f", "1f83d9abfb41bd6b", "5be0cd19137e2179"].map(function (h) { return BigInt("0x" + h); });
  var SIGMA = ["0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8", "905724afe1bc683d",
    "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5", "a2847615fb9e3cd0"];
  function blake2b(bytes) {
    var h = IV.slice(), blocks = Math.max(1, Math.ceil(bytes.length / 128)), padded = new Uint8Array(blocks * 128);
    padded.set(bytes);
    var view = new DataView(padded.buffer);
    h[0] ^= 0x01010040n;
    for (var b = 0; b < blocks; b++) {
      var last = b === blocks - 1, v = h.concat(IV), m = [];
      for (var i = 0; i < 16; i++) m.push(view.getBigUint64(b * 128 + i * 8, true));
      v[12] ^= BigInt(last ? bytes.length : (b + 1) * 128);
      if (last) v[14] ^= MASK;
      var turn = function (x, n) { return ((x >> n) | (x << (64n - n))) & MASK; };
      var mix = function (a, b1, c, d, x, y) {
        v[a] = (v[a] + v[b1] + x) & MASK; v[d] = turn(v[d] ^ v[a], 32n);
        v[c] = (v[c] + v[d]) & MASK; v[b1] = turn(v[b1] ^ v[c], 24n);
        v[a] = (v[a] + v[b1] + y) & MASK; v[d] = turn(v[d] ^ v[a], 16n);
        v[c] = (v[c] + v[d]) & MASK; v[b1] = turn(v[b1] ^ v[c], 63n);
      };
      for (var r = 0; r < 12; r++) {
        var s = Array.from(SIGMA[r % 10], function (c) { return m[parseInt(c, 16)]; });
        mix(0, 4, 8, 12, s[0], s[1]); mix(1, 5, 9, 13, s[2], s[3]); mix(2, 6, 10, 14, s[4], s[5]); mix(3, 7, 11, 15, s[6], s[7]);
        mix(0, 5, 10, 15, s[8], s[9]); mix(1, 6, 11, 12, s[10], s[11]); mix(2, 7, 8, 13, s[12], s[13]); mix(3, 4, 9, 14, s[14], s[15]);
      }
      for (i = 0; i < 8; i++) h[i] ^= v[i] ^ v[i + 8];
    }
    var digest = new DataView(new ArrayBuffer(64));
    h.forEach(function (x, n) { digest.setBigUint64(n * 8, x, true); });
    return new Uint8Array(digest.buffer);
  }
  N.blake2b = blake2b;

  N.hex = function (bytes) {
    return Array.from(new Uint8Array(bytes), function (b) { return b.toString(16).padStart(2, "0"); }).join("");
  };
  function unbase64(text) { return Uint8Array.from(atob(text), function (c) { return c.charCodeAt(0); }); }

  /* Whether `signature` (a .minisig, prehashed) is `key`'s (a line RW…) over `bytes` and says `comment`.
     Throws NotSupportedError where the browser has no Ed25519. */
  N.minisign = async function (key, bytes, signature, comment) {
    var lines = signature.split("\n"), pub = unbase64(key);
    if (lines.length !== 5 || lines[2] !== "trusted comment: " + comment || pub.length !== 42) return false;
    var raw = unbase64(lines[1]), over = unbase64(lines[3]);
    if (raw.length !== 74 || over.length !== 64 || raw[0] !== 0x45 || raw[1] !== 0x44) return false;
    var loaded = await crypto.subtle.importKey("raw", pub.slice(10), { name: "Ed25519" }, false, ["verify"]);
    var both = new Uint8Array(64 + comment.length);
    both.set(raw.slice(10));
    both.set(new TextEncoder().encode(comment), 64);
    return await crypto.subtle.verify("Ed25519", loaded, raw.slice(10), blake2b(bytes)) &&
      await crypto.subtle.verify("Ed25519", loaded, over, both);
  };
})(typeof window === "undefined" ? globalThis : window);
