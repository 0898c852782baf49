"use strict";
(function () {
  var root = document.documentElement;
  var byId = function (id) { return document.getElementById(id); };
  var colours = byId("colours");
  colours.addEventListener("change", function () { root.dataset.theme = colours.value; });
  byId("print").addEventListener("click", function () { window.print(); });
  var items = Array.prototype.slice.call(document.querySelectorAll(".sources > li"));
  var fold = function (text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
  var texts = null;
  var fields = ["words", "theme", "section", "type", "status", "grade", "from", "to"].map(byId);
  var value = function (id) { return byId(id).value; };
  function matches(item, at, words) {
    var data = item.dataset, year = Number(data.year);
    var theme = value("theme");
    if (theme === "-" ? data.themes : theme && (" " + data.themes + " ").indexOf(" " + theme + " ") < 0) return false;
    if (value("section") && data.sections.split("\t").indexOf(value("section")) < 0) return false;
    if (value("type") && data.type !== value("type")) return false;
    if (value("status") && data.status !== value("status")) return false;
    if (value("grade") && data.grade !== value("grade")) return false;
    if (value("from") && !(year >= Number(value("from")))) return false;
    if (value("to") && !(data.year && year <= Number(value("to")))) return false;
    return words.every(function (word) { return texts[at].indexOf(word) >= 0; });
  }
  function apply() {
    var words = fold(value("words")).split(/\s+/).filter(Boolean);
    if (words.length && !texts) texts = items.map(function (item) { return fold(item.textContent); });
    var shown = 0;
    items.forEach(function (item, at) {
      var fits = matches(item, at, words);
      if (item.hidden === fits) item.hidden = !fits;
      if (fits) shown += 1;
    });
    byId("count").textContent = shown === items.length ? shown + " sources" : shown + " of " + items.length + " sources";
  }
  var waiting = 0;
  fields.forEach(function (field) {
    field.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(apply, 80); });
  });
  byId("filters").addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  byId("filters").addEventListener("reset", function () { setTimeout(apply, 0); });
  document.querySelectorAll("button.pick").forEach(function (button) {
    button.addEventListener("click", function () {
      byId("filters").reset();
      byId("theme").value = button.dataset.theme || "";
      byId("section").value = button.dataset.section || "";
      apply();
      byId("sources").scrollIntoView();
      byId("theme").focus({ preventScroll: true });
    });
  });
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll(".sources > li:not([hidden]) details:not([open])"));
    opened.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () { opened.forEach(function (part) { part.open = false; }); });
})();
