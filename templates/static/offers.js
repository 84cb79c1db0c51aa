/* Offers: the support that is reckoned with, loaded in shares, as one; and the words for it, all of which are the page's
   (estimate_words) or the data's. */
(() => {
  "use strict";

  const { make, fill: fillIn, load: loadScript, language, collator } = window.policygenMaking;
  const { amount, formatAmount } = window.policygenAmounts;
  const { readRules } = window.policygenHoldings;
  const { said } = window.policygenAnswers;
  const root = document.getElementById("estimate_words").content;
  const isChinese = language.startsWith("zh");

  const words = {};
  for (const each of root.querySelectorAll("[data-name]")) words[each.dataset.name] = each.textContent;
  const fill = (name, values) => fillIn(words[name], values);
  const listFormat = new Intl.ListFormat(language, { type: "conjunction" });

  const told = ([text, lang]) => (lang ? make("span", { lang }, text) : text);
  const linked = ([text, lang, href]) => (href ? make("a", { href, lang: lang || null }, text) : told([text, lang]));

  // --- the shares of support ---

  const shares = [...root.querySelectorAll("data")].map((item) => ({
    key: item.value, src: item.dataset.src, tops: item.dataset.tops.split(" "), data: null,
  }));
  const handed = (window.policygenEstimate = window.policygenEstimate || []);

  async function load(share) {
    await loadScript(share.src);
    share.data = handed.find((data) => data.part === share.key) || null;
    if (!share.data) throw new Error(share.src);
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
    for (const offer of found.offers) offer.read = readRules(offer.rules, found.bases);
    return found;
  }

  const isMoney = (unit) => Boolean(all.writing.money[unit]);
  const format = (figure, unit, per = "", each = "") =>
    formatAmount(amount(figure, unit, per, each), all.writing);
  const currency = () => (said.currency in all.currencies ? said.currency : Object.keys(all.currencies)[0]);

  /** Whether a place is the chosen one, lies in it, or has it in itself. */
  function isNear(place) {
    if (!said.at || !all.places[said.at]) return true;
    return place === said.at || all.places[place].above.includes(said.at) || all.places[said.at].above.includes(place);
  }
  const near = () => all.offers.filter((offer) => isNear(offer.place));

  function placeName(id) {
    const place = all.places[id];
    const name = place.name[0];
    if (!place.within) return name;
    return isChinese ? place.within + name : name + words.comma + place.within;
  }

  function needName(name) {
    if (name.startsWith("tier:")) return words["need-tier"];
    if (name.startsWith("currency:")) {
      const code = name.slice(9);
      return fill("need-currency", { currency: all.currencies[code] || code });
    }
    return all.inputs.has(name) ? all.inputs.get(name)[2] : all.labels[name] ? all.labels[name][0] : name;
  }

  window.policygenOffers = {
    words, fill, told, linked, listFormat, collator, gap: isChinese ? "" : " ", shares, load, isMoney, format, currency, near,
    placeName, needName,
    get all() { return all; },
    take(loaded) { all = loaded.length ? gather(loaded) : null; },
  };
})();
