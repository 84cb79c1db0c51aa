"""What the browser tests look at, and what they take note of."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from policygen.build import Report
from policygen.site.views import PAGE_VIEWS

ROOT = Path(__file__).parents[2]
NODE = ROOT / ".cache/node/node_modules"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_PAGE = [(kind, language) for kind in PAGE_VIEWS for language in ("en", "zh")]
#: Builds a site of this name once for all processes that test.
Once = Callable[[str, Callable[[Path], Report]], Path]
_KIND = re.compile(r'data-page-kind="([^"]+)"')
_LANGUAGE = re.compile(r'<html lang="([^"]+)"')


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address of a site on a host of this machine, under a sub-path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site.parent)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{site.name}/"
    server.shutdown()
    thread.join()


@dataclass
class Watched:
    """A page and everything that went wrong in it: messages of the console, requests that failed or went elsewhere."""

    page: Page
    home: str
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self._note(message.type in ("error", "warning"), message.text))
        self.page.on("pageerror", lambda error: self._note(True, str(error)))
        # who goes on to another page breaks off what this one was still loading
        self.page.on(
            "requestfailed",
            lambda request: self._note(request.failure != "net::ERR_ABORTED", f"failed: {request.url}"),
        )
        self.page.on("request", lambda request: self._note(not request.url.startswith(self.home), request.url))
        self.page.on(
            "response", lambda response: self._note(response.status >= 400, f"{response.status} {response.url}")
        )

    def _note(self, wrong: bool, what: str) -> None:
        if wrong:
            self.wrong.append(what)

    def open(self, path: str) -> Page:
        self.page.goto(self.home + path)
        return self.page


def violations(page: Page, axe: str, rules: list[str] = RULES) -> list[str]:
    """What axe finds wrong with the page as it is now; `rules` are tags or rules."""
    if not page.evaluate("window.axe !== undefined"):
        page.evaluate(axe)
    # What holds is as long as the page, so only what does not leaves the browser.
    found: Any = page.evaluate(
        """async rules => {
          const options = {runOnly: rules, preload: false, resultTypes: ["violations"]};
          return (await axe.run(document, options)).violations;
        }""",
        rules,
    )
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def wide_by(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def squeezed(page: Page) -> list[str]:
    """What stands in cells so narrow that every line has one Chinese character; what only screen readers get does not
    count.
    """
    found: list[str] = page.evaluate(
        """() => {
          const lines = (cell) => {
            const found = [], walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
            for (let text = walker.nextNode(); text; text = walker.nextNode()) {
              if (text.parentElement.closest(".hidden")) continue;
              const range = document.createRange();
              range.selectNodeContents(text);
              found.push(...range.getClientRects());
            }
            return found;
          };
          return [...document.querySelectorAll("td, th")].filter((cell) => {
            const shown = (each) => each.getBoundingClientRect().width > 8;
            if (!cell.checkVisibility() || !shown(cell) || !shown(cell.parentElement.parentElement)) return false;
            const size = parseFloat(getComputedStyle(cell).fontSize), all = lines(cell);
            return all.length > 2 && all.every((line) => line.width < 1.6 * size && line.height < 3 * size);
          }).map((cell) => cell.innerText).filter((text) => /[\\u4e00-\\u9fff]{3}/u.test(text));
        }"""
    )
    return found


def find_pages(site: Path) -> dict[tuple[str, str], str]:
    """The longest page of each kind in each language: (kind, language) to path. What other sites embed is no page."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        kind = _KIND.search(text)
        language = _LANGUAGE.search(text)
        assert kind, path
        assert language, path
        key, size = (kind[1], language[1]), (len(text), path.relative_to(site).as_posix())
        if not kind[1].startswith("embed-"):
            found[key] = max(found.get(key, (0, "")), size)
    return {key: path for key, (_, path) in found.items()}
