/* The page on which a reader chooses places: a field that finds them, and what they have side by side. The cells come from
   data/places, finished; this sets them in rows: like with like, one metric or kind and one level of government each. */
(() => {
  "use strict";

  const { make, fill, load: loadScript, language, digits } = window.policygenMaking;
  const template = document.getElementById("choosing");
  const box = template.content.firstElementChild.cloneNode(true);
  const { root } = box.dataset;
  const MOST = Number(box.dataset.most);
  const OPTIONS = 12;
  const field = box.querySelector("[role=combobox]");
  const options = box.querySelector("[role=listbox]");
  const chosenList = box.querySelector(".chosen");
  const status = box.querySelector("[role=status]");
  const part = (name) => box.querySelector(`[data-part="${name}"]`);
  const [gone, differentLevels, only, tables] = ["gone", "levels", "only", "tables"].map(part);
  const words = told("word");
  const marks = told("mark");
  const levels = told("level");

  function told(kind) {
    return Object.fromEntries([...box.querySelectorAll(`[data-${kind}]`)].map((item) => [item.dataset[kind], item.textContent.trim()]));
  }
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s'’·-]+/g, "");

  // -- the places there are --------------------------------------------------------------------------------

  const places = [...document.querySelectorAll("#places [data-id]")].map((item) => {
    const { id, also = "" } = item.dataset;
    const name = item.querySelector("a")?.textContent ?? item.firstChild.textContent.trim();
    const note = item.querySelector("span").textContent;
    return { id, item, name, also, note, keys: [name, id.slice(id.lastIndexOf("/") + 1), ...also.split("|")].map(fold) };
  });
  const byId = new Map(places.map((place) => [place.id, place]));
  const lastPart = (id) => id.slice(id.lastIndexOf("/") + 1);

  /* What a place is called in the address: its own part of its id, with as many of those before as tell it from others. */
  function shortOf(id) {
    const parts = id.split("/");
    for (let at = parts.length - 1; at > 0; at -= 1) {
      const short = parts.slice(at).join("/");
      if (placesCalled(short).length === 1) return short;
    }
    return id;
  }
  function placesCalled(short) {
    if (byId.has(short)) return [short];
    return places.map(({ id }) => id).filter((id) => id.endsWith("/" + short));
  }

  // -- what is chosen, and the address -----------------------------------------------------------------------

  let chosen = [];

  function readAddress() {
    const asked = new URLSearchParams(location.search);
    only.querySelector("input").checked = asked.get("only") === "differences";
    const notes = [];
    for (const name of new Set((asked.get("places") ?? "").split(",").filter(Boolean))) {
      const found = placesCalled(name);
      if (found.length === 1) chosen.push(found[0]);
      else if (found.length > 1) {
        const listed = found.map((id) => `${byId.get(id).name} (${byId.get(id).note})`).join(words.and);
        notes.push(fill(words.many, { name, places: listed }));
      } else if (name.includes("/")) chosen.push(name);
      else notes.push(fill(words.gone, { name }));
    }
    chosen = [...new Set(chosen)].slice(0, MOST);
    tellGone(notes);
  }
  function tellGone(notes) {
    gone.textContent = notes.join(" ");
    gone.hidden = notes.length === 0;
  }
  function writeAddress() {
    const query = [
      ...(chosen.length ? ["places=" + chosen.map((id) => encodeURIComponent(shortOf(id)).replace(/%2F/g, "/")).join(",")] : []),
      ...(only.querySelector("input").checked ? ["only=differences"] : []),
    ].join("&");
    history.replaceState(history.state, "", location.pathname + (query && "?" + query) + location.hash);
    tellLanguages();
  }
  function tellLanguages() {
    for (const link of document.querySelectorAll(".tools a[hreflang]")) {
      link.setAttribute("href", link.getAttribute("href").replace(/[?].*/, "") + location.search);
    }
  }

  function choose(id, isChosen) {
    chosen = chosen.filter((other) => other !== id);
    if (isChosen && chosen.length < MOST) chosen.push(id);
    tellGone([]);
    writeAddress();
    show();
  }

  // -- the data of places ----------------------------------------------------------------------------------------

  const known = new Map();
  window.policygenPlace = (place) => known.set(place.id, place);

  /* A place; nothing where it could not be read. */
  async function load(id) {
    const path = id.split("/").map(encodeURIComponent).join("/");
    await loadScript(`${root}data/places/${language}/${path}.js`).catch(() => {});
    return known.get(id);
  }
  /* The chosen places, and those around them, whose support reaches them too. */
  async function loadAll(ids) {
    const own = await Promise.all(ids.map(load));
    await Promise.all(own.flatMap((place) => place?.above ?? []).map(load));
    return own;
  }

  // -- the field that finds places: a combobox with a list, as the ARIA guide has it ---------------------------

  let offered = [];
  let active = -1;

  function find(text) {
    const wanted = fold(text);
    if (!wanted) return [];
    const rank = (place) => {
      const starts = place.keys.some((key) => key.startsWith(wanted));
      return starts ? 0 : place.keys.some((key) => key.includes(wanted)) ? 1 : 2;
    };
    return places.map((place, index) => [rank(place), place.id.split("/").length, index, place])
      .filter(([found, , , { id }]) => found < 2 && !chosen.includes(id))
      .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
      .map(([, , , place]) => place);
  }
  function offer() {
    const found = find(field.value);
    offered = found.slice(0, OPTIONS);
    active = offered.length ? 0 : -1;
    options.replaceChildren(...offered.map((place, index) => {
      const option = make("li", { role: "option", id: `choose_option_${index}` }, place.name, " ",
        make("span", { class: "quiet small" }, [place.also.split("|")[0], place.note].filter(Boolean).join(" · ")));
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => take(index));
      return option;
    }));
    open(offered.length > 0);
    if (field.value.trim()) status.textContent = found.length ? fill(words.found, { num: digits.format(found.length) }) : words.none;
    else tellChosen();
  }
  function open(isOpen) {
    options.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) active = -1;
    point();
  }
  function point() {
    [...options.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
    if (active < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `choose_option_${active}`);
    options.children[active]?.scrollIntoView({ block: "nearest" });
  }
  function take(index) {
    const place = offered[index];
    field.value = "";
    open(false);
    if (place) choose(place.id, true);
    field.focus();
  }
  field.addEventListener("input", offer);
  field.addEventListener("blur", () => open(false));
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (options.hidden) offer();
      else active = (active + step + offered.length) % offered.length;
      point();
    } else if (event.key === "Enter" && !options.hidden) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Escape") {
      if (options.hidden) field.value = "";
      open(false);
      tellChosen();
    }
  });

  // -- the list, with a box to tick before each place --------------------------------------------------------------

  for (const place of places) {
    place.box = make("input", { type: "checkbox", autocomplete: "off", "aria-label": `${place.name}, ${place.note}` });
    place.box.addEventListener("change", () => choose(place.id, place.box.checked));
    place.item.prepend(place.box, " ");
  }

  function showChosen() {
    chosenList.replaceChildren(...chosen.map((id) => {
      const name = known.get(id)?.name ?? byId.get(id)?.name ?? lastPart(id);
      const button = make("button", { type: "button" }, name + " ", make("span", { "aria-hidden": "true" }, "×"),
        make("span", { class: "hidden" }, words.remove));
      button.addEventListener("click", () => {
        choose(id, false);
        (chosenList.querySelector("button") ?? field).focus();
      });
      return make("li", {}, button);
    }));
    chosenList.hidden = chosen.length === 0;
    field.disabled = chosen.length >= MOST;
    for (const place of places) {
      place.box.checked = chosen.includes(place.id);
      place.box.disabled = chosen.length >= MOST && !place.box.checked;
    }
  }
  function tellChosen() {
    const first = fill(words.some, { num: digits.format(chosen.length), most: digits.format(MOST) });
    const second = chosen.length === 1 ? words.one : chosen.length === MOST ? words.full : "";
    status.textContent = second ? fill(words.both, { first, second }) : first;
  }

  // -- side by side ------------------------------------------------------------------------------------------------

  const copy = (selector) => [...box.querySelector(selector).childNodes].map((node) => node.cloneNode(true));
  const keyOf = (list, subject, level) => `${list} ${subject} ${level}`;

  async function show() {
    showChosen();
    tellChosen();
    const asked = chosen;
    if (asked.length > 0) status.textContent = words.loading;
    const found = await loadAll(asked);
    if (asked !== chosen) return;
    const missing = asked.filter((_, index) => !found[index]);
    if (missing.length) {
      chosen = asked.filter((id) => !missing.includes(id));
      tellGone(missing.map((name) => fill(words.gone, { name })));
    }
    showChosen();
    tellChosen();
    const shown = found.filter(Boolean);
    differentLevels.hidden = new Set(shown.map(({ level }) => level)).size < 2;
    only.hidden = shown.length < 2;
    tables.replaceChildren(...(shown.length ? compare(shown) : []));
  }

  function compare(shown) {
    const rows = new Map();
    const columns = shown.map((place) => columnOf(place));
    for (const column of columns) {
      for (const [key, row] of column) if (row.any) rows.set(key, row);
    }
    const made = [];
    for (const list of ["targets", "subsidies"]) {
      const order = [...box.querySelectorAll(`[data-${list}]`)].map((item) => item.dataset[list]);
      const own = [...rows.values()].filter((row) => row.list === list)
        .sort((a, b) => order.indexOf(a.subject) - order.indexOf(b.subject) || a.level - b.level)
        .map((row) => rowOf(row, shown, columns))
        .filter(({ differs }) => differs || !only.querySelector("input").checked);
      if (own.length) made.push(tableOf(list, shown, own.map(({ line }) => line)));
    }
    if (made.length) return made;
    return [make("p", { class: "notice" }, rows.size ? words.alike : words.nothing)];
  }

  /* The cells of a place by row: its own, those of places within it, and the support that reaches it from above. */
  function columnOf(place) {
    const cells = new Map();
    const add = (row, from) => {
      const [list, subject, level, any, reason, values, key] = row;
      cells.set(keyOf(list, subject, level), { list, subject, level, any, reason, values, key, from });
    };
    for (const above of place.above.map((id) => known.get(id)).filter(Boolean)) {
      for (const row of above.rows) {
        const [list, , level, , reason] = row;
        if (list === "subsidies" && level === above.level && !reason) add(row, above);
      }
    }
    for (const row of place.rows) add(row, place);
    return cells;
  }

  function rowOf(row, shown, columns) {
    const cells = columns.map((column) => column.get(keyOf(row.list, row.subject, row.level)));
    const isOfLevel = shown.map(({ level }) => level === row.level);
    const own = cells.map((cell, index) => (isOfLevel[index] && cell?.values.length && !cell.reason ? cell : null));
    const told = markAll(own, isOfLevel);
    const head = make("th", { scope: "row" }, ...copy(`[data-${row.list}="${CSS.escape(row.subject)}"]`), make("br"),
      make("span", { class: "quiet small" }, levels[row.level]));
    const line = make("tr", {}, head,
      ...cells.map((cell, index) => make("td", {}, ...cellOf(cell, shown[index], row.level, told[index]))));
    // one value alone differs from nothing: what was not found or not read is not known to be otherwise
    return { line, differs: told.some((mark) => mark && mark !== "same" && mark !== "alone") };
  }

  /* How the own figures of a row differ, as far as they are counted alike: which is the highest, which the lowest. */
  function markAll(own, isOfLevel) {
    const valued = own.filter((cell) => cell?.key);
    if (isOfLevel.filter(Boolean).length < 2) return own.map(() => "");
    if (own.filter(Boolean).length < 2) return own.map((cell) => (cell ? "alone" : ""));
    const split = (cell) => [parseFloat(cell.key), cell.key.slice(cell.key.indexOf(" ") + 1)];
    const numbers = valued.map((cell) => split(cell)[0]);
    if (new Set(valued.map((cell) => split(cell)[1])).size > 1 || valued.length < own.filter(Boolean).length) {
      return own.map((cell) => (cell ? "terms" : ""));
    }
    const [most, least] = [Math.max(...numbers), Math.min(...numbers)];
    return own.map((cell) => {
      if (!cell) return "";
      const [number] = split(cell);
      return most === least ? "same" : number === most ? "most" : number === least ? "least" : "";
    });
  }

  function cellOf(cell, place, level, mark) {
    const nodes = [];
    if (!cell) nodes.push(...reasonFor(place, level));
    else {
      if (cell.reason) {
        const [reason, key, why, lang] = cell.reason;
        nodes.push(make("span", { class: `none ${key}` }, reason));
        if (why) nodes.push(make("span", { class: "because", ...(lang ? { lang } : {}) }, fill(words.why, { why })));
      }
      if (cell.from !== place) nodes.push(make("span", { class: "mark above" }, fill(words.above, { place: cell.from.name })));
      if (mark) nodes.push(make("span", { class: `mark ${mark}` }, marks[mark]));
      if (cell.values.length) nodes.push(make("ul", { class: "cells" }, ...cell.values.map(valueOf)));
    }
    return nodes;
  }
  function valueOf([text, href, detail, written, lang, ended]) {
    const item = make("li", ended ? { class: "ended quiet" } : {}, href ? make("a", { href: root + href }, text) : text);
    if (detail) item.append(" ", make("span", { class: "quiet detail" }, detail));
    if (written) item.append(" ", make("q", { class: "written", ...(lang ? { lang } : {}) }, written));
    return item;
  }
  /* Why there is nothing: not read, not found in what was read, or of another level than the place. */
  function reasonFor(place, level) {
    if (level < place.level || (place.level === 0 && level > 0)) {
      return [...copy('[data-reason="level"]'), make("span", { class: "because" }, fill(words.why, { why: place.is }))];
    }
    return copy(place.seen.includes(level) ? '[data-reason="found"]' : '[data-reason="read"]');
  }

  function tableOf(list, shown, lines) {
    const title = box.querySelector(`[data-list="${list}"]`).textContent;
    const heads = shown.map((place) => make("th", { scope: "col" }, make("a", { href: root + place.href }, place.whole), make("br"),
      make("span", { class: "quiet small" }, place.sentence)));
    const table = make("table", { class: `versus of${shown.length}` },
      make("caption", { class: "hidden" }, title),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, words.what), ...heads)),
      make("tbody", {}, ...lines));
    const section = make("section", { class: "scroll", tabindex: "0", "aria-label": title }, table);
    return make("section", {}, make("h2", {}, title), section);
  }

  // -- begin -------------------------------------------------------------------------------------------------------

  only.querySelector("input").addEventListener("change", () => {
    writeAddress();
    show();
  });
  template.after(box);
  readAddress();
  tellLanguages();
  show();
})();
