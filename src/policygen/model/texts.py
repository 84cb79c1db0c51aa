"""Texts: one text in several languages."""

from __future__ import annotations

from collections.abc import Mapping

#: A text by language code; never empty. A missing language falls back visibly to the first there is.
Texts = Mapping[str, str]


def pick(texts: Texts, language: str) -> tuple[str, str]:
    """The text to show a reader of `language`, and the language it is in: that one, else one that differs by script or
    country alone (zh for zh-CN), else the first there is.
    """
    if language in texts:
        return texts[language], language
    primary = language.partition("-")[0]
    fallback = next((code for code in texts if code.partition("-")[0] == primary), next(iter(texts)))
    return texts[fallback], fallback
