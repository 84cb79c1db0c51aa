"""The rows of long lists as scripts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policygen.site.messages import Messages
from policygen.site.pages import SitePlan, plan_site
from policygen.site.pages.sheet import Sheet
from policygen.site.rowdata import rows_file
from tests.site.test_listing import divided, files
from tests.site.test_pages import AS_OF, library, plan

LANGUAGES = {language: Messages(language) for language in ("en", "zh")}


def chunks_of(site: SitePlan) -> dict[str, bytes]:
    found = {}
    for chunk in site.shelf.chunks:
        for language, messages in LANGUAGES.items():
            path = f"data/lists/{chunk.replace('/', f'-{language}-')}.js"
            found[path] = rows_file(Sheet(site.shelf, site.routes, messages, "", "rows", path), chunk)
    return found


def told(content: bytes) -> Any:
    name, _, data = content.decode().removeprefix("policygenRows(").removesuffix(");\n").partition(",")
    return json.loads(name), json.loads(data)


@pytest.fixture(scope="module")
def chunks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return chunks_of(divided(tmp_path_factory.mktemp("tracker"), 700))


def test_a_list_that_fits_on_its_page_has_no_row_data(tmp_path: Path) -> None:
    assert chunks_of(plan(tmp_path, files())) == {}


def test_chunks_hold_every_row_once(chunks: dict[str, bytes]) -> None:
    for name, number in (("policies", 710), ("targets", 709), ("subsidies", 708)):
        found = [told(content) for path, content in chunks.items() if path.startswith(f"data/lists/{name}-en-")]
        assert len(found) > 1
        rows = [row[0].partition("|")[0] for _, data in found for row in data["rows"]]
        assert len(rows) == len(set(rows)) == number
        assert [told_name for told_name, _ in found] == [f"{name}-en-{n}" for n in range(len(found))]


def test_every_code_of_a_row_has_a_label(chunks: dict[str, bytes]) -> None:
    _, data = told(chunks["data/lists/targets-zh-0.js"])
    fields = ("place", "level", "metric", "status", "due", "amount", "theme", "instrument")
    for row in data["rows"]:
        for key, codes in zip(fields, row[0].split("|")[2:], strict=True):
            assert all(data["labels"][key][code][0] for code in codes.split())
    assert data["labels"]["place"]["jiangsu"] == ["江苏", 0, "jiangsu"]


def test_addresses_lead_from_the_root_of_the_site(chunks: dict[str, bytes]) -> None:
    _, data = told(chunks["data/lists/policies-zh-0.js"])
    cells = [data["shared"][cell] if isinstance(cell, int) else cell for cell in data["rows"][0][1:]]
    assert cells[1][1][1].startswith("zh/regions/")


def test_cells_of_several_rows_are_written_once(chunks: dict[str, bytes]) -> None:
    content = chunks["data/lists/targets-en-0.js"].decode()
    assert content.count("city, Jiangsu") == len({"Wuxi", "Suzhou"} & {n for n in ("Wuxi", "Suzhou") if n in content})


def test_a_record_more_changes_one_chunk_of_each_list(tmp_path: Path) -> None:
    small = library(tmp_path, files())
    wuxi = small.policies["r2"]
    many = {**small.policies, **{f"w{at:03}": replace(wuxi, id=f"w{at:03}") for at in range(700)}}
    before = chunks_of(plan_site(replace(small, policies=many), AS_OF, LANGUAGES))
    after = chunks_of(plan_site(replace(small, policies={**many, "new": replace(wuxi, id="new")}), AS_OF, LANGUAGES))
    assert before.keys() == after.keys()
    changed = [path for path in before if before[path] != after[path]]
    assert sorted({path.rpartition("-")[0] for path in changed}) == sorted(
        f"data/lists/{name}-{language}" for name in ("policies", "targets", "subsidies") for language in LANGUAGES
    )
    assert len(changed) == 6
