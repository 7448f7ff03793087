/* The search engine of the archive: a classic script, no network, no storage. Each volume's tim.js calls
   NIEMPHONG.load with its columns (src/render/search.rs says what they hold); NIEMPHONG.search answers.
   Works in browsers on file:// and, for its tests, in node. */
(function (root) {
  "use strict";
  var N = root.NIEMPHONG = root.NIEMPHONG || {};
  var people = [], byCode = new Map(), kinds = [], kindAt = new Map(), records = [], words = null;

  /* ---- folding ---- */
  var cache = new Map();
  function strip(word) {
    var folded = cache.get(word);
    if (folded === undefined) {
      folded = word.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đð]/g, "d");
      cache.set(word, folded);
    }
    return folded;
  }
  /* Old and new style put the tone on another letter: hòa, hoà. One of them is chosen; "ð" is what old code pages
     made of "đ". */
  var OLD = "òaóaỏaõaọaòeóeỏeõeọeùyúyủyũyụy".match(/../g), NEW = "oàoáoảoãoạoèoéoẻoẽoẹuỳuýuỷuỹuỵ".match(/../g);
  function settle(word) {
    var end = OLD.indexOf(word.slice(-2));
    return end < 0 ? word : word.slice(0, -2) + NEW[end];
  }
  function marked(text) {
    return text.normalize("NFC").toLowerCase().replace(/ð/g, "đ").split(/[^\p{L}\p{M}\p{N}\/.\-]+/u)
      .map(function (w) { return settle(w.replace(/^[.\-\/]+|[.\-\/]+$/g, "")); }).filter(Boolean);
  }
  /* Names are made of few words: each is folded once. */
  var folded = new Map();
  function word(raw) {
    var both = folded.get(raw);
    if (both === undefined) {
      var parts = [];
      marked(raw).forEach(function (w) {
        parts.push(w);
        if (/[.\-\/]/.test(w)) w.split(/[.\-\/]+/).forEach(function (p) { if (p) parts.push(p); });
      });
      both = { x: parts.map(function (p) { return p + " "; }).join(""), f: parts.map(function (p) { return strip(p) + " "; }).join("") };
      folded.set(raw, both);
    }
    return both;
  }
  function hay(text) {
    var x = " ", f = " ";
    text.split(" ").forEach(function (raw) {
      var both = word(raw);
      x += both.x;
      f += both.f;
    });
    return { x: x, f: f };
  }
  N.fold = function (text) { return marked(text).map(strip).join(" "); };

  /* ---- loading ---- */
  function column(text) { return text.split("|").slice(1); }
  function number(text) { return text ? parseInt(text, 36) : 0; }
  var dates = [""];
  function date(n) {
    if (dates[n] === undefined) dates[n] = new Date(Date.UTC(1900, 0, n)).toISOString().slice(0, 10);
    return dates[n];
  }
  N.load = function (json) {
    var d = JSON.parse(json), local = [], kindOf = [];
    if (d.f !== 1) return;
    /* A shelf searches several archives: each has its own place, and its own line for a child. */
    var from = N.from ? N.from() : "";
    var lines = d.L.map(function (c) { return " lop " + c.toLowerCase() + " "; });
    var p = d.p, name = column(p.n), birth = column(p.b), code = column(p.c), cls = column(p.l), reg = column(p.g);
    for (var i = 0; i < d.n[0]; i++) {
      var key = from + d.m + "/" + code[i], at = byCode.get(key);
      if (at === undefined) {
        at = people.length;
        byCode.set(key, at);
        var h = hay(name[i]), at1 = number(cls[i]) - 1;
        people.push({ name: name[i], x: h.x, f: h.f, b: date(number(birth[i])), code: code[i],
          cls: at1 < 0 ? "" : d.L[at1], l: at1 < 0 ? "" : lines[at1], reg: reg[i], m: d.m, y: d.y, at: from, vols: [] });
      }
      people[at].vols.push(d.c);
      if (!people[at].reg) people[at].reg = reg[i];
      local.push(at);
    }
    d.K.forEach(function (k) {
      var at = kindAt.get(k[0]);
      if (at === undefined) {
        var h = hay(k[1] + " " + k[2]);
        at = kinds.push({ slug: k[0], vi: k[1], en: k[2], x: h.x, f: h.f }) - 1;
        kindAt.set(k[0], at);
      }
      kindOf.push(at);
    });
    var r = d.r, k = column(r.k), rp = column(r.p), rl = column(r.l), s = column(r.s), t = column(r.t),
      rd = column(r.d), w = column(r.w);
    for (i = 0; i < d.n[1]; i++) {
      var who = rp[i] ? local[number(rp[i]) - 1] : -1, rc = number(rl[i]) - 1;
      var text = t[i] || w[i] ? hay(t[i] + " " + w[i]) : null;
      records.push({ k: kindOf[number(k[i]) - 1], p: who, x: text ? text.x : "", f: text ? text.f : "", t: t[i],
        cls: rc < 0 ? "" : d.L[rc], l: rc < 0 ? "" : lines[rc], d: date(number(rd[i])), w: w[i],
        s: s[i] || people[who].code, v: d.c, m: d.m, y: d.y, at: from });
    }
    words = null;
  };

  /* ---- the question ---- */
  function two(n) { return (n < 10 ? "0" : "") + Number(n); }
  function real(y, m, d) { return m >= 1 && m <= 12 && d >= 1 && d <= 31 && y >= 1900 && y < 2100; }
  /* A date said in full or in part: a test on YYYY-MM-DD. */
  function dated(y, m, d) {
    return new RegExp("^" + (y || "....") + "-" + (m ? two(m) : "..") + "-" + (d ? two(d) : "..") + "$");
  }
  function asDate(w) {
    var m, y;
    if ((m = /^(\d{1,2})[\/.\-](\d{1,2})[\/.\-](\d{4}|\d\d)$/.exec(w))) {
      y = m[3].length === 2 ? 2000 + Number(m[3]) : m[3];
      if (real(y, m[2], m[1])) return dated(y, m[2], m[1]);
    }
    if ((m = /^(\d{4})[\/.\-](\d{1,2})[\/.\-](\d{1,2})$/.exec(w) || /^(\d{4})(\d\d)(\d\d)$/.exec(w)) && real(m[1], m[2], m[3]))
      return dated(m[1], m[2], m[3]);
    if ((m = /^(\d\d)(\d\d)(\d{4})$/.exec(w)) && real(m[3], m[2], m[1])) return dated(m[3], m[2], m[1]);
    if ((m = /^(\d{1,2})[\/.\-](\d{4})$/.exec(w)) && real(m[2], m[1], 1)) return dated(m[2], m[1]);
    if ((m = /^(\d{4})-(\d\d)$/.exec(w)) && real(m[1], m[2], 1)) return dated(m[1], m[2]);
    if ((m = /^(\d{1,2})\/(\d{1,2})$/.exec(w)) && real(2000, m[2], m[1])) return dated(0, m[2], m[1]);
    return null;
  }
  function parse(query) {
    var list = marked(query), tokens = [], i = 0;
    var f = list.map(strip);
    function is(n, word) { return f[n] === word; }
    function num(n, max) { return /^\d{1,4}$/.test(f[n] || "") && Number(f[n]) <= max; }
    while (i < list.length) {
      var j = i + (is(i, "ngay") ? 1 : 0);
      var after = is(j + 3, "nam") ? j + 4 : j + 3, year = /^\d{4}$/.test(f[after] || "") ? f[after] : 0;
      if (num(j, 31) && is(j + 1, "thang") && num(j + 2, 12) && (year || j > i)) {   /* ngày 2 tháng 3, 2 tháng 3 năm 2015 */
        tokens.push({ d: dated(year, f[j + 2], f[j]) });
        i = year ? after + 1 : j + 3;
      } else if (is(i, "thang") && num(i + 1, 12) && /^\d{4}$/.test(f[is(i + 2, "nam") ? i + 3 : i + 2] || "")) {
        j = is(i + 2, "nam") ? i + 3 : i + 2;                             /* tháng 3 [năm] 2015 */
        tokens.push({ d: dated(f[j], f[i + 1]) });
        i = j + 1;
      } else if (num(i, 31) && num(i + 1, 12) && /^\d{4}$/.test(f[i + 2] || "") && real(f[i + 2], f[i + 1], f[i])) {
        tokens.push({ d: dated(f[i + 2], f[i + 1], f[i]) });             /* 2 3 2015 */
        i += 3;
      } else if ((is(i, "nam") && is(i + 1, "hoc")) && /^\d{4}/.test(f[i + 2] || "")) {
        i += 2;                                                          /* năm học 2025-2026: the year says it */
      } else if (is(i, "sinh") && (is(i + 1, "ngay") || is(i + 1, "nam") || asDate(f[i + 1] || "") || num(i + 1, 2100))) {
        i += is(i + 1, "nam") ? 2 : 1;                                   /* sinh ngày …, sinh năm … */
      } else if (is(i, "nam") && /^(19|20)\d\d$/.test(f[i + 1] || "")) {
        i += 1;
      } else if (is(i, "ngay") && asDate(f[i + 1] || "")) {
        i += 1;
      } else if (is(i, "so") && /^\d+$/.test(f[i + 1] || "")) {
        i += 1;                                                          /* số 125 */
      } else if (is(i, "so") && is(i + 1, "dang") && is(i + 2, "bo") && /^\d+$/.test(f[i + 3] || "") && !/^(19|20)\d\d$/.test(f[i + 3])) {
        i += 3;                                                          /* số đăng bộ 125, but not sổ đăng bộ 2025 */
      } else {
        var w = list[i], d = asDate(w);
        var year1 = /^(19|20)\d\d$/.test(w) ? w : "", span = /^((?:19|20)\d\d)[-–](\d{4}|\d\d)$/.exec(w);
        if (span && (span[1] % 100 + 1) % 100 === span[2] % 100) tokens.push({ y: span[1] + "-" + (Number(span[1]) + 1) });
        else tokens.push({ x: w, f: strip(w), d: d, year: year1, digits: /^\d+$/.test(w) ? w : "",
          grade: /^\d{1,2}$/.test(w), s: " " + strip(w), sx: " " + w });
        i++;
      }
    }
    return tokens;
  }

  /* ---- matching: 0 no, 1 begins a word, 2 is a word, 3 begins one with its marks, 4 is one with its marks ---- */
  function text(t, x, f) {
    if (f.indexOf(t.s) < 0) return 0;
    if (x.indexOf(t.sx + " ") >= 0) return 4;
    if (f.indexOf(t.s + " ") >= 0) return 2;
    return t.x !== t.f && x.indexOf(t.sx) >= 0 ? 3 : 1;
  }
  function any(t, x, f) {
    if (t.f === undefined) return 0;
    var best = text(t, x, f);
    if (t.near) for (var i = 0; i < t.near.length && !best; i++) if (f.indexOf(" " + t.near[i] + " ") >= 0) best = 1;
    return best;
  }
  function person(t, p) {
    if (t.y) return t.y === p.y ? 1 : 0;
    if (t.d && p.b && t.d.test(p.b)) return 4;
    if (t.f === undefined) return 0;
    var best = any(t, p.x, p.f);
    if (best) return best;
    if (p.l && p.l.indexOf(t.s + " ") >= 0) return 4;
    if (t.grade && p.l.indexOf(t.s) === 4) return 1;
    if (t.year && p.b.slice(0, 4) === t.year) return 3;
    if (t.digits) {
      if (p.code === t.digits || p.reg === t.digits) return 4;
      if (t.digits.length > 2 && (p.code.indexOf(t.digits) === 0 || p.code.slice(-t.digits.length) === t.digits)) return 2;
      if (p.m === t.digits) return 1;
    } else if (p.reg && p.reg.toLowerCase() === t.x) return 4;
    return 0;
  }
  function record(t, r) {
    if (t.y) return t.y === r.y ? 1 : 0;
    if (t.d && r.d && t.d.test(r.d)) return 4;
    if (t.f === undefined) return 0;
    var best = r.x ? any(t, r.x, r.f) : 0;
    if (best) return best;
    if (r.l && r.l.indexOf(t.s + " ") >= 0) return 4;
    if (t.year && (r.d.slice(0, 4) === t.year || r.y.indexOf(t.year) >= 0)) return 1;
    if (t.digits && (r.m === t.digits || r.s === t.digits)) return r.s === t.digits ? 4 : 1;
    return 0;
  }
  /* Hits by score: 0 to 8 a word or so, small enough for a pile each. Within a pile they keep the index's order. */
  function piles() {
    var pile = [], n = 0;
    return {
      add: function (score, at) { (pile[score] = pile[score] || []).push(at); n++; },
      count: function () { return n; },
      best: function (limit) {
        var out = [];
        for (var s = pile.length - 1; s >= 0 && out.length < limit; s--)
          if (pile[s]) out = out.concat(pile[s].slice(0, limit - out.length));
        return out;
      }
    };
  }
  function scan(tokens) {
    var n = tokens.length, foundPeople = piles(), foundRecords = piles(), i, j;
    var phraseX = " " + tokens.map(function (t) { return t.x || ""; }).join(" ").trim() + " ";
    var phraseF = strip(phraseX), last = tokens[n - 1].f;
    var ofKind = kinds.map(function (k) { return tokens.map(function (t) { return any(t, k.x, k.f); }); });
    /* A child is asked once for each word, however many records it has. */
    var known = tokens.map(function () { return new Uint8Array(people.length).fill(255); });
    function ofPerson(j, i) {
      var k = known[j], v = k[i];
      return v === 255 ? (k[i] = person(tokens[j], people[i])) : v;
    }
    for (i = 0; i < people.length; i++) {
      var p = people[i], score = 0, q = 1;
      for (j = 0; j < n && q; j++) score += q = ofPerson(j, i);
      if (!q) continue;
      if (p.x.indexOf(phraseX) >= 0) score += 8; else if (p.f.indexOf(phraseF) >= 0) score += 4;
      if (last && p.f.slice(-last.length - 2) === " " + last + " ") score += 1;
      foundPeople.add(score, i);
    }
    /* Most records have no words of their own: what their kind and their child don't answer, they don't. */
    var said = ofKind.map(function (scores) { return scores.some(Boolean); });
    var wide = tokens.some(function (t) { return t.d || t.y || t.year || t.digits; }), mine = new Uint8Array(n);
    for (i = 0; i < records.length; i++) {
      var r = records[i], ofIt = ofKind[r.k], sum = 0, own = r.p < 0, any1 = false;
      if (!wide && !said[r.k] && !r.x && !r.l) continue;
      for (j = 0; j < n; j++) if ((mine[j] = Math.max(ofIt[j], record(tokens[j], r)))) any1 = true;
      if (!any1) continue;
      /* What only repeats the child is left to the child's own line. */
      for (j = 0; j < n; j++) {
        var b = r.p < 0 ? 0 : ofPerson(j, r.p);
        if (!mine[j] && !b) break;
        if (mine[j] && !b) own = true;
        sum += Math.max(mine[j], b);
      }
      if (j < n || !own) continue;
      if (kinds[r.k].x.indexOf(phraseX) >= 0 || r.x && r.x.indexOf(phraseX) >= 0) sum += 8;
      foundRecords.add(sum, i);
    }
    return { people: foundPeople, records: foundRecords };
  }

  /* ---- second pass: one wrong, missing, added or swapped letter ---- */
  function vocabulary() {
    if (words) return words;
    words = new Set();
    function take(f) { f.split(" ").forEach(function (w) { if (w.length > 1 && !/\d/.test(w)) words.add(w); }); }
    people.forEach(function (p) { take(p.f); });
    kinds.forEach(function (k) { take(k.f); });
    records.forEach(function (r) { if (r.f) take(r.f); });
    return words;
  }
  function oneApart(a, b) {
    var i = 0, x = a.length, y = b.length;
    if (Math.abs(x - y) > 1) return false;
    while (i < x && i < y && a[i] === b[i]) i++;
    if (x === y) return a.slice(i + 1) === b.slice(i + 1) ||
      (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2));
    return x > y ? a.slice(i + 1) === b.slice(i) : a.slice(i) === b.slice(i + 1);
  }

  /* limit: how many of each are given back; the totals count all. */
  N.search = function (query, limit) {
    var tokens = parse(query), out = { people: [], records: [], peopleTotal: 0, recordTotal: 0, near: false };
    if (!tokens.length) return out;
    var found = scan(tokens);
    if (!found.people.count() && !found.records.count()) {
      var changed = false;
      tokens.forEach(function (t) {
        if (!t.f || t.f.length < 3 || /\d/.test(t.f)) return;
        t.near = [];
        vocabulary().forEach(function (w) { if (w !== t.f && oneApart(t.f, w)) t.near.push(w); });
        if (t.near.length) changed = true;
      });
      if (changed) {
        found = scan(tokens);
        out.near = found.people.count() + found.records.count() > 0;
      }
    }
    out.peopleTotal = found.people.count();
    out.recordTotal = found.records.count();
    out.people = found.people.best(limit).map(function (at) {
      var p = people[at];
      return { name: p.name, birth: p.b, code: p.code, cls: p.cls, year: p.y, school: p.m, from: p.at, links: p.vols.map(function (v) {
        return { volume: v, href: "volumes/" + v + "/data/hs/" + p.code.toLowerCase() + ".html" };
      }) };
    });
    out.records = found.records.best(limit).map(function (at) {
      var r = records[at], k = kinds[r.k], p = r.p < 0 ? null : people[r.p];
      return { title: r.t || k.vi + " – " + p.name, vi: k.vi, en: k.en, cls: r.cls || (p ? p.cls : ""), date: r.d,
        volume: r.v, from: r.at, href: "volumes/" + r.v + "/data/ho-so/" + k.slug + "/" + r.s + ".html" };
    });
    return out;
  };
  N.size = function () { return { people: people.length, records: records.length }; };
})(typeof window === "undefined" ? globalThis : window);
