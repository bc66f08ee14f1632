"""A browser without a network, and reports of invented pictures to open in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import invented
import pytest

from unfog.views.report import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
READY = "html[data-ready=yes]"


class Watched:
    """A page with what went wrong on it: errors, console messages, and requests that left the file."""

    def __init__(self, page: Page, faults: list[str]) -> None:
        self.page = page
        self.faults = faults

    def total(self) -> int:
        """How many events the head says pass the filter."""
        return int(self.page.locator(".total strong").inner_text().replace(",", ""))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Chromium: sudo apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install playwright")
    with api.sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens a report from its file, offline, and holds at the end that nothing went wrong and nothing was asked for."""
    with _closing() as contexts:
        pages: list[Watched] = []

        def go(
            path: Path, *, address: str = "", width: int = 1440, height: int = 900, scheme: str = "light"
        ) -> Watched:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, offline=True, accept_downloads=True
            )
            contexts.append(context)
            watched = _watch(context.new_page())
            pages.append(watched)
            watched.page.goto(f"{path.as_uri()}{address}")
            watched.page.wait_for_selector(READY, timeout=20_000)
            return watched

        yield go
        assert [fault for page in pages for fault in page.faults] == []


@contextmanager
def _closing() -> Iterator[list]:
    contexts: list = []
    yield contexts
    for context in contexts:
        context.close()


def _watch(page: Page) -> Watched:
    watched = Watched(page, [])
    page.on("pageerror", lambda error: watched.faults.append(f"error: {error}"))
    page.on("dialog", lambda dialog: watched.faults.append(f"dialog: {dialog.message}"))
    page.on("console", lambda said: watched.faults.append(f"{said.type}: {said.text}"))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(("file:", "blob:", "data:")) else watched.faults.append(asked.url),
    )
    return watched


@pytest.fixture(scope="session")
def large_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "report.html"
    write_report(invented.picture(5000, paragraphs=8), path, title="Large")
    return path


@pytest.fixture(scope="session")
def picture() -> invented.Invented:
    return invented.picture(150)


@pytest.fixture(scope="session")
def report(picture: invented.Invented, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(picture, path, title="An invented picture", notes=("Two inputs were set aside.",))
    return path
