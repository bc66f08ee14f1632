"""Pictures of the application for the docs: `python web/screenshots.py STORE.db docs/pictures`. Needs Playwright and Chromium.

Give it a store of the sample dispatches only: pictures of real articles do not belong into the docs. It works on a copy.
"""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
READY = "html[data-ready=yes]"
SETTLED_MS = 900
SLOW_MS = 120_000
QUALITY = 82  # of WebP: keeps the bytes modest, and letters sharp
PATIENCE = 120  # seconds until the server must answer


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the route (`EVENT` and `ARTICLE` stand for ids), the size of the window, the colour scheme."""

    name: str
    route: str
    width: int = 1440
    height: int = 900
    scheme: str = "light"
    focus: str = ""


SHOTS = (
    Shot("picture", "/?event=EVENT"),
    Shot("picture-dark", "/?event=EVENT", scheme="dark"),
    Shot("picture-tablet", "/?event=EVENT", 768, 1024),
    Shot("picture-telephone", "/", 360, 740),
    Shot("ledger", "/ledgers/strikes"),
    Shot("ledger-telephone", "/ledgers/strikes", 360, 740),
    Shot("event", "/event/EVENT"),
    Shot("event-telephone", "/event/EVENT", 360, 740, "dark"),
    Shot("article", "/article/ARTICLE", focus=".claimed-text a"),
    Shot("article-tablet", "/article/ARTICLE", 768, 1024, "dark", ".claimed-text a"),
    Shot("sources", "/sources"),
    Shot("compare", "/compare"),
    Shot("changes", "/changes?since=2023-10-12", 768, 1024),
    Shot("review", "/review"),
    Shot("review-dark", "/review?kind=pair", scheme="dark"),
    Shot("add", "/add", 768, 1024),
    Shot("search", "/search?q=drones"),
)


def main(store: Path, folder: Path) -> None:
    """Write all pictures of `store` into `folder`."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("needs Chromium: sudo apt-get install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with served(store) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        event, article = ids(browser, address)
        for shot in SHOTS:
            route = shot.route.replace("EVENT", event).replace("ARTICLE", article)
            take(browser, address + route, folder / f"{shot.name}.webp", shot)
        browser.close()


@contextmanager
def served(store: Path) -> Iterator[str]:
    """The address of the application on a copy of the store."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "Sample dispatches (illustrative)"
        shutil.copy(store, copy)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen([sys.executable, "-m", "unfog", "serve", "--store", str(copy), "--port", str(port)])  # noqa: S603  our own program
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> None:
    """Until the application answers."""
    for _ in range(PATIENCE):
        try:
            with urlopen(f"{address}/api/start"):  # noqa: S310  this machine
                return
        except URLError:
            time.sleep(1)
    sys.exit("the application does not answer")


def ids(browser: Browser, address: str) -> tuple[str, str]:
    """A contested event with most sources, and the article of its first claim."""
    page = opened(browser, f"{address}/?grade=contested&sort=sources", Shot("", ""))
    row = page.locator(".row[id]").first
    row.click()
    event = (row.get_attribute("id") or "").removeprefix("row-")
    link = page.locator("#detail .printed a").first.get_attribute("href") or ""
    page.context.close()
    return event, link.split("?")[0].removeprefix("/article/")


def opened(browser: Browser, address: str, shot: Shot) -> Page:
    """A page in a window of its own, ready to be looked at."""
    context = browser.new_context(viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme)
    page = context.new_page()
    page.set_default_timeout(SLOW_MS)
    page.goto(address)
    page.wait_for_selector(READY)
    page.wait_for_timeout(SETTLED_MS)
    return page


def take(browser: Browser, address: str, target: Path, shot: Shot) -> None:
    """Save one picture as WebP."""
    page = opened(browser, address, shot)
    if shot.focus:
        page.locator(shot.focus).first.focus()
    page.wait_for_timeout(SETTLED_MS // 4)
    drawn = page.screenshot()
    page.context.close()
    with Image.open(io.BytesIO(drawn)) as picture:
        picture.convert("RGB").save(target, quality=QUALITY, method=6)
    print(f"{target} {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
