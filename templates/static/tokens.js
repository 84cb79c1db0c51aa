/* What a text is found by: the twin of src/policygen/site/tokens.py, which explains the rule. Vectors that both must
   satisfy stand in tests/search/vectors.json. How units are written comes with the index. */
(() => {
  "use strict";
  const JOINED = "\\u0900-\\u109f\\u1780-\\u17ff\\u3005\\u3007\\u3041-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const WORDS = new RegExp(`(?:(?!的)[${JOINED}])+|(?:(?![${JOINED}])[\\p{L}\\p{N}])+(?:'(?:(?![${JOINED}])[\\p{L}\\p{N}])+)*`, "gu");
  const IS_JOINED = new RegExp(`^[${JOINED}]`, "u");
  const IS_LETTER = new RegExp(`^(?![${JOINED}])\\p{L}`, "u");
  const STOP_WORDS = new Set(("a an and are as at be been by for from has have in into is it its of on or that the their this to was " +
    "were which will with").split(" "));
  const PLURALS = [[/[^ae]ies$/, 3, "y"], [/(?:ss|x|ch|sh)es$/, 2, ""], [/[^aeo]es$/, 1, ""], [/[^usi]s$/, 1, ""]];

  const folded = new Map([["，", "、"], ["’", "'"]]);
  const foldChar = (char) => {
    if (char.length > 1) return char;
    let found = folded.get(char);
    if (found === undefined) {
      let plain = char.normalize("NFKD").toLowerCase();
      if (plain.length > 1 && plain < "\u0530") plain = plain.replace(/[\u0300-\u036f]/g, "");
      folded.set(char, found = plain.length === 1 ? plain : char);
    }
    return found;
  };
  const fold = (text) => Array.from(text, foldChar).join("");

  const term = (written) => {
    const word = written.replace(/'/g, "");
    if (STOP_WORDS.has(word) || /^[0-9]+$/.test(word)) return "";
    if (/^[a-z]{3,}s$/.test(word)) {
      for (const [ending, length, instead] of PLURALS) if (ending.test(word)) return word.slice(0, -length) + instead;
    }
    return word;
  };

  /* --- exact decimals: digits, and how many of them stand behind the point --- */

  const decimal = (text) => {
    const [whole, part = ""] = text.split(".");
    return [BigInt(whole + part), part.length];
  };
  const times = ([a, m], [b, n]) => [a * b, m + n];
  const power = (zeros) => [10n ** BigInt(zeros), 0];
  const plus = ([a, m], [b, n]) => {
    const most = Math.max(m, n);
    return [a * 10n ** BigInt(most - m) + b * 10n ** BigInt(most - n), most];
  };
  const atLeast = ([a, m], [b, n]) => a * 10n ** BigInt(n) >= b * 10n ** BigInt(m);
  const plain = ([digits, places]) => {
    const text = String(digits).padStart(places + 1, "0");
    const part = text.slice(text.length - places).replace(/0+$/, "");
    return places && part ? `${text.slice(0, -places)}.${part}` : text.slice(0, text.length - places);
  };

  /* --- numbers: the twin of model/numbers.py, as far as amounts need it. A number is [value, end]; null where there is
     none, or two readings --- */

  const at = (pattern, text, place) => {
    pattern.lastIndex = place;
    return pattern.exec(text);
  };
  const GROUPED = /\d{1,3}(?:,\d{3})+(?![\d,]\d|\d)|\d{1,3}(?: \d{3})+(?! ?\d)|\d+/y;
  const DIGITS = /\d+/y;
  const DECIMALS = /\.\d+(?!\.?\d)/y;
  const VULGAR = { "½": "0.5", "¼": "0.25", "¾": "0.75" };
  const WORD_SCALE = /[ -]?(hundred|thousand|million|billion|trillion|mn|mln|bn|tn)(?![a-z])/y;
  const ZEROS = {
    hundred: 2, thousand: 3, million: 6, billion: 9, trillion: 12, mn: 6, mln: 6, bn: 9, tn: 12, k: 3, m: 6, b: 9,
    十: 1, 百: 2, 千: 3, 万: 4, 亿: 8, 백: 2, 천: 3, 만: 4, 억: 8, 조: 12, 兆: 12, 佰: 2, 仟: 3, 萬: 4, 億: 8,
  };
  const COMPACT = /([kmb])(?![a-z0-9²³/])/y;
  const HAN_SCALE = / ?(?:([百佰](?![分帕])|[千仟](?![瓦米克伏赫帕卡])|[천백])?(万|萬|亿|億|만|억|조|兆(?=[日韩美欧港]?[元円圆圓]|新[台臺]|\d+[亿億]))?(亿|億)?)/y;
  const MORE = / ?[余多馀](?=[百千万亿])/y;
  const PART = /(?:(?<=[만억조]) )?(?:\d{1,3}(?:,\d{3})+|\d+)/y;

  const hanScale = (text, place) => {
    const more = at(MORE, text, place);
    const start = more ? place + more[0].length : place;
    const found = at(HAN_SCALE, text, start);
    let zeros = 0;
    for (const char of found ? found[0].trim() : "") zeros += ZEROS[char];
    return zeros ? { zeros, end: start + found[0].length, more: Boolean(more) } : { zeros: 0, end: place, more: false };
  };

  const readDigits = (text, start) => {
    const before = text[start - 1] || "";
    const earlier = /\d/.test(text[start - 2] || "");
    if (/\d/.test(before) || (before === "." && earlier)) return null;
    let found = at(GROUPED, text, start);
    if (before === "," && earlier && found[0].includes(",")) found = at(DIGITS, text, start);
    let end = start + found[0].length;
    let digits = found[0].replace(/[, ]/g, "");
    const decimals = at(DECIMALS, text, end);
    if (decimals) [digits, end] = [digits + decimals[0], end + decimals[0].length];
    if (digits.length > 20) return null;
    let value = decimal(digits);
    if (VULGAR[text[end]]) value = plus(value, decimal(VULGAR[text[end++]]));
    const word = at(WORD_SCALE, text, end);
    if (word) {
      end += word[0].length;
      return at(WORD_SCALE, text, end) ? null : [times(value, power(ZEROS[word[1]])), end];
    }
    const compact = at(COMPACT, text, end);
    if (compact) return [times(value, power(ZEROS[compact[1]])), end + 1];
    let scale = hanScale(text, end);
    if (!scale.zeros) return [value, end];
    value = times(value, power(scale.zeros));
    let part;
    while (!scale.more && (part = at(PART, text, scale.end))) {
      const own = hanScale(text, scale.end + part[0].length);
      const smaller = part[0].replace(/[, ]/g, "");
      const complete = own.zeros > 0 || smaller.length === scale.zeros;
      if (!complete && "만억조".includes(text[scale.end - 1]) && part[0][0] === " ") break;
      const worth = times(decimal(smaller), power(own.zeros));
      if (!complete || atLeast(worth, power(scale.zeros))) return null;
      value = plus(value, worth);
      scale = own;
    }
    return [value, scale.end];
  };

  const HAN_DIGITS = "零一二三四五六七八九";
  const SMALL = { 十: 10, 百: 100, 千: 1000 };
  const hanDigit = (char) => (char === "〇" ? 0 : char === "两" ? 2 : HAN_DIGITS.indexOf(char));

  /* A Chinese numeral below ten thousand; null for one with two readings. */
  const small = (text, behind) => {
    let [total, digit, last, zero] = [0, null, 10000, !behind];
    for (const char of text) {
      const own = hanDigit(char);
      if (own === 0) zero = true;
      else if (own > 0) {
        if (digit !== null) return null;
        digit = own;
      } else {
        const unit = SMALL[char];
        if (!unit || unit >= last) return null;
        total += (digit === null ? 1 : digit) * unit;
        [digit, last, zero] = [null, unit, unit === 10];
      }
    }
    return digit === null ? BigInt(total) : zero ? BigInt(total + digit) : null;
  };
  const whole = (text) => {
    const chars = Array.from(text);
    if (chars.length > 1 && chars.every((char) => hanDigit(char) >= 0)) {
      return chars.length < 4 && !/[零〇]/.test(text) ? null : BigInt(chars.map(hanDigit).join(""));
    }
    for (const [big, value] of [["亿", 100000000n], ["万", 10000n]]) {
      const cut = text.lastIndexOf(big);
      if (cut < 0) continue;
      const tail = text.slice(cut + 1);
      const rest = tail.includes("万") ? whole(tail) : small(tail, true);
      const head = cut ? whole(text.slice(0, cut)) : 1n;
      return rest === null || head === null || rest >= value ? null : head * value + rest;
    }
    return small(text, false);
  };
  /* What makes a numeral go on, or its last character a part of a unit. */
  const GOES_ON = /^(?:[十万亿百千]?分之|百(?:分点|帕)|千[瓦米克伏赫帕卡]|[零一二三四五六七八九〇两十]点[零一二三四五六七八九〇两]|.几|.[余多馀](?=[万亿百千]))/;
  const readHan = (text, start, run) => {
    const end = start + run.length;
    if (GOES_ON.test(text.slice(end - 1, end + 3))) return null;
    const value = whole(run);
    return value === null ? null : [[value, 0], end];
  };

  /* --- amounts --- */

  const START = /[0-9]+(?:\.[0-9]+)?|[零〇一二三四五六七八九两十百千]+[万亿][零〇一二三四五六七八九两十百千万亿]*/g;
  const YEAR = /((?:19|20)\d\d) ?年/y;
  const UNIT_GAP = /[余多]?[ -]?/y;
  const NO_MONEY = "宇素件旦始老首勋帅";
  let spellings = new Map();
  let money = new Set();
  /* How long the spellings are that begin with a character, and those of money that end with one; longest first. */
  let after = new Map();
  let before = new Map();
  const isLetter = (char) => IS_LETTER.test(char || "");

  const lengths = (words, key) => {
    const found = new Map();
    for (const word of words) found.set(key(word), (found.get(key(word)) || new Set()).add(word.length));
    return new Map(Array.from(found, ([char, own]) => [char, Array.from(own).sort((a, b) => b - a)]));
  };
  const unitAfter = (text, end) => {
    const start = end + at(UNIT_GAP, text, end)[0].length;
    for (const length of after.get(text[start]) || []) {
      const word = text.slice(start, start + length);
      if (!spellings.has(word) || (isLetter(word[length - 1]) && isLetter(text[start + length]))) continue;
      if (word === "元" && start + 1 < text.length && NO_MONEY.includes(text[start + 1])) continue;
      return [spellings.get(word), start + length];
    }
    return [null, end];
  };
  const moneyBefore = (text, start) => {
    const end = text[start - 1] === " " ? start - 1 : start;
    for (const length of before.get(text[end - 1]) || []) {
      const word = text.slice(Math.max(0, end - length), end);
      if (money.has(word) && !(isLetter(word[0]) && isLetter(text[end - length - 1]))) return word;
    }
    return null;
  };

  const amounts = (text) => {
    const found = [];
    let start;
    START.lastIndex = 0;
    while ((start = START.exec(text))) {
      const place = start.index;
      const next = START.lastIndex;
      const isDigits = /[0-9]/.test(start[0][0]);
      const number = isDigits ? readDigits(text, place) : readHan(text, place, start[0]);
      const amount = number && makeAmount(text, start[0], place, number, isDigits);
      if (amount) found.push(amount);
      START.lastIndex = amount ? Math.max(next, amount.end) : next;
    }
    return found;
  };
  const makeAmount = (text, written, start, [value, numberEnd], isDigits) => {
    const year = at(YEAR, text, start);
    if (year) return { start, end: start + year[0].length, terms: [year[1]] };
    const sign = moneyBefore(text, start);
    const compact = "kmb".includes(text[numberEnd - 1]);
    const [unit, end] = compact ? [null, numberEnd] : unitAfter(text, numberEnd);
    if (sign === null && (compact || isLetter(text[start - 1]))) return null;
    if (!unit && isLetter(text[end])) return null;
    const [name, factor] = unit || (sign === null ? ["", null] : spellings.get(sign));
    const number = plain(name ? times(value, factor) : value);
    const grouped = text[start + written.length] === ",";
    const terms = [...(isDigits && !grouped ? [written] : []), number, ...(name ? [number + name] : [])];
    return { start: sign === null ? start : text.lastIndexOf(sign, start - 1), end, terms: [...new Set(terms)] };
  };

  /* --- texts --- */

  /* The words and pairs of a text: {start, end, terms}; `single` is the last character of a run, which only the index has. */
  const words = (text) => {
    const found = [];
    for (const run of text.matchAll(WORDS)) {
      if (!IS_JOINED.test(run[0])) {
        const own = term(run[0]);
        if (own) found.push({ start: run.index, end: run.index + run[0].length, terms: [own] });
        continue;
      }
      let place = run.index;
      const chars = Array.from(run[0]);
      chars.forEach((char, index) => {
        const after = chars[index + 1] || "";
        found.push({ start: place, end: place + char.length + after.length, terms: [char + after], single: !after && index > 0 });
        place += char.length;
      });
    }
    return found;
  };

  /* What terms have in common that lie together: a beginning, or an amount as a whole. */
  const key = (term) => {
    const word = term.replace(/^=/, "");
    const [first, second = ""] = word;
    return IS_JOINED.test(word) ? first : /^[0-9]/.test(word) ? word : first + second;
  };

  const hashOf = (text) => {
    let hash = 2166136261;
    for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0), 16777619) >>> 0;
    return hash ^ (hash >>> 16);
  };

  window.searchTokens = {
    /* How units are written, as the index tells: [unit, factor, whether it is money, spellings]. */
    use(units) {
      spellings = new Map(units.flatMap(([unit, factor, , own]) => own.map((word) => [word, [unit, decimal(factor)]])));
      money = new Set(units.flatMap(([, , isMoney, own]) => (isMoney ? own : [])));
      after = lengths(spellings.keys(), (word) => word[0]);
      before = lengths(money, (word) => word[word.length - 1]);
    },

    /* Every place of a text with the terms it is filed under. */
    pieces(text) {
      const plainText = fold(text);
      return [...words(plainText), ...amounts(plainText)];
    },

    /* The terms that a query asks for, all of which a document is to have. */
    asked(query) {
      const text = fold(query);
      const told = amounts(text);
      let rest = text;
      for (const { start, end } of told) rest = rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end);
      const terms = words(rest).filter((word) => !word.single).map((word) => word.terms[0]);
      return [...new Set([...told.map((amount) => amount.terms[amount.terms.length - 1]), ...terms])];
    },

    key,

    /* The term of a name as a whole. */
    name: (text) => `=${fold(text).replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_|_$/g, "")}`,

    /* The slice of the index that a term is in. */
    slice(term, slices) {
      const alike = key(term);
      if (/^[0-9]/.test(alike)) return hashOf(alike) & (slices - 1);
      const [next = ""] = term.replace(/^=/, "").slice(alike.length);
      return ((hashOf(alike) << 2) | (hashOf(next) & 3)) & (slices - 1);
    },

    /* All slices in which there are terms with the same key. */
    alike(term, slices) {
      const alike = key(term);
      if (/^[0-9]/.test(alike)) return [hashOf(alike) & (slices - 1)];
      return [0, 1, 2, 3].map((nth) => ((hashOf(alike) << 2) | nth) & (slices - 1));
    },

    isJoined: (text) => IS_JOINED.test(text),
  };
})();
