/* The values of a sealed record, line by line, with the names that nhan.js has for them: the lines of "niemphong paper".
   Text is set as text, always. */
(function (root) {
  "use strict";
  var N = root.NIEMPHONG = root.NIEMPHONG || {};
  /* They say nothing about the pupil. */
  var SILENT = ["_id", "_salt", "loai"];

  /* A label is a name; or a name and the labels inside; or a name and true, if its values are "true" and "false". */
  function named(labels, key) {
    var label = Object.hasOwn(labels, key) ? labels[key] : key;
    if (typeof label === "string") return { name: label, inner: {}, truth: false };
    return label[1] === true ? { name: label[0], inner: {}, truth: true } : { name: label[0], inner: label[1], truth: false };
  }
  function said(text, truth) { return truth && Object.hasOwn(N.truth, text) ? N.truth[text] : day(text); }
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
  function line(value, labels, truth) {
    if (typeof value === "string") return said(value, truth);
    if (Array.isArray(value)) return null;
    var pairs = [], all = keys(value, labels);
    if (!all.every(function (key) { return typeof value[key] === "string"; })) return null;
    all.forEach(function (key) {
      if (key === "mon" && Object.hasOwn(N.subjects, value[key])) pairs.unshift(N.subjects[value[key]]);
      else pairs.push(named(labels, key).name + ": " + said(value[key], named(labels, key).truth));
    });
    return pairs.join(" · ");
  }
  function entry(name, value, labels, truth) {
    var text = line(value, labels, truth);
    return { name: name, text: text, inner: text === null ? told(value, labels) : [] };
  }
  function told(value, labels) {
    if (Array.isArray(value)) return value.map(function (item) { return entry(null, item, labels, false); });
    return keys(value, labels).map(function (key) {
      var label = named(labels, key);
      return entry(label.name, value[key], label.inner, label.truth);
    });
  }

  /* record → lines: [{ name (null in a list), text (null if it has lines of its own), inner }]. */
  N.told = function (record) { return told(record, Object.hasOwn(N.labels, record.loai) ? N.labels[record.loai] : {}); };

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
