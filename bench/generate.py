"""Writes a made-up tracker: python -m bench.generate FOLDER RECORDS [--tool hugo] [--languages en,zh] [--seed 1].

The same arguments give the same bytes. `--tool` lays the same content out for another generator.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.layouts import find_site, write_site

SEED = 20261120


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("records", type=int)
    parser.add_argument("--tool", default="policygen")
    parser.add_argument("--languages", default="en,zh", help="of policygen's tracker: en, or en,zh")
    parser.add_argument("--settings", default="", help="further lines of policygen's site.yaml")
    parser.add_argument("--seed", type=int, default=SEED)
    told = parser.parse_args()
    languages = tuple(told.languages.split(","))
    site = find_site(told.tool, told.folder, languages, told.settings and told.settings + "\n")
    write_site(site, told.records, told.seed)


if __name__ == "__main__":
    main()
