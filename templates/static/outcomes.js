/* Outcomes: what follows for a firm from the terms of each offer, with the working, the conditions and the sums by place. */
(() => {
  "use strict";

  const { make } = window.policygenMaking;
  const { compare, plus, formatTokens } = window.policygenAmounts;
  const { facts } = window.policygenHoldings;
  const { evaluate } = window.policygenEstimator;
  const { said } = window.policygenAnswers;
  const offers = window.policygenOffers;
  const { words, fill, told, linked, listFormat, collator, gap, isMoney, format, currency, placeName, needName } = offers;
  const SHOWN = 40;


  function reckon(offer, values) {
    const choices = {};
    for (const term of Object.keys(offer.tiers)) {
      const chosen = said.tiers.get(`${offer.id}~${term}`);
      if (chosen !== undefined) choices[term] = chosen;
    }
    const estimate = evaluate(offer.read, facts(currency(), values, choices), isMoney);
    const denied = offer.asks.filter((id) => said.answers.get(id) === false);
    const open = offer.asks.filter((id) => !said.answers.has(id));
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


  function labelOf(offer, line) {
    const label = line.term >= 0 ? offer.terms[line.term][0] : words[`line-${line.code}`] || "";
    const about = line.base ? offers.all.labels[line.base] : null;
    if (!about) return [label];
    if (!label) return [told(about)];
    const [before, between, after] = words["label-about"].split(/\{\w+\}/);
    return [before, label, between, told(about), after];
  }

  function witness(offer, [text, lang, source]) {
    const [title, titleLang, href, day] = offer.sources[source];
    return make("span", { class: "witness" }, make("q", { lang: lang || null }, text),
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
        make("span", {}, make("span", { class: "formula" }, formatTokens(line.tokens, offers.all.writing)),
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
      const [, text, lang] = offers.all.questions[id];
      const [before, after] = words[name].split("{text}");
      const way = make("a", { href: `#answer_${id}`, lang: lang || null }, text);
      items.push(make("li", {}, before, group === "off" ? told([text, lang]) : way, after));
    };
    if (group === "no") {
      for (const id of denied) say("answered", id);
      for (const line of estimate.lines) {
        if (line.holds === false) {
          const [before, between, after] = words.fails.split(/\{\w+\}/);
          const formula = formatTokens(line.tokens, offers.all.writing);
          items.push(make("li", {}, before, ...labelOf(offer, line), between, formula, after));
        }
      }
    } else if (group !== "off") {
      for (const id of open) say(offers.all.questions[id][0], id);
      for (const id of offer.asks.filter((each) => said.answers.get(each))) say("agreed", id);
      if (estimate.needs.length && group !== "none") {
        items.push(make("li", {}, fill("need", { list: listFormat.format(estimate.needs.map(needName)) })));
      }
    }
    return items.length ? make("ul", { class: "conditions" }, ...items) : null;
  }

  function item(entry) {
    const { offer, estimate, group } = entry;
    const place = offers.all.places[offer.place];
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
    const order = Object.keys(offers.all.places);
    const byPlace = (one, other) => order.indexOf(one.offer.place) - order.indexOf(other.offer.place);
    if (said.order !== "amount") return [...entries].sort(byPlace);
    const basis = ({ estimate }) => estimate.unit + (estimate.year ? " year" : "");
    const end = ({ estimate }) => estimate.year || estimate.lump;
    return [...entries].sort((one, other) => {
      const kinds = collator.compare(one.offer.kind[1], other.offer.kind[1]) || collator.compare(basis(one), basis(other));
      if (kinds) return kinds;
      const [first, second] = [end(one), end(other)];
      if (!first || !second) return first ? -1 : second ? 1 : byPlace(one, other);
      const lows = compare(second.low, first.low);
      if (lows) return lows;
      if (first.high === null || second.high === null) return first.high === second.high ? byPlace(one, other) : first.high === null ? -1 : 1;
      return compare(second.high, first.high) || byPlace(one, other);
    });
  }

  function grouped(name, entries) {
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
    for (const place of Object.keys(offers.all.places)) {
      const own = counted.filter((entry) => entry.offer.place === place);
      const sums = [...sumOf(own, "year", "a-year"), ...sumOf(own, "lump", "in-one")];
      if (!sums.length) continue;
      const above = offers.all.places[place].above
        .map((id) => [id, counted.filter((entry) => entry.offer.place === id).length])
        .filter(([, number]) => number)
        .map(([id, num]) => fill("above-entry", { place: offers.all.places[id].name[0], num }));
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
      const whole = addends.map((entry) => entry.estimate[time]).reduce(plus);
      const per = time === "year" ? "year" : "";
      const rows = addends.map((entry) => make("li", {},
        make("span", {}, linked([entry.offer.kind[1], entry.offer.kind[2], entry.offer.title[2]])),
        make("span", { class: "num" }, format(entry.estimate[time], unit, per))));
      rows.push(make("li", {}, words["line-together"], make("b", { class: "num" }, format(whole, unit, per))));
      sums.push(make("p", { class: "small quiet" }, words[label]), make("ol", { class: "sums" }, ...rows));
      if (left.length) {
        const list = listFormat.format(left.map((entry) => `${entry.offer.kind[1]}${gap}${format(entry.estimate[time], unit, per)}`));
        sums.push(make("p", { class: "scope quiet" }, fill("left-out", { list })));
      }
    }
    return sums;
  }

  function isLarger(one, other) {
    if (one.high === null || other.high === null) return one.high === null && other.high !== null;
    return compare(one.high, other.high) > 0;
  }

  window.policygenOutcomes = { reckon, grouped, together };
})();
