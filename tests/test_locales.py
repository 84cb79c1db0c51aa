"""The catalogues hold every message of templates and Python, each whole, with the placeholders of the English."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from scripts.messages import CATALOGUES, LANGUAGES, collect_messages, untranslated, updated

from policygen.site.messages import parse_catalogue

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
HAN = r"[\u3400-\u9fff]"


def ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)


def strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,)


def catalogue(language: str) -> list[Message]:
    data = (CATALOGUES / f"{language}.po").read_bytes()
    return [message for message in read_po(io.BytesIO(data), locale=language) if message.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_what_the_sources_say(language: str) -> None:
    data = (CATALOGUES / f"{language}.po").read_bytes()
    wanted = {ids(message) for message in collect_messages() if message.id}
    assert {ids(message) for message in catalogue(language)} == wanted
    assert updated(language, collect_messages()) == data, "run scripts/messages.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    data = (CATALOGUES / f"{language}.po").read_bytes()
    assert [message.id for message in untranslated(data, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_agree(language: str) -> None:
    for message in catalogue(language):
        wanted = {name for text in ids(message) for name in PLACEHOLDER.findall(text)}
        for text in strings(message):
            assert set(PLACEHOLDER.findall(text)) == wanted, message.id
            assert "%" not in PLACEHOLDER.sub("", text), message.id


def test_no_two_messages_differ_by_white_space_alone() -> None:
    texts = [" ".join(ids(message)[0].split()) for message in catalogue(LANGUAGES[0])]
    assert len(texts) == len(set(texts))


def test_chinese_is_set_as_chinese() -> None:
    for message in catalogue("zh"):
        for text in strings(message):
            bare = PLACEHOLDER.sub("数", text)
            assert not re.search(rf"{HAN} ?[,;:?!()] ?|[,;:?!()] ?{HAN}", bare), text
            assert not re.search(rf"{HAN} +{HAN}", PLACEHOLDER.sub("x", text)), text
            assert not re.search(rf"{HAN}\.", bare), text
            assert text.endswith("。") == ids(message)[0].endswith("."), text


def test_the_program_reads_the_catalogue() -> None:
    texts = parse_catalogue((CATALOGUES / "zh.po").read_text(encoding="utf-8"), "zh")
    assert texts.gettext("not found in the text") == "未见于原文"
    more = texts.ngettext("%(num)s more source says the same", "%(num)s more sources say the same", 2)
    assert more % {"num": 2} == "另有2个来源与此一致"
