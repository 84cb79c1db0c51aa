"""The real site in a real browser: built once, opened from disk and served under a sub-path."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from policygen.build import Options, Report, build
from tests.browser.watching import NODE, ROOT, Once, Watched, find_pages, serving

#: The headless shell is Chromium without windows, and opens pages sooner.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Builds a site of this name once for all processes that test; what builds it is given the folder."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    def build_once(name: str, make: Callable[[Path], Report]) -> Path:
        output = folder / name / "tracker"
        with open(folder / f"{name}.lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not output.exists():
                report = make(output)
                assert report.published, report.problems
        return output

    return build_once


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """The repository's own content, as of a fixed day."""
    return once("site", lambda output: build(ROOT, output, Options(today=date(2026, 11, 20))))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, _NAMES)), None)
    if executable is None:
        pytest.fail("no Chromium found: apt-get install chromium, or set CHROME_PATH")
    with sync_playwright() as playwright:
        # Inside containers there is no sandbox to be had, and all pages are our own.
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def paths(site: Path) -> dict[tuple[str, str], str]:
    return find_pages(site)


@pytest.fixture(scope="session")
def axe() -> str:
    script = NODE / "axe-core/axe.min.js"
    assert script.is_file(), "axe-core is missing: run make test, which installs it"
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The site as it stands on a host that has other things at its root."""
    with serving(site) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def watched(context: BrowserContext, site: Path) -> Iterator[Watched]:
    """A page on the site as files; the test fails when anything went wrong in it."""
    watched = Watched(context.new_page(), f"{site.as_uri()}/")
    yield watched
    assert watched.wrong == []
