"""Citing: how a page or the data of the tracker is named in the writing of others.

Owns the four forms: APA's, GB/T 7714—2015, BibTeX, CSL-JSON; and the data as catalogues list them. Refuses the reader's
clock: a page says what stood on its day, and another build may say something else, so that day is the day of issue and
the day of access in every form.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Final
from urllib.parse import quote

from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited. `author` publishes the tracker, which is called `site`; both are one text where nobody else is
    named. `url` is "" for a site that does not know where it stands. `key` names it in bibliographies. `note` tells the
    day in words; `dataset` is the word for a data set, "" for a page.
    """

    title: str
    author: str
    site: str
    language: str
    as_of: date
    url: str
    key: str
    note: str
    dataset: str = ""


#: What TeX takes for commands. A brace counts as one even where it is escaped, so none is left.
_TEX: Final = {
    **{ord(sign): f"\\{sign}" for sign in "$&#%_"},
    ord("\\"): r"{\textbackslash}",
    ord("{"): r"{\textbraceleft}",
    ord("}"): r"{\textbraceright}",
    ord("~"): r"{\textasciitilde}",
    ord("^"): r"{\textasciicircum}",
}
#: What may stand in an address, escapes among it.
_ADDRESS: Final = "%:/?#[]@!$&'()*+,;=~"


def format_apa(work: Work, day: str) -> str:
    """As the Publication Manual of the American Psychological Association (7th edition) names a web page of a group:
    `Group. (2026, November 20). Title. Site. Address`. `day` is the day as the language writes it; English writes the
    year first here, whoever reads it.
    """
    if work.language.partition("-")[0] == "en":
        day = f"{work.as_of.year}, {_MONTHS[work.as_of.month - 1]} {work.as_of.day}"
    title = f"{work.title} [{work.dataset}]" if work.dataset else work.title
    parts = [work.author, f"({day})", title, *((work.site,) if work.site != work.author else ()), _address(work.url)]
    return _stopped(parts[:-1]) + (f" {parts[-1]}" if parts[-1] else "")


def format_gbt(work: Work) -> str:
    """As GB/T 7714—2015 names an electronic resource (8.7 of the standard):
    `责任者. 题名[EB/OL]. 出版者, 出版年(日期)[引用日期]. 地址.`, a data set with `[DS/OL]`.
    """
    day = work.as_of.isoformat()
    kind = "DS/OL" if work.dataset else "EB/OL"
    title = f"{work.title}[{kind}]"
    published = f"{work.site}, {work.as_of.year}" if work.site != work.author else ""
    return _stopped([work.author, title, f"{published}({day})[{day}]", _address(work.url)])


def format_bibtex(work: Work) -> str:
    """An entry for BibTeX and biblatex, titles kept as they are written."""
    day = work.as_of
    fields = {
        "author": f"{{{_tex(work.author)}}}",
        "title": f"{{{_tex(work.title)}}}",
        "howpublished": _tex(work.site) if work.site != work.author else "",
        "year": str(day.year),
        "month": _MONTHS[day.month - 1][:3].lower(),
        "type": _tex(work.dataset),
        "note": _tex(work.note),
        "url": _address(work.url),
        "urldate": day.isoformat() if work.url else "",
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value]
    return "\n".join((f"@misc{{{work.key},", *lines, "}"))


_json: Final = json.JSONEncoder(ensure_ascii=False).encode


def format_csl(work: Work) -> str:
    """An item of the Citation Style Language as reference managers import it (CSL-JSON 1.0.2)."""
    day = {"date-parts": [[work.as_of.year, work.as_of.month, work.as_of.day]]}
    item: dict[str, object] = {
        "id": work.key,
        "type": "dataset" if work.dataset else "webpage",
        "title": work.title,
        "author": [{"literal": work.author}],
        "container-title": work.site,
        "issued": day,
        "accessed": day,
        "language": work.language,
    }
    if work.url:
        item["URL"] = work.url
    lines = (f'  "{name}": {_json(value)}' for name, value in item.items())
    return "[{\n" + ",\n".join(lines) + "\n}]"


def describe_dataset(work: Work, description: str, licence: str, files: Iterable[tuple[str, str]]) -> str:
    """The data as catalogues of data sets read them: JSON-LD in the words of schema.org, to stand in a page as it is.
    `licence` is an address, "" for none; `files` are addresses with their media types.
    """
    told = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": work.title,
        "description": description,
        "url": work.url,
        "inLanguage": work.language,
        "license": licence,
        "creator": {"@type": "Organization", "name": work.author},
        "version": work.as_of.isoformat(),
        "dateModified": work.as_of.isoformat(),
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": address, "encodingFormat": media} for address, media in files
        ],
    }
    text = json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)
    # Nothing in it ends the element it stands in.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def make_key(route: str, language: str, as_of: date) -> str:
    """The name in bibliographies: letters, digits and hyphens of ASCII only, different for different pages and days."""
    name = route.removesuffix("/index")
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")
    if re.search(r"[^A-Za-z0-9/-]", name):
        plain = f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}".lstrip("-")
    return f"{plain}-{language}-{as_of.isoformat()}"


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _address(url: str) -> str:
    """Nothing in an address ends it, or opens a brace."""
    return quote(url, safe=_ADDRESS)


def _stopped(parts: Iterable[str]) -> str:
    """Parts that end with a full stop each, and with one only."""
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
