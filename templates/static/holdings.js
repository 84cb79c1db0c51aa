/* Holdings: the rules of a subsidy as the data files have them, and what a firm has that counts for them.

   Twin of src/policygen/model/holdings.py: the same steps in the same order. */
(() => {
  "use strict";

  const { parse, whole, multiply, divide, compare, equal, exactly, amount } = window.policygenAmounts;

  // --- rules, as the data files have them ---

  const readEnd = (text) => (text === null ? null : parse(text));
  const readGate = ([term, base, unit, low, high, strict]) => ({
    term, base, unit, low: readEnd(low), high: readEnd(high), strict: Boolean(strict),
  });
  const readFigure = ([low, high, about]) => ({ low: parse(low), high: readEnd(high), about: Boolean(about) });
  const readPart = ([figure, unit, per, count, time, each, base, gate]) => ({
    figure: readFigure(figure), unit, per, times: count, time, each, base, gate: gate ? readGate(gate) : null,
  });

  /** The rules of one subsidy from their plain form; `bases` are all bases by id: [unit, per, of, by]. */
  function readRules(plain, bases) {
    const known = {};
    for (const [id, [unit, per, of, by]] of Object.entries(bases)) known[id] = { id, unit, per, of, by };
    return {
      currency: plain.currency,
      pool: Boolean(plain.pool),
      counts: plain.counts,
      bases: known,
      gates: plain.gates.map(readGate),
      sums: plain.sums.map(([term, worded, parts]) => ({ term, worded: Boolean(worded), parts: parts.map(readPart) })),
      steps: plain.steps.map(([term, base, start, width, unit, part, rest]) => ({
        term, base, start: readEnd(start), width: parse(width), unit, part: readPart(part), rest,
      })),
      limits: plain.limits.map(([term, base, most, price]) => ({ term, base, most: parse(most), price: Boolean(price) })),
      caps: plain.caps.map(([term, part]) => ({ term, part: readPart(part) })),
      lengths: plain.lengths.map(([term, years]) => ({ term, years: readFigure(years) })),
      gaps: plain.gaps,
    };
  }

  // --- what a firm has, and so much of it as counts ---

  const MONTHS = { year: 1, month: 12 };
  const HUNDRED = whole(100);

  class Holdings {
    constructor(rules, facts) {
      this.rules = rules;
      this.facts = facts;
      this.currency = rules.currency || facts.currency;
      this.lines = [];
      this.needs = [];
      this.fails = [];
      this.gaps = rules.gaps.map((gap) => [...gap]);
      this.values = new Map();
    }

    say(code, term, tokens, base = "", holds = null) {
      this.lines.push({ code, term, base, tokens, holds });
    }

    leaveOpen(code, term = -1) {
      if (!this.gaps.some((gap) => gap[0] === code && gap[1] === term)) this.gaps.push([code, term]);
    }

    need(name) {
      if (!this.needs.includes(name)) this.needs.push(name);
    }

    unit(unit) {
      return unit === "money" ? this.currency : unit;
    }

    fact(name, unit) {
      if (unit === "money" && this.rules.currency && this.rules.currency !== this.facts.currency) {
        this.need(`currency:${this.rules.currency}`);
        return null;
      }
      if (!this.facts.values.has(name)) {
        this.need(name);
        return null;
      }
      return this.facts.values.get(name);
    }

    raw(base) {
      if (!(base.of && base.by)) return this.fact(base.id, base.unit);
      const of = this.rules.bases[base.of];
      const isRate = of.unit === "money";
      const size = this.raw(of);
      const price = this.fact(base.id, isRate ? "percent" : base.unit);
      if (size === null || price === null) return null;
      const value = multiply(multiply(size, price), whole(MONTHS[base.by]));
      return isRate ? divide(value, HUNDRED) : value;
    }

    value(name) {
      if (!this.values.has(name)) this.values.set(name, this.counted(this.rules.bases[name]));
      return this.values.get(name);
    }

    counted(base) {
      const of = base.of ? this.rules.bases[base.of] : null;
      let value;
      if (of && base.by) value = this.product(base, of);
      else {
        value = this.fact(base.id, base.unit);
        if (of && value !== null && this.rules.limits.some((limit) => limit.base === of.id)) {
          value = this.share(base, of, value);
        }
      }
      for (const limit of this.rules.limits) {
        if (limit.base === base.id && !limit.price && value !== null) {
          value = this.limited(limit.term, base, value, limit.most);
        }
      }
      return value;
    }

    product(base, of) {
      const isRate = of.unit === "money";
      const size = this.value(of.id);
      let price = this.fact(base.id, isRate ? "percent" : base.unit);
      if (size === null || price === null) return null;
      const months = whole(MONTHS[base.by]);
      const each = isRate ? "" : of.unit;
      const unit = isRate ? "percent" : this.unit(base.unit);
      for (const limit of this.rules.limits) {
        if (limit.base === base.id && limit.price) {
          const most = divide(limit.most, months);
          if (compare(price, most) > 0) {
            const told = this.unit(base.unit);
            this.say("limit", limit.term, [
              amount(exactly(price), told, base.by, each), ">", amount(exactly(most), told, base.by, each),
            ], base.id);
            price = most;
          }
        }
      }
      let value = multiply(multiply(size, price), months);
      if (isRate) value = divide(value, HUNDRED);
      const tokens = [amount(exactly(size), this.unit(of.unit)), "×", amount(exactly(price), unit, base.by, each)];
      if (MONTHS[base.by] > 1) tokens.push("×", amount(exactly(months), "count"));
      tokens.push("=", amount(exactly(value), this.unit(base.unit), base.per));
      this.say("base", -1, tokens, base.id);
      return value;
    }

    share(base, of, value) {
      const all = this.raw(of), counted = this.value(of.id);
      if (all === null || counted === null) return null;
      if (equal(counted, all)) return value;
      const part = divide(multiply(value, counted), all);
      const unit = this.unit(base.unit), ofUnit = this.unit(of.unit);
      this.say("share", -1, [
        amount(exactly(value), unit), "×", amount(exactly(counted), ofUnit), "÷",
        amount(exactly(all), ofUnit), "=", amount(exactly(part), unit),
      ], base.id);
      return part;
    }

    limited(term, base, value, most) {
      const unit = this.unit(base.unit);
      const isMore = compare(value, most) > 0;
      this.say("limit", term, [
        amount(exactly(value), unit, base.per), isMore ? ">" : "≤", amount(exactly(most), unit, base.per),
      ], base.id);
      return isMore ? most : value;
    }

    show(name) {
      const needs = [...this.needs];
      this.value(name);
      this.needs = needs;
    }
  }

  const facts = (currency, values, choices) => ({
    currency,
    values: new Map(Object.entries(values)),
    choices: new Map(Object.entries(choices).map(([term, choice]) => [Number(term), choice])),
  });

  window.policygenHoldings = { readRules, facts, Holdings };
})();
