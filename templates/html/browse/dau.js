/* Root pages: asks each volume for its table of contents (volumes/<class>/data/muc.js), lists its classes and kinds,
   and says so where a volume is no longer there. Holds no personal data. */
(function () {
  "use strict";
  var N = window.NIEMPHONG = window.NIEMPHONG || {};
  var root = document.body.getAttribute("data-root") || "";
  var names = (document.body.getAttribute("data-volumes") || "").split(" ").filter(Boolean);
  var present = new Map(), waiting = names.length;

  function word(id) { return document.getElementById(id).content.cloneNode(true); }
  function title(name) {
    var cell = document.querySelector("[data-volume='" + name + "'] .volume-title");
    return cell ? cell.cloneNode(true) : document.createTextNode(name);
  }
  function link(name, path, content) {
    var a = document.createElement("a");
    a.href = root + "volumes/" + name + "/data/" + path;
    a.append(content);
    return a;
  }

  N.volume = function (json) {
    var d = JSON.parse(json);
    if (d.f === 1 && names.indexOf(d.c) >= 0) present.set(d.c, d);
  };

  function gone(name) {
    document.querySelectorAll("[data-volume='" + name + "']").forEach(function (place) {
      place.classList.add("gone");
      place.querySelectorAll("a").forEach(function (a) {
        var text = document.createElement("span");
        text.append(...a.childNodes);
        a.replaceWith(text, " ", word("w-gone"));
      });
    });
  }

  function classes() {
    var list = document.getElementById("lop"), of = new Map();
    if (!list) return;
    names.forEach(function (name) {
      var d = present.get(name);
      if (d) d.l.forEach(function (c) {
        if (!of.has(c[0])) of.set(c[0], []);
        of.get(c[0]).push([name, c[1]]);
      });
    });
    if (!of.size) return;
    Array.from(of.keys()).sort(function (a, b) { return a.localeCompare(b, "vi", { numeric: true }); })
      .forEach(function (code) {
        var item = document.createElement("li"), label = document.createElement("strong"), where = of.get(code);
        label.append(word("w-class"), " " + code);
        /* The first volume that lists the class leads; the others follow by name. */
        item.append(link(where[0][0], where[0][1], label));
        where.slice(1).forEach(function (w) {
          var more = document.createElement("span");
          more.className = "small";
          more.append(" · ", link(w[0], w[1], title(w[0])));
          item.append(more);
        });
        list.append(item);
      });
    document.querySelectorAll("[data-needs-classes]").forEach(function (e) { e.hidden = false; });
    document.querySelectorAll("[data-without-classes]").forEach(function (e) { e.hidden = true; });
  }

  function kinds() {
    document.querySelectorAll("[data-kind]").forEach(function (place) {
      names.forEach(function (name) {
        var d = present.get(name);
        if (d) d.k.forEach(function (k) {
          if (k[0] === place.getAttribute("data-kind")) place.append(" ", link(name, k[4], title(name)));
        });
      });
    });
  }

  function done() {
    if (--waiting) return;
    classes();
    kinds();
    document.body.setAttribute("data-ready", "");
  }
  names.forEach(function (name) {
    var s = document.createElement("script");
    s.src = root + "volumes/" + name + "/data/muc.js";
    s.onload = function () { if (!present.has(name)) gone(name); done(); };
    s.onerror = function () { gone(name); done(); };
    document.head.append(s);
  });
})();
