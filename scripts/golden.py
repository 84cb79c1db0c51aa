"""Rewrites the expected output of the golden site: python scripts/golden.py. Read the difference before you commit it.

The golden site is the small tracker in tests/golden. Of its output, the data are kept as they are, and of every page
what a reader reads of it: its words line by line, and where its links lead. Markup may change without a difference.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from policygen.build import Options, build

GOLDEN = Path(__file__).parents[1] / "tests/golden"
_DATA = ("data/policies.json", "data/regions.json", "data/articles.json", "data/targets.csv", "data/subsidies.csv")
_INLINE = ("a", "abbr", "b", "i", "em", "strong", "q", "mark", "sup", "span", "small", "time", "data", "code")


def make_golden() -> dict[str, bytes]:
    """The expected files by path below tests/golden/expected."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "site"
        report = build(GOLDEN, output, Options(today=date(2026, 11, 21), as_of=date(2026, 11, 20), jobs=1))
        if not report.published:
            raise SystemExit("\n".join(f"{problem.span}: {problem.message}" for problem in report.problems))
        files = {path: (output / path).read_bytes() for path in _DATA}
        for path in sorted(output.rglob("*.html")):
            name = path.relative_to(output).with_suffix(".txt").as_posix()
            text = read_page(path.read_text(encoding="utf-8"))
            # Places that have not been read are all alike; one stands for them.
            if "regions/" not in name or "policies/" in text or name.endswith("anhui.txt"):
                files[f"pages/{name}"] = text.encode()
        return files


def read_page(html: str) -> str:
    """What the page says of its own, one block a line; a link is followed by its address."""
    reader = _Reader()
    title, main = html.partition("<title>")[2], html.partition("<main")[2]
    reader.feed(f"{title.partition('</title>')[0]}\n<main{main.partition('</main>')[0]}")
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "".join(f"{line}\n" for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.parts.append("\n")
        if tag == "a":
            self._links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.parts.append(f" ‹{self._links.pop()}›")
        elif tag in ("td", "th"):
            self.parts.append(" | ")
        elif tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("\n", " "))


def main() -> int:
    expected = GOLDEN / "expected"
    files = make_golden()
    for path in sorted(expected.rglob("*")):
        if path.is_file() and path.relative_to(expected).as_posix() not in files:
            path.unlink()
    for name, content in files.items():
        target = expected / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
