/* Answers: what a firm says, in numbers as people write them, and kept in the address so that it can be shared. */
(() => {
  "use strict";

  const { parse, multiply } = window.policygenAmounts;

  const said = { in: new Set(), at: "", currency: "", order: "", values: new Map(), answers: new Map(), tiers: new Map() };

  function read() {
    const query = location.search || (location.hash.startsWith("#?") ? location.hash.slice(1) : "");
    const found = new URLSearchParams(query);
    const list = (name) => (found.get(name) || "").split(",").filter(Boolean);
    said.in = new Set(list("in"));
    said.at = found.get("at") || "";
    said.currency = found.get("currency") || "";
    said.order = found.get("order") || "";
    said.answers = new Map([...list("yes").map((id) => [id, true]), ...list("no").map((id) => [id, false])]);
    said.tiers = new Map(list("tier").map((entry) => entry.split("~")).filter((entry) => entry.length === 3)
      .map(([offer, term, choice]) => [`${offer}~${term}`, Number(choice)]));
    said.values = new Map();
    for (const [name, value] of found) if (name.startsWith("v.")) said.values.set(name.slice(2), value);
  }

  function address() {
    const query = new URLSearchParams();
    const put = (name, value) => { if (value) query.set(name, value); };
    put("in", [...said.in].join(","));
    put("at", said.at);
    put("currency", said.currency);
    for (const [name, value] of said.values) put(`v.${name}`, value);
    const answered = (wanted) => [...said.answers].filter(([, answer]) => answer === wanted).map(([id]) => id).join(",");
    put("yes", answered(true));
    put("no", answered(false));
    put("tier", [...said.tiers].map(([key, choice]) => `${key}~${choice}`).join(","));
    put("order", said.order);
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
    const number = parse(parts[1].replace(/[, ']/g, "") + (parts[2] || ""));
    return parts[3] ? multiply(number, parse(SCALES[parts[3]])) : number;
  }

  /** What is said in numbers that can be read, by what it is said of. */
  function numbers() {
    const found = {};
    for (const [name, text] of said.values) {
      const number = readNumber(text);
      if (number !== null && number !== undefined) found[name] = number;
    }
    return found;
  }

  window.policygenAnswers = { said, read, keep, readNumber, numbers };
})();
