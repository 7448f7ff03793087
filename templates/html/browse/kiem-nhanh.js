/* The page of the quick check: a chosen folder goes through doi-chieu.js, and what it found is said in words.
   A convenience: these scripts lie beside what they check. The page says so. */
(function () {
  "use strict";
  var N = window.NIEMPHONG, form = document.getElementById("kn"), out = document.getElementById("kq");
  var status = document.getElementById("st"), bar = document.getElementById("tt"), MOST = 200;
  document.getElementById("tm").webkitdirectory = true;

  function word(id, values) { return N.word("w-" + id, values); }
  var SIGNS = { "paper-same": "good", "sig-good": "good", "paper-other": "missing" }, MARKS = { good: "✓", missing: "✕", warn: "△" };
  function note(found) {
    var cls = SIGNS[found[0]] || "warn";
    return N.make("li", cls, N.sign(MARKS[cls]), word(found[0], found[1]));
  }
  function show(r) {
    var wrong = r.bad.length;
    status.replaceChildren(N.make("strong", wrong ? "missing" : "good", N.sign(wrong ? "✕" : "✓"),
      word(wrong ? "differs" : "agrees", { n: wrong || r.count })));
    out.append(N.make("p", "", word("digest")), N.groups(r.digest),
      N.make("ul", "plain", ...r.notes.map(note)));
    if (wrong) out.append(N.make("ul", "", ...r.bad.slice(0, MOST).map(function (b) {
      return N.make("li", "", word(b[0]), " ", N.make("code", "", b[1]));
    })));
    if (wrong > MOST) out.append(N.make("p", "", word("more", { n: wrong - MOST })));
  }

  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    out.replaceChildren();
    bar.value = 0;
    bar.hidden = false;
    status.replaceChildren(word("working"));
    var said = { digest: document.getElementById("gt").value, keys: document.getElementById("kc").value };
    try {
      var r = await N.check(N.inside(document.getElementById("tm").files), said, function (done, all) {
        bar.max = all || 1;
        bar.value = done;
      });
      if (r.none) status.replaceChildren(word("no-seal"));
      else show(r);
    } catch (e) { status.replaceChildren(word("error")); }
    finally { bar.hidden = true; }
  });
})();
