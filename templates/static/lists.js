/* Lists: filters, sorts and downloads the tables that carry what that needs (parts/listing.html), and keeps the view in the
   address. Rows stay the elements of the page; only a list of several parts is read from data/lists, on first use. */
(() => {
  "use strict";

  const { make, fill, digits } = window.policygenMaking;
  const { lineOf, Row, readRows, sortRows, saveAs } = window.policygenRowsOf;
  const AT_ONCE = 200;

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

  // -- a list --------------------------------------------------------------------------------------------

  class List {
    constructor(box) {
      const { list: name, fields, file, source, order } = box.dataset;
      const template = box.querySelector("template");
      const form = template.content.firstElementChild.cloneNode(true);
      template.after(form);
      this.data = box.dataset;
      this.file = file;
      this.source = source;
      this.first = order ?? "";
      this.sort = "";
      this.limit = AT_ONCE;
      this.table = box.querySelector("table");
      this.columns = [...this.table.tHead.rows[0].cells];
      this.bodies = [...this.table.tBodies];
      this.heads = new Map(this.bodies.map((body) => [body, body.rows[0]?.dataset.row === undefined ? body.rows[0] : null]));
      this.rows = this.bodies.flatMap((body) => [...body.rows].filter((row) => row.dataset.row !== undefined))
        .map((element) => new Row(element));
      this.statics = this.rows;
      this.caption = this.table.querySelector('[data-part="ordered"]');
      this.captioned = this.caption?.textContent;
      this.filters = new window.policygenFilters(form, name, fields.split(" "), () => this.changed());
      this.filters.isKnown = this.isKnown;
      [this.count, this.clear, this.download] = ["count", "clear", "download"].map((part) => form.querySelector(`[data-part="${part}"]`));
      this.more = make("p", { class: "more", hidden: true }, make("button", { type: "button" }));
      this.reading = null;
      this.failed = false;
      this.listen();
      this.read();
      this.show();
      if (source && (this.filters.isAsked || this.sort)) this.soon(() => this.show());
    }

    listen() {
      for (const cell of this.columns.filter((each) => each.dataset.key)) {
        const button = make("button", { type: "button" }, ...cell.childNodes);
        cell.append(button);
        button.addEventListener("click", () => {
          const { key, kind } = cell.dataset;
          const turns = kind ? ["-" + key, key, ""] : [key, "-" + key, ""];
          this.sort = turns[(turns.indexOf(this.sort) + 1) % 3];
          this.changed();
        });
      }
      this.table.after(this.more);
      this.more.firstChild.addEventListener("click", () => {
        const next = this.limit;
        this.limit += AT_ONCE;
        this.show();
        this.bodies[0].rows[next]?.querySelector("a")?.focus();
      });
      for (const { details } of this.source ? this.filters.facets : []) {
        details.addEventListener("toggle", () => details.open && !this.isKnown && this.soon(() => this.show()));
      }
      this.clear.addEventListener("click", () => {
        this.filters.clear();
        this.sort = "";
        this.changed();
        this.table.querySelector("th button").focus();
      });
      this.download.addEventListener("click", () => this.soon(() => {
        this.show();
        this.save();
      }));
    }

    // -- what is asked for

    read() {
      const asked = new URLSearchParams(location.search);
      this.filters.read(asked);
      this.sort = asked.get(this.filters.prefix + "sort") ?? "";
    }
    owns(key) {
      const { prefix, fields } = this.filters;
      return key.startsWith(prefix) && ["q", "sort", ...fields].includes(key.slice(prefix.length));
    }
    parameters() {
      return [...this.filters.parameters(), ...(this.sort ? [[this.filters.prefix + "sort", this.sort]] : [])];
    }
    changed() {
      this.limit = AT_ONCE;
      writeAddress();
      this.soon(() => this.show());
    }

    // -- a list of several parts

    /* Whether all rows are here, not only those of the page. */
    get isKnown() {
      return !this.source || this.rows !== this.statics;
    }
    /* Once all rows are here: at once if they are. They are read when the reader first asks for something. */
    soon(act) {
      if (this.isKnown) return act();
      this.reading ??= this.readAll().catch(() => { this.failed = true; }).finally(() => { this.reading = null; });
      return this.reading.then(act);
    }
    async readAll() {
      this.count.hidden = false;
      this.count.textContent = this.count.dataset.loading;
      const { rows, labels } = await readRows(this.data, this.statics[0]);
      this.failed = false;
      this.rows = rows;
      this.filters.isKnown = true;
      for (const facet of this.filters.facets) {
        for (const [code, label] of labels(facet.key)) this.filters.addChoice(facet, code, label);
      }
    }

    // -- what is shown

    order(shown) {
      const by = this.sort || this.first;
      const column = this.columns.findIndex((cell) => cell.dataset.key === by.replace(/^-/, ""));
      if (column < 0) return shown;
      return sortRows(shown, this.rows, column, this.columns[column].dataset.kind === "number", by.startsWith("-") ? -1 : 1);
    }

    /* In which order the rows stand is said in the head of the column, and under the title of the table. */
    showOrder(by) {
      for (const each of this.columns) each.removeAttribute("aria-sort");
      const cell = this.columns.find((each) => each.dataset.key === by.replace(/^-/, ""));
      cell?.setAttribute("aria-sort", by.startsWith("-") ? "descending" : "ascending");
      if (this.caption) {
        this.caption.textContent = cell ? fill(this.filters.words.sorted, { column: lineOf(cell) }) : this.captioned;
      }
    }

    show() {
      const { filters, source } = this;
      const { shown, counts, without } = filters.sift(this.rows);
      const isPart = !this.isKnown || (Boolean(source) && !filters.isAsked && !this.sort);
      const ordered = this.order(shown);
      const listed = isPart ? this.statics : source ? ordered.slice(0, this.limit) : ordered;
      const placed = new Map(this.bodies.map((body) => [body, []]));
      for (const row of listed) placed.get(row.body).push(row.element);
      for (const [body, elements] of placed) {
        const head = this.heads.get(body);
        body.replaceChildren(...(head ? [head] : []), ...elements);
        body.hidden = elements.length === 0;
      }
      this.showOrder(isPart ? "" : this.sort || this.first);
      filters.show(counts, shown.length || isPart ? null : without);
      const { count } = this;
      const numbers = { shown: digits.format(shown.length), all: digits.format(this.rows.length) };
      count.textContent = this.failed ? count.dataset.failed
        : fill(shown.length < this.rows.length ? count.dataset.some : count.dataset.all, numbers);
      count.hidden = !filters.panel || (isPart && !this.failed);
      const left = Math.min(AT_ONCE, ordered.length - listed.length);
      this.more.hidden = isPart || left === 0;
      this.more.firstChild.textContent = fill(filters.words.more, { num: digits.format(left) });
      this.clear.hidden = !filters.isAsked && !this.sort;
      this.download.hidden = listed.length === 0;
      this.table.hidden = listed.length === 0;
      this.shown = ordered;
    }

    // -- the download

    save() {
      const columns = this.columns.map((cell, index) => [cell, index]).filter(([cell]) => cell.dataset.key);
      const isGrouped = this.bodies.some((body) => this.heads.get(body));
      const lines = [[
        ...(isGrouped ? [this.download.dataset.level] : []),
        ...columns.map(([cell]) => lineOf(cell)),
        "policy", "part", "region",
      ]];
      for (const row of this.shown) {
        const [policy, part = ""] = row.codes[0][0].split("#");
        lines.push([
          ...(isGrouped ? [lineOf(this.heads.get(row.body))] : []),
          ...columns.map(([, index]) => lineOf(row.element.cells[index])),
          policy, part, row.codes[1][0],
        ]);
      }
      saveAs(this.file, lines);
    }
  }

  for (const box of document.querySelectorAll("[data-list]")) lists.push(new List(box));
  tellLanguages(location.search);
})();
