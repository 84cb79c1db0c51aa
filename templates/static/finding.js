/* The index of the site: loads what a query needs of it, as scripts, so that it works from disk too, and asks MiniSearch.
   src/policygen/site/search.py writes these files and says how they are made. */
(() => {
  "use strict";
  const tokens = window.searchTokens;
  const MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&*";
  /* How much a field weighs, and what is rather meant than a record that only names it. A term counts once in a field,
     however long the field is. */
  const RANKING = { boost: { title: 4, place: 2.5, figures: 2.5, words: 1.5, text: 1 }, bm25: { k: 1.2, b: 0, d: 0.5 } };
  const FAVOURS = { place: 1.5, metric: 1.5, support: 1.5, theme: 1.5, source: 0.6 };
  const SPAN = 1 << 20;

  let head = null;
  const indexes = new Map();
  const days = new Map();
  const cards = new Map();
  window.searchData = {
    head: (told) => { head = told; },
    index: (drawer, slice, told) => indexes.set(`${drawer} ${slice}`, told),
    days: (drawer, newest, packets) => days.set(drawer, { newest, packets: packets.split(",") }),
    cards: (language, drawer, packet, told) => cards.set(`${language} ${drawer} ${packet}`, told),
  };

  let root = "";
  const load = (path) => window.policygenMaking.load(root + path);
  const range = (end) => Array.from({ length: end }, (_, number) => number);

  const ready = async () => {
    await Promise.all([load("search/head.js"), load("static/minisearch.js")]);
    tokens.use(head.units);
  };

  /* --- the index --- */

  const isWord = (term) => !tokens.isJoined(term) && !/[0-9=]/.test(term);

  const unpack = (packed, meet) => {
    let number = 0;
    let digits = "";
    for (const char of packed) {
      const fields = MARKS.indexOf(char);
      if (fields < 0) digits += char;
      else {
        number += digits ? parseInt(digits, 36) : 0;
        meet(number++, fields);
        digits = "";
      }
    }
  };

  /* MiniSearch with all terms that begin as one of the keys does; of a small index, with all when there are none. */
  let engine = { keys: "", search: null };
  const assemble = (slices, keys) => {
    const told = `${slices.join(" ")} ${keys ? Array.from(keys).sort().join(" ") : "*"}`;
    if (engine.keys === told) return engine.search;
    const found = new Map();
    const documentIds = {};
    const fieldLength = {};
    const numbers = new Map();
    let documentCount = 0;
    const short = (id) => {
      let number = numbers.get(id);
      if (number === undefined) {
        numbers.set(id, number = numbers.size);
        documentIds[number] = id;
        fieldLength[number] = head.fields.map(() => 1);
      }
      return number;
    };
    for (const drawer of range(head.drawers)) {
      for (const [nth, slice] of slices.entries()) {
        const own = indexes.get(`${drawer} ${slice}`);
        if (!nth) documentCount += own.count;
        const list = own.terms.split(" ");
        for (let at = 0; at + 1 < list.length; at += 2) {
          if (keys && !keys.has(tokens.key(list[at]))) continue;
          let fields = found.get(list[at]);
          if (!fields) found.set(list[at], fields = {});
          unpack(list[at + 1], (number, bits) => {
            const id = short(drawer * SPAN + number);
            for (let field = 0; bits >> field; field++) {
              if ((bits >> field) & 1) (fields[field] = fields[field] || {})[id] = 1;
            }
          });
        }
      }
    }
    const search = window.MiniSearch.loadJS(
      {
        documentCount,
        nextId: numbers.size,
        documentIds,
        fieldIds: Object.fromEntries(head.fields.map((field, number) => [field, number])),
        fieldLength,
        averageFieldLength: head.fields.map(() => 1),
        storedFields: {},
        dirtCount: 0,
        index: Array.from(found),
        serializationVersion: 2,
      },
      { fields: head.fields, tokenize: (text) => text.split(" "), processTerm: (term) => term },
    );
    engine = { keys: told, search };
    return search;
  };

  /* Where a word may stand that was mistyped at its beginning: letters changed places, one too many, one left out. */
  const nearby = (term) => [term, term[1] + term[0] + term.slice(2), term.slice(1), term[0] + term.slice(2)];

  /* The slices of terms; of those that are `short`, of all that begins as they do. */
  const slicesOf = (terms, short) => Array.from(new Set(terms.flatMap((term) =>
    (short(term) ? tokens.alike(term, head.slices) : [tokens.slice(term, head.slices)]))));
  const isShort = (term) => tokens.key(term) === term;
  const loadSlices = (slices) =>
    Promise.all(range(head.drawers).flatMap((drawer) => slices.map((slice) => load(`search/index-${drawer}-${slice}.js`))));

  const packetOf = (id, stride) => {
    const number = id % SPAN;
    let packet = Math.floor(number / stride);
    const place = { drawer: Math.floor(id / SPAN), packet, place: number % stride };
    for (const [kind, packets] of head.packets) {
      if (packet < packets) return { ...place, kind };
      packet -= packets;
    }
    throw new Error(`no document ${id}`);
  };
  const strideOf = (drawer) => {
    for (const slice of range(head.slices)) {
      const own = indexes.get(`${drawer} ${slice}`);
      if (own) return own.stride;
    }
    throw new Error(`nothing is loaded of drawer ${drawer}`);
  };

  const run = (search, terms, options) => {
    const strides = range(head.drawers).map(strideOf);
    const favours = new Map();
    const favour = (id) => {
      if (!favours.has(id)) favours.set(id, FAVOURS[packetOf(id, strides[Math.floor(id / SPAN)]).kind] || 1);
      return favours.get(id);
    };
    return search
      .search(terms.join(" "), {
        ...RANKING,
        boostDocument: favour,
        ...options,
      })
      .map((hit) => ({
        ...packetOf(hit.id, strides[Math.floor(hit.id / SPAN)]),
        id: hit.id,
        score: hit.score,
        terms: new Set(Object.keys(hit.match)),
        asked: hit.queryTerms,
      }));
  };

  /* Of what is found equally well the newest stands first. */
  const newestFirst = async (hits) => {
    const tied = hits.filter((hit, at) => hit.score === hits[at - 1]?.score || hit.score === hits[at + 1]?.score);
    await Promise.all(Array.from(new Set(tied.map((hit) => hit.drawer)), (drawer) => load(`search/days-${drawer}.js`)));
    const when = new Map(tied.map((hit) => [hit, dayOf(hit)]));
    return hits.sort((a, b) => b.score - a.score || when.get(b) - when.get(a) || a.id - b.id);
  };
  const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
  const dayOf = ({ drawer, packet, place }) => {
    const { newest, packets } = days.get(String(drawer));
    const [high, low] = packets[packet].slice(2 * place, 2 * place + 2);
    const age = 64 * DIGITS.indexOf(high) + DIGITS.indexOf(low);
    return age < 4095 ? newest - age : 0;
  };

  /* What has the query for its name stands before what only has its words. */
  const namedFirst = (hits, search, name) => {
    const named = new Set(search.search(name, { prefix: false, fuzzy: false }).map((hit) => hit.id));
    return [...hits.filter((hit) => named.has(hit.id)), ...hits.filter((hit) => !named.has(hit.id))];
  };

  /* The word among those that were found that is spelled most like the one that was not. */
  const nearest = (term, found) => {
    const apart = new Map(Array.from(found, (other) => [other, distance(term, other)]));
    return Array.from(found).sort((a, b) => apart.get(a) - apart.get(b))[0];
  };
  /* How many letters must be put in, taken out or changed to make one word of another. */
  const distance = (one, other) => {
    let row = range(other.length + 1);
    for (const [at, letter] of Array.from(one).entries()) {
      const next = [at + 1];
      for (const nth of range(other.length)) {
        next.push(Math.min(row[nth] + (letter === other[nth] ? 0 : 1), row[nth + 1] + 1, next[nth] + 1));
      }
      row = next;
    }
    return row[other.length];
  };

  /* What has just been begun: a word of one letter, the magnitude of an amount. */
  const MAGNITUDES = ["hundred", "thousand", "million", "billion", "trillion"];
  const beginnings = (word) => range(word.length - 1).map((length) => word.slice(0, length + 1));

  const BEGUN = new RegExp(`(?:^|(?<=[^a-z0-9]))[a-z]$|(?<=[0-9][ -]?)(?:${MAGNITUDES.flatMap(beginnings).join("|")})$`, "i");

  /* The documents that have all of a query, best first. {hits, how}: `exact`; `alike` for what is spelled alike where
     nothing is exact, with the words that may be meant; `some` for what has only a part of it; `none`; `nothing` for a
     query that asks for nothing yet. */
  const find = async (query) => {
    await ready();
    const terms = tokens.asked(query.replace(BEGUN, ""));
    if (!terms.length) return { hits: [], how: "nothing" };
    let slices = slicesOf(terms, isShort);
    await loadSlices(slices);
    const prefix = (term, at) =>
      tokens.isJoined(term) ? term.length === 1 : isWord(term) && term.length > (at === terms.length - 1 ? 1 : 2);
    let search = assemble(slices, new Set(terms.map(tokens.key)));
    const exact = await newestFirst(run(search, terms, { combineWith: "AND", prefix }));
    if (exact.length) return { hits: namedFirst(exact, search, tokens.name(query)), how: "exact" };
    const wide = terms.flatMap((term) => (isWord(term) && term.length > 3 ? nearby(term) : [term]));
    slices = slicesOf(wide, (term) => isShort(term) || (isWord(term) && terms.includes(term)));
    await loadSlices(slices);
    search = assemble(slices, head.slices > 1 ? new Set(wide.map(tokens.key)) : null);
    const fuzzy = (term) => (isWord(term) && term.length > 3 ? 0.25 : false);
    const options = { prefix, fuzzy, maxFuzzy: 2 };
    const alike = await newestFirst(run(search, terms, { ...options, combineWith: "AND" }));
    if (alike.length) {
      const meant = terms.map((term) => nearest(term, alike[0].terms));
      return { hits: namedFirst(alike, search, `=${meant.join("_")}`), how: "alike", meant: meant.join(" ") };
    }
    const some = terms.length > 1 ? await newestFirst(run(search, terms, { ...options, combineWith: "OR" })) : [];
    const most = Math.max(0, ...some.map((hit) => hit.asked.length));
    return { hits: some.filter((hit) => hit.asked.length === most), how: some.length ? "some" : "none" };
  };

  /* --- cards --- */

  const card = async (hit, language) => {
    const own = `${hit.drawer}-${hit.packet}`;
    await load(`search/cards-${language}-${own}.js`);
    return cards.get(`${language} ${hit.drawer} ${hit.packet}`)[hit.place];
  };

  window.searchIndex = {
    /* Where the output begins, as seen from this page. */
    from(told) { root = told; },
    ready,
    find,
    card,
    languages: () => head.languages,
    ranking: RANKING,
    favours: FAVOURS,
  };
})();
