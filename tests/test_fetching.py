"""`policygen links`: what hosts answer, from a host of the test's own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from policygen.fetching import Answer, try_addresses
from tests.test_cli import Ran, run
from tests.trackers import ARTICLE, ARTICLE_EN, SMALL, write_tracker

STATUSES = {"/here": 200, "/shy": 200, "/moved": 301, "/out": 302, "/%E7%AB%99": 200}


class Host(BaseHTTPRequestHandler):
    """Has /here, moves /moved there, refuses HEAD for /shy, and leads /out to a file."""

    def do_HEAD(self) -> None:
        self.answer(405 if self.path == "/shy" else STATUSES.get(self.path, 404))

    def do_GET(self) -> None:
        self.answer(STATUSES.get(self.path, 404))

    def answer(self, status: int) -> None:
        self.send_response(status)
        if self.path == "/moved":
            self.send_header("Location", "/here")
        if self.path == "/out":
            self.send_header("Location", "file:///etc/passwd")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_what_hosts_answer(host: str) -> None:
    paths = ("/here", "/moved", "/shy", "/gone", "/站")
    answers = dict(try_addresses({path: host + path for path in paths}))
    assert answers == {
        "/here": Answer(200),
        "/moved": Answer(200),
        "/shy": Answer(200),
        "/gone": Answer(404),
        "/站": Answer(200),
    }


def test_no_redirection_leads_to_a_file(host: str) -> None:
    [(_, answer)] = try_addresses({"a": f"{host}/out"})
    assert answer == Answer(302)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://[::1", "file:///etc/passwd"])
def test_what_does_not_answer_is_told_in_words(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    [(_, answer)] = try_addresses({"a": address}, patience=2)
    assert answer.status is None
    assert answer.why


def test_the_lines_are_what_articles_take(host: str, tmp_path: Path) -> None:
    files = {
        **SMALL,
        "content/articles/roadmap.md": ARTICLE.replace("language: zh\n", f"language: zh\nurl: {host}/here\n"),
        "content/articles/roadmap-en.md": ARTICLE_EN.replace("language: en\n", f"language: en\nurl: {host}/gone\n"),
    }
    tracker = write_tracker(tmp_path, files)
    before = {path: path.read_bytes() for path in tracker.rglob("*.md")}
    ran = run("links", tracker, "--as-of", "2026-11-20")
    assert ran == Ran(
        1,
        "content/articles/roadmap.md: checked: {on: 2026-11-20, status: 200}\n"
        "content/articles/roadmap-en.md: checked: {on: 2026-11-20, status: 404}\n",
        "2 addresses, 1 not there\n",
    )
    assert {path: path.read_bytes() for path in tracker.rglob("*.md")} == before


def test_without_addresses_there_is_nothing_to_ask(tmp_path: Path) -> None:
    ran = run("links", write_tracker(tmp_path / "small", SMALL))
    assert (ran.status, ran.out, ran.err) == (0, "", "0 addresses, 0 not there\n")
    ran = run("links", write_tracker(tmp_path / "empty", {"content/notes/x": "x"}))
    assert (ran.status, ran.err) == (2, "error: the content cannot be read\n   help: policygen check tells why\n")
