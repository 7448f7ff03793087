/* Remembers the language that was chosen. Without script the check box still switches the page it is on.
   Two ways, because some browsers give every file a storage of its own: there the next address carries it. */
(function () {
  "use strict";
  var box = document.getElementById("en"), key = "niemphong-en";
  if (!box) return;
  try { box.checked = localStorage.getItem(key) === "1"; } catch (e) { /* storage is switched off */ }
  if (new URLSearchParams(location.search).get("lang") === "en") box.checked = true;
  box.addEventListener("change", function () {
    try { localStorage.setItem(key, box.checked ? "1" : "0"); } catch (e) { /* as above */ }
  });
  function carry(event) {
    var a = event.target.closest ? event.target.closest("a[href]") : null;
    if (!a || a.protocol !== location.protocol || !/\.html$/.test(a.pathname)) return;
    var said = new URLSearchParams(a.search);
    if (box.checked) said.set("lang", "en"); else said.delete("lang");
    a.search = said.toString();
  }
  document.addEventListener("click", carry, true);
  document.addEventListener("auxclick", carry, true);
  document.addEventListener("submit", function (event) {
    if (!box.checked || event.target.method !== "get" || event.target.elements.lang) return;
    var said = document.createElement("input");
    said.type = "hidden";
    said.name = "lang";
    said.value = "en";
    event.target.append(said);
  }, true);
})();
