"""Pictures of the docs, from the store of the samples: `python docs/_site/pictures.py out/demo.db docs/pictures`.

Needs the extra `notebook`, Playwright and Chromium. Those of the report are made by `web/screenshots.py`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import matplotlib as mpl
from playwright.sync_api import sync_playwright

import unfog
from unfog.views.briefing import FORMATS, briefing

OCTOBER = {"since": "2023-10-12", "until": "2023-10-15"}


def main(store: str, folder: Path) -> None:
    """Draw the map and the timeline, and photograph the briefing."""
    picture = unfog.open(store)
    mpl.use("Agg")
    picture.plot.map(ledger="strikes", **OCTOBER).figure.savefig(folder / "map.png", dpi=90)
    picture.plot.timeline(**OCTOBER).figure.savefig(folder / "timeline.png", dpi=90)
    told = briefing(picture.events, picture.assessments, picture.documents, length=20, **OCTOBER)
    with tempfile.TemporaryDirectory() as room, sync_playwright() as play:
        page = Path(room) / "brief.html"
        page.write_text(str(FORMATS["html"](told)), encoding="utf-8")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        shown = browser.new_page(viewport={"width": 900, "height": 1100})
        shown.goto(page.as_uri())
        shown.screenshot(path=str(folder / "brief.png"))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
