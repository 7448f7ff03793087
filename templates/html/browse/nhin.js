/* Pictures → the texts of every QR symbol in them. The reader itself, ma-qr.js, comes with the first picture. */
(function () {
  "use strict";
  var N = window.NIEMPHONG = window.NIEMPHONG || {}, coming = null;
  /* An A4 page at 300 dpi is so wide: smaller pictures are enlarged to it, larger ones shrunk. */
  var WIDTH = 2480, MISSES = 3, MOST = 24, TILES = 12, SYMBOL = 400;
  /* A symbol by itself, as our prints hold it, has a pixel or two a module: so many times as large, its modules stay squares. */
  var MODULE = 4;

  function reader() {
    return coming = coming || new Promise(function (done, failed) {
      var s = document.createElement("script");
      s.src = "ma-qr.js";
      s.onload = done;
      s.onerror = function () { coming = null; failed(new Error("ma-qr.js")); };
      document.head.append(s);
    });
  }
  function cut(bitmap, left, top, width, height, scale) {
    var canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    var pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingEnabled = scale !== MODULE;
    pen.imageSmoothingQuality = "high";
    pen.drawImage(bitmap, left, top, width, height, 0, 0, canvas.width, canvas.height);
    return { pen: pen, canvas: canvas };
  }
  /* One symbol after the other: what was found, or looked like one, is painted over. */
  function every(part, found) {
    for (var n = 0, misses = 0; n < MOST && misses < MISSES; n++) {
      var image = part.pen.getImageData(0, 0, part.canvas.width, part.canvas.height), where = null, text = null;
      try { text = N.decodeQR(image, { effort: 4, timeLimit: 1500, pointsOnDetect: function (p) { where = p; } }); }
      catch (e) { misses++; }
      if (text !== null) found.add(text);
      if (!where) return;
      var xs = where.outline.map(function (p) { return p.x; }), ys = where.outline.map(function (p) { return p.y; });
      var left = Math.min.apply(null, xs), top = Math.min.apply(null, ys);
      part.pen.fillRect(left, top, Math.max.apply(null, xs) - left, Math.max.apply(null, ys) - top);
    }
  }
  function breath() { return new Promise(function (go) { setTimeout(go, 0); }); }

  /* enough(texts): nothing more is missing. A whole look first, then overlapping parts of the page, closer; what is too
     small for a page is a symbol by itself. */
  N.texts = async function (blob, enough) {
    await reader();
    var bitmap = await createImageBitmap(blob), w = bitmap.width, h = bitmap.height, found = new Set();
    var scale = Math.max(w, h) > SYMBOL ? Math.min(2, WIDTH / Math.min(w, h)) : MODULE;
    every(cut(bitmap, 0, 0, w, h, scale), found);
    var side = Math.min(w, h) * 0.42, closer = Math.min(2, 1.5 * WIDTH / Math.min(w, h));
    var rows = Math.ceil((h - side) / (side / 2)) + 1, columns = Math.ceil((w - side) / (side / 2)) + 1;
    for (var at = 0; Math.min(w, h) > SYMBOL && at < Math.min(rows, TILES) * Math.min(columns, TILES) && !(await enough(Array.from(found))); at++) {
      var left = (w - side) * (columns > 1 ? at % columns / (columns - 1) : 0), top = (h - side) * (rows > 1 ? Math.floor(at / columns) / (rows - 1) : 0);
      every(cut(bitmap, left, top, side, side, closer), found);
      await breath();
    }
    bitmap.close();
    return Array.from(found);
  };
})();
