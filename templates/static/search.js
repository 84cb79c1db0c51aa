/* The search page: what is typed, what is found, and the address, which says both. Words come from the page. */
(() => {
  "use strict";
  const { make, fill, language, digits } = window.policygenMaking;
  const form = document.getElementById("search_form");
  const field = form.elements.q;
  const kinds = document.getElementById("search_kinds");
  const state = document.getElementById("search_state");
  const meant = document.getElementById("search_meant");
  const list = document.getElementById("search_results");
  const more = document.getElementById("search_more");
  const ways = document.getElementById("search_ways");
  const said = form.dataset;
  const title = document.title;
  const PART = 10;
  const PAUSE = 120;

  searchIndex.from(said.root);

  /* --- the address --- */

  const told = () => {
    const query = new URLSearchParams(location.search);
    return { q: (query.get("q") || "").trim(), kind: query.get("kind") || "" };
  };
  const written = () => ({ q: field.value.trim(), kind: form.elements.kind.value });
  const address = ({ q, kind }) => {
    const query = new URLSearchParams();
    if (q) query.set("q", q);
    if (kind) query.set("kind", kind);
    return `${location.pathname}${String(query) && `?${query}`}`;
  };
  /* One entry of the history for each thing searched for, not for each letter of it. */
  let settled = true;
  const note = (now) => {
    const same = address(now) === address(told());
    try {
      if (!same) history[settled && told().q ? "pushState" : "replaceState"](null, "", address(now));
    } catch {
      // some browsers keep the address of a file as it is; results are shown all the same
    }
    if (!same) settled = false;
    document.title = now.q ? `${now.q} · ${title}` : title;
  };

  /* --- results --- */

  /* The places of a text that were found; the same texts are shown letter after letter. */
  const known = new Map();
  const marksOf = (text, terms) => {
    if (known.size > 4000) known.clear();
    if (!known.has(text)) known.set(text, searchTokens.pieces(text));
    return known.get(text).filter((piece) => piece.terms.some((term) => terms.has(term)));
  };

  /* The text with the words that were found in it marked, as nodes; cut to the part that has most of them. */
  const show = (text, terms, most = Infinity) => {
    const marks = marksOf(text, terms).sort((a, b) => a.start - b.start || b.end - a.end);
    let from = 0;
    let to = text.length;
    if (text.length > most) {
      const around = marks.length ? best(marks, most) : 0;
      from = around ? Math.max(0, Math.min(around - Math.round(most / 4), text.length - most)) : 0;
      to = from + most;
      if (from) from = wordBegin(text, from);
      if (to < text.length) to = wordBegin(text, to);
    }
    const nodes = from ? ["… "] : [];
    let at = from;
    for (const { start, end } of marks) {
      if (start < from || end > to || end <= at) continue;
      const last = nodes[nodes.length - 1];
      if (start <= at && last instanceof Element) last.append(text.slice(at, end));
      else {
        nodes.push(text.slice(at, start), make("mark", {}, text.slice(Math.max(at, start), end)));
      }
      at = end;
    }
    nodes.push(text.slice(at, to).trimEnd(), to < text.length ? " …" : "");
    return nodes.filter((node) => node !== "");
  };
  const best = (marks, most) => {
    let found = [0, 0];
    for (const { start } of marks) {
      const within = marks.filter((mark) => mark.start >= start && mark.end <= start + most * 0.7).length;
      if (within > found[0]) found = [within, start];
    }
    return found[1];
  };
  const wordBegin = (text, at) => {
    const space = text.indexOf(" ", at);
    return space >= 0 && space - at < 24 && !searchTokens.isJoined(text[at]) ? space + 1 : at;
  };
  const length = (text) => (searchTokens.isJoined(text.slice(0, 1)) ? 110 : 240);
  const count = (text, terms) => new Set(marksOf(text, terms).flatMap((piece) => piece.terms.filter((term) => terms.has(term)))).size;
  const richest = (texts, terms) => {
    let found = ["", 0];
    for (const text of texts) {
      const own = count(text, terms);
      if (own > found[1]) found = [text, own];
    }
    return found[0];
  };

  const figuresOf = (card, terms) => {
    const told = (card.figures || []).map((figure) => {
      const [what, , further, own] = figure;
      const exact = own.split(" ").some((term) => terms.has(term));
      return { figure, worth: exact ? 100 : count(`${what} ${further}`, terms) };
    });
    const found = told.filter(({ worth }) => worth).sort((a, b) => b.worth - a.worth).slice(0, 2);
    return (found.length ? found : told.slice(0, 1)).map(({ figure }) => figure);
  };

  const result = async (hit) => {
    const card = await searchIndex.card(hit, language);
    const { terms } = hit;
    const texts = card.texts || [];
    let passage = richest(texts, terms);
    let passageLang = "";
    const shown = [card.title, card.place || ""];
    if (!passage && !shown.some((text) => count(text, terms)) && !(card.figures || []).some((figure) => figure[3].split(" ").some((term) => terms.has(term)))) {
      for (const other of searchIndex.languages()) {
        if (other === language || passage) continue;
        const theirs = await searchIndex.card(hit, other);
        passage = richest([...(theirs.lang ? [] : [theirs.title]), ...(theirs.texts || []), theirs.place || ""], terms);
        passageLang = passage ? other : "";
      }
    }
    passage = passage || texts[0] || "";
    const facts = [kindName(hit.kind), card.place && make("span", {}, ...show(card.place, terms))];
    if (card.date) facts.push(make("time", card.iso ? { datetime: card.iso } : {}, card.date));
    const line = make("p", { class: "about" });
    facts.filter(Boolean).forEach((fact, nth) => line.append(nth ? " · " : "", fact));
    const link = make("a", { href: said.root + card.url }, ...show(card.title, terms));
    if (card.lang) link.lang = card.lang;
    const item = make("li", {}, line, make("h3", {}, link));
    for (const [what, much, further] of figuresOf(card, terms)) {
      const figure = make("p", { class: "given" }, ...(much ? [make("b", {}, much), " "] : []), ...show(what, terms));
      if (further) figure.append(said.comma, ...show(further, terms, 120));
      item.append(figure);
    }
    if (passage) {
      const words = make("p", { class: "passage" }, ...show(passage, terms, length(passage)));
      if (passageLang) words.lang = passageLang;
      item.append(words);
    }
    return item;
  };
  const kindName = (kind) => form.querySelector(`[name=kind][value=${kind}]`).dataset.one;

  /* --- searching --- */

  let asking = 0;
  let shown = { hits: [], upTo: 0 };

  const search = async (now, upTo = PART) => {
    const turn = ++asking;
    note(now);
    if (!now.q) return clear();
    const late = setTimeout(() => { state.textContent = said.waiting; }, 400);
    try {
      const found = await searchIndex.find(now.q);
      if (turn !== asking) return;
      countKinds(found.hits);
      const hits = now.kind ? found.hits.filter((hit) => hit.kind === now.kind) : found.hits;
      const items = await Promise.all(hits.slice(0, upTo).map(result));
      if (turn !== asking) return;
      list.replaceChildren(...items);
      shown = { hits, upTo };
      more.hidden = hits.length <= upTo;
      const how = hits.length || found.how === "nothing" ? found.how : "none";
      state.textContent = how === "nothing" ? "" : fill(said[how], { query: now.q, count: digits.format(hits.length) });
      suggest(found.meant, now);
      ways.hidden = hits.length > 0;
      kinds.hidden = !now.kind && new Set(found.hits.map((hit) => hit.kind)).size < 2;
    } catch (wrong) {
      if (turn !== asking) return;
      clear();
      state.textContent = said.failed;
      console.warn(wrong.message);
    } finally {
      clearTimeout(late);
    }
  };

  const clear = () => {
    list.replaceChildren();
    state.textContent = "";
    meant.hidden = more.hidden = kinds.hidden = true;
    ways.hidden = false;
    shown = { hits: [], upTo: 0 };
  };

  const countKinds = (hits) => {
    const counts = new Map([["", hits.length]]);
    for (const hit of hits) counts.set(hit.kind, (counts.get(hit.kind) || 0) + 1);
    for (const choice of form.querySelectorAll("[name=kind]")) {
      const own = counts.get(choice.value) || 0;
      choice.parentElement.querySelector("span").textContent = digits.format(own);
      choice.parentElement.hidden = !own && !choice.checked && choice.value !== "";
    }
  };

  /* Asks whether what is spelled alike was meant. */
  const suggest = (q, now) => {
    meant.hidden = !q;
    if (!q) return;
    const link = make("a", { href: address({ ...now, q }) }, q);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      field.value = q;
      settled = true;
      search(written());
      field.focus();
    });
    const [before, after] = said.meant.split("{words}");
    meant.replaceChildren(before, link, after);
  };

  /* --- what a reader does --- */

  let pause = 0;
  const soon = () => {
    clearTimeout(pause);
    pause = setTimeout(() => search(written()), PAUSE);
  };
  const now = () => {
    clearTimeout(pause);
    settled = true;
    return search(written());
  };
  field.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  field.addEventListener("compositionend", soon);
  field.addEventListener("change", () => { settled = true; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    now().then(() => { settled = true; });
  });
  kinds.addEventListener("change", now);
  more.addEventListener("click", async () => {
    const first = shown.upTo;
    const items = await Promise.all(shown.hits.slice(first, first + PART).map(result));
    list.append(...items);
    shown.upTo += PART;
    more.hidden = shown.hits.length <= shown.upTo;
    list.children[first].querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    restore();
    search(written());
  });

  document.querySelector("main").addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = Array.from(list.querySelectorAll("h3 a"));
    const at = links.indexOf(document.activeElement);
    const inList = list.contains(document.activeElement);
    if (event.key === "Escape" && inList) {
      field.focus();
    } else if (event.key === "Escape" && document.activeElement === field && field.value) {
      field.value = "";
      now();
    } else if (event.key === "ArrowDown" && (document.activeElement === field || at >= 0) && links[at + 1]) {
      links[at + 1].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (links[at - 1] || field).focus();
    } else return;
    event.preventDefault();
  });

  const restore = () => {
    const { q, kind } = told();
    field.value = q;
    const choice = Array.from(form.querySelectorAll("[name=kind]")).find((each) => each.value === kind);
    (choice || form.querySelector("[name=kind]")).checked = true;
  };

  form.hidden = false;
  restore();
  if (!location.hash) field.focus({ preventScroll: true });
  // what every search needs, before the first letter; not before a reader does something
  field.addEventListener("focus", () => searchIndex.ready().catch(() => {}), { once: true });
  search(written());
})();
