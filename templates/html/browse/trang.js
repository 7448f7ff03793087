/* Remembers the language that was chosen. Without script the check box still switches the page it is on. */
(function () {
  "use strict";
  var box = document.getElementById("en"), key = "niemphong-en";
  if (!box) return;
  try { box.checked = localStorage.getItem(key) === "1"; } catch (e) { /* storage is switched off */ }
  box.addEventListener("change", function () {
    try { localStorage.setItem(key, box.checked ? "1" : "0"); } catch (e) { /* as above */ }
  });
})();
