/* The page that holds a sheet against the archive: pictures and PDF files chosen, dropped or pasted, or a camera. */
(function () {
  "use strict";
  var N = window.NIEMPHONG, form = document.getElementById("sg"), out = document.getElementById("kq"), status = document.getElementById("st");
  var pictures = document.getElementById("an"), folder = document.getElementById("tm"), drop = document.getElementById("tha");
  var camera = document.getElementById("mq"), video = document.getElementById("vd"), bar = document.getElementById("tt");
  var given = [];
  folder.webkitdirectory = true;

  function word(id, values) { return N.word("page-sheet-" + id, values); }
  var SIGNS = { matches: ["warn", "△"], unchecked: ["warn", "△"], few: ["warn", "△"], unreadable: ["warn", "△"], absent: ["warn", "△"] };
  function verdict(what, values) {
    var sign = SIGNS[what] || ["missing", "✕"];
    status.replaceChildren(N.make("strong", sign[0], N.sign(sign[1]), word(what, values)));
  }

  function show(answer, seal) {
    verdict(answer.what, { record: answer.record || "", volume: answer.volume || "",
      archive: answer.archive || (seal ? seal.archive : ""), serial: answer.serial || (seal ? seal.serial : "") });
    if (seal) out.append(N.make("p", "", word("digest")), N.groups(seal.digest));
    if (answer.json) {
      var head = N.make("h2", "", word("compare"));
      head.tabIndex = -1;
      out.append(head, N.values(JSON.parse(answer.json)));
      if (answer.page) {
        var a = N.make("a", "", word("page"));
        a.href = "../" + answer.page;
        out.append(N.make("p", "screen", a));
      }
    }
    out.append(N.make("p", "box", word("ink")));
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
      for (var blob of blobs) {
        var some = await N.pictures(blob);
        if (!some.length) { status.replaceChildren(word("pdf")); return; }
        for (var one of some) texts = texts.concat(await N.texts(one, enough));
      }
      var files = folder.files.length ? N.inside(folder.files) : null, seal = files && await N.leaves(files);
      if (files && !seal) status.replaceChildren(word("no-seal"));
      else show(await N.compare(await N.sheet(texts), seal, files), seal);
    } catch (e) { status.replaceChildren(word("error")); }
    finally { bar.hidden = true; }
  }

  /* ---- ways in ---- */
  function take(files) {
    given = Array.from(files).filter(function (file) { return /^image\/|^application\/pdf$/.test(file.type); });
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
