/* The page that holds a sheet against the archive: pictures chosen, dropped, pasted or from a camera. */
(function () {
  "use strict";
  var N = window.NIEMPHONG, form = document.getElementById("sg"), out = document.getElementById("kq"), status = document.getElementById("st");
  var pictures = document.getElementById("an"), folder = document.getElementById("tm"), drop = document.getElementById("tha");
  var camera = document.getElementById("mq"), video = document.getElementById("vd"), bar = document.getElementById("tt");
  var given = [];
  folder.webkitdirectory = true;

  function word(id, values) {
    var part = document.getElementById("page-sheet-" + id).content.cloneNode(true);
    if (values) part.querySelectorAll("span").forEach(function (span) {
      Object.keys(values).forEach(function (name) { span.textContent = span.textContent.replace("%" + name + "%", values[name]); });
    });
    return part;
  }
  function made(tag, cls, ...content) {
    var e = document.createElement(tag);
    if (cls) e.className = cls;
    e.append(...content);
    return e;
  }
  var SIGNS = { matches: ["good", "✓"], unchecked: ["warn", "△"], few: ["warn", "△"], unreadable: ["warn", "△"], absent: ["warn", "△"] };
  function verdict(what, values) {
    var sign = SIGNS[what] || ["missing", "✕"], mark = made("span", "", sign[1] + " ");
    mark.setAttribute("aria-hidden", "true");
    status.replaceChildren(made("strong", sign[0], mark, word(what, values)));
  }

  /* ---- the sealed values, line by line ---- */
  function label(key) { return N.labels[key] || key.replace(/_/g, " "); }
  /* In the order of the forms, as the names of keys stand; what has no name comes last. */
  var order = Object.keys(N.labels);
  function byForm(a, b) {
    var at = [a, b].map(function (key) { return (order.indexOf(key) + order.length + 1) % (order.length + 1); });
    return at[0] - at[1];
  }
  function line(map) {
    return Object.keys(map).every(function (key) { return typeof map[key] === "string"; }) &&
      (map.mon ? [label(map.mon)] : []).concat(Object.keys(map).filter(function (key) { return key !== "mon"; })
        .map(function (key) { return label(key) + ": " + map[key]; })).join(" · ");
  }
  function values(value) {
    if (typeof value === "string") return document.createTextNode(value);
    if (Array.isArray(value)) return made("ul", "plain", ...value.map(function (item) {
      var flat = typeof item === "object" && !Array.isArray(item) && line(item);
      return made("li", "", flat || values(item));
    }));
    return made("dl", "sealed", ...Object.keys(value).filter(function (key) { return !/^_|^loai$/.test(key); }).sort(byForm).map(function (key) {
      var inner = value[key], flat = typeof inner === "object" && !Array.isArray(inner) && line(inner);
      return made("div", "", made("dt", "", label(key)), made("dd", "", flat || values(inner)));
    }));
  }

  function show(answer, seal) {
    verdict(answer.what, { record: answer.record || "", volume: answer.volume || "", archive: seal ? seal.archive : "", serial: seal ? seal.serial : "" });
    if (seal) out.append(made("p", "", word("digest")),
      made("p", "hash", ...seal.digest.match(/.{4}/g).map(function (group) { return made("span", "", group); })));
    if (answer.json) {
      var head = made("h2", "", word("compare"));
      head.tabIndex = -1;
      out.append(head, values(JSON.parse(answer.json)));
      if (answer.page) {
        var a = made("a", "", word("page"));
        a.href = "../" + answer.page;
        out.append(made("p", "screen", a));
      }
    }
    out.append(made("p", "box", word("ink")));
  }

  async function look(blobs) {
    out.replaceChildren();
    if (!blobs.length) { status.replaceChildren(word("none")); pictures.focus(); return; }
    status.replaceChildren(word("working"));
    bar.hidden = false;
    try {
      var texts = [], enough = async function (more) {
        var sheet = await N.sheet(texts.concat(more));
        return sheet.records.length > 0 && sheet.pointers.length > 0;
      };
      for (var blob of blobs) texts = texts.concat(await N.texts(blob, enough));
      var files = folder.files.length ? N.inside(folder.files) : null, seal = files && await N.leaves(files);
      if (files && !seal) status.replaceChildren(word("no-seal"));
      else show(await N.compare(await N.sheet(texts), seal, files), seal);
    } catch (e) { status.replaceChildren(word("error")); }
    finally { bar.hidden = true; }
  }

  /* ---- ways in ---- */
  function take(files) {
    given = Array.from(files).filter(function (file) { return file.type.startsWith("image/"); });
    document.getElementById("co").replaceChildren(given.length ? word("given", { n: given.length }) : "");
    return given.length > 0;
  }
  pictures.addEventListener("change", function () { take(pictures.files); });
  form.addEventListener("submit", function (event) { event.preventDefault(); look(given); });
  document.addEventListener("paste", function (event) {
    if (event.clipboardData && take(event.clipboardData.files)) { event.preventDefault(); look(given); }
  });
  ["dragenter", "dragover"].forEach(function (name) {
    drop.addEventListener(name, function (event) { event.preventDefault(); drop.classList.add("over"); });
  });
  drop.addEventListener("dragleave", function () { drop.classList.remove("over"); });
  drop.addEventListener("drop", function (event) {
    event.preventDefault();
    drop.classList.remove("over");
    if (take(event.dataTransfer.files)) look(given);
  });

  /* A camera only where the browser lets a page from a file have one. */
  if (!(navigator.mediaDevices && navigator.mediaDevices.getUserMedia && window.isSecureContext)) return;
  camera.hidden = false;
  var stream = null;
  function off() {
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
    stream = null;
    video.hidden = true;
  }
  camera.addEventListener("click", async function () {
    if (!stream) {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 3840 }, height: { ideal: 2160 } } });
        video.srcObject = stream;
        video.hidden = false;
        await video.play();
        camera.replaceChildren(word("shoot"));
      } catch (e) { off(); status.replaceChildren(word("no-camera")); }
      return;
    }
    var canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d").drawImage(video, 0, 0);
    off();
    camera.replaceChildren(word("camera"));
    canvas.toBlob(function (blob) { given = [blob]; look(given); });
  });
})();
