/* Pieces that scripts put into pages: elements, signs, and texts of the page itself in both its languages. Text is set
   as text, always. */
(function () {
  "use strict";
  var N = window.NIEMPHONG = window.NIEMPHONG || {};

  /* A text of the page, from its template; %names% in it are filled in. */
  N.word = function (id, values) {
    var part = document.getElementById(id).content.cloneNode(true);
    if (values) part.querySelectorAll("span").forEach(function (span) {
      Object.keys(values).forEach(function (name) { span.textContent = span.textContent.replace("%" + name + "%", values[name]); });
    });
    return part;
  };
  /* Content that there is none of is left out. */
  N.make = function (tag, cls, ...content) {
    var e = document.createElement(tag);
    if (cls) e.className = cls;
    e.append(...content.filter(Boolean));
    return e;
  };
  /* For eyes only: the words beside it say the same. */
  N.sign = function (sign) {
    var mark = N.make("span", "", sign + " ");
    mark.setAttribute("aria-hidden", "true");
    return mark;
  };
  /* A digest in groups of four, as paper has it. */
  N.groups = function (digest) {
    return N.make("p", "hash", ...digest.match(/.{4}/g).map(function (group) { return N.make("span", "", group); }));
  };
})();
