/* The pictures that a PDF file holds: of our own prints the symbols themselves, of most scans the pages. Nothing is drawn:
   a scan packed as fax (CCITT, JBIG2) gives nothing, and the page says so. */
(function () {
  "use strict";
  var N = window.NIEMPHONG = window.NIEMPHONG || {};
  var MOST_BYTES = 128 * 1024 * 1024, MOST_PIXELS = 75e6, MOST_PICTURES = 500;

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

  /* file → what createImageBitmap takes: the file itself if it is a picture, else the pictures in it. */
  N.pictures = async function (file) {
    if (await file.slice(0, 5).text() !== "%PDF-") return [file];
    if (file.size > MOST_BYTES) return [];
    var bytes = new Uint8Array(await file.arrayBuffer()), all = new TextDecoder("latin1").decode(bytes), found = [];
    for (var m of all.matchAll(/\d+ \d+ obj\s*(<<(?:(?!endobj)[^]){2,4000}?>>)\s*stream\r?\n/g)) {
      if (!/\/Subtype\s*\/Image\b/.test(m[1]) || found.length === MOST_PICTURES) continue;
      try {
        var one = await picture(all, bytes, m[1], m.index + m[0].length);
        if (one) found.push(one);
      } catch (e) { /* a broken picture is none */ }
    }
    return found;
  };
})();
