/* Symbols of a sheet: texts → pointers and records, a leaf → its place under the seal (PAPER.md; FORMAT.md §7).
   Knows nothing of pages or pictures: it takes texts and files, and gives back what it found. */
(function (root) {
  "use strict";
  var N = root.NIEMPHONG = root.NIEMPHONG || {};
  var ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", MOST = 64 * 1024, DEEPEST = 40;
  var utf8 = new TextEncoder();
  function wrong() { throw new Error("malformed"); }
  function joined(parts) {
    var out = new Uint8Array(parts.reduce(function (sum, p) { return sum + p.length; }, 0)), at = 0;
    parts.forEach(function (p) { out.set(p, at); at += p.length; });
    return out;
  }
  function same(a, b) { return a.length === b.length && a.every(function (byte, at) { return byte === b[at]; }); }
  async function sha256(bytes) { return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)); }

  /* ---- base45 (RFC 9285) and the little of CBOR that a symbol needs (RFC 8949 §4.2.1), each in one spelling ---- */
  function unbase45(text) {
    var out = [];
    if (text.length % 3 === 1) wrong();
    for (var at = 0; at < text.length; at += 3) {
      var group = Array.from(text.slice(at, at + 3), function (c) { return ALPHABET.indexOf(c); });
      if (group.indexOf(-1) >= 0) wrong();
      var value = group[0] + 45 * group[1] + 2025 * (group[2] || 0);
      if (value >= (group.length === 3 ? 65536 : 256)) wrong();
      if (group.length === 3) out.push(value >> 8);
      out.push(value & 255);
    }
    return Uint8Array.from(out);
  }
  function head(major, count) {
    if (count < 24) return [major << 5 | count];
    var width = count < 256 ? 1 : count < 65536 ? 2 : count < 4294967296 ? 4 : 8, out = [major << 5 | { 1: 24, 2: 25, 4: 26, 8: 27 }[width]];
    for (var at = width - 1; at >= 0; at--) out.push(Math.floor(count / Math.pow(256, at)) % 256);
    return out;
  }
  function written(value) {
    if (typeof value === "number") return Uint8Array.from(head(0, value));
    if (value instanceof Uint8Array) return joined([head(2, value.length), value]);
    if (typeof value === "string") { var bytes = utf8.encode(value); return joined([head(3, bytes.length), bytes]); }
    if (Array.isArray(value)) return joined([head(4, value.length)].concat(value.map(written)));
    var entries = Array.from(value);
    return joined([head(5, entries.length)].concat(...entries.map(function (e) { return [written(e[0]), written(e[1])]; })));
  }
  function read(bytes) {
    var at = 0;
    function take(count) {
      if (count > bytes.length - at) wrong();
      return bytes.subarray(at, at += count);
    }
    function value(depth) {
      if (depth > DEEPEST) wrong();
      var first = take(1)[0], major = first >> 5, info = first & 31;
      if (info > 27) wrong();
      var count = info < 24 ? info : take(1 << (info - 24)).reduce(function (sum, byte) { return sum * 256 + byte; }, 0);
      if (count > Number.MAX_SAFE_INTEGER) wrong();
      if (major === 0) return count;
      if (major === 2) return take(count).slice();
      if (major === 3) return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(take(count));
      if (major !== 4 && major !== 5) wrong();
      if (count > bytes.length) wrong();
      var items = [], map = new Map(), last = null;
      for (; count > 0; count--) {
        if (major === 4) { items.push(value(depth + 1)); continue; }
        var from = at, key = value(depth + 1), spelled = bytes.subarray(from, at);
        if (typeof key !== "string" || (last && !rises(last, spelled))) wrong();
        last = spelled;
        map.set(key, value(depth + 1));
      }
      return major === 4 ? items : map;
    }
    var found = value(0);
    if (at !== bytes.length || !same(written(found), bytes)) wrong();
    return found;
  }
  function rises(a, b) {
    for (var at = 0; at < a.length && at < b.length; at++) if (a[at] !== b[at]) return a[at] < b[at];
    return a.length < b.length;
  }

  /* ---- one symbol: { leaf, … } for a pointer, { set, … } for a part; null if it is nobody's or broken ---- */
  N.symbol = function (text) {
    try {
      if (!text.startsWith("NP1:")) return null;
      var s = read(unbase45(text.slice(4))), bytes = function (at, size) { return s[at] instanceof Uint8Array && (!size || s[at].length === size); };
      var number = function (at) { return typeof s[at] === "number"; }, string = function (at) { return typeof s[at] === "string"; };
      if (s[0] === 0 && s.length === 7 && string(1) && number(2) && string(3) && number(4) && bytes(5, 32) && string(6))
        return { archive: s[1], serial: s[2], volume: s[3], index: s[4], leaf: N.hex(s[5]), record: s[6] };
      if (s[0] === 1 && s.length === 6 && bytes(1, 8) && number(2) && number(3) && number(4) && bytes(5))
        return { set: N.hex(s[1]), at: s[2], count: s[3], total: s[4], data: s[5] };
    } catch (e) { /* broken */ }
    return null;
  };

  /* ---- the record that parts carry ---- */
  function canonical(value) {
    if (typeof value === "string") return /^([0-9a-f]{32}|[0-9a-f]{64})$/.test(value) ? wrong() : JSON.stringify(value);
    if (value instanceof Uint8Array) return value.length === 16 || value.length === 32 ? JSON.stringify(N.hex(value)) : wrong();
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    if (!(value instanceof Map)) wrong();
    return "{" + Array.from(value.keys()).sort().map(function (key) { return JSON.stringify(key) + ":" + canonical(value.get(key)); }).join(",") + "}";
  }
  async function inflated(packed) {
    var dictionary = Uint8Array.from(atob(N.dictionary), function (c) { return c.charCodeAt(0); }), size = dictionary.length;
    var stored = [0, size & 255, size >> 8, ~size & 255, ~size >> 8 & 255];
    var stream = new Blob([Uint8Array.from(stored), dictionary, packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    var reader = stream.getReader(), out = [], sum = 0;
    for (var step = await reader.read(); !step.done; step = await reader.read()) {
      sum += step.value.length;
      if (sum > size + MOST + 4096) { reader.cancel(); wrong(); }
      out.push(step.value);
    }
    return joined(out).subarray(size);
  }
  async function leafOf(json) { return N.hex(await sha256(joined([[0], utf8.encode(json)]))); }
  async function whole(parts) {
    var first = parts[0], size = first.data.length, pieces = new Map();
    if (!(first.count >= 1 && first.count <= 7)) wrong();
    parts.forEach(function (part) {
      var known = pieces.get(part.at);
      if (part.count !== first.count || part.total !== first.total || part.data.length !== size || part.at > first.count) wrong();
      if (known && !same(known, part.data)) wrong();
      pieces.set(part.at, part.data);
    });
    if (pieces.size < first.count) return null;
    var lost = new Uint8Array(size), all = [];
    pieces.forEach(function (piece) { piece.forEach(function (byte, at) { lost[at] ^= byte; }); });
    for (var at = 0; at < first.count; at++) all.push(pieces.get(at) || lost);
    all = joined(all);
    if (first.total > all.length) wrong();
    var json = canonical(read(await inflated(all.subarray(0, first.total)))), leaf = await leafOf(json);
    return leaf.startsWith(first.set) ? { json: json, leaf: leaf } : wrong();
  }

  /* texts → { pointers, records: [{ json, leaf }], sets: beginnings of the leaves that parts name, broken: symbols that are
     not in their form, and records that are not the ones their parts name }. Of a record with too few parts only its set
     is known. */
  N.sheet = async function (texts) {
    var found = { pointers: [], records: [], sets: [], broken: 0 }, sets = new Map();
    Array.from(new Set(texts)).forEach(function (text) {
      var s = N.symbol(text);
      if (s && s.leaf) found.pointers.push(s);
      else if (s) sets.set(s.set, (sets.get(s.set) || []).concat([s]));
      else if (text.startsWith("NP1:")) found.broken++;
    });
    found.sets = Array.from(sets.keys());
    for (var parts of sets.values()) {
      try {
        var record = await whole(parts);
        if (record) found.records.push(record);
      } catch (e) { found.broken++; }
    }
    return found;
  };

  /* ---- the seal: which leaves it has ---- */
  async function rootOf(leaves) {
    if (leaves.length === 1) return leaves[0];
    var at = 1;
    while (at * 2 < leaves.length) at *= 2;
    return sha256(joined([[1], await rootOf(leaves.slice(0, at)), await rootOf(leaves.slice(at))]));
  }
  function bytesOf(hex) { return Uint8Array.from(hex.match(/../g), function (pair) { return parseInt(pair, 16); }); }

  /* files: Map of path → Blob of an archive. Gives null without a readable seal, else { archive, serial, digest, corrects,
     volumes: Map name → null (not there), false (its list is not the sealed one), or Map leaf → { index, record, path } }. */
  N.leaves = async function (files) {
    if (!files.has("seal/seal.txt")) return null;
    var bytes = new Uint8Array(await files.get("seal/seal.txt").arrayBuffer()), seal = new TextDecoder().decode(bytes);
    var field = function (name) { return (new RegExp("^" + name + ": (.*)$", "m").exec(seal) || ["", ""])[1]; };
    if (seal.split("\n")[0] !== "niemphong-seal/1") return null;
    var found = { archive: field("archive"), serial: Number(field("serial")), digest: N.hex(await sha256(bytes)),
      corrects: Number(field("supersedes").split(" ")[0]) || 0, volumes: new Map() };
    for (var m of seal.matchAll(/^volume: (\S+) .* leaves=(\d+) leaves-root=sha256:([0-9a-f]{64})$/gm)) {
      var path = "volumes/" + m[1] + "/data/leaves.txt";
      if (!files.has(path)) { found.volumes.set(m[1], null); continue; }
      var list = new Map();
      (await files.get(path).text()).split("\n").slice(0, -1).forEach(function (line) {
        var l = /^(\d+) (\S+) ([0-9a-f]{64}) (\S+)$/.exec(line);
        if (l) list.set(l[3], { index: Number(l[1]), record: l[2], path: "volumes/" + m[1] + "/" + l[4] });
      });
      var leaves = Array.from(list.keys()), right = leaves.length === Number(m[2]) && leaves.length > 0;
      found.volumes.set(m[1], right && N.hex(await rootOf(leaves.map(bytesOf))) === m[3] ? list : false);
    }
    return found;
  };

  /* The place of a sheet's leaf: by its pointer where that was read, else wherever it is. */
  function placed(sheet, seal, leaf) {
    var pointer = sheet.pointers[0], found = null, gone = null;
    seal.volumes.forEach(function (list, volume) {
      if (pointer && pointer.volume !== volume) return;
      var place = list && list.get(leaf);
      if (place) found = { volume: volume, place: place };
      else if (list === null) gone = volume;
    });
    return found || { volume: gone, place: null };
  }

  /* What a sheet and the leaves of a seal have to do with each other; in words, what "niemphong paper" says of them. */
  N.compare = async function (sheet, seal, files) {
    var all = new Set(sheet.pointers.map(function (p) { return p.leaf; }).concat(sheet.records.map(function (r) { return r.leaf; })));
    var pointer = sheet.pointers[0], carried = sheet.records[0], leaf = Array.from(all)[0];
    function is(what, more) { return Object.assign({ what: what, json: null }, more); }
    var apart = sheet.pointers.some(function (p) { return JSON.stringify(p) !== JSON.stringify(pointer); });
    if (apart || all.size > 1 || sheet.sets.length > 1 || leaf && !leaf.startsWith(sheet.sets[0] || "")) return is("mixed");
    if (sheet.broken) return is("broken");
    if (!leaf) return is(sheet.sets.length ? "few" : "unreadable");
    var json = carried ? carried.json : null, id = carried ? JSON.parse(json)._id : null;
    if (!seal) return is("unchecked", { json: json, record: id || pointer.record });
    for (var volume of seal.volumes) if (volume[1] === false) return is("list", { volume: volume[0] });
    if (pointer && (pointer.archive !== seal.archive || pointer.serial !== seal.serial)) {
      var older = pointer.archive === seal.archive && pointer.serial <= seal.corrects;
      return older ? is("superseded") : is("elsewhere", { archive: pointer.archive, serial: pointer.serial });
    }
    var found = placed(sheet, seal, leaf), place = found.place;
    if (!place) return found.volume ? is("absent", { volume: found.volume }) : is("foreign");
    if (pointer && (pointer.index !== place.index || pointer.record !== place.record) || id && id !== place.record) return is("foreign");
    if (!json && files.has(place.path)) {
      var text = await files.get(place.path).text();
      if (await leafOf(text) !== leaf) return is("list", { volume: found.volume });
      json = text;
    }
    return is("matches", { json: json, volume: found.volume, record: place.record, page: place.path.replace(/\.json$/, ".html") });
  };
})(typeof window === "undefined" ? globalThis : window);
