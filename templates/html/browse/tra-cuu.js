/* The search page: loads every volume's index on first use, shows what tim.js finds. Text is set as text, always. */
(function () {
  "use strict";
  var N = window.NIEMPHONG, root = document.body.getAttribute("data-root") || "";
  var names = (document.body.getAttribute("data-volumes") || "").split(" ").filter(Boolean), missing = [];

  N.answer({
    indexes: function (then) {
      var waiting = names.length;
      function done() { if (--waiting <= 0) then(); }
      if (!waiting) then();
      names.forEach(function (name) {
        var s = document.createElement("script");
        s.src = root + "volumes/" + name + "/data/tim.js";
        s.async = false; /* in the order of the volumes, whichever comes first: equal hits then always stand alike */
        s.onload = done;
        s.onerror = function () { missing.push(name); done(); };
        document.head.append(s);
      });
    },
    unsearched: function () {
      return missing.length ? N.make.apply(null, ["span", ""].concat(missing.flatMap(function (name, n) { return [n ? ", " : "", N.inVolume(name)]; }))) : null;
    },
    people: function (found) {
      return N.make.apply(null, ["ol", "hits"].concat(found.map(function (p) {
        var where = p.links.map(function (l) { return N.link(root, l.href, N.inVolume(l.volume)); });
        return N.make("li", "", N.link(root, p.links[0].href, N.make("strong", "", p.name)),
          N.listed([N.fact("w-class", p.cls), N.fact("w-born", N.day(p.birth)), N.fact("w-code", p.code)], "facts-line"), N.listed(where, "where"));
      })));
    },
    place: function () { return root; },
    facts: function (r) { return [N.fact("w-class", r.cls), N.day(r.date), N.inVolume(r.volume)]; }
  });
})();
