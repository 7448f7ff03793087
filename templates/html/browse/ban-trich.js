/* Lists the records of an extract: muc-luc.js, beside this folder, says which they are. In an archive there is none, so
   it is asked for only where doc-truoc.html, which only extracts have, has led here. */
(function () {
  "use strict";
  var names = { "ban-in.pdf": "in", "ho-so.json": "source", "chung-minh.txt": "proof", "chung-minh-ban-in.txt": "print-proof" };
  var order = ["in", "kept", "source", "proof", "print-proof"];

  function words(id) {
    return document.getElementById("w-" + id).content.cloneNode(true);
  }

  function row(record) {
    var li = document.createElement("li"), head = document.createElement("h3"), list = document.createElement("ul");
    head.textContent = record[0];
    record.slice(1).map(function (file) { return [names[file] || "kept", file]; })
      .sort(function (a, b) { return order.indexOf(a[0]) - order.indexOf(b[0]); })
      .forEach(function (pair) {
        var item = document.createElement("li"), a = document.createElement("a");
        a.href = "../ho-so/" + record[0] + "/" + pair[1];
        a.append(words(pair[0]));
        item.append(a, " (" + pair[1] + ")");
        list.append(item);
      });
    li.append(head, list);
    return li;
  }

  if (!new URLSearchParams(location.search).has("trich")) {
    document.getElementById("st").append(words("none"));
    return;
  }
  var script = document.createElement("script");
  script.src = "../muc-luc.js";
  script.onload = function () {
    document.getElementById("hs").append.apply(document.getElementById("hs"), window.niemphongTrich.map(row));
  };
  document.head.append(script);
})();
