/* The quick check itself: the files of an archive against its own seal, the seal against a digest from paper and
   against public keys. Knows nothing of pages: it takes files and gives back what it found. */
(function (root) {
  "use strict";
  var N = root.NIEMPHONG = root.NIEMPHONG || {};
  /* What systems leave on a USB stick by themselves. */
  var LITTER = /(^|\/)(Thumbs\.db|desktop\.ini|\.DS_Store)$|^System Volume Information\//;
  var SEAL = "seal/seal.txt";

  function manifest(text) {
    return text.split("\n").slice(0, -1).map(function (l) {
      var m = /^([0-9a-f]{64})  (\S+)$/.exec(l);
      if (!m) throw new Error("manifest");
      return { digest: m[1], path: m[2] };
    });
  }

  /* Chosen files by their paths inside the archive: the chosen folder, or the one folder below it, that has a seal. */
  N.inside = function (chosen) {
    var all = Array.from(chosen, function (file) {
      return [file.webkitRelativePath.split("/").slice(1).join("/"), file];
    });
    var seals = all.map(function (f) { return f[0]; }).filter(function (p) { return p === SEAL || p.endsWith("/" + SEAL); });
    var base = seals.length === 1 ? seals[0].slice(0, -SEAL.length) : "";
    return new Map(all.filter(function (f) { return f[0].startsWith(base); })
      .map(function (f) { return [f[0].slice(base.length), f[1]]; }));
  };

  /* files: Map of path → Blob. said: { digest, keys }, as typed. moved(done, all): bytes hashed so far.
     Gives { none: true } without a readable seal, or { bad: [[what, path]…], notes: [[what, values]…], digest, count }. */
  N.check = async function (given, said, moved) {
    var files = new Map(Array.from(given).filter(function (f) { return !LITTER.test(f[0]); }));
    var bad = [], notes = [], absent = [], expected = new Map(), total = 0, done = 0;
    files.forEach(function (file) { total += file.size; });
    async function bytes(path) { return new Uint8Array(await files.get(path).arrayBuffer()); }
    async function text(path) { return new TextDecoder("utf-8", { fatal: true }).decode(await bytes(path)); }
    async function digest(path) {
      var sum = N.hex(await crypto.subtle.digest("SHA-256", await bytes(path)));
      done += files.get(path).size;
      moved(done, total);
      return sum;
    }

    if (!files.has(SEAL)) return { none: true };
    var seal, sealBytes = await bytes(SEAL), sealDigest = await digest(SEAL);
    try { seal = await text(SEAL); } catch (e) { return { none: true }; }
    var bound = /^root: files=(\d+) bytes=(\d+) sha256:([0-9a-f]{64})$/m.exec(seal);
    if (seal.split("\n")[0] !== "niemphong-seal/1" || !bound) return { none: true };
    function field(name) {
      var m = new RegExp("^" + name + ": (.*)$", "m").exec(seal);
      return m ? m[1] : "";
    }

    /* Lists first: each must be the one that the seal binds, and says what must be there. */
    async function list(path, want, base) {
      expected.set(path, null);
      if (!files.has(path)) { bad.push(["missing", path]); return; }
      if (await digest(path) !== want) bad.push(["changed", path]);
      try { manifest(await text(path)).forEach(function (l) { expected.set(base + l.path, l.digest); }); }
      catch (e) { bad.push(["unreadable", path]); }
    }
    expected.set(SEAL, null);
    await list("seal/root.sha256", bound[3], "");
    for (var m of seal.matchAll(/^volume: (\S+) keep-until=(\S+) files=(\d+) bytes=(\d+) tagmanifest=sha256:([0-9a-f]{64}) /gm)) {
      var folder = "volumes/" + m[1] + "/", inner = folder + "manifest-sha256.txt";
      if (!Array.from(files.keys()).some(function (p) { return p.startsWith(folder); })) { absent.push(m[1]); continue; }
      await list(folder + "tagmanifest-sha256.txt", m[5], folder);
      if (!files.has(inner)) continue;
      try {
        var lines = manifest(await text(inner));
        lines.forEach(function (l) { expected.set(folder + l.path, l.digest); });
        if (lines.length !== Number(m[3])) bad.push(["counts", inner]);
      } catch (e) { bad.push(["unreadable", inner]); }
    }
    for (var entry of expected) {
      if (entry[1] === null) continue;
      if (!files.has(entry[0])) bad.push(["missing", entry[0]]);
      else if (await digest(entry[0]) !== entry[1]) bad.push(["changed", entry[0]]);
    }
    files.forEach(function (file, path) {
      if (!expected.has(path) && !/^(evidence|disposals)\/[^/]+$/.test(path)) bad.push(["extra", path]);
    });

    /* The seal against paper, and against keys. */
    var typed = said.digest.toLowerCase().replace(/sha-?256/g, "").replace(/[^0-9a-z]/g, "");
    if (!typed) notes.push(["paper-none"]);
    else if (typed === sealDigest) notes.push(["paper-same"]);
    else if (typed.length !== 64 || /[^0-9a-f]/.test(typed)) notes.push(["paper-mistyped", { n: typed.length }]);
    else { bad.push(["paper-other", SEAL]); notes.push(["paper-other"]); }
    var about = " archive=" + field("archive") + " serial=" + field("serial");
    var keys = said.keys.split(/\s+/).filter(Boolean);
    for (var path of files.keys()) {
      var role = /^evidence\/seal\.txt\.([a-z_]+)\.minisig$/.exec(path);
      if (!role) continue;
      var good = false, able = true;
      for (var key of keys) {
        try { good = good || await N.minisign(key, sealBytes, await text(path), "niemphong role=" + role[1] + about); }
        catch (e) { if (e.name === "NotSupportedError") able = false; }
      }
      notes.push([good ? "sig-good" : !able ? "sig-unable" : keys.length ? "sig-other" : "sig-none", { role: role[1] }]);
    }
    absent.forEach(function (name) { notes.push(["absent", { volume: name }]); });
    return { bad: bad, notes: notes, digest: sealDigest, count: files.size };
  };
})(typeof window === "undefined" ? globalThis : window);
