/* Rows: what a row of a table says and is sorted by, and rows that are read from data/lists. A table is written as CSV as
   its rows say it. */
(() => {
  "use strict";

  const { make, load, collator } = window.policygenMaking;

  const fold = (text) => text.normalize("NFKC").toLowerCase();

  /* The text of a cell on one line, as a reader takes it in; an aside is no part of it. The items of a list in it are
     told apart. */
  function textOf(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\0/g, "");
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches('[data-part="aside"], svg')) return "";
    if (node.localName === "br") return " ";
    return (node.localName === "li" ? "\0" : "") + [...node.childNodes].map(textOf).join("");
  }
  function lineOf(cell) {
    return textOf(cell).split("\0").map((one) => one.replace(/\s+/g, " ").trim()).filter(Boolean).join("; ");
  }

  /* A row of the page. `key` is what it is sorted by in a column: its key, else its text; "" where the source does not
     say. */
  class Row {
    constructor(element) {
      this.codes = element.dataset.row.split("|").map((each) => each.split(" "));
      this.body = element.parentNode;
      this.element = element;
    }
    get text() {
      return (this.folded ??= fold([...this.element.cells].map(lineOf).join(" ")));
    }
    key(column) {
      const cell = this.element.cells[column];
      if (cell.dataset.sort !== undefined) return cell.dataset.sort;
      return cell.querySelector(".none") ? "" : lineOf(cell);
    }
  }

  /* A row from data/lists, of which an element is made when it is shown: like a row of the page. */
  class FarRow {
    constructor([data, ...cells], like, root) {
      this.data = data;
      this.codes = data.split("|").map((each) => each.split(" "));
      this.cells = cells;
      this.like = like.element;
      this.body = like.body;
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
      const told = typeof own === "object" ? { ...own } : own ? { [tag === "a" ? "href" : "class"]: own } : {};
      if ("href" in told) told.href = this.root + told.href;
      return make(TAGS.has(tag) ? tag : "span", told, ...nodes.map((each) => this.build(each)));
    }
  }
  const TAGS = new Set(["a", "abbr", "li", "q", "span", "time", "ul"]);
  const tell = (nodes) => nodes.map((node) => (typeof node === "string" ? node : tell(node.slice(2)))).join("");

  const handed = new Map();
  window.policygenRows = (name, told) => handed.set(name, told);

  /* All rows of a list, in the order of its records, and by filter what its choices are called, in their order. `like` is
     a row of the page. */
  async function readRows({ root, source, sources }, like) {
    const path = source.slice(source.lastIndexOf("/") + 1);
    const numbers = Array.from({ length: Number(sources) }, (_, number) => number);
    await Promise.all(numbers.map((number) => load(`${root}${source}-${number}.js`)));
    const chunks = numbers.map((number) => handed.get(`${path}-${number}`));
    const rows = chunks.flatMap(({ shared, rows: own }) => own.map(([data, ...cells]) =>
      new FarRow([data, ...cells.map((cell) => (typeof cell === "number" ? shared[cell] : cell))], like, root)));
    rows.sort((a, b) => (a.codes[0][0] < b.codes[0][0] ? -1 : 1));
    const labels = (key) => Object.entries(Object.assign({}, ...chunks.map(({ labels: told }) => told[key])))
      .sort(([, [, ...one]], [, [, ...other]]) => {
        const at = one.findIndex((part, index) => part !== other[index]);
        return at < 0 ? 0 : one[at] < other[at] ? -1 : 1;
      })
      .map(([code, [label]]) => [code, label]);
    return { rows, labels };
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

  /* Some of all rows in the order of a column, from behind where `sign` is -1; blanks stand last both ways. */
  function sortRows(some, rows, column, isNumber, sign) {
    const compare = isNumber ? compareNumbers(rows, column) : (a, b) => sign * collator.compare(a, b);
    const keyed = some.map((row) => [row.key(column), row]);
    keyed.sort(([a], [b]) => (!a || !b ? !a - !b : compare(a, b, sign)));
    return keyed.map(([, row]) => row);
  }

  /* Lines of texts as CSV, which the browser keeps as a file. */
  function saveAs(file, lines) {
    // a spreadsheet would run such a text as a formula; the apostrophe marks it as text
    const guard = (text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^[+-]?[0-9]+([.][0-9]+)?$/.test(text) ? "'" + text : text);
    const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
    const content = lines.map((line) => line.map((text) => cell(guard(text))).join(",") + "\r\n").join("");
    const address = URL.createObjectURL(new Blob(["\ufeff", content], { type: "text/csv;charset=utf-8" }));
    make("a", { href: address, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  window.policygenRowsOf = { fold, lineOf, Row, readRows, sortRows, saveAs };
})();
