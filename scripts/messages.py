"""The interface catalogues: collect every message of templates and Python, and bring the catalogues up to date.

Owns the list of message ids and the order and form of the `.po` files. Refuses to invent a translation: a new
message enters a catalogue empty and is reported until somebody has written it.

    python scripts/messages.py            update the catalogues, report what lacks a translation
    python scripts/messages.py --check    change nothing, exit 1 when an update would change a file or a text is missing
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "src" / "policygen" / "data" / "locales"
#: The source of messages is English, so these languages need a catalogue.
LANGUAGES = ("zh",)
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "N_": None,
    "ngettext": (1, 2),
    # as pages say it
    "say": None,
    "count": (1, 2),
}
PLACES = (
    (ROOT / "templates", [("**.html", "jinja2")]),
    (ROOT / "src" / "policygen", [("**.py", "python")]),
)
OPTIONS = {"**.html": {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}


def collect_messages() -> Catalog:
    """All message ids of the program, with the files they stand in."""
    catalog = Catalog(project="policygen", charset="utf-8")
    for folder, methods in PLACES:
        found = extract_from_dir(
            folder, methods, OPTIONS, keywords=KEYWORDS, comment_tags=("i18n:",), strip_comment_tags=True
        )
        for name, _line, message, comments, _context in found:
            place = (folder / name).relative_to(ROOT).as_posix()
            catalog.add(message, None, [(place, 0)], auto_comments=comments)
    return catalog


def updated(language: str, template: Catalog) -> bytes:
    """The catalogue of a language with the messages of `template`: kept where translated, empty where new."""
    path = CATALOGUES / f"{language}.po"
    with io.BytesIO(path.read_bytes() if path.exists() else b"") as file:
        catalog = read_po(file, locale=language)
    old = {message.id: message for message in catalog if message.id}
    fresh = Catalog(locale=language, project="policygen", charset="utf-8", fuzzy=False)
    for message in template:
        if not message.id:
            continue
        kept = old.get(message.id)
        places = sorted({place for place, _ in message.locations})
        fresh.add(
            message.id,
            kept.string if kept is not None else None,
            [(place, 0) for place in places],
            auto_comments=message.auto_comments,
            user_comments=kept.user_comments if kept is not None else (),
        )
    with io.BytesIO() as out:
        write_po(out, fresh, width=110, sort_output=True, include_lineno=False, omit_header=True)
        body = out.getvalue()
    header = (
        f"# Interface texts, {language}. Kept in order by scripts/messages.py.\n"
        'msgid ""\n'
        'msgstr ""\n'
        f'"Language: {language}\\n"\n'
        f'"Plural-Forms: {fresh.plural_forms}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return header.encode() + body


def untranslated(catalogue: bytes, language: str) -> Iterator[Message]:
    """The messages of a catalogue without a text, or with only some of their plural forms."""
    for message in read_po(io.BytesIO(catalogue), locale=language):
        strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        if message.id and not all(strings):
            yield message


def main(arguments: list[str]) -> int:
    """Update or check; 0 when every catalogue is whole."""
    template = collect_messages()
    missing = stale = 0
    for language in LANGUAGES:
        path = CATALOGUES / f"{language}.po"
        text = updated(language, template)
        if not path.exists() or path.read_bytes() != text:
            stale += 1
            if "--check" not in arguments:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text)
            print(f"{path.relative_to(ROOT)}: " + ("out of date" if "--check" in arguments else "updated"))
        for message in untranslated(text, language):
            missing += 1
            print(f"{path.relative_to(ROOT)}: no translation: {message.id!r}")
    return 1 if missing or (stale and "--check" in arguments) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
