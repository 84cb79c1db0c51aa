"""The estimator in the browser reckons as the one in Python does."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import BrowserContext

from tests.browser.watching import ROOT

VECTORS: dict[str, Any] = json.loads((ROOT / "tests/estimates/vectors.json").read_text(encoding="utf-8"))

#: Every try of every case, with its lines written in both languages.
RUN = """vectors => {
  const e = window.policygenEstimator;
  const write = (line, language) => e.formatTokens(line.tokens, vectors.writing[language]);
  const isMoney = unit => Boolean(vectors.writing.en.money[unit]);
  return vectors.cases.map(one => {
    const rules = e.readRules(one.rules, vectors.bases);
    return one.tries.map(each => {
      const values = Object.fromEntries(Object.entries(each.values).map(([name, text]) => [name, e.parse(text)]));
      const found = e.evaluate(rules, e.facts(each.currency, values, each.choices), isMoney);
      const lines = found.lines.map(line =>
        [line.code, line.term, line.base, write(line, "en"), write(line, "zh"), line.holds]);
      return {...e.plain(found), lines};
    });
  });
}"""


def test_the_vectors_hold(context: BrowserContext) -> None:
    page = context.new_page()
    page.add_script_tag(path=ROOT / "templates/static/estimator.js")
    for case, tries in zip(VECTORS["cases"], page.evaluate(RUN, VECTORS), strict=True):
        for wanted, found in zip(case["tries"], tries, strict=True):
            assert found == wanted["estimate"], case["source"]
