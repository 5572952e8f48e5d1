// Search, finder, copy buttons and filters. All work over file://; nothing is fetched, nothing is computed here.
(function () {
  "use strict";

  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(button.dataset.copy);
      var status = button.nextElementSibling;
      if (status) { status.textContent = "Copied."; }
    });
  });

  function copy(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "sr";
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  var finder = document.querySelector("[data-finder]");
  if (finder) { startFinder(finder); }

  function startFinder(form) {
    var rows = Array.from(document.querySelectorAll("tr[data-domain]"));
    var status = form.querySelector("[role=status]");
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", apply);
    apply();

    function apply() {
      var words = form.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      var meant = form.amount ? readings(form.amount.value) : [];
      var amount = meant.length ? meant[0] : null;
      var refused = refusal(form.amount, meant);
      var some = false;
      rows.forEach(function (row) {
        var text = (row.textContent + " " + (row.dataset.more || "")).toLowerCase();
        var fits = !refused && words.every(function (word) { return text.includes(word); })
          && (!form.domain.value || (" " + row.dataset.domain + " ").includes(" " + form.domain.value + " "))
          && (!form.function.value || row.dataset.function === form.function.value)
          && (amount === null || (bounded(row.dataset) ? holds(row.dataset, amount) : form.domain.value));
        row.hidden = !fits;
        some = some || fits;
      });
      if (form.amount) { form.amount.dataset.readings = meant.join(" "); }
      status.textContent = refused || (some ? "" : "No decision fits. Take out a word, or choose any subject.");
    }
  }

  // What an amount can mean: two numbers for 42.000. alignctl/model/amounts.py reads the same, case by case.
  function readings(text) {
    var same = text.trim().replace(/\u2212/g, "-").replace(/[\u2019_]/g, "'").replace(/[\u00a0\u2009\u202f]/g, " ");
    var found = /^([-+]?)([0-9][0-9., ']*?) ?([km]?)$/i.exec(same);
    if (!found) { return []; }
    var factor = { "": 1, k: 1e3, m: 1e6 }[found[3].toLowerCase()] * (found[1] === "-" ? -1 : 1);
    var broken = /^([0-9]+|[1-9][0-9]{0,2}([., '])[0-9]{3}(?:\2[0-9]{3})*)([.,])([0-9]*)$/.exec(found[2]);
    var whole = /^([0-9]+|[1-9][0-9]{0,2}([., '])[0-9]{3}(?:\2[0-9]{3})*)$/.exec(found[2]);
    var read = broken && broken[2] !== broken[3] ? [digits(broken[1]) + "." + broken[4]] : [];
    return read.concat(whole ? [digits(whole[1])] : []).map(function (number) { return Number(number) * factor; });
  }

  function digits(text) { return text.replace(/[^0-9]/g, ""); }

  // A number as it has one reading only.
  function plain(number) {
    var text = String(number);
    return text + (/\.\d{3}$/.test(text) ? "0" : "");
  }

  function refusal(field, meant) {
    if (!field || !field.value.trim() || meant.length === 1) { return ""; }
    if (!meant.length) { return "“" + field.value + "” is not an amount: write the number alone, such as 42000 or 42.5."; }
    var first = plain(meant[0]) + (Number.isInteger(meant[0]) ? ".0" : "");
    return field.value + " can mean " + meant.join(" or ") + ": write " + plain(meant[1]) + " or " + first + ".";
  }

  // Without a subject, an amount asks for the decisions that depend on an amount.
  function bounded(data) {
    return ["over", "from", "under", "upto"].some(function (end) { return data[end] !== undefined; });
  }

  // The cells of the decision table carry their ends; which cell holds an amount is all that is asked here.
  function holds(data, amount) {
    return !(data.over !== undefined && amount <= Number(data.over))
      && !(data.from !== undefined && amount < Number(data.from))
      && !(data.under !== undefined && amount >= Number(data.under))
      && !(data.upto !== undefined && amount > Number(data.upto));
  }

  document.querySelectorAll("[data-filterable]").forEach(function (box) {
    var rows = Array.from(box.querySelectorAll("tbody tr"));
    if (rows.length < 12) { return; }
    var label = document.createElement("label");
    var field = document.createElement("input");
    field.type = "search";
    label.className = "quiet filter";
    label.append("Filter ", field);
    box.prepend(label);
    field.addEventListener("input", function () {
      var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = !words.every(function (word) { return text.includes(word); });
      });
    });
  });

  // The day of reading is not known when the site is built, and a build must not depend on it.
  document.querySelectorAll("svg[data-from]").forEach(function (svg) {
    var first = Date.parse(svg.dataset.from), last = Date.parse(svg.dataset.until), now = Date.now();
    if (now < first || now >= last) { return; }
    var left = Number(svg.dataset.left), right = Number(svg.dataset.right);
    var x = left + (right - left) * (now - first) / (last - first);
    var line = document.createElementNS(svg.namespaceURI, "line");
    var text = document.createElementNS(svg.namespaceURI, "text");
    [["class", "today"], ["x1", x], ["x2", x], ["y1", 24], ["y2", svg.getAttribute("height")]].forEach(function (pair) {
      line.setAttribute(pair[0], pair[1]);
    });
    [["class", "wrong"], ["x", x + 5], ["y", 34]].forEach(function (pair) { text.setAttribute(pair[0], pair[1]); });
    text.textContent = "today";
    svg.append(line, text);
  });

  var form = document.querySelector("[data-search]");
  if (form) { startSearch(form); }

  function startSearch(form) {
    var root = form.dataset.root.replace(/index\.html$/, "");
    var input = form.querySelector("input");
    var box = form.querySelector(".hits");
    var list = box.querySelector("ol");
    var count = box.querySelector("[data-count]");
    var index = null;
    var loading = false;
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = list.querySelector("a");
      if (first) { first.click(); }
    });
    input.addEventListener("focus", load);
    input.addEventListener("input", function () { load(); show(); });
    form.addEventListener("keydown", move);
    document.addEventListener("click", function (event) {
      if (!form.contains(event.target)) { box.hidden = true; }
    });
    document.addEventListener("keydown", function (event) {
      var field = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      if (event.key === "/" && !field && !event.ctrlKey && !event.metaKey) { event.preventDefault(); input.focus(); }
    });

    function load() {
      if (loading) { return; }
      loading = true;
      add("assets/vendor/minisearch.js", function () { add("search-docs.js", ready); });
    }

    function add(path, then) {
      var script = document.createElement("script");
      script.src = root + path;
      script.onload = then;
      document.head.append(script);
    }

    function ready() {
      index = new MiniSearch({
        fields: ["t", "s", "w"], storeFields: ["t", "k", "u", "s"],
        searchOptions: { combineWith: "AND", prefix: true, fuzzy: 0.2, boost: { t: 4, s: 2 } }
      });
      index.addAll(window.alignctlSearch);
      show();
    }

    function show() {
      var asked = input.value.trim();
      box.hidden = !asked || !index;
      if (box.hidden) { return; }
      var found = index.search(asked).slice(0, 12);
      list.replaceChildren.apply(list, found.map(entry));
      count.textContent = found.length ? "Results are listed below." : "Nothing found. The A–Z page lists everything.";
      count.className = found.length ? "sr" : "nothing";
    }

    function entry(hit) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      var small = document.createElement("small");
      link.href = root + hit.u;
      link.textContent = hit.t;
      small.textContent = hit.k + (hit.s ? " · " + hit.s : "");
      link.append(small);
      item.append(link);
      return item;
    }

    function move(event) {
      if (event.key === "Escape") { box.hidden = true; input.focus(); return; }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") { return; }
      var stops = [input].concat(Array.from(list.querySelectorAll("a")));
      var at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (stops[at]) { event.preventDefault(); stops[at].focus(); }
    }
  }
})();
