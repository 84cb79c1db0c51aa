/* Amounts: exact numbers, figures between two ends, and how they are written.

   Twin of src/policygen/model/amounts.py, in exact fractions of whole numbers. Knows no language: how units and bounds are
   worded is handed in. */
(() => {
  "use strict";

  // --- exact numbers: fractions of whole numbers, the lower part positive, in lowest terms ---

  const gcd = (a, b) => { while (b) [a, b] = [b, a % b]; return a < 0n ? -a : a; };
  const fraction = (n, d = 1n) => { const common = gcd(n, d) || 1n; return { n: n / common, d: d / common }; };
  const ZERO = fraction(0n);
  const whole = (number) => fraction(BigInt(number));
  const add = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
  const subtract = (a, b) => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
  const multiply = (a, b) => fraction(a.n * b.n, a.d * b.d);
  const divide = (a, b) => fraction(a.n * b.d, a.d * b.n);
  const compare = (a, b) => { const left = a.n * b.d, right = b.n * a.d; return left < right ? -1 : left > right ? 1 : 0; };
  const equal = (a, b) => compare(a, b) === 0;
  const lesser = (a, b) => (compare(a, b) <= 0 ? a : b);
  const greater = (a, b) => (compare(a, b) >= 0 ? a : b);
  const floor = (a) => fraction(a.n / a.d); // none is negative
  const ceil = (a) => fraction((a.n + a.d - 1n) / a.d);

  /** "12.5" or "1/3" as a fraction; null for anything else. */
  function parse(text) {
    const parts = /^(\d+)(?:\.(\d*)|\/(\d+))?$/.exec(text);
    if (!parts) return null;
    if (parts[3]) return BigInt(parts[3]) ? fraction(BigInt(parts[1]), BigInt(parts[3])) : null;
    const places = parts[2] || "";
    return fraction(BigInt(parts[1] + places), 10n ** BigInt(places.length));
  }
  const write = (a) => (a.d === 1n ? String(a.n) : `${a.n}/${a.d}`);

  // --- figures: between two ends; low 0 is no lower end, high null no upper one ---

  const OPEN = { low: ZERO, high: null, about: false };
  const exactly = (value) => ({ low: value, high: value, about: false });
  const plus = (one, other) => ({
    low: add(one.low, other.low),
    high: one.high === null || other.high === null ? null : add(one.high, other.high),
    about: one.about || other.about,
  });
  function times(one, other) {
    let high;
    if (one.high === null || other.high === null) {
      high = [one.high, other.high].some((end) => end !== null && equal(end, ZERO)) ? ZERO : null;
    } else high = multiply(one.high, other.high);
    return { low: multiply(one.low, other.low), high, about: one.about || other.about };
  }
  const sameEnd = (a, b) => (a === null || b === null ? a === b : equal(a, b));
  const same = (one, other) => equal(one.low, other.low) && sameEnd(one.high, other.high) && one.about === other.about;
  function capped(one, cap) {
    const highs = [one.high, cap.high].filter((end) => end !== null);
    const high = highs.length ? highs.reduce(lesser) : null;
    return { low: lesser(one.low, cap.low), high, about: one.about || (cap.about && !same(one, cap)) };
  }
  const around = (one, other) => ({
    low: lesser(one.low, other.low),
    high: one.high === null || other.high === null ? null : greater(one.high, other.high),
    about: one.about || other.about,
  });
  const isFigure = (one) => one !== null && (one.high !== null || compare(one.low, ZERO) > 0);

  const amount = (figure, unit, per = "", each = "") => ({ figure, unit, per, each });

  // --- writing: `writing` has the language's units ({} for the number), times, things and bounds ---

  const SCALES = {
    zh: [["万亿", 10n ** 12n], ["亿", 10n ** 8n], ["万", 10n ** 4n]],
    en: [["trillion", 10n ** 12n], ["billion", 10n ** 9n], ["million", 10n ** 6n]],
  };

  function nativeScale(value, language) {
    const places = 10n ** (language === "zh" ? 2n : 3n);
    for (const [word, scale] of SCALES[language]) {
      if (value.n >= scale * value.d && (value.n * places) % (value.d * scale) === 0n) return [word, scale];
    }
    return ["", 1n];
  }

  /** All digits of a number that has an end, grouped by thousands in English. */
  function writePlain(value, language) {
    let digits = String(value.n / value.d);
    let rest = value.n % value.d, places = "";
    while (rest) {
      rest *= 10n;
      places += String(rest / value.d);
      rest %= value.d;
    }
    if (language !== "zh") digits = digits.replace(/\B(?=(\d{3})+$)/g, ",");
    return places ? `${digits}.${places}` : digits;
  }

  function writeNumber(value, language) {
    const [word, scale] = nativeScale(value, language);
    return writePlain(divide(value, fraction(scale)), language) + (word && language !== "zh" ? " " : "") + word;
  }

  function writeRange(low, high, language) {
    const dash = language === "zh" ? "—" : "–";
    const [word, scale] = nativeScale(high, language);
    const [own, ownScale] = nativeScale(low, language);
    const by = fraction(scale);
    const first = writePlain(divide(low, by), language);
    // 1.001 would be read as thousands that a point groups where no magnitude follows
    if (word && (ownScale === scale || equal(low, ZERO)) && !/\.\d{3}$/.test(first)) {
      const numbers = first + dash + writePlain(divide(high, by), language);
      return numbers + (language === "zh" ? "" : " ") + word;
    }
    if (word && own) return writeNumber(low, language) + dash + writeNumber(high, language);
    return writePlain(low, language) + dash + writePlain(high, language);
  }

  /** To two places for money, four for anything else; a half to the even neighbour. */
  function rounded(value, isMoney) {
    if (value === null) return [ZERO, true];
    const power = isMoney ? 100n : 10000n;
    const scaled = value.n * power;
    let digits = scaled / value.d;
    const twice = 2n * (scaled % value.d);
    if (twice > value.d || (twice === value.d && digits % 2n)) digits += 1n;
    const result = fraction(digits, power);
    return [result, equal(result, value)];
  }

  function formatAmount(one, writing) {
    const language = writing.language;
    const isMoney = Boolean(writing.money[one.unit]);
    const [low, lowExact] = rounded(one.figure.low, isMoney);
    const [high, highExact] = rounded(one.figure.high, isMoney);
    let bound = lowExact && highExact && !one.figure.about ? "" : "about";
    let digits;
    if (one.figure.high === null) {
      bound = "at least";
      digits = writeNumber(low, language);
    } else if (equal(low, high)) digits = writeNumber(low, language);
    else if (equal(low, ZERO)) {
      bound = isMoney || one.unit === "percent" ? "up to" : "at most";
      digits = writeNumber(high, language);
    } else digits = writeRange(low, high, language);
    // English writes tenths of a unit of money as hundredths
    if (isMoney && language !== "zh" && !digits.includes(" ")) digits = digits.replace(/\.\d(?!\d)/g, "$&0");
    const isOne = equal(one.figure.high === null ? one.figure.low : one.figure.high, whole(1));
    const forms = one.unit === "count" ? ["{}", "{}"] : writing.units[one.unit];
    const value = forms[isOne ? 0 : 1].replace("{}", () => digits);
    const word = bound ? writing.bounds[bound] : "";
    const each = one.each ? writing.each[one.each] : "";
    const per = one.per ? writing.per[one.per] : "";
    if (language === "zh") return each + per + word + value;
    return [word, value, each, per].filter(Boolean).join(" ");
  }

  /** A line's members in a row. */
  function formatTokens(tokens, writing) {
    const written = tokens.map((token) => (typeof token === "string" ? token : formatAmount(token, writing)));
    return written.join(" ").replace(/\( /g, "(").replace(/ \)/g, ")");
  }

  window.policygenAmounts = {
    ZERO, OPEN, whole, fraction, add, subtract, multiply, divide, compare, equal, lesser, greater, floor, ceil, parse, write,
    exactly, plus, times, same, capped, around, isFigure, amount, formatAmount, formatTokens,
  };
})();
