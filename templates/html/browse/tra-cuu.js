/* The search page: loads every volume's index on first use, shows what tim.js finds. Text is set as text, always. */
(function () {
  "use strict";
  var N = window.NIEMPHONG, box = document.getElementById("q"), out = document.getElementById("kq");
  var status = document.getElementById("st"), root = document.body.getAttribute("data-root") || "";
  var names = (document.body.getAttribute("data-volumes") || "").split(" ").filter(Boolean);
  var state = 0, missing = [], timer = 0, LIMIT = 50;

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
  function make(tag, cls, content) {
    var e = document.createElement(tag);
    if (cls) e.className = cls;
    if (content) e.append(content);
    return e;
  }
  function link(href, content) {
    var a = make("a", "", content);
    a.href = root + href.split("/").map(encodeURIComponent).join("/");
    return a;
  }
  function facts(list) {
    var line = make("span", "facts-line");
    list.filter(Boolean).forEach(function (part, n) {
      if (n) line.append(" · ");
      line.append(part);
    });
    return line;
  }

  function load(then) {
    if (state === 2) return then();
    if (state === 1) return;
    state = 1;
    status.replaceChildren(word("w-loading"));
    var waiting = names.length;
    function done() {
      if (--waiting > 0) return;
      state = 2;
      then();
    }
    if (!waiting) done();
    names.forEach(function (name) {
      var s = document.createElement("script");
      s.src = root + "volumes/" + name + "/data/tim.js";
      s.async = false; /* in the order of the volumes, whichever comes first: equal hits then always stand alike */
      s.onload = done;
      s.onerror = function () { missing.push(name); done(); };
      document.head.append(s);
    });
  }

  function volume(name) { return word("w-volume-" + name); }

  function show() {
    var query = box.value.trim();
    out.replaceChildren();
    if (!query) { status.replaceChildren(); return; }
    var found = N.search(query, LIMIT), total = found.peopleTotal + found.recordTotal;
    status.replaceChildren(!total ? word("w-none")
      : word(found.near ? "w-near" : "w-found", { people: number(found.peopleTotal), records: number(found.recordTotal) }));
    if (missing.length) {
      status.append(" ", word("w-missing"), " ");
      missing.forEach(function (name, n) { status.append(n ? ", " : "", volume(name)); });
      status.append(".");
    }
    if (found.people.length) {
      out.append(make("h2", "", word("w-people")));
      var list = make("ol", "hits");
      found.people.forEach(function (p) {
        var item = make("li"), name = make("strong", "", p.name);
        item.append(link(p.links[0].href, name));
        item.append(facts([p.cls && join(word("w-class"), " " + p.cls), p.birth && join(word("w-born"), " " + day(p.birth)),
          join(word("w-code"), " " + p.code)]));
        var where = make("span", "where");
        p.links.forEach(function (l, n) {
          if (n) where.append(" · ");
          where.append(link(l.href, volume(l.volume)));
        });
        item.append(where);
        list.append(item);
      });
      out.append(list);
    }
    if (found.records.length) {
      out.append(make("h2", "", word("w-records")));
      var table = make("ol", "hits");
      found.records.forEach(function (r) {
        var item = make("li");
        item.append(link(r.href, make("strong", "", r.title)));
        item.append(facts([r.cls && join(word("w-class"), " " + r.cls), day(r.date), volume(r.volume)]));
        table.append(item);
      });
      out.append(table);
    }
    if (found.peopleTotal > LIMIT || found.recordTotal > LIMIT) out.append(make("p", "", word("w-more", { n: LIMIT })));
  }
  function join() {
    var f = document.createDocumentFragment();
    f.append.apply(f, arguments);
    return f;
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
