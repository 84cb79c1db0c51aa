"""The pictures in the README, taken from a built site.

    python scripts/pictures.py [build]

Needs the test extra and a Chromium; `CHROME_PATH` names one that is not on the path.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
#: The name of a picture, the page it shows and in what state, how wide and how high it is, and what stands at its top.
TAKEN: Final = (
    ("home", "index.html", 1080, 800, "body"),
    ("province", "regions/shanghai.html", 1000, 720, "main"),
    ("comparison", "compare/targets/industry-scale.html", 1000, 720, "main"),
    ("estimator", "estimate.html?v.area=600&v.rent=60", 1000, 720, "#estimate:has(#estimate_results li)"),
)


def main(site: Path) -> None:
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(color_scheme="light")
        for name, page, width, height, top in TAKEN:
            tab.set_viewport_size({"width": width, "height": height})
            tab.goto(f"{site.resolve().as_uri()}/{page}")
            tab.locator(top).evaluate("top => top.scrollIntoView()")
            tab.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build")
