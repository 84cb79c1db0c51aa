/* What would I get? The page around the estimator: it builds the form from what the support that is asked for needs, and
   shows what follows from what is said. */
(() => {
  "use strict";

  const root = document.getElementById("estimate");
  const { make } = window.policygenMaking;
  const { said, read, keep, readNumber, numbers } = window.policygenAnswers;
  const offers = window.policygenOffers;
  const { words, fill, told, listFormat, gap, shares, load, format, currency, near, placeName, needName } = offers;
  const { reckon, grouped, together } = window.policygenOutcomes;
  const form = document.getElementById("estimate_form");
  const fields = document.getElementById("estimate_fields");
  const state = document.getElementById("estimate_state");
  const stated = document.getElementById("estimate_said");
  const results = document.getElementById("estimate_results");
  const written = document.getElementById("estimate_written");
  const isOne = shares.length === 1;
  const GROUPS = ["would", "could", "none", "no", "off"];

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
    const places = Object.keys(offers.all.places);
    if (places.length > 1) {
      const options = places.map((id) => option(id, placeName(id), said.at));
      parts.push(choice("at", words.within, [option("", words.all, said.at), ...options]));
    }
    const money = Object.entries(offers.all.currencies);
    if (money.length > 1) {
      const options = money.map(([code, name]) => option(code, name === code ? code : `${name} (${code})`, currency()));
      parts.push(choice("currency", words.currency, options));
      parts.push(make("p", { class: "small quiet" }, words["currency-note"]));
    }
    for (const group of ["premises", "money", "size"]) {
      const inputs = [...offers.all.inputs.values()].filter((input) => input[1] === group);
      if (inputs.length) {
        const legend = make("legend", {}, words[`group-${group}`]);
        parts.push(make("fieldset", {}, legend, ...inputs.map(inputField)));
      }
    }
    parts.push(...buildQuestions());
    fields.replaceChildren(...parts);
    if (held) document.getElementById(held)?.focus();
  }


  function inputField([name, , label, unit]) {
    const id = `input_${name.replace(/[^a-z0-9-]/g, "_")}`;
    const shown = unit.replace("{}", offers.all.currencies[currency()]);
    const input = make("input", {
      id, name: `v.${name}`, inputmode: "decimal", maxlength: "30", value: said.values.get(name) || "",
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
        const [sort, text, lang] = offers.all.questions[id];
        put(offer.place, question(`answer_${id}`, words[`${sort}-legend`], [text, lang], [
          ["yes", words.yes, said.answers.get(id) === true],
          ["no", words.not, said.answers.get(id) === false],
          ["", words.unsure, !said.answers.has(id)],
        ]));
      }
      for (const [term, tiers] of Object.entries(offer.tiers)) {
        const key = `${offer.id}~${term}`;
        put(offer.place, question(`tier_${key}`, words["tier-legend"], [offer.kind[1], offer.kind[2]], [
          ...tiers.map(([text], index) => [String(index), text, said.tiers.get(key) === index]),
          ["", words.unsure, !said.tiers.has(key)],
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

  // --- one round: from what is said to what is shown ---

  function show() {
    const values = numbers();
    const entries = near().map((offer) => reckon(offer, values));
    const found = new Map(GROUPS.map((name) => [name, entries.filter((entry) => entry.group === name)]));
    const counts = GROUPS.filter((name) => found.get(name).length)
      .map((name) => fill(`${name}-said`, { num: found.get(name).length }));
    const list = [...offers.all.inputs.keys()].filter((name) => name in values).map((name) => saidOf(name, values[name]));
    stated.textContent = list.length ? fill("said", { list: listFormat.format(list) }) : words["said-nothing"];
    state.textContent = counts.join(words.comma);
    const order = make("div", { class: "ask", hidden: entries.length < 3 }, choice("order", words.order, [
      option("", words["by-place"], said.order), option("amount", words["by-amount"], said.order),
    ]));
    order.querySelector("select").addEventListener("change", (event) => {
      said.order = event.target.value;
      keep(false);
      show();
      results.querySelector("select[name=order]").focus();
    });
    const sections = GROUPS.filter((name) => found.get(name).length).map((name) => grouped(name, found.get(name)));
    const sums = together(entries);
    results.replaceChildren(...[order, said.order === "amount" ? make("p", { class: "small quiet" }, words["order-note"]) : null,
      ...sections, sums].filter(Boolean));
  }

  function saidOf(name, value) {
    const label = needName(name);
    const figure = { low: value, high: value, about: false };
    if (name === "years") return `${label}${gap}${format(figure, "year")}`;
    const base = offers.all.bases[name];
    if (!base) return `${label}${gap}${format(figure, "count")}`;
    const [unit, per, of, by] = base;
    const money = unit === "money" ? currency() : unit;
    const isRate = of && by && offers.all.bases[of][0] === "money";
    if (isRate) return `${label}${gap}${format(figure, "percent", by)}`;
    return `${label}${gap}${of && by ? format(figure, money, by, offers.all.bases[of][0]) : format(figure, money, per)}`;
  }

  /** Loads what is chosen, and shows it. */
  async function refresh() {
    const wanted = isOne ? shares : shares.filter((share) => share.tops.some((top) => said.in.has(top)));
    if (!wanted.length) {
      offers.take([]);
      fields.replaceChildren();
      results.replaceChildren();
      stated.textContent = "";
      state.textContent = words.choose;
      root.hidden = false;
      return;
    }
    const isNew = wanted.some((share) => !share.data);
    if (isNew) state.textContent = words.loading;
    try {
      await Promise.all(wanted.map(load));
    } catch {
      state.textContent = words.failed;
      written.hidden = root.hidden = false;
      return;
    }
    offers.take(wanted);
    buildForm();
    // a task of its own, so that a reader's scrolling need not wait for both
    if (isNew) await new Promise((resume) => setTimeout(resume));
    show();
    // only now, in place of what is written, so that nothing moves under a reader's eyes
    written.hidden = isOne;
    root.hidden = false;
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
      said.values.set(name.slice(2), control.value.trim());
      if (!control.value.trim()) said.values.delete(name.slice(2));
      return "results";
    }
    if (name === "in") {
      if (control.checked) said.in.add(control.value);
      else said.in.delete(control.value);
      said.at = "";
      return "shares";
    }
    if (name === "at" || name === "currency") {
      said[name] = control.value;
      return "form";
    }
    if (name.startsWith("answer_")) {
      if (control.value) said.answers.set(name.slice(7), control.value === "yes");
      else said.answers.delete(name.slice(7));
    }
    if (name.startsWith("tier_")) {
      if (control.value) said.tiers.set(name.slice(5), Number(control.value));
      else said.tiers.delete(name.slice(5));
    }
    return "results";
  }

  let waiting = 0;
  form.addEventListener("input", (event) => {
    if (!event.target.name.startsWith("v.")) return;
    take(event.target);
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = 0;
      keep(true);
      show();
    }, 250);
  });
  form.addEventListener("change", (event) => {
    const control = event.target;
    // what is shown already stays as it is: a click on it, which ends the typing, would else find it gone
    const isShown = control.name.startsWith("v.") && !waiting;
    clearTimeout(waiting);
    waiting = 0;
    const changed = take(control);
    keep(false);
    if (control.name.startsWith("v.")) check(control);
    if (changed === "shares") refresh();
    else if (changed === "form") {
      buildForm();
      form.elements[control.name].focus();
      show();
    } else if (!isShown) show();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const heading = document.getElementById("estimate_heading");
    heading.tabIndex = -1;
    heading.focus();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const name of ["values", "answers", "tiers"]) said[name].clear();
    said.at = said.currency = said.order = "";
    keep(false);
    if (offers.all) {
      buildForm();
      show();
    }
    fields.querySelector("input, select")?.focus();
  });

  function restore() {
    read();
    for (const box of form.querySelectorAll("#estimate_where input")) box.checked = said.in.has(box.value);
    refresh();
  }
  window.addEventListener("popstate", restore);

  results.addEventListener("click", (event) => {
    const way = event.target.closest('a[href^="#answer_"]');
    if (!way) return;
    event.preventDefault();
    goTo(way.getAttribute("href").slice(1));
  });

  restore();
})();
