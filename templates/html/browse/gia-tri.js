/* The values of a sealed record, line by line, with the names that nhan.js has for them: the lines of "niemphong paper".
   Text is set as text, always. */
(function (root) {
  "use strict";
  var N = root.NIEMPHONG = root.NIEMPHONG || {};
  /* They say nothing about the pupil. */
  var SILENT = ["_id", "_salt", "loai"];

  /* A label is a name; or a name and the labels inside; or a name and which words its values have ("truths", "codes"). */
  function named(labels, key) {
    var label = Object.hasOwn(labels, key) ? labels[key] : key;
    if (typeof label === "string") return { name: label, inner: {}, says: null };
    return typeof label[1] === "string" ? { name: label[0], inner: {}, says: label[1] } : { name: label[0], inner: label[1], says: null };
  }
  function word(text, says) { return says && Object.hasOwn(N.spoken[says], text) ? N.spoken[says][text] : null; }
  function said(text, says) { var words = word(text, says); return words === null ? day(text) : words; }
  /* In the order of the form; what it doesn't know comes last. */
  function keys(map, labels) {
    var order = Object.keys(labels);
    function place(key) { return (order.indexOf(key) + order.length + 1) % (order.length + 1); }
    return Object.keys(map).filter(function (key) { return SILENT.indexOf(key) < 0; }).sort(function (a, b) { return place(a) - place(b); });
  }
  /* A day as forms write it. */
  function day(text) {
    var m = /^(\d{4})-(\d\d)-(\d\d)(?:T(.*))?$/s.exec(text);
    return m ? m[3] + "/" + m[2] + "/" + m[1] + (m[4] === undefined ? "" : " " + m[4]) : text;
  }
  /* A text, or a map of nothing but texts; a subject comes first, by its name. */
  function line(value, labels, says) {
    if (typeof value === "string") return said(value, says);
    if (Array.isArray(value)) return null;
    var pairs = [], all = keys(value, labels);
    if (!all.every(function (key) { return typeof value[key] === "string"; })) return null;
    all.forEach(function (key) {
      var label = named(labels, key), subject = key === "mon" ? word(value[key], label.says) : null;
      if (subject !== null) pairs.unshift(subject);
      else pairs.push(label.name + ": " + said(value[key], label.says));
    });
    return pairs.join(" · ");
  }
  function entry(name, value, labels, says) {
    var text = line(value, labels, says);
    return { name: name, text: text, inner: text === null ? told(value, labels, says) : [] };
  }
  function told(value, labels, says) {
    if (Array.isArray(value)) return value.map(function (item) { return entry(null, item, labels, says); });
    return keys(value, labels).map(function (key) {
      var label = named(labels, key);
      return entry(label.name, value[key], label.inner, label.says);
    });
  }

  /* record → lines: [{ name (null in a list), text (null if it has lines of its own), inner }]. */
  N.told = function (record) { return told(record, Object.hasOwn(N.labels, record.loai) ? N.labels[record.loai] : {}, null); };

  function shown(lines) {
    if (lines.length && lines[0].name === null) return N.make("ul", "plain", ...lines.map(function (l) {
      return N.make("li", "", l.text === null ? shown(l.inner) : l.text);
    }));
    return N.make("dl", "sealed", ...lines.map(function (l) {
      return N.make("div", "", N.make("dt", "", l.name), N.make("dd", "", l.text === null ? shown(l.inner) : l.text));
    }));
  }
  N.values = function (record) { return shown(N.told(record)); };
})(typeof window === "undefined" ? globalThis : window);
