/* Filters: what a reader asks of a list, how many rows each choice would leave, and what is chosen. Their words and choices
   are the page's (parts/listing.html); a list says when there are more. */
(() => {
  "use strict";

  const { make, fill, digits } = window.policygenMaking;
  const { fold } = window.policygenRowsOf;

  class Filters {
    /* `form` is the list's own; `fields` are what the data of a row hold, in their order; `changed` is called when the
       reader asks for something else. */
    constructor(form, name, fields, changed) {
      const part = (key) => form.querySelector(`[data-part="${key}"]`);
      this.form = form;
      this.prefix = name ? name + "." : "";
      this.fields = fields;
      this.changed = changed;
      this.words = Object.fromEntries([...form.querySelectorAll("[data-word]")].map((one) => [one.dataset.word, one.textContent]));
      this.search = form.querySelector("[type=search]");
      this.panel = form.querySelector(".panel");
      [this.chosen, this.nothing] = ["chosen", "nothing"].map(part);
      this.facets = [...form.querySelectorAll(".facet")].map((details) => this.readFacet(details));
      this.isKnown = true;
      this.wide = matchMedia("(min-width: 56rem)");
      const unfold = () => this.panel && (this.panel.open = this.wide.matches);
      this.wide.addEventListener("change", unfold);
      unfold();
      this.search?.addEventListener("input", changed);
      form.addEventListener("keydown", (event) => {
        const open = event.key === "Escape" && event.target.closest(".facet[open]");
        if (open) {
          open.open = false;
          open.querySelector("summary").focus();
        }
      });
    }

    readFacet(details) {
      const { key } = details.dataset;
      const heading = details.querySelector('[data-part="heading"]').textContent;
      const facet = { key, details, heading, at: this.fields.indexOf(key), choices: new Map(), picked: new Set() };
      for (const item of details.querySelectorAll("li")) this.addChoice(facet, item.dataset.code, item.textContent, item);
      return facet;
    }

    addChoice(facet, code, label, item = make("li")) {
      const box = make("input", { type: "checkbox", autocomplete: "off" });
      const number = make("span", { class: "n" });
      const line = make("label", {}, box, " ", make("span", {}, label), " ", number);
      item.replaceChildren(line);
      facet.details.querySelector("ul").append(item);
      facet.choices.set(code, { code, label, box, number, line });
      box.addEventListener("change", () => {
        if (box.checked) facet.picked.add(code);
        else facet.picked.delete(code);
        this.changed();
      });
    }

    // -- what is asked for

    get typed() {
      return this.search?.value.trim() ?? "";
    }
    get isAsked() {
      return this.typed !== "" || this.facets.some((facet) => facet.picked.size > 0);
    }
    read(asked) {
      if (this.search) this.search.value = asked.get(this.prefix + "q") ?? "";
      for (const facet of this.facets) {
        facet.picked = new Set((asked.get(this.prefix + facet.key) ?? "").split(",").filter(Boolean));
      }
    }
    parameters() {
      const picked = this.facets.filter((facet) => facet.picked.size);
      return [
        ...(this.typed ? [[this.prefix + "q", this.typed]] : []),
        ...picked.map((facet) => [this.prefix + facet.key, [...facet.picked].join(",")]),
      ];
    }
    clear() {
      if (this.search) this.search.value = "";
      for (const facet of this.facets) facet.picked.clear();
    }

    /* The rows that every filter lets through; how many rows each choice would leave, which counts a row when every other
       filter lets it through; and how many there would be without one of the filters. */
    sift(rows) {
      const { search, facets } = this;
      const wanted = fold(this.typed).split(/\s+/).filter(Boolean);
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

    // -- what is shown

    /* `without` as `sift` has it, null where there are rows. */
    show(counts, without) {
      for (const facet of this.facets) this.showFacet(facet, counts.get(facet));
      this.showChosen();
      this.showNothing(without);
    }

    showFacet(facet, counts) {
      for (const code of facet.picked) {
        if (this.isKnown && !facet.choices.has(code)) this.addChoice(facet, code, fill(this.words.gone, { choice: code }));
      }
      for (const { code, box, number, line } of facet.choices.values()) {
        const found = counts.get(code) ?? 0;
        box.checked = facet.picked.has(code);
        number.textContent = digits.format(found);
        line.classList.toggle("zero", found === 0);
      }
      facet.details.hidden = facet.choices.size < 2 && facet.picked.size === 0 && this.isKnown;
      facet.details.querySelector("summary .n").textContent = facet.picked.size ? `(${digits.format(facet.picked.size)})` : "";
    }

    nameOf(facet, code) {
      return fill(this.words.chosen, { filter: facet.heading, choice: facet.choices.get(code)?.label ?? code });
    }

    /* Where the focus goes when what had it is gone. */
    get landing() {
      return this.wide.matches ? this.panel.querySelector(".facet:not([hidden]) summary") : this.panel.querySelector("summary");
    }

    /* What is chosen, each with a button that takes it back. */
    showChosen() {
      const picked = this.facets.flatMap((facet) => [...facet.picked].map((code) => [facet, code]));
      this.chosen.replaceChildren(...picked.map(([facet, code]) => {
        const button = make("button", { type: "button" }, this.nameOf(facet, code) + " ",
          make("span", { "aria-hidden": "true" }, "×"), make("span", { class: "hidden" }, this.words.remove));
        button.addEventListener("click", () => {
          facet.picked.delete(code);
          this.changed();
          (this.chosen.querySelector("button") ?? this.landing)?.focus();
        });
        return make("li", {}, button);
      }));
      this.chosen.hidden = picked.length === 0;
    }

    /* Which one filter to leave out, and what that would give. */
    showNothing(without) {
      this.nothing.hidden = without === null;
      if (without === null) return;
      const left = [...without].sort(([, one], [, other]) => other - one);
      this.nothing.querySelector("[data-one]").hidden = left.length === 0;
      this.nothing.querySelector("[data-more]").hidden = left.length > 0;
      this.nothing.querySelector("ul").replaceChildren(...left.map(([filter, number]) => {
        const isSearch = filter === this.search;
        const label = isSearch
          ? fill(this.words.words, { words: this.typed })
          : [...filter.picked].map((code) => this.nameOf(filter, code)).join(", ");
        const button = make("button", { type: "button" }, fill(this.words.without, { filter: label, num: digits.format(number) }));
        button.addEventListener("click", () => {
          if (isSearch) this.search.value = "";
          else filter.picked.clear();
          this.changed();
          this.landing?.focus();
        });
        return make("li", {}, button);
      }));
    }
  }

  window.policygenFilters = Filters;
})();
