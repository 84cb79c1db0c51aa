"""What the documentation shows is tried: its files load, its messages are the ones that are printed."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from policygen.build import Options, build
from policygen.loader import load_package_data, load_tracker
from policygen.model.amounts import Amount, format_amount
from policygen.model.estimates import Estimate, evaluate
from policygen.model.holdings import Facts
from policygen.model.library import Library, read_library
from policygen.model.reckoning import settle
from policygen.problems import format_text, has_errors
from tests.subsidies import Offer, read_offers
from tests.trackers import read_tracker

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: A file the documentation shows: its path on a line, then its text.
SHOWN = dict(re.findall(r"^`(content/[^`]+)`\n\n```\w+\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))
WALK = "content/policies/hunan/changsha-measures.md"


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """The flagship tracker with the files of the README's walkthrough."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    for path, text in SHOWN.items():
        place = tmp_path / path
        assert not place.exists(), f"the walkthrough's {path} was left in the tracker"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return tmp_path


def read(folder: Path) -> tuple[Library | None, list[str]]:
    loaded = load_tracker(folder)
    library, problems = read_library(loaded, load_package_data())
    return library, [format_text(problem, loaded.files) for problem in problems if has_errors([problem])]


def test_the_walkthrough_is_read(tracker: Path) -> None:
    assert len(SHOWN) == 2
    library, errors = read(tracker)
    assert errors == []
    assert library is not None
    policy = library.policies["changsha-measures"]
    assert policy.region == "hunan/changsha"
    assert [term.role for term in policy.subsidies[0].terms] == ["rate", "cap", "duration"]
    assert not [other for other in library.policies.values() if other.region.startswith("hunan") and other != policy]


def test_the_walkthrough_reaches_every_page_it_should(tracker: Path) -> None:
    output = tracker / "build"
    assert build(tracker, output, Options(date(2026, 11, 20))).published
    title = "Measures of Changsha for the Support of the Metaverse Industry"
    for page in ("index", "regions/hunan", "regions/hunan/changsha", "policies/index", "policies/changsha-measures"):
        assert title in (output / f"{page}.html").read_text(encoding="utf-8"), page
    for page in ("compare/targets/industry-scale", "compare/subsidies/rent", "compare/targets/index", "regions/index"):
        assert "hunan/changsha.html" in (output / f"{page}.html").read_text(encoding="utf-8"), page
    assert (output / "compare/places/hunan-and-shanghai.html").is_file()
    policies = json.loads((output / "data/policies.json").read_text(encoding="utf-8"))["policies"]
    assert len(policies) == 38
    assert [p["region"] for p in policies if p["id"] == "changsha-measures"] == ["hunan/changsha"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("sources:\n  daily: {article: changsha-2026, section: 长沙, read: 2026-11-03}\n", "", "record/missing-key"),
        ("region: Changsha, Hunan", "region: Changhsa, Hunan", "region/unknown"),
        ("instrument: measures\n", "instrument: measures\ninstrument: plan\n", "yaml/duplicate-key"),
        ("value: 超过200亿元", "value: 200亿", "quantity/no-unit"),
    ],
)
def test_a_wrong_record_is_told_once_and_leaves_the_site(tracker: Path, old: str, new: str, told: str) -> None:
    output = tracker / "build"
    place = tracker / WALK
    text = place.read_text(encoding="utf-8")
    place.unlink()
    assert build(tracker, output, Options(date(2026, 11, 20))).published
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*")}
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8")
    report = build(tracker, output, Options(date(2026, 11, 20)))
    assert not report.published
    [problem] = [problem for problem in report.problems if problem.severity == "error"]
    assert problem.code == told
    assert problem.span.path == WALK
    assert problem.help
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*")} == before


