/* The quick check in the page: hashes a chosen copy of the archive and compares it with its own seal, the seal with a
   digest from paper and with a public key. A convenience: this script lies beside what it checks. It says so. */
(function () {
  "use strict";
  var form = document.getElementById("kn"), out = document.getElementById("kq"), status = document.getElementById("st");
  var bar = document.getElementById("tt"), MOST = 200;
  document.getElementById("tm").webkitdirectory = true;

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

  /* ---- small things ---- */
  function hex(bytes) { return Array.from(new Uint8Array(bytes), function (b) { return b.toString(16).padStart(2, "0"); }).join(""); }
  function plain(text) { return text.toLowerCase().replace(/sha256/g, "").replace(/[^0-9a-f]/g, ""); }
  function unbase64(text) { return Uint8Array.from(atob(text), function (c) { return c.charCodeAt(0); }); }
  function word(id, values) {
    var part = document.getElementById(id).content.cloneNode(true);
    if (values) part.querySelectorAll("span").forEach(function (span) {
      Object.keys(values).forEach(function (name) { span.textContent = span.textContent.replace("%" + name + "%", values[name]); });
    });
    return part;
  }
  function line(list, sign, cls, id, values) {
    var item = document.createElement("li"), mark = document.createElement("span");
    item.className = cls;
    mark.setAttribute("aria-hidden", "true");
    mark.textContent = sign + " ";
    item.append(mark, word(id, values));
    list.append(item);
  }
  function manifest(text) {
    return text.split("\n").slice(0, -1).map(function (l) {
      var m = /^([0-9a-f]{64})  (\S+)$/.exec(l);
      if (!m) throw new Error("manifest");
      return { digest: m[1], path: m[2] };
    });
  }

  async function verify(key, seal, signature, role, about) {
    var lines = signature.split("\n"), raw = unbase64(lines[1]), over = unbase64(lines[3]);
    var comment = lines[2].replace(/^trusted comment: /, "");
    if (lines.length !== 5 || raw.length !== 74 || over.length !== 64 || raw[0] !== 0x45 || raw[1] !== 0x44) return false;
    if (comment !== "niemphong role=" + role + about) return false;
    var pub = await crypto.subtle.importKey("raw", key.slice(10), { name: "Ed25519" }, false, ["verify"]);
    var both = new Uint8Array(64 + comment.length);
    both.set(raw.slice(10));
    both.set(new TextEncoder().encode(comment), 64);
    return await crypto.subtle.verify("Ed25519", pub, raw.slice(10), blake2b(seal)) &&
      await crypto.subtle.verify("Ed25519", pub, over, both);
  }

  async function check(chosen) {
    var files = new Map(), bad = [], absent = [], expected = new Map(), notes = document.createElement("ul");
    Array.from(chosen).forEach(function (file) {
      var path = file.webkitRelativePath.split("/").slice(1).join("/");
      if (!/(^|\/)(Thumbs\.db|desktop\.ini|\.DS_Store)$|^System Volume Information\//.test(path)) files.set(path, file);
    });
    var total = 0, done = 0;
    files.forEach(function (file) { total += file.size; });
    bar.max = total || 1;
    bar.value = 0;
    async function bytes(path) { return new Uint8Array(await files.get(path).arrayBuffer()); }
    async function text(path) { return new TextDecoder("utf-8", { fatal: true }).decode(await bytes(path)); }
    async function digest(path) {
      var sum = hex(await crypto.subtle.digest("SHA-256", await bytes(path)));
      done += files.get(path).size;
      bar.value = done;
      return sum;
    }

    if (!files.has("seal/seal.txt")) return { none: true };
    var seal = await text("seal/seal.txt"), sealBytes = await bytes("seal/seal.txt"), sealDigest = await digest("seal/seal.txt");
    var field = function (name) { var m = new RegExp("^" + name + ": (.*)$", "m").exec(seal); return m ? m[1] : ""; };
    if (seal.split("\n")[0] !== "niemphong-seal/1") return { none: true };

    /* Lists first: each must be the one that the seal binds, and says what must be there. */
    async function list(path, want, base) {
      if (!files.has(path)) { bad.push(["w-missing", path]); return; }
      if (await digest(path) !== want) bad.push(["w-changed", path]);
      expected.set(path, null);
      try { manifest(await text(path)).forEach(function (l) { expected.set(base + l.path, l.digest); }); } catch (e) { bad.push(["w-unreadable", path]); }
    }
    expected.set("seal/seal.txt", null);
    var root = /^root: files=(\d+) bytes=(\d+) sha256:([0-9a-f]{64})$/m.exec(seal);
    if (!root) return { none: true };
    await list("seal/root.sha256", root[3], "");
    for (var m of seal.matchAll(/^volume: (\S+) keep-until=(\S+) files=(\d+) bytes=(\d+) tagmanifest=sha256:([0-9a-f]{64}) /gm)) {
      var folder = "volumes/" + m[1] + "/";
      if (!Array.from(files.keys()).some(function (p) { return p.startsWith(folder); })) { absent.push(m[1]); continue; }
      await list(folder + "tagmanifest-sha256.txt", m[5], folder);
      var inner = folder + "manifest-sha256.txt";
      if (files.has(inner)) {
        try {
          var lines = manifest(await text(inner));
          lines.forEach(function (l) { expected.set(folder + l.path, l.digest); });
          if (lines.length !== Number(m[3])) bad.push(["w-counts", inner]);
        } catch (e) { bad.push(["w-unreadable", inner]); }
      }
    }
    for (var entry of expected) {
      if (entry[1] === null) continue;
      if (!files.has(entry[0])) bad.push(["w-missing", entry[0]]);
      else if (await digest(entry[0]) !== entry[1]) bad.push(["w-changed", entry[0]]);
    }
    files.forEach(function (file, path) {
      if (!expected.has(path) && !/^(evidence|disposals)\/[^/]+$/.test(path)) bad.push(["w-extra", path]);
    });
    bar.value = bar.max;

    /* The seal against paper, and against a key. */
    var typed = plain(document.getElementById("gt").value);
    if (!typed) line(notes, "△", "warn", "w-paper-none");
    else if (typed === sealDigest) line(notes, "✓", "good", "w-paper-same");
    else { bad.push(["w-paper-other", "seal/seal.txt"]); line(notes, "✕", "missing", "w-paper-other"); }

    var about = " archive=" + field("archive") + " serial=" + field("serial"), keys = document.getElementById("kc").value.split(/\s+/).filter(Boolean);
    for (var path of files.keys()) {
      var role = /^evidence\/seal\.txt\.([a-z_]+)\.minisig$/.exec(path);
      if (!role) continue;
      var good = false, able = true;
      for (var key of keys) {
        try { good = good || await verify(unbase64(key), sealBytes, await text(path), role[1], about); }
        catch (e) { if (e.name === "NotSupportedError") able = false; }
      }
      if (good) line(notes, "✓", "good", "w-sig-good", { role: role[1] });
      else if (!able) line(notes, "△", "warn", "w-sig-unable", { role: role[1] });
      else if (keys.length) line(notes, "△", "warn", "w-sig-other", { role: role[1] });
      else line(notes, "△", "warn", "w-sig-none", { role: role[1] });
    }
    absent.forEach(function (name) { line(notes, "△", "warn", "w-absent", { volume: name }); });
    return { bad: bad, notes: notes, digest: sealDigest, count: files.size };
  }

  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    out.replaceChildren();
    bar.hidden = false;
    status.replaceChildren(word("w-working"));
    var r;
    try { r = await check(document.getElementById("tm").files); } catch (e) { status.replaceChildren(word("w-error")); return; }
    finally { bar.hidden = true; }
    if (r.none) { status.replaceChildren(word("w-no-seal")); return; }
    var verdict = document.createElement("strong");
    verdict.className = r.bad.length ? "missing" : "good";
    verdict.append(r.bad.length ? "✕ " : "✓ ", word(r.bad.length ? "w-differs" : "w-agrees", { n: r.bad.length || r.count }));
    status.replaceChildren(verdict);
    r.notes.className = "plain";
    var sum = document.createElement("p");
    sum.className = "hash";
    r.digest.match(/.{4}/g).forEach(function (group) {
      var span = document.createElement("span");
      span.textContent = group;
      sum.append(span);
    });
    var label = document.createElement("p");
    label.append(word("w-digest"));
    out.append(label, sum, r.notes);
    if (r.bad.length) {
      var list = document.createElement("ul");
      r.bad.slice(0, MOST).forEach(function (b) {
        var item = document.createElement("li"), code = document.createElement("code");
        code.textContent = b[1];
        item.append(word(b[0]), " ", code);
        list.append(item);
      });
      out.append(list);
    }
  });
})();
