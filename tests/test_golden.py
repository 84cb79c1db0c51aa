"""The golden site: what a small tracker says, word for word."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXPECTED = ROOT / "tests/golden/expected"


def test_the_golden_site_says_what_it_said() -> None:
    made = runpy.run_path(str(ROOT / "scripts/golden.py"))["make_golden"]()
    kept = {path.relative_to(EXPECTED).as_posix(): path for path in EXPECTED.rglob("*") if path.is_file()}
    hint = "if it should, run: python scripts/golden.py, and read the difference"
    assert sorted(made) == sorted(kept), hint
    for name, path in sorted(kept.items()):
        assert made[name].decode().split("\n") == path.read_bytes().decode().split("\n"), f"{name} differs; {hint}"
