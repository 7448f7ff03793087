/* The shelf: asks every archive of the page for its volumes (volumes/<class>/data/muc.js), says which archives and
   volumes are not there, and searches across all that are, with tim.js. The shelf itself holds no personal data: each
   index comes from the volume it lies in, on first use, and goes when that volume goes. Text is set as text, always. */
(function () {
  "use strict";
  var N = window.NIEMPHONG;
  var archives = Array.from(document.querySelectorAll("[data-at]")).map(function (row) {
    return { row: row, at: row.getAttribute("data-at"), year: row.getAttribute("data-year"), school: row.getAttribute("data-school-name"),
      volumes: row.getAttribute("data-volumes").split(" ").filter(Boolean), here: [], deaf: [] };
  });
  var byPlace = new Map(archives.map(function (a) { return [a.at, a]; }));
  var many = new Set(archives.map(function (a) { return a.school; })).size > 1;

  /* Who is speaking: the archive whose script is running. */
  N.from = function () { return document.currentScript.getAttribute("data-from"); };
  N.volume = function (json) {
    var a = byPlace.get(N.from()), d = JSON.parse(json);
    if (a && d.f === 1 && a.volumes.indexOf(d.c) >= 0) a.here.push(d.c);
  };

  function run(a, name, file, good, bad) {
    var s = document.createElement("script");
    s.src = a.at + "volumes/" + name + "/data/" + file;
    s.setAttribute("data-from", a.at);
    s.async = false;
    s.onload = good;
    s.onerror = bad;
    document.head.append(s);
  }
  function every(pairs, file, bad, then) {
    var waiting = pairs.length;
    function done() { if (--waiting <= 0) then(); }
    if (!waiting) then();
    pairs.forEach(function (p) { run(p[0], p[1], file, done, function () { bad(p[0], p[1]); done(); }); });
  }
  function pairs(of) {
    return archives.flatMap(function (a) { return of(a).map(function (v) { return [a, v]; }); });
  }

  /* ---- what is there ---- */
  function presence() {
    archives.forEach(function (a) {
      var place = a.row.querySelector(".presence"), gone = a.volumes.filter(function (v) { return a.here.indexOf(v) < 0; });
      if (!gone.length) return;
      if (!a.here.length) {
        a.row.classList.add("gone");
        place.append(N.word("w-absent"));
        return;
      }
      place.append(N.word("w-gone"), " ");
      gone.forEach(function (v, n) { place.append(n ? ", " : "", N.inVolume(v)); });
    });
    var absent = archives.filter(function (a) { return !a.here.length; }).length;
    if (absent) {
      var note = document.getElementById("vang");
      note.append(N.word("w-absent-count", { n: absent }));
      note.hidden = false;
    }
    document.body.setAttribute("data-ready", "");
  }
  every(pairs(function (a) { return a.volumes; }), "muc.js", function () {}, presence);

  /* ---- search ---- */
  function indexes(then) {
    function begin() { every(pairs(function (a) { return a.here; }), "tim.js", function (a, v) { a.deaf.push(v); }, then); }
    if (document.body.hasAttribute("data-ready")) return begin();
    var wait = setInterval(function () {
      if (document.body.hasAttribute("data-ready")) { clearInterval(wait); begin(); }
    }, 20);
  }
  function unsearched() {
    var left = archives.filter(function (a) { return a.deaf.length || a.here.length < a.volumes.length; });
    if (!left.length) return null;
    var line = N.make("span", "");
    left.forEach(function (a, n) {
      line.append(n ? ", " : "", a.row.getAttribute("data-name"));
      if (a.here.length) {
        line.append(" (");
        a.volumes.filter(function (v) { return a.here.indexOf(v) < 0 || a.deaf.indexOf(v) >= 0; })
          .forEach(function (v, m) { line.append(m ? ", " : "", N.inVolume(v)); });
        line.append(")");
      }
    });
    return line;
  }
  function label(a) { return a.year + (many ? " · " + a.school : ""); }

  /* The same code, name and birth date are one child, also where the school's code changed or the child moved: one
     entry, with a line for each archive that names it. */
  function people(found) {
    var of = new Map();
    found.forEach(function (p) {
      var key = [p.code, p.name, p.birth].join("/");
      if (!of.has(key)) of.set(key, []);
      of.get(key).push(p);
    });
    var list = N.make("ol", "hits");
    of.forEach(function (lines) {
      var first = lines[0], item = N.make("li", "stacked", N.make("strong", "", first.name));
      item.append(N.listed([N.fact("w-born", N.day(first.birth)), N.fact("w-code", first.code)], "facts-line"));
      lines.sort(function (a, b) { return a.year < b.year ? 1 : a.year > b.year ? -1 : 0; });
      lines.forEach(function (p) {
        var open = N.make("span", "", label(byPlace.get(p.from)), p.cls && " · ", N.fact("w-class", p.cls));
        item.append(N.make("span", "line", N.link(p.from, p.links[0].href, open),
          N.listed(p.links.map(function (l) { return N.link(p.from, l.href, N.inVolume(l.volume)); }), "where small")));
      });
      list.append(item);
    });
    return list;
  }

  N.answer({
    indexes: indexes,
    unsearched: unsearched,
    people: people,
    place: function (r) { return r.from; },
    facts: function (r) { return [N.fact("w-class", r.cls), N.day(r.date), label(byPlace.get(r.from)), N.inVolume(r.volume)]; }
  });
})();
