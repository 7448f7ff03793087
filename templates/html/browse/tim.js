/* The search engine of the archive: a classic script, no network, no storage. Each volume's tim.js calls
   NIEMPHONG.load with its columns (src/render/search.rs says what they hold); NIEMPHONG.search answers. What the
   question says is read by cau-hoi.js, which comes before. Works in browsers on file:// and, for its tests, in node. */
(function (root) {
  "use strict";
  var N = root.NIEMPHONG = root.NIEMPHONG || {};
  /* What is known, in columns: a row's number is its place in each of them. */
  var people = { block: [], row: [], birth: [], code: [], cls: [], reg: [], text: [] }, again = new Map();
  var kinds = [], kindAt = new Map(), classes = [""], classAt = new Map(), sources = new Map(), blocks = [], records = 0, lastDay = 0;
  var strip = N.strip, marked = N.marked;

  /* ---- words ---- */
  /* Names are made of few words: each is folded once, and a text is the numbers of its words. */
  var vocabulary = [], wordAt = new Map();
  function word(raw) {
    var at = wordAt.get(raw);
    if (at === undefined) {
      var parts = [];
      marked(raw).forEach(function (w) {
        parts.push(w);
        if (/[.\-\/]/.test(w)) w.split(/[.\-\/]+/).forEach(function (p) { if (p) parts.push(p); });
      });
      at = vocabulary.push({ x: parts.map(function (p) { return p + " "; }).join(""), f: parts.map(function (p) { return strip(p) + " "; }).join("") }) - 1;
      wordAt.set(raw, at);
    }
    return at;
  }
  /* All texts one behind the other, each ended by -1; a text is the place where it begins. */
  var run = [];
  function words(text, from, to) {
    var begin = run.length, at = from;
    for (var i = from; i < to; i++) if (text.charCodeAt(i) === 32) {
      if (i > at) run.push(word(text.slice(at, i)));
      at = i + 1;
    }
    if (to > at) run.push(word(text.slice(at, to)));
    run.push(-1);
    return begin;
  }
  function whole(text) { return words(text, 0, text.length); }
  function said(text, how) {
    for (var out = " "; run[text] >= 0; text++) out += vocabulary[run[text]][how];
    return out;
  }

  /* ---- loading ---- */
  /* A column of texts; null where all of them are empty. */
  function texts(text, n) { return text.length > n ? text.split("|").slice(1) : null; }
  /* A column of numbers in base 36, without a text for each. */
  function numbers(text, n) {
    var out = new Uint32Array(n), at = -1, value = 0;
    for (var i = 0; i < text.length; i++) {
      var c = text.charCodeAt(i);
      if (c === 124) {
        if (at >= 0) out[at] = value;
        at++;
        value = 0;
      } else value = value * 36 + (c < 58 ? c - 48 : c - 87);
    }
    if (at >= 0) out[at] = value;
    return out;
  }
  /* Where each text of a column begins. */
  function places(text, n) {
    var out = new Uint32Array(n + 1);
    for (var i = 0, at = -1; i < n; i++) out[i] = at = text.indexOf("|", at) + 1;
    out[n] = text.length + 1;
    return out;
  }
  var dates = [""];
  function date(n) {
    if (dates[n] === undefined) dates[n] = new Date(Date.UTC(1900, 0, n)).toISOString().slice(0, 10);
    return dates[n];
  }
  function numbered(list, at, name) {
    var n = at.get(name);
    if (n === undefined) at.set(name, n = list.push(name) - 1);
    return n;
  }
  N.load = function (json) {
    var d = JSON.parse(json), i;
    if (d.f !== 1) return;
    /* A shelf searches several archives: each has its own place, and its own line for a child. */
    var at = N.from ? N.from() : "", key = at + " " + d.m, from = sources.get(key);
    if (!from) sources.set(key, from = { at: at, m: d.m, y: d.y, byCode: new Map() });
    var cls = [0].concat(d.L.map(function (c) { return numbered(classes, classAt, c); }));
    var n = d.n[0], p = d.p, place = places(p.n, n), code = texts(p.c, n), reg = texts(p.g, n);
    var birth = numbers(p.b, n), of = numbers(p.l, n), local = new Uint32Array(n), number = blocks.length;
    for (i = 0; i < n; i++) {
      var who = from.byCode.get(code[i]);
      if (who === undefined) {
        who = people.code.push(code[i]) - 1;
        from.byCode.set(code[i], who);
        people.block.push(number);
        people.row.push(i);
        people.text.push(words(p.n, place[i], place[i + 1] - 1));
        people.birth.push(birth[i]);
        people.cls.push(cls[of[i]]);
        people.reg.push(reg ? reg[i] : "");
      } else {
        if (again.has(who)) again.get(who).push(d.c); else again.set(who, [d.c]);
        if (reg && !people.reg[who]) people.reg[who] = reg[i];
      }
      local[i] = who;
    }
    var kindOf = d.K.map(function (k) {
      var at = kindAt.get(k[0]);
      if (at === undefined) {
        at = kinds.push({ slug: k[0], vi: k[1], en: k[2], text: whole(k[1] + " " + k[2]) }) - 1;
        kindAt.set(k[0], at);
      }
      return at;
    });
    var r = d.r, m = d.n[1], rp = numbers(r.p, m), rl = numbers(r.l, m), k = numbers(r.k, m), t = texts(r.t, m), w = texts(r.w, m);
    var block = { vol: d.c, from: from, names: p.n, place: place, first: records, count: m, k: k, p: new Int32Array(m), l: rl, s: texts(r.s, m), t: t, w: w,
      d: numbers(r.d, m), text: new Map() };
    for (i = 0; i < m; i++) {
      block.p[i] = rp[i] ? local[rp[i] - 1] : -1;
      k[i] = kindOf[k[i] - 1];
      rl[i] = cls[rl[i]];
      var own = (t ? t[i] : "") + " " + (w ? w[i] : "");
      if (own.length > 1) block.text.set(i, whole(own));
    }
    blocks.push(block);
    [birth, block.d].forEach(function (days) { for (i = 0; i < days.length; i++) if (days[i] > lastDay) lastDay = days[i]; });
    records += m;
    near = null;
  };

  /* ---- matching ---- */
  /* What a word of the vocabulary is to a word of the question: begins with it, is it, begins with its marks, is it with
     its marks, ends in it. */
  var BEGINS = 1, IS = 2, MARKS = 4, EXACT = 8, LAST = 16;
  function likeness(t, v) {
    var f = " " + v.f, x = " " + v.x, bits = 0;
    if (f.indexOf(t.s) >= 0) {
      bits = BEGINS;
      if (f.indexOf(t.s + " ") >= 0) bits |= f.slice(-t.s.length - 1) === t.s + " " ? IS | LAST : IS;
      if (x.indexOf(t.sx + " ") >= 0) bits |= EXACT;
      else if (t.x !== t.f && x.indexOf(t.sx) >= 0) bits |= MARKS;
    } else if (t.near) for (var i = 0; i < t.near.length && !bits; i++) if (f.indexOf(" " + t.near[i] + " ") >= 0) bits = BEGINS;
    return bits;
  }
  /* Everything that one word of the question has to say of words, classes and days, once. */
  function prepared(t) {
    if (t.f !== undefined) {
      t.like = new Uint8Array(vocabulary.length);
      for (var i = 0; i < vocabulary.length; i++) t.like[i] = likeness(t, vocabulary[i]);
      t.of = classes.map(function (c) {
        var line = c ? " lop " + c.toLowerCase() + " " : "";
        return line.indexOf(t.s + " ") >= 0 ? 4 : t.grade && line.indexOf(t.s) === 4 ? 1 : 0;
      });
    }
    t.on = new Uint8Array(lastDay + 1);
    return t;
  }
  function bits(t, text) {
    for (var all = 0, like = t.like; run[text] >= 0; text++) all |= like[run[text]];
    return all;
  }
  function ends(like, text) {
    for (var word = -1; run[text] >= 0; text++) word = run[text];
    return word >= 0 && like[word] & LAST;
  }
  /* 0 no, 1 begins a word, 2 is a word, 3 begins one with its marks, 4 is one with its marks. */
  function grade(bits) { return bits & EXACT ? 4 : bits & IS ? 2 : bits & MARKS ? 3 : bits ? 1 : 0; }
  /* 3: the day that is asked for; 2: only its year; 1: another. */
  function on(t, n) {
    if (!n || !t.d && !t.year) return 1;
    return t.on[n] || (t.on[n] = t.d && t.d.test(date(n)) ? 3 : t.year && date(n).slice(0, 4) === t.year ? 2 : 1);
  }
  function home(i) { return blocks[people.block[i]]; }
  function name(i) {
    var b = home(i), row = people.row[i];
    return b.names.slice(b.place[row], b.place[row + 1] - 1);
  }
  function person(t, i) {
    if (t.y) return t.y === home(i).from.y ? 1 : 0;
    var day = on(t, people.birth[i]);
    if (day === 3) return 4;
    if (t.f === undefined) return 0;
    var best = grade(bits(t, people.text[i])) || t.of[people.cls[i]];
    if (best) return best;
    if (day === 2) return 3;
    var code = people.code[i], reg = people.reg[i];
    if (t.digits) {
      if (code === t.digits || reg === t.digits) return 4;
      if (t.digits.length > 2 && (code.startsWith(t.digits) || code.endsWith(t.digits))) return 2;
      if (home(i).from.m === t.digits) return 1;
    } else if (reg && reg.length === t.x.length && reg.toLowerCase() === t.x) return 4;
    return 0;
  }
  function stem(b, i) { return b.s && b.s[i] || people.code[b.p[i]]; }
  function record(t, b, i, text) {
    if (t.y) return t.y === b.from.y ? 1 : 0;
    var day = on(t, b.d[i]);
    if (day === 3) return 4;
    if (t.f === undefined) return 0;
    var best = text === undefined ? 0 : grade(bits(t, text));
    if (best) return best;
    if (t.of[b.l[i]] === 4) return 4;
    if (t.year && (day === 2 || b.from.y.indexOf(t.year) >= 0)) return 1;
    if (t.digits) return stem(b, i) === t.digits ? 4 : b.from.m === t.digits ? 1 : 0;
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
    var n = tokens.length, foundPeople = piles(), foundRecords = piles(), i, j, q, score;
    tokens.forEach(prepared);
    var phraseX = " " + tokens.map(function (t) { return t.x || ""; }).join(" ").trim() + " ";
    var phraseF = strip(phraseX), last = tokens[n - 1];
    /* The words as they were asked, one after the other. Of a single word its likeness tells. */
    function together(text) {
      if (n === 1) {
        if (!last.like) return 8;
        q = bits(last, text);
        return q & EXACT ? 8 : q & IS ? 4 : 0;
      }
      return said(text, "x").indexOf(phraseX) >= 0 ? 8 : said(text, "f").indexOf(phraseF) >= 0 ? 4 : 0;
    }
    var ofKind = kinds.map(function (k) { return tokens.map(function (t) { return t.like ? grade(bits(t, k.text)) : 0; }); });
    var kindTogether = kinds.map(function (k) { return together(k.text) === 8; });
    /* A child is asked once for each word, however many records it has. */
    var count = people.code.length, known = tokens.map(function () { return new Uint8Array(count).fill(255); });
    function ofPerson(j, i) {
      var v = known[j][i];
      return v === 255 ? (known[j][i] = person(tokens[j], i)) : v;
    }
    for (i = 0; i < count; i++) {
      for (score = 0, q = 1, j = 0; j < n && q; j++) score += q = ofPerson(j, i);
      if (!q) continue;
      var text = people.text[i];
      score += together(text);
      if (last.like && ends(last.like, text)) score += 1;
      foundPeople.add(score, i);
    }
    /* Most records have no words of their own: what their kind and their child don't answer, they don't. */
    function lacks(k, p) {
      for (var j = n - 1; j >= 0; j--) if (!ofKind[k][j] && !ofPerson(j, p)) return true;
      return false;
    }
    var answers = ofKind.map(function (scores) { return scores.some(Boolean); });
    var wide = tokens.some(function (t) { return t.d || t.y || t.year || t.digits; }), mine = new Uint8Array(n);
    blocks.forEach(function (b) {
      for (var i = 0; i < b.count; i++) {
        var k = b.k[i], p = b.p[i], text = b.text.size ? b.text.get(i) : undefined, sum = 0, own = p < 0, any = false;
        var bare = !wide && text === undefined && !b.l[i];
        if (bare && (!answers[k] || !own && lacks(k, p))) continue;
        for (j = 0; j < n; j++) if ((mine[j] = bare ? ofKind[k][j] : Math.max(ofKind[k][j], record(tokens[j], b, i, text)))) any = true;
        if (!any) continue;
        /* What only repeats the child is left to the child's own line. */
        for (j = 0; j < n; j++) {
          var theirs = p < 0 ? 0 : ofPerson(j, p);
          if (!mine[j] && !theirs) break;
          if (mine[j] && !theirs) own = true;
          sum += Math.max(mine[j], theirs);
        }
        if (j < n || !own) continue;
        if (kindTogether[k] || text !== undefined && together(text) === 8) sum += 8;
        foundRecords.add(sum, b.first + i);
      }
    });
    return { people: foundPeople, records: foundRecords };
  }

  /* ---- second pass: one wrong, missing, added or swapped letter ---- */
  var near = null;
  function nearby() {
    if (near) return near;
    near = new Set();
    vocabulary.forEach(function (v) {
      v.f.split(" ").forEach(function (w) { if (w.length > 1 && !/\d/.test(w)) near.add(w); });
    });
    return near;
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
    var tokens = N.question(query), out = { people: [], records: [], peopleTotal: 0, recordTotal: 0, near: false };
    if (!tokens.length) return out;
    var found = scan(tokens);
    if (!found.people.count() && !found.records.count()) {
      var changed = false;
      tokens.forEach(function (t) {
        if (!t.f || t.f.length < 3 || /\d/.test(t.f)) return;
        t.near = [];
        nearby().forEach(function (w) { if (w !== t.f && oneApart(t.f, w)) t.near.push(w); });
        if (t.near.length) changed = true;
      });
      if (changed) {
        found = scan(tokens);
        out.near = found.people.count() + found.records.count() > 0;
      }
    }
    out.peopleTotal = found.people.count();
    out.recordTotal = found.records.count();
    out.people = found.people.best(limit).map(function (i) {
      var code = people.code[i], b = home(i), from = b.from, vols = [b.vol].concat(again.get(i) || []);
      return { name: name(i), birth: date(people.birth[i]), code: code, cls: classes[people.cls[i]], year: from.y, school: from.m, from: from.at,
        links: vols.map(function (v) { return { volume: v, href: "volumes/" + v + "/data/hs/" + code.toLowerCase() + ".html" }; }) };
    });
    out.records = found.records.best(limit).map(function (at) {
      var b = blocks.find(function (b) { return at < b.first + b.count; }), i = at - b.first, k = kinds[b.k[i]], p = b.p[i];
      return { title: b.t && b.t[i] || k.vi + " – " + name(p), vi: k.vi, en: k.en, cls: classes[b.l[i]] || (p < 0 ? "" : classes[people.cls[p]]),
        date: date(b.d[i]), volume: b.vol, from: b.from.at, href: "volumes/" + b.vol + "/data/ho-so/" + k.slug + "/" + stem(b, i) + ".html" };
    });
    return out;
  };
  N.size = function () { return { people: people.code.length, records: records }; };
})(typeof window === "undefined" ? globalThis : window);
