/* Root pages: asks each volume for its table of contents (volumes/<class>/data/muc.js), and where a volume is no
   longer there, turns the links into it into words. Holds no personal data. */
(function () {
  "use strict";
  var N = window.NIEMPHONG = window.NIEMPHONG || {};
  var root = document.body.getAttribute("data-root") || "";
  var names = (document.body.getAttribute("data-volumes") || "").split(" ").filter(Boolean);
  var present = new Set(), waiting = names.length;

  function word(id) { return document.getElementById(id).content.cloneNode(true); }
  N.volume = function (json) {
    var d = JSON.parse(json);
    if (d.f === 1 && names.indexOf(d.c) >= 0) present.add(d.c);
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

  function done() {
    if (--waiting) return;
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