def test_the_message_shown_is_the_message_printed(tracker: Path) -> None:
    place = tracker / WALK
    place.write_text(place.read_text(encoding="utf-8").replace("超过200亿元", "超过20亿元"), encoding="utf-8")
    _, errors = read(tracker)
    shown = re.search(r"^```text\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert shown is not None
    assert "\n".join(errors) + "\n" == shown[1]


def test_the_smallest_tracker_is_read(tmp_path: Path) -> None:
    shown = re.search(r"^```yaml\n(title: .*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert shown is not None
    result = read_tracker(tmp_path, {"content/site.yaml": shown[1]})
    assert result.problems == []
    assert result.library is not None


def test_the_example_of_writing_records_is_read(tracker: Path) -> None:
    page = (ROOT / "docs/writing-records.md").read_text(encoding="utf-8")
    shown = re.search(r"^```markdown\n(---\ntitle: .*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert shown is not None
    (tracker / "content/policies/jiangsu/example.md").write_text(shown[1], encoding="utf-8")
    library, errors = read(tracker)
    assert errors == []
    assert library is not None
    assert [term.role for term in library.policies["example"].subsidies[0].terms] == [
        "amount",
        "threshold",
        "step",
        "duration",
    ]


def test_what_is_made_by_name_can_be_made() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    told = {name for page in pages for name in re.findall(r"(?m)(?:^|`)make ([a-z-]+)", page.read_text("utf-8"))}
    assert {"site", "test", "bench", "sequences"} <= told
    assert told <= set(re.findall(r"(?m)^([a-z-]+):", makefile))


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))])
def test_links_between_documents_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in target]
    assert [target for target in targets if not ((ROOT / page).parent / target).exists()] == []


ESTIMATOR = (ROOT / "docs/estimator.md").read_text(encoding="utf-8")
#: The rows of its tables of rules: kind, words, terms, firm, what follows.
RULES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in ESTIMATOR.partition("## The rules")[2].partition("## What is open")[0].splitlines()
    if line.startswith("| ") and not line.startswith(("| kind", "| ---"))
]


def test_the_rules_of_the_estimator_hold(tmp_path: Path) -> None:
    offers = [Offer(kind, words, tuple(re.findall("`([^`]+)`", terms))) for kind, words, terms, _, _ in RULES]
    library, subsidies = read_offers(tmp_path, offers)
    told = []
    for subsidy, (_, words, _, firm, _) in zip(subsidies, RULES, strict=True):
        said = dict(each.split(" ") for each in firm.split(", ") if each)
        choices = {int(key.removeprefix("tier:")): int(said.pop(key)) - 1 for key in list(said) if "tier:" in key}
        facts = Facts("CNY", {key: Fraction(value) for key, value in said.items()}, choices)
        told.append((words, firm, tell(evaluate(settle(subsidy, library.vocabulary), facts))))
    assert told == [(words, firm, gives) for _, words, _, firm, gives in RULES]


def tell(found: Estimate) -> str:
    """An estimate as the tables tell it."""
    if found.status == "no":
        return "no"
    parts = [format_amount(Amount(found.year, found.unit, "year"), "en")] if found.year else []
    if found.lump:
        parts.append(" ".join(filter(None, (format_amount(Amount(found.lump, found.unit), "en"), found.lump_time))))
    parts += [format_amount(Amount(found.total, found.unit), "en") + " in total"] if found.total else []
    parts = parts or ["nothing"]
    parts += [f"needs {', '.join(found.needs)}"] if found.needs else []
    parts += [f"open: {', '.join(gap.code for gap in found.gaps)}"] if found.gaps else []
    return "; ".join(parts)


def test_every_gap_of_the_estimator_is_explained() -> None:
    explained = re.findall(r"^\| `([a-z-]+)` \|", ESTIMATOR.partition("## What is open")[2], re.MULTILINE)
    rooms = [ROOT / f"src/policygen/model/{room}.py" for room in ("reckoning", "holdings", "estimates")]
    source = "".join(room.read_text(encoding="utf-8") for room in rooms)
    told = set(re.findall(r'(?:Gap|_open|leave_open)\(\s*"([a-z-]+)"', source)) | {"no-share", "no-figure"}
    assert sorted(explained) == sorted(told)
