/* The pictures that a PDF file holds: of our own prints the symbols themselves, of most scans the pages. Of what would have
   to be drawn only our symbols are, a pixel a module: a scan packed as fax (CCITT, JBIG2) gives nothing, and the page says so. */
(function () {
  "use strict";
  var N = window.NIEMPHONG = window.NIEMPHONG || {};
  var MOST_BYTES = 128 * 1024 * 1024, MOST_PIXELS = 75e6, MOST_PICTURES = 500;
  /* Modules a side of the largest symbol with its quiet zone, and letters that a module's rectangle takes at most. */
  var LARGEST = 185, LETTERS = 20;

  /* A number of a picture's dictionary, said there or in an object of its own. */
  function number(all, head, name) {
    var m = new RegExp("/" + name + "\\s+(\\d+)(?:\\s+(\\d+)\\s+R)?").exec(head);
    if (!m) return NaN;
    if (m[2] === undefined) return Number(m[1]);
    var there = new RegExp("(?:^|[\\r\\n])" + m[1] + " " + m[2] + " obj\\s*(\\d+)").exec(all);
    return there ? Number(there[1]) : NaN;
  }
  async function inflated(packed, most) {
    var reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
    var out = new Uint8Array(most), size = 0;
    for (var step = await reader.read(); !step.done; step = await reader.read()) {
      if (size + step.value.length > most) { reader.cancel(); return null; }
      out.set(step.value, size);
      size += step.value.length;
    }
    return out.subarray(0, size);
  }
  /* Grey or coloured bytes, without a filter of PNG's before them. */
  async function plain(packed, width, height) {
    var bytes = await inflated(packed, 3 * width * height), colours = bytes ? bytes.length / (width * height) : 0;
    if (colours !== 1 && colours !== 3) return null;
    var image = new ImageData(width, height);
    for (var at = 0; at < width * height; at++) {
      for (var c = 0; c < 3; c++) image.data[4 * at + c] = bytes[colours === 1 ? at : 3 * at + c];
      image.data[4 * at + 3] = 255;
    }
    return image;
  }
  async function picture(all, bytes, head, from) {
    var length = number(all, head, "Length"), width = number(all, head, "Width"), height = number(all, head, "Height");
    if (!(length <= bytes.length - from) || !(width * height > 0 && width * height <= MOST_PIXELS)) return null;
    var data = bytes.subarray(from, from + length);
    if (/\/Filter\s*\[?\s*\/DCTDecode/.test(head)) return new Blob([data], { type: "image/jpeg" });
    if (/\/Filter\s*\[?\s*\/FlateDecode\s*[\]\/>\r\n]/.test(head) && /\/BitsPerComponent\s+8\b/.test(head) && !/\/Predictor\s+1\d/.test(head))
      return plain(data, width, height);
    return null;
  }

  /* A symbol's outlines: whole modules of a square, filled rectangle by rectangle from the bottom, and nothing else (PAPER.md §5). */
  async function symbol(all, bytes, head, from) {
    var length = number(all, head, "Length"), box = /\/BBox\s*\[\s*0 0 (\d+) \1\s*\]/.exec(head), side = box ? Number(box[1]) : 0;
    if (!(length <= bytes.length - from) || !(side > 0 && side <= LARGEST) || !/\/Filter\s*\/FlateDecode\b/.test(head)) return null;
    var packed = await inflated(bytes.subarray(from, from + length), LETTERS * side * side);
    var outlines = new TextDecoder("latin1").decode(packed || new Uint8Array(0));
    if (!/^0 g\n(?:\d+ \d+ \d+ \d+ re\n)+f\n$/.test(outlines)) return null;
    var image = new ImageData(side, side);
    var left_over = side * side;
    image.data.fill(255);
    for (var m of outlines.matchAll(/(\d+) (\d+) (\d+) (\d+) re/g)) {
      var left = Number(m[1]), bottom = Number(m[2]), wide = Number(m[3]), high = Number(m[4]);
      if (left + wide > side || bottom + high > side || (left_over -= wide * high) < 0) return null;
      for (var y = side - bottom - high; y < side - bottom; y++)
        for (var x = left; x < left + wide; x++) image.data.fill(0, 4 * (y * side + x), 4 * (y * side + x) + 3);
    }
    return image;
  }

  /* file → what createImageBitmap takes: the file itself if it is a picture, else the pictures in it. */
  N.pictures = async function (file) {
    if (await file.slice(0, 5).text() !== "%PDF-") return [file];
    if (file.size > MOST_BYTES) return [];
    var bytes = new Uint8Array(await file.arrayBuffer()), all = new TextDecoder("latin1").decode(bytes), found = [];
    for (var m of all.matchAll(/\d+ \d+ obj\s*(<<(?:(?!endobj)[^]){2,4000}?>>)\s*stream\r?\n/g)) {
      var look = /\/Subtype\s*\/Image\b/.test(m[1]) ? picture : /\/Subtype\s*\/Form\b/.test(m[1]) ? symbol : null;
      if (!look || found.length === MOST_PICTURES) continue;
      try {
        var one = await look(all, bytes, m[1], m.index + m[0].length);
        if (one) found.push(one);
      } catch (e) { /* a broken picture is none */ }
    }
    return found;
  };
})();
