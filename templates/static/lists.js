/* Lists: filters, sorts and downloads the tables that carry what that needs (parts/listing.html), and keeps the view in the
   address. Rows stay the elements of the page; only a list of several parts is read from data/lists, on first use. */
(() => {
  "use strict";

  const language = document.documentElement.lang;
  const collator = new Intl.Collator(language.startsWith("zh") ? "zh-CN-u-co-pinyin" : language, { numeric: true });
  const digits = new Intl.NumberFormat(language);
  const AT_ONCE = 200;

  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function element(tag, text, attributes = {}) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(text);
    return made;
  }

  /* The text of a cell on one line, as a reader takes it in; an aside is no part of it. */
  function textOf(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches('[data-part="aside"], svg')) return "";
    if (node.localName === "br") return " ";
    return [...node.childNodes].map(textOf).join("");
  }
  function lineOf(cell) {
    const items = cell.querySelectorAll("li");
    return [...(items.length ? items : [cell])].map((one) => textOf(one).replace(/\s+/g, " ").trim()).join("; ");
  }

  // -- the address ---------------------------------------------------------------------------------------

  const lists = [];
  const encode = (text) => encodeURIComponent(text).replace(/%2C/g, ",").replace(/%2F/g, "/").replace(/%20/g, "+");

  function writeAddress() {
    const others = [...new URLSearchParams(location.search)].filter(([key]) => !lists.some((list) => list.owns(key)));
    const pairs = [...others, ...lists.flatMap((list) => list.parameters())];
    const query = pairs.length ? "?" + pairs.map(([key, value]) => `${encode(key)}=${encode(value)}`).join("&") : "";
    history.replaceState(history.state, "", location.pathname + query + location.hash);
    tellLanguages(query);
  }

  /* The same view in another language: codes are the same in all. */
  function tellLanguages(query) {
    for (const link of document.querySelectorAll(".tools a[hreflang]")) {
      link.setAttribute("href", link.getAttribute("href").replace(/[?].*/, "") + query);
    }
  }

  // -- rows ----------------------------------------------------------------------------------------------

  /* A row of the page. `key` is what it is sorted by in a column: its key, else its text; "" where the source does not
     say. */
  class Row {
    constructor(data, body, element) {
      this.codes = data.split("|").map((each) => each.split(" "));
      this.body = body;
      this.element = element;
    }
    get text() {
      return (this.folded ??= fold(lineOf(this.element)));
    }
    key(column) {
      const cell = this.element.cells[column];
      if (cell.dataset.sort !== undefined) return cell.dataset.sort;
      return cell.querySelector(".none") ? "" : lineOf(cell);
    }
  }

  /* A row from data/lists, of which an element is made when it is shown: like the first row of the page. */
  class FarRow {
    constructor([data, ...cells], body, like, root) {
      this.data = data;
      this.codes = data.split("|").map((each) => each.split(" "));
      this.body = body;
      this.cells = cells;
      this.like = like;
      this.root = root;
    }
    get element() {
      return (this.made ??= this.make());
    }
    get text() {
      return (this.folded ??= fold(this.cells.map((cell) => tell(cell.slice(1))).join(" ")));
    }
    key(column) {
      const [key, ...nodes] = this.cells[column];
      return key || (nodes[0]?.[1] === "none" ? "" : tell(nodes).trim());
    }
    make() {
      const row = this.like.cloneNode(false);
      row.dataset.row = this.data;
      this.cells.forEach(([key, ...nodes], column) => {
        const cell = this.like.cells[column].cloneNode(false);
        cell.removeAttribute("data-sort");
        if (key) cell.dataset.sort = key;
        if (cell.dataset.label) cell.classList.toggle("void", nodes[0] === "0");
        cell.append(...nodes.map((node) => this.build(node)));
        row.append(cell);
      });
      return row;
    }
    build(node) {
      if (typeof node === "string") return node;
      const [tag, own, ...nodes] = node;
      const made = document.createElement(TAGS.has(tag) ? tag : "span");
      const attributes = typeof own === "object" ? own : own ? { [tag === "a" ? "href" : "class"]: own } : {};
      for (const [name, value] of Object.entries(attributes)) {
        made.setAttribute(name, name === "href" ? this.root + value : value);
      }
      made.append(...nodes.map((each) => this.build(each)));
      return made;
    }
  }
  const TAGS = new Set(["a", "abbr", "li", "q", "span", "time", "ul"]);
  const tell = (nodes) => nodes.map((node) => (typeof node === "string" ? node : tell(node.slice(2)))).join("");

  const waiting = new Map();
  window.policygenRows = (name, told) => waiting.get(name)?.(told);
  function load(address, name) {
    return new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const script = element("script", "", { src: address });
      script.addEventListener("error", () => reject(new Error(address)));
      script.addEventListener("load", () => script.remove());
      document.head.append(script);
    });
  }

  /* Figures are compared with what is counted alike; the commonest measure comes first either way. */
  function compareNumbers(rows, column) {
    const measureOf = (key) => key.slice(key.indexOf(" ") + 1 || key.length);
    const common = new Map();
    for (const row of rows) {
      const key = row.key(column);
      if (key) common.set(measureOf(key), (common.get(measureOf(key)) ?? 0) + 1);
    }
    const order = [...common.keys()].sort((a, b) => common.get(b) - common.get(a) || (a < b ? -1 : 1));
    return (a, b, sign) =>
      order.indexOf(measureOf(a)) - order.indexOf(measureOf(b)) || sign * (parseFloat(a) - parseFloat(b));
  }

  // -- a list --------------------------------------------------------------------------------------------

  function makeList(box) {
    const { list: name, fields: fieldNames, file, root, source, sources, order: first } = box.dataset;
    const fields = fieldNames.split(" ");
    const template = box.querySelector("template");
    const table = box.querySelector("table");
    const form = template.content.firstElementChild.cloneNode(true);
    template.after(form);
    const part = (name) => form.querySelector(`[data-part="${name}"]`);
    const words = Object.fromEntries([...form.querySelectorAll("[data-word]")].map((one) => [one.dataset.word, one.textContent]));
    const search = form.querySelector("[type=search]");
    const [count, clear, download, chosen, nothing] = ["count", "clear", "download", "chosen", "nothing"].map(part);
    const panel = form.querySelector(".panel");
    const caption = table.querySelector('[data-part="ordered"]');
    const captioned = caption?.textContent;
    const prefix = name ? name + "." : "";
    const bodies = [...table.tBodies];
    const heads = new Map(bodies.map((body) => [body, body.rows[0]?.dataset.row === undefined ? body.rows[0] : null]));
    const columns = [...table.tHead.rows[0].cells];
    const facets = [...form.querySelectorAll(".facet")].map((details) => makeFacet(details));
    const wide = matchMedia("(min-width: 56rem)");
    let rows = bodies.flatMap((body) => [...body.rows].filter((row) => row.dataset.row !== undefined))
      .map((element) => new Row(element.dataset.row, element.parentNode, element));
    const statics = rows;
    const more = element("p", element("button", "", { type: "button" }), { class: "more", hidden: "" });
    let reading = null;
    let failed = false;
    let wanted = [];
    let sort = "";
    let limit = AT_ONCE;

    function makeFacet(details) {
      const key = details.dataset.key;
      const facet = { key, details, at: fields.indexOf(key), heading: details.querySelector('[data-part="heading"]').textContent, choices: new Map(), picked: new Set() };
      for (const item of details.querySelectorAll("li")) addChoice(facet, item.dataset.code, item.textContent, item);
      return facet;
    }
    function addChoice(facet, code, label, item = document.createElement("li")) {
      const box = element("input", "", { type: "checkbox", autocomplete: "off" });
      const number = element("span", "", { class: "n" });
      const line = element("label", box);
      line.append(" ", element("span", label), " ", number);
      item.replaceChildren(line);
      facet.details.querySelector("ul").append(item);
      facet.choices.set(code, { code, label, box, number, line });
      box.addEventListener("change", () => {
        if (box.checked) facet.picked.add(code);
        else facet.picked.delete(code);
        changed();
      });
    }

    // -- what is asked for

    const typed = () => search?.value.trim() ?? "";
    const isAsked = () => typed() !== "" || facets.some((facet) => facet.picked.size > 0);

    function read() {
      const asked = new URLSearchParams(location.search);
      if (search) search.value = asked.get(prefix + "q") ?? "";
      sort = asked.get(prefix + "sort") ?? "";
      for (const facet of facets) {
        facet.picked = new Set((asked.get(prefix + facet.key) ?? "").split(",").filter(Boolean));
      }
    }
    const list = {
      owns: (key) => key.startsWith(prefix) && ["q", "sort", ...fields].includes(key.slice(prefix.length)),
      parameters: () => [
        ...(typed() ? [[prefix + "q", typed()]] : []),
        ...facets.filter((facet) => facet.picked.size).map((facet) => [prefix + facet.key, [...facet.picked].join(",")]),
        ...(sort ? [[prefix + "sort", sort]] : []),
      ],
    };

    // -- what is shown

    /* Each row counts for its choices when every other filter lets it through. */
    function sift() {
      wanted = fold(typed()).split(/\s+/).filter(Boolean);
      const counts = new Map(facets.map((facet) => [facet, new Map()]));
      const without = new Map();
      const shown = [];
      for (const row of rows) {
        const against = [];
        if (wanted.length && !wanted.every((word) => row.text.includes(word))) against.push(search);
        for (const facet of facets) {
          if (facet.picked.size && !row.codes[facet.at].some((code) => facet.picked.has(code))) against.push(facet);
          if (against.length > 1) break;
        }
        if (against.length > 1) continue;
        if (against.length) without.set(against[0], (without.get(against[0]) ?? 0) + 1);
        else shown.push(row);
        for (const facet of against.length ? against : facets) {
          if (facet === search) continue;
          const found = counts.get(facet);
          for (const code of row.codes[facet.at]) found.set(code, (found.get(code) ?? 0) + 1);
        }
      }
      return { shown, counts, without };
    }

    function order(shown) {
      const by = sort || first || "";
      const column = columns.findIndex((cell) => cell.dataset.key === by.replace(/^-/, ""));
      if (column < 0) return shown;
      const sign = by.startsWith("-") ? -1 : 1;
      const compare = columns[column].dataset.kind === "number"
        ? compareNumbers(rows, column)
        : (a, b, turned) => turned * collator.compare(a, b);
      const keyed = shown.map((row) => [row.key(column), row]);
      keyed.sort(([a], [b]) => (!a || !b ? !a - !b : compare(a, b, sign)));
      return keyed.map(([, row]) => row);
    }

    /* In which order the rows stand is said in the head of the column, and under the title of the table. */
    function showOrder(by) {
      for (const cell of columns) cell.removeAttribute("aria-sort");
      const cell = columns.find((each) => each.dataset.key === by.replace(/^-/, ""));
      cell?.setAttribute("aria-sort", by.startsWith("-") ? "descending" : "ascending");
      if (caption) caption.textContent = cell ? fill(words.sorted, { column: lineOf(cell) }) : captioned;
    }

    function show() {
      const { shown, counts, without } = sift();
      const isPart = !isKnown() || (Boolean(source) && !isAsked() && !sort);
      const ordered = order(shown);
      const placed = new Map(bodies.map((body) => [body, []]));
      const listed = isPart ? statics : source ? ordered.slice(0, limit) : ordered;
      for (const row of listed) placed.get(row.body).push(row.element);
      for (const [body, elements] of placed) {
        const head = heads.get(body);
        body.replaceChildren(...(head ? [head] : []), ...elements);
        body.hidden = elements.length === 0;
      }
      showOrder(isPart ? "" : sort || first || "");
      for (const facet of facets) showFacet(facet, counts.get(facet));
      showChosen();
      const numbers = { shown: digits.format(shown.length), all: digits.format(rows.length) };
      count.textContent = failed ? count.dataset.failed
        : fill(shown.length < rows.length ? count.dataset.some : count.dataset.all, numbers);
      count.hidden = !panel || (isPart && !failed);
      more.hidden = isPart || ordered.length === listed.length;
      more.firstChild.textContent = fill(words.more, { num: digits.format(Math.min(AT_ONCE, ordered.length - listed.length)) });
      clear.hidden = !isAsked() && !sort;
      download.hidden = listed.length === 0;
      table.hidden = listed.length === 0;
      showNothing(shown.length || isPart ? null : without);
      list.shown = ordered;
    }

    function showFacet(facet, counts) {
      for (const code of facet.picked) {
        if (isKnown() && !facet.choices.has(code)) addChoice(facet, code, fill(words.gone, { choice: code }));
      }
      for (const { code, box, number, line } of facet.choices.values()) {
        const found = counts.get(code) ?? 0;
        box.checked = facet.picked.has(code);
        number.textContent = digits.format(found);
        line.classList.toggle("zero", found === 0);
      }
      facet.details.hidden = facet.choices.size < 2 && facet.picked.size === 0 && isKnown();
      facet.details.querySelector("summary .n").textContent = facet.picked.size ? `(${digits.format(facet.picked.size)})` : "";
    }

    /* What is chosen, each with a button that takes it back. */
    function showChosen() {
      const picked = facets.flatMap((facet) =>
        [...facet.picked].map((code) => ({ facet, code, label: nameOf(facet, code), drop: () => facet.picked.delete(code) })));
      chosen.replaceChildren(...picked.map(({ label, drop }) => {
        const button = element("button", label + " ", { type: "button" });
        button.append(element("span", "×", { "aria-hidden": "true" }), element("span", words.remove, { class: "hidden" }));
        button.addEventListener("click", () => {
          drop();
          changed();
          (chosen.querySelector("button") ?? landing())?.focus();
        });
        return element("li", button);
      }));
      chosen.hidden = picked.length === 0;
    }
    /* Where the focus goes when what had it is gone. */
    const landing = () => (wide.matches ? panel.querySelector(".facet:not([hidden]) summary") : panel.querySelector("summary"));
    function nameOf(facet, code) {
      return fill(words.chosen, { filter: facet.heading, choice: facet.choices.get(code)?.label ?? code });
    }

    /* Which one filter to leave out, and what that would give. */
    function showNothing(without) {
      nothing.hidden = without === null;
      if (without === null) return;
      const left = [...without].sort(([, one], [, other]) => other - one);
      nothing.querySelector("[data-one]").hidden = left.length === 0;
      nothing.querySelector("[data-more]").hidden = left.length > 0;
      nothing.querySelector("ul").replaceChildren(...left.map(([filter, number]) => {
        const label = filter === search
          ? fill(words.words, { words: typed() })
          : [...filter.picked].map((code) => nameOf(filter, code)).join(", ");
        const button = element("button", fill(words.without, { filter: label, num: digits.format(number) }), { type: "button" });
        button.addEventListener("click", () => {
          if (filter === search) search.value = "";
          else filter.picked.clear();
          changed();
          landing()?.focus();
        });
        return element("li", button);
      }));
    }

    function changed() {
      limit = AT_ONCE;
      writeAddress();
      soon(show);
    }

    // -- a list of several parts

    /* Whether all rows are here, not only those of the page. */
    function isKnown() {
      return !source || rows !== statics;
    }
    /* Once all rows are here: at once if they are. They are read when the reader first asks for something. */
    function soon(act) {
      if (isKnown()) return act();
      reading ??= readChunks().catch(() => { failed = true; }).finally(() => { reading = null; });
      return reading.then(act);
    }
    async function readChunks() {
      count.hidden = false;
      count.textContent = count.dataset.loading;
      const path = source.slice(source.lastIndexOf("/") + 1);
      const chunks = await Promise.all(
        Array.from({ length: Number(sources) }, (_, number) => load(`${root}${source}-${number}.js`, `${path}-${number}`)));
      failed = false;
      const like = statics[0].element;
      rows = chunks.flatMap(({ shared, rows: own }) => own.map(([data, ...cells]) =>
        new FarRow([data, ...cells.map((cell) => (typeof cell === "number" ? shared[cell] : cell))], bodies[0], like, root)));
      rows.sort((a, b) => (a.codes[0][0] < b.codes[0][0] ? -1 : 1));
      for (const facet of facets) {
        const labels = Object.assign({}, ...chunks.map(({ labels: told }) => told[facet.key]));
        const listed = Object.entries(labels).sort(([, [, ...one]], [, [, ...other]]) => {
          const at = one.findIndex((part, index) => part !== other[index]);
          return at < 0 ? 0 : one[at] < other[at] ? -1 : 1;
        });
        for (const [code, [label]] of listed) addChoice(facet, code, label);
      }
    }

    // -- the download

    function save() {
      const shownColumns = columns.map((cell, index) => [cell, index]).filter(([cell]) => cell.dataset.key);
      const grouped = bodies.some((body) => heads.get(body));
      const lines = [[
        ...(grouped ? [download.dataset.level] : []),
        ...shownColumns.map(([cell]) => lineOf(cell)),
        "policy", "part", "region",
      ]];
      for (const row of list.shown) {
        const [policy, part = ""] = row.codes[0][0].split("#");
        lines.push([
          ...(grouped ? [lineOf(heads.get(row.body))] : []),
          ...shownColumns.map(([, index]) => lineOf(row.element.cells[index])),
          policy, part, row.codes[1][0],
        ]);
      }
      // a spreadsheet would run such a text as a formula; the apostrophe marks it as text
      const guard = (text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^[+-]?[0-9]+([.][0-9]+)?$/.test(text) ? "'" + text : text);
      const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
      const content = lines.map((line) => line.map((text) => cell(guard(text))).join(",") + "\r\n").join("");
      const address = URL.createObjectURL(new Blob(["\ufeff", content], { type: "text/csv;charset=utf-8" }));
      const link = element("a", "", { href: address, download: file });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
    }

    // -- the reader's hands

    for (const cell of columns.filter((each) => each.dataset.key)) {
      const button = element("button", "", { type: "button" });
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => {
        const { key, kind } = cell.dataset;
        const turns = kind ? ["-" + key, key, ""] : [key, "-" + key, ""];
        sort = turns[(turns.indexOf(sort) + 1) % 3];
        changed();
      });
    }
    table.after(more);
    more.firstChild.addEventListener("click", () => {
      const next = limit;
      limit += AT_ONCE;
      show();
      bodies[0].rows[next]?.querySelector("a")?.focus();
    });
    for (const facet of source ? facets : []) {
      facet.details.addEventListener("toggle", () => facet.details.open && !isKnown() && soon(show));
    }
    search?.addEventListener("input", changed);
    clear.addEventListener("click", () => {
      if (search) search.value = "";
      sort = "";
      for (const facet of facets) facet.picked.clear();
      changed();
      table.querySelector("th button").focus();
    });
    download.addEventListener("click", () => soon(() => {
      show();
      save();
    }));
    form.addEventListener("keydown", (event) => {
      const open = event.key === "Escape" && event.target.closest(".facet[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      }
    });
    const unfold = () => panel && (panel.open = wide.matches);
    wide.addEventListener("change", unfold);
    unfold();
    read();
    show();
    if (source && (isAsked() || sort)) soon(show);
    return list;
  }

  for (const box of document.querySelectorAll("[data-list]")) lists.push(makeList(box));
  tellLanguages(location.search);
})();
