/* What the search page and the shelf share: the box and the list of hits. The page says where its
   indexes are and how a child is shown. Text is set as text, always. */
(function () {
  "use strict";
  var N = window.NIEMPHONG = window.NIEMPHONG || {};

  N.number = function (n) { return String(n).replace(/\B(?=(\d{3})+$)/g, "."); };
  N.day = function (iso) { return iso ? iso.split("-").reverse().join("/") : ""; };
  /* `at` is encoded already; what follows comes from an index. */
  N.link = function (at, href, content) {
    var a = N.make("a", "", content);
    a.href = at + href.split("/").map(encodeURIComponent).join("/");
    return a;
  };
  N.listed = function (parts, cls) {
    var line = N.make("span", cls);
    parts.filter(Boolean).forEach(function (part, n) { line.append(n ? " · " : "", part); });
    return line;
  };
  /* A fact with its name before it; nothing where there is none. */
  N.fact = function (id, value) { return value ? N.make("span", "", N.word(id), " " + value) : null; };
  N.inVolume = function (name) { return N.word("w-volume-" + name); };

  /* page: `indexes(then)` loads what can be searched, `unsearched()` names what could not be, `people(found)` makes the
     list of children, `place(hit)` is the way to a hit's archive, `facts(record)` what stands below a record. */
  N.answer = function (page) {
    var box = document.getElementById("q"), out = document.getElementById("kq"), status = document.getElementById("st");
    var LIMIT = 60, state = 0, timer = 0;

    function load() {
      if (state === 2) return show();
      if (state === 1) return;
      state = 1;
      status.replaceChildren(N.word("w-loading"));
      page.indexes(function () { state = 2; show(); });
    }
    function records(found) {
      return N.make.apply(null, ["ol", "hits"].concat(found.map(function (r) {
        return N.make("li", "", N.link(page.place(r), r.href, N.make("strong", "", r.title)), N.listed(page.facts(r), "facts-line"));
      })));
    }
    function show() {
      var query = box.value.trim();
      out.replaceChildren();
      if (!query) return status.replaceChildren();
      var found = N.search(query, LIMIT), total = found.peopleTotal + found.recordTotal, left = page.unsearched();
      status.replaceChildren(!total ? N.word("w-none")
        : N.word(found.near ? "w-near" : "w-found", { people: N.number(found.peopleTotal), records: N.number(found.recordTotal) }));
      if (left) status.append(" ", N.word("w-missing"), " ", left, ".");
      if (found.people.length) out.append(N.make("h2", "", N.word("w-people")), page.people(found.people));
      if (found.records.length) out.append(N.make("h2", "", N.word("w-records")), records(found.records));
      if (found.peopleTotal > LIMIT || found.recordTotal > LIMIT) out.append(N.make("p", "", N.word("w-more", { n: LIMIT })));
    }
    function ask() {
      try { history.replaceState(null, "", box.value ? "?q=" + encodeURIComponent(box.value) : location.pathname); } catch (e) { /* not everywhere on file:// */ }
      load();
    }
    box.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(ask, 80);
    });
    box.form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(timer); ask(); });
    box.addEventListener("focus", load, { once: true });
    var asked = new URLSearchParams(location.search).get("q");
    if (asked) { box.value = asked; load(); }
  };
})();
