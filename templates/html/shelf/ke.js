/* The shelf: asks every archive of the page for its volumes (volumes/<class>/data/muc.js), says which archives and
   volumes are not there, and searches across all that are, with tim.js. The shelf itself holds no personal data: each
   index comes from the volume it lies in, on first use, and goes when that volume goes. Text is set as text, always. */
(function () {
  "use strict";
  var N = window.NIEMPHONG = window.NIEMPHONG || {};
  var box = document.getElementById("q"), out = document.getElementById("kq"), status = document.getElementById("st");
  var LIMIT = 60, state = 0, timer = 0;
  var archives = Array.from(document.querySelectorAll("[data-at]")).map(function (row) {
    return { row: row, at: row.getAttribute("data-at"), year: row.getAttribute("data-year"), school: row.getAttribute("data-school"),
      volumes: row.getAttribute("data-volumes").split(" ").filter(Boolean), here: [], deaf: [] };
  });
  var byPlace = new Map(archives.map(function (a) { return [a.at, a]; }));

  /* Who is speaking: the archive whose script is running. */
  N.from = function () { return document.currentScript.getAttribute("data-from"); };
  N.volume = function (json) {
    var a = byPlace.get(N.from()), d = JSON.parse(json);
    if (a && d.f === 1 && a.volumes.indexOf(d.c) >= 0) a.here.push(d.c);
  };

  function word(id, values) {
    var part = document.getElementById(id).content.cloneNode(true);
    if (values) part.querySelectorAll("span").forEach(function (span) {
      Object.keys(values).forEach(function (name) {
        span.textContent = span.textContent.replace("%" + name + "%", values[name]);
      });
    });
    return part;
  }
  function number(n) { return String(n).replace(/\B(?=(\d{3})+$)/g, "."); }
  function day(iso) { return iso ? iso.split("-").reverse().join("/") : ""; }
  function make(tag, cls) {
    var e = document.createElement(tag);
    if (cls) e.className = cls;
    for (var i = 2; i < arguments.length; i++) if (arguments[i]) e.append(arguments[i]);
    return e;
  }
  /* `at` is encoded already; what follows comes from an index. */
  function link(at, href, content) {
    var a = make("a", "", content);
    a.href = at + href.split("/").map(encodeURIComponent).join("/");
    return a;
  }
  function listed(parts, cls) {
    var line = make("span", cls);
    parts.filter(Boolean).forEach(function (part, n) { line.append(n ? " · " : "", part); });
    return line;
  }
  function volume(name) { return word("w-volume-" + name); }

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
        place.append(word("w-absent"));
        return;
      }
      place.append(word("w-gone"), " ");
      gone.forEach(function (v, n) { place.append(n ? ", " : "", volume(v)); });
    });
    var absent = archives.filter(function (a) { return !a.here.length; }).length;
    if (absent) {
      var note = document.getElementById("vang");
      note.append(word("w-absent-count", { n: absent }));
      note.hidden = false;
    }
    document.body.setAttribute("data-ready", "");
  }
  every(pairs(function (a) { return a.volumes; }), "muc.js", function () {}, presence);

  /* ---- search ---- */
  function load(then) {
    if (state === 2) return then();
    if (state === 1) return;
    state = 1;
    status.replaceChildren(word("w-loading"));
    function begin() {
      every(pairs(function (a) { return a.here; }), "tim.js", function (a, v) { a.deaf.push(v); }, function () { state = 2; then(); });
    }
    if (document.body.hasAttribute("data-ready")) return begin();
    var wait = setInterval(function () {
      if (document.body.hasAttribute("data-ready")) { clearInterval(wait); begin(); }
    }, 20);
  }
  function unsearched() {
    var left = archives.filter(function (a) { return a.deaf.length || a.here.length < a.volumes.length; });
    if (!left.length) return null;
    var line = make("span", "", word("w-missing"), " ");
    left.forEach(function (a, n) {
      line.append(n ? ", " : "", a.row.getAttribute("data-name"));
      if (a.here.length) {
        line.append(" (");
        a.volumes.filter(function (v) { return a.here.indexOf(v) < 0 || a.deaf.indexOf(v) >= 0; })
          .forEach(function (v, m) { line.append(m ? ", " : "", volume(v)); });
        line.append(")");
      }
    });
    line.append(".");
    return line;
  }
  function label(a) { return a.year + (many ? " · " + a.row.getAttribute("data-school-name") : ""); }
  var many = new Set(archives.map(function (a) { return a.row.getAttribute("data-school-name"); })).size > 1;

  /* The same code, name and birth date are one child, also where the school's code changed or the child moved: one
     entry, with a line for each archive that names it. */
  function people(found) {
    var of = new Map();
    found.forEach(function (p) {
      var key = [p.code, p.name, p.birth].join("/");
      if (!of.has(key)) of.set(key, []);
      of.get(key).push(p);
    });
    var list = make("ol", "hits");
    of.forEach(function (lines) {
      var first = lines[0], item = make("li", "stacked", make("strong", "", first.name));
      item.append(listed([first.birth && make("span", "", word("w-born"), " " + day(first.birth)),
        make("span", "", word("w-code"), " " + first.code)], "facts-line"));
      lines.sort(function (a, b) { return a.year < b.year ? 1 : a.year > b.year ? -1 : 0; });
      lines.forEach(function (p) {
        var a = byPlace.get(p.from), open = make("span", "", label(a), p.cls && make("span", "", " · ", word("w-class"), " " + p.cls));
        item.append(make("span", "line", link(p.from, p.links[0].href, open),
          listed(p.links.map(function (l) { return link(p.from, l.href, volume(l.volume)); }), "where small")));
      });
      list.append(item);
    });
    return list;
  }
  function records(found) {
    var list = make("ol", "hits");
    found.forEach(function (r) {
      list.append(make("li", "", link(r.from, r.href, make("strong", "", r.title)),
        listed([r.cls && make("span", "", word("w-class"), " " + r.cls), day(r.date), label(byPlace.get(r.from)), volume(r.volume)], "facts-line")));
    });
    return list;
  }
  function show() {
    var query = box.value.trim();
    out.replaceChildren();
    if (!query) { status.replaceChildren(); return; }
    var found = N.search(query, LIMIT), total = found.peopleTotal + found.recordTotal;
    status.replaceChildren(!total ? word("w-none")
      : word(found.near ? "w-near" : "w-found", { people: number(found.peopleTotal), records: number(found.recordTotal) }));
    var left = unsearched();
    if (left) status.append(" ", left);
    if (found.people.length) out.append(make("h2", "", word("w-people")), people(found.people));
    if (found.records.length) out.append(make("h2", "", word("w-records")), records(found.records));
    if (found.peopleTotal > LIMIT || found.recordTotal > LIMIT) out.append(make("p", "", word("w-more", { n: LIMIT })));
  }
  function ask() {
    try { history.replaceState(null, "", box.value ? "?q=" + encodeURIComponent(box.value) : location.pathname); } catch (e) { /* not everywhere on file:// */ }
    load(show);
  }
  box.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(ask, 80);
  });
  box.form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(timer); ask(); });
  box.addEventListener("focus", function () { load(show); }, { once: true });
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) { box.value = asked; load(show); }
})();
