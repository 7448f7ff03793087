/* What was typed into the search: words without their marks, and a question as tokens – days, school years, words.
   Knows nothing of indexes or pages; tim.js answers. Works in browsers on file:// and, for its tests, in node. */
(function (root) {
  "use strict";
  var N = root.NIEMPHONG = root.NIEMPHONG || {};

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
  /* query → tokens: { d } a day or part of one, { y } a school year, else a word: { x, f } with and without its marks,
     { d, year, digits, grade } what else it may be, { s, sx } how it begins a word of a text. */
  function question(query) {
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

  N.strip = strip;
  N.marked = marked;
  N.fold = function (text) { return marked(text).map(strip).join(" "); };
  N.question = question;
})(typeof window === "undefined" ? globalThis : window);
