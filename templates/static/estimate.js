/* What would I get? The page around the estimator: it loads the shares of support that are asked for, builds the form
   from what they need, keeps what is said in the address, and shows what follows. Everything it says is words of the
   page (estimate_words) or of the data. */
(() => {
  "use strict";

  const estimator = window.policygenEstimator;
  const root = document.getElementById("estimate");
  if (!estimator || !root) return;
  const form = document.getElementById("estimate_form");
  const fields = document.getElementById("estimate_fields");
  const state = document.getElementById("estimate_state");
  const said = document.getElementById("estimate_said");
  const results = document.getElementById("estimate_results");
  const written = document.getElementById("estimate_written");
  const language = document.documentElement.lang;
  const isChinese = language.startsWith("zh");
  const gap = isChinese ? "" : " ";
  const SHOWN = 40;
  const GROUPS = ["would", "could", "none", "no", "off"];

  const words = {};
  const given = document.getElementById("estimate_words").content;
  for (const each of given.querySelectorAll("[data-name]")) words[each.dataset.name] = each.textContent;
  const fill = (name, values) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const listFormat = new Intl.ListFormat(language, { type: "conjunction" });
  const inOrder = new Intl.Collator(isChinese ? "zh-CN-u-co-pinyin" : language);

  /** An element with attributes and children; a text is text, never markup. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && (value !== "" || name === "value")) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }
  const told = ([text, lang]) => (lang ? make("span", { lang }, text) : text);
  const linked = ([text, lang, href]) => (href ? make("a", { href, lang }, text) : told([text, lang]));

  // --- the shares of support ---

  const shares = [...given.querySelectorAll("data")].map((item) => ({
    key: item.value, src: item.dataset.src, tops: item.dataset.tops.split(" "), data: null, asked: null,
  }));
  const isOne = shares.length === 1;
  const handed = (window.policygenEstimate = window.policygenEstimate || []);

  function load(share) {
    share.asked = share.asked || new Promise((resolve, reject) => {
      const script = make("script", { src: share.src });
      script.addEventListener("load", () => {
        share.data = handed.find((data) => data.part === share.key) || null;
        if (share.data) resolve();
        else reject(new Error(share.src));
      });
      script.addEventListener("error", () => {
        share.asked = null;
        reject(new Error(share.src));
      });
      document.head.append(script);
    });
    return share.asked;
  }

  // --- what the reader says: kept in the address ---

  const said_ = { in: new Set(), at: "", currency: "", order: "", values: new Map(), answers: new Map(), tiers: new Map() };

  function read() {
    const query = location.search || (location.hash.startsWith("#?") ? location.hash.slice(1) : "");
    const found = new URLSearchParams(query);
    const list = (name) => (found.get(name) || "").split(",").filter(Boolean);
    said_.in = new Set(list("in"));
    said_.at = found.get("at") || "";
    said_.currency = found.get("currency") || "";
    said_.order = found.get("order") || "";
    said_.answers = new Map([...list("yes").map((id) => [id, true]), ...list("no").map((id) => [id, false])]);
    said_.tiers = new Map(list("tier").map((entry) => entry.split("~")).filter((entry) => entry.length === 3)
      .map(([offer, term, choice]) => [`${offer}~${term}`, Number(choice)]));
    said_.values = new Map();
    for (const [name, value] of found) if (name.startsWith("v.")) said_.values.set(name.slice(2), value);
  }

  function address() {
    const query = new URLSearchParams();
    const put = (name, value) => { if (value) query.set(name, value); };
    put("in", [...said_.in].join(","));
    put("at", said_.at);
    put("currency", said_.currency);
    for (const [name, value] of said_.values) put(`v.${name}`, value);
    const answered = (wanted) => [...said_.answers].filter(([, answer]) => answer === wanted).map(([id]) => id).join(",");
    put("yes", answered(true));
    put("no", answered(false));
    put("tier", [...said_.tiers].map(([key, choice]) => `${key}~${choice}`).join(","));
    put("order", said_.order);
    return String(query);
  }

  let isTyping = false;
  /** Puts what is said into the address; while someone is typing, in one entry of the history. */
  function keep(typing) {
    const query = address();
    const here = (location.search || location.hash.replace(/^#/, "")).replace(/^\?/, "");
    if (query !== here) {
      const move = typing && isTyping ? "replaceState" : "pushState";
      try {
        history[move](null, "", query ? `?${query}` : location.pathname);
      } catch {
        history[move](null, "", query ? `#?${query}` : "#"); // some browsers let files change no more than this
      }
    }
    isTyping = typing;
  }

  // --- numbers as people write them ---

  const SCALES = { 万: "10000", 亿: "100000000", million: "1000000", billion: "1000000000" };

  /** A number, null for none, undefined for what is no number. */
  function readNumber(text) {
    const plain = text.normalize("NFKC").trim().toLowerCase();
    if (!plain) return null;
    const parts = /^(\d{1,3}(?:[, '](?=\d{3})\d{3})+|\d+)(\.\d+)?\s*(万|亿|million|billion)?$/.exec(plain);
    if (!parts || plain.length > 30) return undefined;
    const number = estimator.parse(parts[1].replace(/[, ']/g, "") + (parts[2] || ""));
    return parts[3] ? estimator.multiply(number, estimator.parse(SCALES[parts[3]])) : number;
  }

  // --- everything that is loaded, as one ---

  let all = null;

  function gather(loaded) {
    const found = {
      bases: {}, labels: {}, currencies: {}, inputs: new Map(), questions: {}, places: {}, offers: [],
      writing: { units: {}, money: {}, each: {} },
    };
    for (const { data } of loaded) {
      for (const part of ["bases", "labels", "currencies", "questions", "places"]) Object.assign(found[part], data[part]);
      for (const part of ["units", "money", "each"]) Object.assign(found.writing[part], data.writing[part]);
      found.writing = { ...data.writing, ...found.writing };
      for (const input of data.inputs) found.inputs.set(input[0], input);
      for (const offer of data.offers) found.offers.push({ ...offer, sources: data.sources });
    }
    for (const offer of found.offers) offer.read = estimator.readRules(offer.rules, found.bases);
    return found;
  }

  const isMoney = (unit) => Boolean(all.writing.money[unit]);
  const format = (figure, unit, per = "", each = "") =>
    estimator.formatAmount(estimator.amount(figure, unit, per, each), all.writing);
  const currency = () => (said_.currency in all.currencies ? said_.currency : Object.keys(all.currencies)[0]);

  /** Whether a place is the chosen one, lies in it, or has it in itself. */
  function isNear(place) {
    if (!said_.at || !all.places[said_.at]) return true;
    return place === said_.at || all.places[place].above.includes(said_.at) || all.places[said_.at].above.includes(place);
  }
  const near = () => all.offers.filter((offer) => isNear(offer.place));

  // --- the form ---

  function option(value, text, chosen) {
    return make("option", { value, selected: value === chosen }, text);
  }

  function choice(name, label, options) {
    const id = `choice_${name}`;
    return make("div", { class: "field" }, make("label", { for: id }, label), make("select", { id, name }, ...options));
  }

  function buildForm() {
    const held = document.activeElement && fields.contains(document.activeElement) ? document.activeElement.id : "";
    const parts = [];
    const places = Object.keys(all.places);
    if (places.length > 1) {
      const options = places.map((id) => option(id, placeName(id), said_.at));
      parts.push(choice("at", words.within, [option("", words.all, said_.at), ...options]));
    }
    const money = Object.entries(all.currencies);
    if (money.length > 1) {
      const options = money.map(([code, name]) => option(code, name === code ? code : `${name} (${code})`, currency()));
      parts.push(choice("currency", words.currency, options));
      parts.push(make("p", { class: "small quiet" }, words["currency-note"]));
    }
    for (const group of ["premises", "money", "size"]) {
      const inputs = [...all.inputs.values()].filter((input) => input[1] === group);
      if (inputs.length) {
        const legend = make("legend", {}, words[`group-${group}`]);
        parts.push(make("fieldset", {}, legend, ...inputs.map(inputField)));
      }
    }
    parts.push(...buildQuestions());
    fields.replaceChildren(...parts);
    if (held) document.getElementById(held)?.focus();
  }

  function placeName(id) {
    const place = all.places[id];
    const name = place.name[0];
    if (!place.within) return name;
    return isChinese ? place.within + name : name + words.comma + place.within;
  }

  function inputField([name, , label, unit]) {
    const id = `input_${name.replace(/[^a-z0-9-]/g, "_")}`;
    const shown = unit.replace("{}", all.currencies[currency()]);
    const input = make("input", {
      id, name: `v.${name}`, inputmode: "decimal", maxlength: "30", value: said_.values.get(name) || "",
      "aria-describedby": `${id}_unit ${id}_wrong`,
    });
    return make("div", { class: "field" },
      make("label", { for: id }, label),
      make("span", { class: "measured" }, input, make("span", { id: `${id}_unit`, class: "quiet" }, shown)),
      make("span", { id: `${id}_wrong`, class: "wrong", role: "alert" }));
  }

  /** What is asked in words, by place; what several places ask stands with the first of them. */
  function buildQuestions() {
    const byPlace = new Map();
    const asked = new Set();
    const put = (place, item) => byPlace.set(place, [...(byPlace.get(place) || []), item]);
    for (const offer of near().filter((each) => each.on)) {
      for (const id of offer.asks.filter((each) => !asked.has(each))) {
        asked.add(id);
        const [sort, text, lang] = all.questions[id];
        put(offer.place, question(`answer_${id}`, words[`${sort}-legend`], [text, lang], [
          ["yes", words.yes, said_.answers.get(id) === true],
          ["no", words.not, said_.answers.get(id) === false],
          ["", words.unsure, !said_.answers.has(id)],
        ]));
      }
      for (const [term, tiers] of Object.entries(offer.tiers)) {
        const key = `${offer.id}~${term}`;
        put(offer.place, question(`tier_${key}`, words["tier-legend"], [offer.kind[1], offer.kind[2]], [
          ...tiers.map(([text], index) => [String(index), text, said_.tiers.get(key) === index]),
          ["", words.unsure, !said_.tiers.has(key)],
        ]));
      }
    }
    if (!byPlace.size) return [];
    const parts = [...byPlace].map(([place, items]) => {
      const isAnswered = items.some((item) => item.querySelector("input:checked").value);
      const summary = make("summary", {}, fill("asked", { place: placeName(place), num: items.length }));
      return make("details", { class: "asked", open: isAnswered }, summary, ...items);
    });
    return [make("h3", {}, words.here), make("p", { class: "small quiet" }, words["here-note"]), ...parts];
  }

  function question(name, legend, [text, lang], answers) {
    const [before, after] = legend.split("{text}");
    return make("fieldset", { class: "question", id: name },
      make("legend", {}, before, told([text, lang]), after),
      make("span", { class: "answers" }, ...answers.map(([value, label, checked]) =>
        make("label", {}, make("input", { type: "radio", name, value, checked }), " ", label))));
  }

  /** Opens what a question stands in, and goes there. */
  function goTo(name) {
    const asked = document.getElementById(name);
    if (!asked) return;
    asked.closest("details").open = true;
    asked.querySelector("input:checked").focus();
    asked.scrollIntoView({ block: "center" });
  }

  // --- what follows ---

  function facts() {
    const values = {};
    for (const [name, text] of said_.values) {
      const number = readNumber(text);
      if (number !== null && number !== undefined) values[name] = number;
    }
    return values;
  }

  function reckon(offer, values) {
    const choices = {};
    for (const term of Object.keys(offer.tiers)) {
      const chosen = said_.tiers.get(`${offer.id}~${term}`);
      if (chosen !== undefined) choices[term] = chosen;
    }
    const estimate = estimator.evaluate(offer.read, estimator.facts(currency(), values, choices), isMoney);
    const denied = offer.asks.filter((id) => said_.answers.get(id) === false);
    const open = offer.asks.filter((id) => !said_.answers.has(id));
    let group = "would";
    if (!offer.on) group = "off";
    else if (denied.length || estimate.status === "no") group = "no";
    else if (estimate.status === "none") group = "none";
    else if (open.length || estimate.needs.length) group = "could";
    return { offer, estimate, denied, open, group };
  }

  /** The lines of a result: the greatest first. */
  function figures({ estimate }) {
    const lines = [];
    if (estimate.year) lines.push(format(estimate.year, estimate.unit, "year"));
    if (estimate.lump) {
      const amount = format(estimate.lump, estimate.unit);
      lines.push(estimate.lumpTime in words ? fill(estimate.lumpTime, { amount }) : amount);
    }
    if (estimate.total) lines.push(fill("total", { amount: format(estimate.total, estimate.unit) }));
    return lines;
  }

  function needName(name) {
    if (name.startsWith("tier:")) return words["need-tier"];
    if (name.startsWith("currency:")) {
      const code = name.slice(9);
      return fill("need-currency", { currency: all.currencies[code] || code });
    }
    return all.inputs.has(name) ? all.inputs.get(name)[2] : all.labels[name] ? all.labels[name][0] : name;
  }

  function labelOf(offer, line) {
    const label = line.term >= 0 ? offer.terms[line.term][0] : words[`line-${line.code}`] || "";
    const about = line.base ? all.labels[line.base] : null;
    if (!about) return [label];
    if (!label) return [told(about)];
    const [before, between, after] = words["label-about"].split(/\{\w+\}/);
    return [before, label, between, told(about), after];
  }

  function witness(offer, [text, lang, source]) {
    const [title, titleLang, href, day] = offer.sources[source];
    return make("span", { class: "witness" }, make("q", { lang }, text),
      make("span", { class: "from" }, linked([title, titleLang, href]), ` · ${fill("read", { day })}`));
  }

  const opened = new Set();

  function working(entry) {
    const { offer, estimate } = entry;
    const shown = new Set();
    const items = estimate.lines.map((line) => {
      const isFirst = line.term >= 0 && !shown.has(line.term);
      if (line.term >= 0) shown.add(line.term);
      return make("li", {},
        make("span", { class: "role" }, ...labelOf(offer, line)),
        make("span", {}, make("span", { class: "formula" }, estimator.formatTokens(line.tokens, all.writing)),
          line.holds === null ? null : ` (${line.holds ? words.holds : words["holds-not"]})`,
          isFirst ? witness(offer, offer.terms[line.term].slice(1)) : null));
    });
    offer.terms.forEach((term, index) => {
      if (!shown.has(index)) {
        items.push(make("li", {}, make("span", { class: "role" }, term[0]), make("span", {}, witness(offer, term.slice(1)))));
      }
    });
    for (const words_ of offer.words) items.push(make("li", { class: "whole" }, witness(offer, words_)));
    const isOpen = opened.has(offer.id);
    const details = make("details", { class: "worked", open: isOpen }, make("summary", {}, words.working), make("ol", {}, ...items));
    details.addEventListener("toggle", () => (details.open ? opened.add(offer.id) : opened.delete(offer.id)));
    return details;
  }

  function conditions(entry) {
    const { offer, estimate, open, denied, group } = entry;
    const items = [];
    const say = (name, id) => {
      const [, text, lang] = all.questions[id];
      const [before, after] = words[name].split("{text}");
      const way = make("a", { href: `#answer_${id}`, lang }, text);
      way.addEventListener("click", (event) => {
        event.preventDefault();
        goTo(`answer_${id}`);
      });
      items.push(make("li", {}, before, group === "off" ? told([text, lang]) : way, after));
    };
    if (group === "no") {
      for (const id of denied) say("answered", id);
      for (const line of estimate.lines) {
        if (line.holds === false) {
          const [before, between, after] = words.fails.split(/\{\w+\}/);
          const formula = estimator.formatTokens(line.tokens, all.writing);
          items.push(make("li", {}, before, ...labelOf(offer, line), between, formula, after));
        }
      }
    } else if (group !== "off") {
      for (const id of open) say(all.questions[id][0], id);
      for (const id of offer.asks.filter((each) => said_.answers.get(each))) say("agreed", id);
      if (estimate.needs.length && group !== "none") {
        items.push(make("li", {}, fill("need", { list: listFormat.format(estimate.needs.map(needName)) })));
      }
    }
    return items.length ? make("ul", { class: "conditions" }, ...items) : null;
  }

  function item(entry) {
    const { offer, estimate, group } = entry;
    const place = all.places[offer.place];
    const [main, ...others] = group === "no" || group === "off" ? [] : figures(entry);
    const none = group === "none" ? words["no-figure"] : words.unknown;
    const hasFigure = group !== "no" && group !== "off";
    const gaps = group === "no" || group === "off" ? [] : [...new Set(estimate.gaps.map(([code]) => words[`gap-${code}`]))];
    return make("li", {},
      hasFigure ? make("p", { class: main ? "figure" : "none" }, main || none) : null,
      ...others.map((text) => make("p", { class: "scope" }, text)),
      make("p", { class: "scope" },
        make("b", {}, linked([offer.kind[1], offer.kind[2], offer.title[2]])), " · ", linked(place.name),
        place.within ? make("span", { class: "quiet" }, words.comma + place.within) : null,
        group === "off" ? make("span", { class: "quiet" }, ` · ${offer.status}`) : null),
      make("p", { class: "scope quiet" }, told(offer.title)),
      conditions(entry),
      ...gaps.map((text) => make("p", { class: "scope quiet" }, text)),
      offer.note ? make("p", { class: "scope quiet" }, ...noted(offer.note)) : null,
      working(entry));
  }

  function noted(note) {
    const [before, after] = words.noted.split("{text}");
    return [before, told(note), after];
  }

  function ordered(entries) {
    const order = Object.keys(all.places);
    const byPlace = (one, other) => order.indexOf(one.offer.place) - order.indexOf(other.offer.place);
    if (said_.order !== "amount") return [...entries].sort(byPlace);
    const basis = ({ estimate }) => estimate.unit + (estimate.year ? " year" : "");
    const end = ({ estimate }) => estimate.year || estimate.lump;
    return [...entries].sort((one, other) => {
      const kinds = inOrder.compare(one.offer.kind[1], other.offer.kind[1]) || inOrder.compare(basis(one), basis(other));
      if (kinds) return kinds;
      const [first, second] = [end(one), end(other)];
      if (!first || !second) return first ? -1 : second ? 1 : byPlace(one, other);
      const lows = estimator.compare(second.low, first.low);
      if (lows) return lows;
      if (first.high === null || second.high === null) return first.high === second.high ? byPlace(one, other) : first.high === null ? -1 : 1;
      return estimator.compare(second.high, first.high) || byPlace(one, other);
    });
  }

  function group(name, entries) {
    const list = make("ul", { class: "results" });
    let rest = ordered(entries);
    const more = make("button", { type: "button" });
    const show = () => {
      const first = list.children.length;
      list.append(...rest.slice(0, SHOWN).map(item));
      rest = rest.slice(SHOWN);
      more.textContent = fill("more", { num: rest.length });
      more.hidden = !rest.length;
      if (first) list.children[first].querySelector("a, summary")?.focus();
    };
    show();
    more.addEventListener("click", show);
    return make("section", { id: `estimate_${name}` }, make("h3", {}, words[name]), list, make("p", {}, more));
  }

  // --- sums by place: each with what it is the sum of ---

  function together(entries) {
    const counted = entries.filter((entry) => entry.group === "would" || entry.group === "could");
    const parts = [];
    for (const place of Object.keys(all.places)) {
      const own = counted.filter((entry) => entry.offer.place === place);
      const sums = [...sumOf(own, "year", "a-year"), ...sumOf(own, "lump", "in-one")];
      if (!sums.length) continue;
      const above = all.places[place].above
        .map((id) => [id, counted.filter((entry) => entry.offer.place === id).length])
        .filter(([, number]) => number)
        .map(([id, num]) => fill("above-entry", { place: all.places[id].name[0], num }));
      parts.push(make("h4", {}, placeName(place)), ...sums);
      if (above.length) parts.push(make("p", { class: "scope" }, fill("above", { list: listFormat.format(above) })));
    }
    if (!parts.length) return null;
    return make("section", { id: "estimate_together" }, make("h3", {}, words.together),
      make("p", { class: "scope quiet" }, words["together-note"]), ...parts);
  }

  /** The sums of one place that are for one time: for each currency two addends or more, of a kind the larger only. */
  function sumOf(entries, time, label) {
    const byUnit = new Map();
    for (const entry of entries) {
      const figure = entry.estimate[time];
      if (!figure) continue;
      const kinds = byUnit.get(entry.estimate.unit) || new Map();
      byUnit.set(entry.estimate.unit, kinds);
      kinds.set(entry.offer.kind[0], [...(kinds.get(entry.offer.kind[0]) || []), entry]);
    }
    const sums = [];
    for (const [unit, kinds] of byUnit) {
      if (kinds.size < 2) continue;
      const larger = (one, other) => (isLarger(other.estimate[time], one.estimate[time]) ? other : one);
      const addends = [...kinds.values()].map((same) => same.reduce(larger));
      const left = entries.filter((entry) => entry.estimate[time] && entry.estimate.unit === unit && !addends.includes(entry));
      const whole = addends.map((entry) => entry.estimate[time]).reduce(estimator.plus);
      const per = time === "year" ? "year" : "";
      const rows = addends.map((entry) => make("tr", {},
        make("td", {}, linked([entry.offer.kind[1], entry.offer.kind[2], entry.offer.title[2]])),
        make("td", { class: "num" }, format(entry.estimate[time], unit, per))));
      rows.push(make("tr", {}, make("th", { scope: "row" }, words["line-together"]),
        make("td", { class: "num" }, make("b", {}, format(whole, unit, per)))));
      const caption = make("caption", {}, words[label]);
      sums.push(make("table", { class: "sum" }, caption, make("tbody", {}, ...rows)));
      if (left.length) {
        const list = listFormat.format(left.map((entry) => `${entry.offer.kind[1]}${gap}${format(entry.estimate[time], unit, per)}`));
        sums.push(make("p", { class: "scope quiet" }, fill("left-out", { list })));
      }
    }
    return sums;
  }

  function isLarger(one, other) {
    if (one.high === null || other.high === null) return one.high === null && other.high !== null;
    return estimator.compare(one.high, other.high) > 0;
  }

  // --- one round: from what is said to what is shown ---

  function show() {
    const values = facts();
    const entries = near().map((offer) => reckon(offer, values));
    const found = new Map(GROUPS.map((name) => [name, entries.filter((entry) => entry.group === name)]));
    const counts = GROUPS.filter((name) => found.get(name).length)
      .map((name) => fill(`${name}-said`, { num: found.get(name).length }));
    const list = [...all.inputs.keys()].filter((name) => name in values).map((name) => saidOf(name, values[name]));
    said.textContent = list.length ? fill("said", { list: listFormat.format(list) }) : words["said-nothing"];
    state.textContent = counts.join(words.comma);
    const order = make("div", { class: "ask", hidden: entries.length < 3 }, choice("order", words.order, [
      option("", words["by-place"], said_.order), option("amount", words["by-amount"], said_.order),
    ]));
    order.querySelector("select").addEventListener("change", (event) => {
      said_.order = event.target.value;
      keep(false);
      show();
      results.querySelector("select[name=order]").focus();
    });
    const sections = GROUPS.filter((name) => found.get(name).length).map((name) => group(name, found.get(name)));
    const sums = together(entries);
    results.replaceChildren(...[order, said_.order === "amount" ? make("p", { class: "small quiet" }, words["order-note"]) : null,
      ...sections, sums].filter(Boolean));
  }

  function saidOf(name, value) {
    const label = needName(name);
    const figure = { low: value, high: value, about: false };
    if (name === "years") return `${label}${gap}${format(figure, "year")}`;
    const base = all.bases[name];
    if (!base) return `${label}${gap}${format(figure, "count")}`;
    const [unit, per, of, by] = base;
    const money = unit === "money" ? currency() : unit;
    const isRate = of && by && all.bases[of][0] === "money";
    if (isRate) return `${label}${gap}${format(figure, "percent", by)}`;
    return `${label}${gap}${of && by ? format(figure, money, by, all.bases[of][0]) : format(figure, money, per)}`;
  }

  /** Loads what is chosen, and shows it. */
  async function refresh() {
    const wanted = isOne ? shares : shares.filter((share) => share.tops.some((top) => said_.in.has(top)));
    if (!wanted.length) {
      all = null;
      fields.replaceChildren();
      results.replaceChildren();
      said.textContent = "";
      state.textContent = words.choose;
      return;
    }
    if (wanted.some((share) => !share.data)) state.textContent = words.loading;
    try {
      await Promise.all(wanted.map(load));
    } catch {
      state.textContent = words.failed;
      written.hidden = false;
      return;
    }
    all = gather(wanted);
    written.hidden = isOne;
    buildForm();
    show();
  }

  function check(input) {
    const isWrong = readNumber(input.value) === undefined;
    if (isWrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    document.getElementById(`${input.id}_wrong`).textContent = isWrong ? words["bad-number"] : "";
  }

  /** Takes over what a control says; tells what must be made anew. */
  function take(control) {
    const name = control.name;
    if (name.startsWith("v.")) {
      said_.values.set(name.slice(2), control.value.trim());
      if (!control.value.trim()) said_.values.delete(name.slice(2));
      return "results";
    }
    if (name === "in") {
      if (control.checked) said_.in.add(control.value);
      else said_.in.delete(control.value);
      said_.at = "";
      return "shares";
    }
    if (name === "at" || name === "currency") {
      said_[name] = control.value;
      return "form";
    }
    if (name.startsWith("answer_")) {
      if (control.value) said_.answers.set(name.slice(7), control.value === "yes");
      else said_.answers.delete(name.slice(7));
    }
    if (name.startsWith("tier_")) {
      if (control.value) said_.tiers.set(name.slice(5), Number(control.value));
      else said_.tiers.delete(name.slice(5));
    }
    return "results";
  }

  let waiting = 0;
  form.addEventListener("input", (event) => {
    if (!event.target.name.startsWith("v.")) return;
    take(event.target);
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      keep(true);
      show();
    }, 250);
  });
  form.addEventListener("change", (event) => {
    clearTimeout(waiting);
    const control = event.target;
    const changed = take(control);
    keep(false);
    if (control.name.startsWith("v.")) check(control);
    if (changed === "shares") refresh();
    else if (changed === "form") {
      buildForm();
      form.elements[control.name].focus();
      show();
    } else show();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const heading = document.getElementById("estimate_heading");
    heading.tabIndex = -1;
    heading.focus();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const name of ["values", "answers", "tiers"]) said_[name].clear();
    said_.at = said_.currency = said_.order = "";
    keep(false);
    if (all) {
      buildForm();
      show();
    }
    fields.querySelector("input, select")?.focus();
  });

  function restore() {
    read();
    for (const box of form.querySelectorAll("#estimate_where input")) box.checked = said_.in.has(box.value);
    refresh();
  }
  window.addEventListener("popstate", restore);

  root.hidden = false;
  restore();
})();
