"""What pages give for use elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policygen.site.pages import SitePlan
from policygen.site.views import DataView, Elsewhere, View
from tests.site.test_pages import FILES, plan, view_at
from tests.trackers import SITE, read_tracker

BASE = "base url: https://example.org/t\n"
PUBLISHER = "publisher: {en: Institute, zh: 研究所}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SitePlan:
    return plan(tmp_path_factory.mktemp("tracker"), {**FILES, "content/site.yaml": SITE + BASE + PUBLISHER})


def cited(view: View) -> dict[str, str]:
    assert isinstance(view.frame.elsewhere, Elsewhere)
    return {each.name: each.text for each in view.frame.elsewhere.citations}


def test_what_has_content_of_its_own_can_be_cited(site: SitePlan) -> None:
    kinds = {page.kind for page in site.pages if page.view.frame.elsewhere is not None}
    assert kinds == {"policy", "region", "metric", "kind", "matrix", "pair", "data"}


def test_a_policy_is_cited_by_title_and_place_with_its_address(site: SitePlan) -> None:
    assert cited(view_at(site, "policies/nanjing.html"))["APA"] == (
        "Institute. (2026, November 20). Several policies of Nanjing (Nanjing, Jiangsu). Test tracker. "
        "https://example.org/t/policies/nanjing.html"
    )
    assert cited(view_at(site, "zh/policies/nanjing.html"))["GB/T 7714—2015"] == (
        "研究所. 南京若干政策 (江苏南京市)[EB/OL]. 测试, 2026(2026-11-20)[2026-11-20]. "
        "https://example.org/t/zh/policies/nanjing.html."
    )


def test_the_data_are_cited_as_a_data_set_of_the_tracker(site: SitePlan) -> None:
    forms = cited(view_at(site, "data/index.html"))
    assert "Institute. Test tracker[DS/OL]. " in forms["GB/T 7714—2015"]
    (item,) = json.loads(forms["CSL-JSON"])
    assert (item["type"], item["URL"]) == ("dataset", "https://example.org/t/data/")


def test_catalogues_are_told_the_data_with_whole_addresses(site: SitePlan) -> None:
    view = view_at(site, "zh/data/index.html")
    assert isinstance(view, DataView)
    told = json.loads(view.dataset_json)
    assert (told["@type"], told["name"], told["creator"]["name"]) == ("Dataset", "测试", "研究所")
    assert told["url"] == "https://example.org/t/zh/data/"
    assert told["version"] == told["dateModified"] == "2026-11-20"
    addresses = {each["contentUrl"]: each["encodingFormat"] for each in told["distribution"]}
    assert addresses["https://example.org/t/data/targets.csv"] == "text/csv"
    assert "license" not in told


def test_nothing_in_the_data_of_a_tracker_ends_its_element(tmp_path: Path) -> None:
    settings = SITE.replace("Test tracker", "</script><b>&amp;") + BASE
    view = view_at(plan(tmp_path, {**FILES, "content/site.yaml": settings}), "data/index.html")
    assert isinstance(view, DataView)
    assert not set("<>&") & set(view.dataset_json)
    assert json.loads(view.dataset_json)["name"] == "</script><b>&amp;"


def test_citations_of_two_pages_have_two_keys(site: SitePlan) -> None:
    keys = [
        json.loads(cited(page.view)["CSL-JSON"])[0]["id"]
        for page in site.pages
        if page.view.frame.elsewhere is not None
    ]
    assert len(set(keys)) == len(keys)


def test_without_a_publisher_and_an_address_the_tracker_is_the_author_and_nothing_is_made_up(tmp_path: Path) -> None:
    site = plan(tmp_path)
    data = view_at(site, "data/index.html")
    assert isinstance(data, DataView)
    assert data.dataset_json == ""
    forms = cited(view_at(site, "compare/targets/industry-scale.html"))
    assert forms["APA"] == "Test tracker. (2026, November 20). Industry scale compared."
    assert not any("http" in form for form in forms.values())


def test_a_publisher_in_a_language_the_tracker_lacks_is_told(tmp_path: Path) -> None:
    read = read_tracker(tmp_path, {**FILES, "content/site.yaml": SITE + "publisher: {fr: Institut}\n"})
    assert read.warnings[-1:] == [
        'content/site.yaml:6:13: warning: "fr" is no language of this tracker [site/language-unused] | '
        "the languages are en, zh"
    ]


@pytest.mark.parametrize(("path", "type_"), [("policies/nanjing.html", "article"), ("index.html", "website")])
def test_a_link_shows_its_title_and_language(site: SitePlan, path: str, type_: str) -> None:
    for prefix, locale, other in (("", "en_US", "zh_CN"), ("zh/", "zh_CN", "en_US")):
        social = view_at(site, prefix + path).frame.social
        assert (social.type, social.locale, social.locales) == (type_, locale, (other,))
