/* The estimator: what the rules of a subsidy give for a firm that says what it knows.

   Twin of src/policygen/model/estimates.py: the same steps in the same order. tests/estimates/vectors.json holds the two
   together. Knows no page and no language. */
(() => {
  "use strict";

  const {
    ZERO, OPEN, whole, multiply, divide, subtract, compare, equal, lesser, floor, ceil, write,
    exactly, plus, times, same, capped, around, isFigure, amount,
  } = window.policygenAmounts;
  const { Holdings } = window.policygenHoldings;
  const HUNDRED = whole(100);

  // --- the steps of the reckoning ---

  function holds(gate, size) {
    if (gate.low !== null) {
      const over = compare(size, gate.low);
      if (over < 0 || (gate.strict && over === 0)) return false;
    }
    if (gate.high === null) return true;
    const over = compare(size, gate.high);
    return over < 0 || (over === 0 && !gate.strict);
  }

  function numberOfSteps(over, rest) {
    if (rest === "left out") return exactly(floor(over));
    if (rest === "counted whole") return exactly(ceil(over));
    if (rest === "in proportion") return exactly(over);
    return { low: floor(over), high: ceil(over), about: false };
  }

  const SIGNS = { "-1": "<", 0: "=", 1: ">" };
  const only = (names) => { const found = new Set(names); return found.size === 1 ? [...found][0] : ""; };
  const fromNothing = (figure) => (figure === null ? null : { low: ZERO, high: figure.high, about: figure.about });

  class Desk {
    constructor(rules, facts, isMoney) {
      this.rules = rules;
      this.firm = new Holdings(rules, facts);
      this.isMoney = isMoney;
      this.year = this.lump = this.total = null;
      this.lumpTime = "";
    }

    evaluate() {
      const firm = this.firm;
      for (const gate of this.rules.gates) this.check(gate);
      if (!firm.fails.length && !this.rules.pool) this.reckon();
      if (firm.fails.length) this.year = this.lump = this.total = null;
      return {
        status: this.status(),
        unit: firm.currency,
        year: isFigure(this.year) ? this.year : null,
        lump: isFigure(this.lump) ? this.lump : null,
        lumpTime: isFigure(this.lump) ? this.lumpTime : "",
        total: isFigure(this.total) ? this.total : null,
        lines: firm.lines,
        needs: firm.needs,
        fails: firm.fails,
        gaps: firm.gaps,
      };
    }

    status() {
      if (this.firm.fails.length) return "no";
      const rules = this.rules;
      if (rules.pool || !(rules.sums.length || rules.steps.length || rules.caps.length)) return "none";
      return this.firm.needs.length ? "need" : "yes";
    }

    check(gate) {
      const value = this.size(gate);
      const base = this.rules.bases[gate.base];
      for (const [end, asked] of [[gate.low, gate.strict ? ">" : "≥"], [gate.high, gate.strict ? "<" : "≤"]]) {
        if (end === null) continue;
        const told = amount(exactly(end), gate.unit, base.per);
        if (value === null) {
          this.firm.say("gate", gate.term, [asked, told], gate.base);
          continue;
        }
        const over = compare(value, end);
        const sign = SIGNS[over];
        const isHeld = sign === asked || (asked === "≥" && over >= 0) || (asked === "≤" && over <= 0);
        this.firm.say("gate", gate.term, [amount(exactly(value), gate.unit, base.per), sign, told], gate.base, isHeld);
        if (!isHeld && !this.firm.fails.includes(gate.term)) this.firm.fails.push(gate.term);
      }
    }

    size(gate) {
      if (this.isMoney(gate.unit) && gate.unit !== this.firm.facts.currency) {
        this.firm.need(`currency:${gate.unit}`);
        return null;
      }
      return this.firm.raw(this.rules.bases[gate.base]);
    }

    reckon() {
      const { rules, firm } = this;
      if (rules.counts) {
        firm.show(rules.counts);
        return;
      }
      let rise = exactly(ZERO);
      for (const step of rules.steps) if (step.part.unit === "percent") rise = plus(rise, this.stepped(step));
      const sums = rules.sums.map((found) => this.sum(found, rise));
      if (firm.fails.length) return;
      const time = only(sums.map((sum) => sum.time));
      const steps = rules.steps
        .filter((step) => step.part.unit !== "percent")
        .map((step) => ({ figure: this.stepped(step), time: step.part.time || time }));
      const figures = (found, yearly) => found.filter((f) => (f.time === "year") === yearly).map((f) => f.figure);
      this.year = this.together(figures(sums, true), figures(steps, true), "year");
      this.lump = this.together(figures(sums, false), figures(steps, false), "");
      this.lumpTime = only([...sums, ...steps].map((found) => found.time).filter((found) => found !== "year"));
      this.bound();
    }

    sum(found, rise) {
      let parts = found.parts;
      const firm = this.firm;
      if (parts.every((part) => part.gate)) {
        const sizes = parts.map((part) => this.size(part.gate));
        if (!sizes.includes(null)) {
          const held = parts.filter((part, index) => holds(part.gate, sizes[index]));
          if (!held.length) {
            this.tellTier(found.term, parts[0], sizes[0], false);
            firm.fails.push(found.term);
            return { figure: OPEN, time: parts[0].time };
          }
          parts = held.slice(-1);
          this.tellTier(found.term, parts[0], sizes[0], true);
        }
      } else if (found.worded && parts.length > 1) {
        const choice = firm.facts.choices.get(found.term);
        if (choice !== undefined && choice >= 0 && choice < parts.length) parts = [parts[choice]];
        else firm.need(`tier:${found.term}`);
      } else if (parts.length > 1) firm.leaveOpen("tier", found.term);
      return { figure: this.either(found.term, parts, rise), time: parts[0].time };
    }

    tellTier(term, part, size, isHeld) {
      const gate = part.gate;
      const end = gate.low !== null && (isHeld || compare(size, gate.low) <= 0) ? gate.low : gate.high;
      if (end === null) return;
      const per = this.rules.bases[gate.base].per;
      const own = amount(exactly(size), gate.unit, per), told = amount(exactly(end), gate.unit, per);
      this.firm.say("gate", term, [own, SIGNS[compare(size, end)], told], gate.base, isHeld);
    }

    either(term, parts, rise) {
      const [first, ...rest] = parts;
      const alike = (part) => part.unit === first.unit && part.per === first.per && part.base === first.base
        && part.each.join(" ") === first.each.join(" ");
      if (rest.every(alike)) {
        const figure = rest.reduce((all, part) => around(all, part.figure), first.figure);
        return this.reckoned(term, first, figure, rise);
      }
      return parts.map((part) => this.reckoned(term, part, part.figure, rise)).reduce(around);
    }

    reckoned(term, part, figure, rise) {
      if (part.unit === "percent") {
        return this.rated(term, part, same(rise, exactly(ZERO)) ? figure : plus(figure, rise));
      }
      const { product, tokens } = this.factors(part);
      tokens.push(amount(figure, part.unit, part.per, this.each(part)));
      if (part.times > 1) tokens.push("×", amount(exactly(whole(part.times)), "count"));
      let result = OPEN;
      if (product !== null) result = times(figure, exactly(multiply(product, whole(part.times))));
      if (tokens.length > 1) {
        tokens.push("=", product === null ? "?" : amount(result, part.unit, part.time === "year" ? "year" : ""));
      }
      this.firm.say("amount", term, tokens);
      return result;
    }

    rated(term, part, rate) {
      const base = this.rules.bases[part.base];
      const value = this.firm.value(base.id);
      const told = amount(rate, "percent", part.per);
      if (value === null) {
        this.firm.say("rate", term, [told, "×", "?"], base.id);
        return OPEN;
      }
      const unit = this.firm.unit(base.unit);
      const result = times(rate, exactly(multiply(divide(value, HUNDRED), whole(part.times))));
      const tokens = [told, "×", amount(exactly(value), unit, base.per)];
      if (part.times > 1) tokens.push("×", amount(exactly(whole(part.times)), "count"));
      tokens.push("=", amount(result, unit, part.time === "year" ? "year" : ""));
      this.firm.say("rate", term, tokens, base.id);
      return result;
    }

    factors(part) {
      let product = whole(1);
      const tokens = [];
      for (const name of part.each) {
        const base = this.rules.bases[name];
        const value = base ? this.firm.value(name) : this.firm.fact(name, "count");
        tokens.push(value === null ? "?" : amount(exactly(value), base ? base.unit : "count"), "×");
        product = product === null || value === null ? null : multiply(product, value);
      }
      return { product, tokens };
    }

    each(part) {
      const name = part.each.find((each) => each !== `number:${part.per}`) || "";
      const base = this.rules.bases[name];
      return base ? base.unit : name.slice(name.indexOf(":") + 1);
    }

    stepped(step) {
      const firm = this.firm;
      const base = this.rules.bases[step.base];
      const value = step.start === null ? null : firm.value(base.id);
      const told = amount(step.part.figure, step.part.unit);
      if (value === null) {
        firm.say("step", step.term, [told, "×", "?", "÷", amount(exactly(step.width), step.unit)], base.id);
        return OPEN;
      }
      const isOver = compare(value, step.start) > 0;
      const over = isOver ? divide(subtract(value, step.start), step.width) : ZERO;
      const number = numberOfSteps(over, step.rest);
      if (!equal(number.low, number.high)) firm.leaveOpen("part", step.term);
      const result = times(number, step.part.figure);
      const [size, start, width] = [value, step.start, step.width].map((each) => amount(exactly(each), step.unit, base.per));
      const counted = amount(number, "count");
      if (isOver) firm.say("steps", step.term, ["(", size, "−", start, ")", "÷", width, "=", counted], base.id);
      firm.say("step", step.term, [counted, "×", told, "=", amount(result, step.part.unit)], base.id);
      return result;
    }

    together(sums, steps, per) {
      if (!sums.length && !steps.length) return null;
      let all = sums.reduce(plus, exactly(ZERO));
      if (sums.length > 1) {
        all = { low: sums.map((each) => each.low).reduce(lesser), high: all.high, about: all.about };
        this.firm.leaveOpen("several");
      }
      all = steps.reduce(plus, all);
      const members = [...sums, ...steps];
      if (members.length > 1 && members.every(isFigure)) {
        const currency = this.firm.currency;
        const tokens = members.flatMap((each) => ["+", amount(each, currency)]).slice(1);
        this.firm.say("together", -1, [...tokens, "=", amount(all, currency, per)]);
      }
      return all;
    }

    bound() {
      const alone = this.year === null && this.lump === null;
      const { yearly, all, loose } = this.ceilings();
      const years = this.years();
      if (alone && yearly.length) this.year = OPEN;
      else if (alone && (all.length || loose.length)) {
        this.lump = OPEN;
        this.lumpTime = only([...all, ...loose].map((ceiling) => ceiling.time));
      }
      if (this.lump !== null && this.year === null) {
        for (const ceiling of yearly) this.lump = this.underYearly(ceiling, this.lump, years);
        for (const ceiling of [...all, ...loose]) this.lump = this.under(ceiling, this.lump);
      } else if (this.lump !== null && (all.length || loose.length)) {
        for (const ceiling of [...all, ...loose]) this.lump = capped(this.lump, ceiling.figure);
        this.firm.leaveOpen("cap-of-both");
      }
      if (this.year !== null) {
        for (const ceiling of yearly) this.year = this.under(ceiling, this.year, "year");
        this.last(this.year, all, loose, years);
      }
      if (alone && this.rules.caps.length) {
        this.firm.leaveOpen("only-cap");
        [this.year, this.lump, this.total] = [this.year, this.lump, this.total].map(fromNothing);
      }
    }

    ceilings() {
      const found = { year: [], whole: [], "": [] };
      for (const { term, part } of this.rules.caps) {
        const { product, tokens } = this.factors(part);
        tokens.push(amount(part.figure, part.unit, part.per, this.each(part)));
        if (part.times > 1) tokens.push("×", amount(exactly(whole(part.times)), "count"));
        if (product === null) {
          this.firm.say("ceiling", term, ["≤", ...tokens]);
          continue;
        }
        const figure = times(part.figure, exactly(multiply(product, whole(part.times))));
        if (tokens.length > 1) {
          this.firm.say("ceiling", term, [...tokens, "=", amount(figure, part.unit, part.time === "year" ? "year" : "")]);
        }
        found[part.time === "once" ? "whole" : part.time].push({ term, figure, time: part.time });
      }
      if (found.year.length) return { yearly: found.year, all: [...found.whole, ...found[""]], loose: [] };
      if (found.whole.length && this.year !== null) return { yearly: found[""], all: found.whole, loose: [] };
      return { yearly: [], all: found.whole, loose: found[""] };
    }

    years() {
      const lengths = this.rules.lengths;
      if (!lengths.length) return null;
      const figure = lengths.map((length) => length.years).reduce(around);
      const wanted = this.firm.facts.values.get("years");
      return wanted === undefined ? figure : capped(figure, exactly(wanted));
    }

    under(ceiling, figure, per = "") {
      const result = capped(figure, ceiling.figure);
      const currency = this.firm.currency;
      const most = amount(ceiling.figure, currency, per), own = amount(figure, currency, per);
      if (!isFigure(figure)) this.firm.say("cap", ceiling.term, ["≤", most]);
      else if (same(result, figure)) this.firm.say("cap", ceiling.term, [own, "≤", most]);
      else this.firm.say("cap", ceiling.term, [own, ">", most, "→", amount(result, currency, per)]);
      return result;
    }

    underYearly(ceiling, figure, years) {
      const firm = this.firm;
      const most = amount(ceiling.figure, firm.currency, "year");
      if (years === null || equal(years.low, ZERO)) {
        firm.say("cap", ceiling.term, ["≤", most]);
        firm.leaveOpen("cap-years", ceiling.term);
        return { low: lesser(figure.low, ceiling.figure.low), high: figure.high, about: figure.about };
      }
      const begun = { low: ceil(years.low), high: years.high === null ? null : ceil(years.high), about: false };
      const all = times(ceiling.figure, begun);
      firm.say("ceiling", ceiling.term, [amount(begun, "year"), "×", most, "=", amount(all, firm.currency)]);
      return this.under({ term: ceiling.term, figure: all, time: "" }, figure);
    }

    last(year, all, loose, years) {
      const firm = this.firm;
      this.year = year;
      for (const ceiling of [...loose, ...all]) this.year = this.under(ceiling, this.year);
      let total = years === null ? null : times(loose.length ? year : this.year, years);
      if (total === null && !all.length) {
        firm.leaveOpen("no-length");
        return;
      }
      total = total || { low: this.year.low, high: null, about: false };
      for (const ceiling of [...loose, ...all]) total = capped(total, ceiling.figure);
      if (years === null) {
        this.total = total;
        return;
      }
      const byYear = times(this.year, years);
      if (loose.length && !same(byYear, total)) {
        total = around(total, byYear);
        firm.leaveOpen("cap-time", loose[0].term);
      }
      this.total = total;
      if (years.high !== null && compare(years.high, whole(1)) < 0) {
        // paid for less than a year: what a year would give is nobody's
        this.year = null;
        this.lump = total;
        this.lumpTime = "whole";
        this.total = null;
      }
      if (isFigure(total) && isFigure(this.year)) {
        const aYear = amount(loose.length ? year : this.year, firm.currency, "year");
        firm.say("total", this.rules.lengths[0].term, [
          amount(years, "year"), "×", aYear, "=", amount(total, firm.currency),
        ]);
      }
    }
  }

  /** The estimate as plain data, as the vectors have it. */
  function plain(estimate) {
    const end = (value) => (value === null ? null : write(value));
    const figure = (one) => (one === null ? null : [write(one.low), end(one.high), one.about]);
    const token = (one) => (typeof one === "string" ? one : [figure(one.figure), one.unit, one.per, one.each]);
    return {
      status: estimate.status,
      unit: estimate.unit,
      year: figure(estimate.year),
      lump: figure(estimate.lump),
      lump_time: estimate.lumpTime,
      total: figure(estimate.total),
      lines: estimate.lines.map((line) => [line.code, line.term, line.base, line.tokens.map(token), line.holds]),
      needs: estimate.needs,
      fails: estimate.fails,
      gaps: estimate.gaps,
    };
  }

  window.policygenEstimator = { plain, evaluate: (rules, facts, isMoney) => new Desk(rules, facts, isMoney).evaluate() };
})();
