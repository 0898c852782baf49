"use strict";
(function () {
  var root = document.documentElement;
  var byId = function (id) { return document.getElementById(id); };
  var colours = byId("colours");
  colours.addEventListener("change", function () { root.dataset.theme = colours.value; });
  byId("print").addEventListener("click", function () { window.print(); });
  var items = Array.prototype.slice.call(document.querySelectorAll(".sources > li"));
  var fold = function (text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
  // What a filter looks at, read from the page once and little by little, so that no key stroke waits for it.
  var records = [];
  function read(until) {
    for (var at = records.length; at < items.length && at < until; at += 1) {
      var data = items[at].dataset;
      records.push({
        themes: " " + data.themes + " ", sections: "\t" + data.sections + "\t", type: data.type, status: data.status,
        grade: data.grade, country: data.country, year: data.year === "" ? NaN : Number(data.year), text: fold(items[at].textContent)
      });
    }
  }
  var later = function (work) {
    return window.requestIdleCallback ? requestIdleCallback(work, { timeout: 200 }) : setTimeout(work, 30);
  };
  function readOn() { read(records.length + 100); if (records.length < items.length) later(readOn); }
  later(readOn);
  var names = ["words", "theme", "section", "type", "status", "grade", "country", "from", "to"];
  var fields = names.map(byId);
  function wish() {
    var said = {};
    names.forEach(function (name, at) { said[name] = fields[at].value; });
    said.words = fold(said.words).split(/\s+/).filter(Boolean);
    return said;
  }
  function matches(record, said) {
    if (said.theme === "-" ? record.themes.trim() : said.theme && record.themes.indexOf(" " + said.theme + " ") < 0) return false;
    if (said.section && record.sections.indexOf("\t" + said.section + "\t") < 0) return false;
    if (said.type && record.type !== said.type) return false;
    if (said.status && record.status !== said.status) return false;
    if (said.grade && record.grade !== said.grade) return false;
    if (said.country && record.country !== said.country) return false;
    if (said.from && !(record.year >= Number(said.from))) return false;
    if (said.to && !(record.year <= Number(said.to))) return false;
    return said.words.every(function (word) { return record.text.indexOf(word) >= 0; });
  }
  // Only what fits stands in the list: hiding the others one by one costs the browser a hundred times more.
  // What is seen first is put there at once, the rest little by little.
  var list = document.querySelector(".sources"), rest = [], turn = 0;
  function more(all) {
    if (!rest.length) return;
    list.append.apply(list, rest.splice(0, all ? rest.length : 200));
    var mine = turn;
    later(function () { if (mine === turn) more(); });
  }
  function apply() {
    read(items.length);
    var said = wish(), fitting = items.filter(function (item, at) { return matches(records[at], said); });
    var mine = turn += 1;
    rest = fitting.slice(40);
    var fresh = list.cloneNode(false);
    list.replaceWith(fresh);
    list = fresh;
    list.append.apply(list, fitting.slice(0, 40));
    later(function () { if (mine === turn) more(); });
    byId("count").textContent = fitting.length === items.length ? items.length + " sources" : fitting.length + " of " + items.length + " sources";
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
      ["theme", "section", "country"].forEach(function (name) { byId(name).value = button.dataset[name] || ""; });
      apply();
      byId("sources").scrollIntoView();
      byId("theme").focus({ preventScroll: true });
    });
  });
  window.addEventListener("hashchange", function () {
    var target = byId(decodeURIComponent(location.hash.slice(1)));
    if (target) return;
    byId("filters").reset(); apply(); more(true);
    target = byId(decodeURIComponent(location.hash.slice(1)));
    if (target) target.scrollIntoView();
  });
  var opened = [];
  window.addEventListener("beforeprint", function () {
    more(true);
    opened = Array.prototype.slice.call(document.querySelectorAll(".sources > li details:not([open])"));
    opened.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () { opened.forEach(function (part) { part.open = false; }); });
})();
