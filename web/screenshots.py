"""Pictures of a report for the docs: `python web/screenshots.py REPORT.html docs/pictures`. Needs Playwright and Chromium.

Give it a report of the sample dispatches only: pictures of real articles do not belong into the docs.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SETTLED_MS = 500


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the route to open, the size of the window, the colour scheme."""

    name: str
    route: str
    width: int
    height: int
    scheme: str = "light"
    event: bool = True


SHOTS = (
    Shot("report", "/", 1440, 900),
    Shot("report-dark", "/", 1440, 900, scheme="dark"),
    Shot("report-ledger", "/ledgers/strikes", 1440, 900),
    Shot("report-tablet", "/", 768, 1024),
    Shot("report-telephone", "/", 360, 740, event=False),
)


def main(report: Path, folder: Path) -> None:
    """Write all pictures of `report` into `folder`."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("needs Chromium: sudo apt-get install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        for shot in SHOTS:
            take(browser, report, folder / f"{shot.name}.png", shot)
        browser.close()


def take(browser: Browser, report: Path, target: Path, shot: Shot) -> None:
    """Open the report, choose an event that shows most, and save the picture."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme, offline=True
    )
    page = context.new_page()
    page.goto(report.resolve().as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    if shot.event:
        choose_event(page)
    page.evaluate("route => { location.hash = route + location.hash.replace(/^[^?]*/, '') }", shot.route)
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=target)
    context.close()
    print(f"{target} {target.stat().st_size // 1000} kB")


def choose_event(page: Page) -> None:
    """A contested event with most sources, else the first of the list; the filter that found it is taken back."""
    page.get_by_label("Order").select_option("sources")
    contested = page.locator(".row", has=page.locator(".glyph.contested"))
    (contested if contested.count() else page.locator(".row")).first.click()
    page.get_by_label("Order").select_option("newest")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
