"""The application on a store, answering a browser on this machine; and pages that watch for what must not happen."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from stored import TOKEN

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

READY = "html[data-ready=yes]"
SETTLED = "!document.querySelector('.waiting, .stale, .pending')"
SLOW_MS = 60_000  # a machine that runs other tests beside this one


@contextmanager
def running(path: Path, *, title: str = "") -> Iterator[str]:
    """The address under which the application answers until the end of the block; its jobs work in this process."""
    import uvicorn

    from unfog.views.web import Desk, Jobs, Rules, application

    desk = Desk(str(path), title=title)
    desk.open()
    app = application(desk, Jobs(str(path), desk.open, apart=False), Rules(TOKEN), who="A reader")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", ws="none", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=20)


def until(page: Page, expression: str, arg: object = None) -> None:
    """Wait until an expression is true on the page, whose policy does not let Playwright wait for it there."""
    deadline = time.monotonic() + SLOW_MS / 1000
    while not page.evaluate(expression, arg):
        assert time.monotonic() < deadline, f"in vain: {expression}"
        page.wait_for_timeout(50)


class Visit:
    """A page of the application with what went wrong on it: errors, dialogs, messages, and requests to any other address."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.faults: list[str] = []
        self.asked: list[str] = []
        page.set_default_timeout(SLOW_MS)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        page.on("console", lambda said: self.faults.append(f"{said.type}: {said.text}"))
        page.on("request", lambda asked: self._ask(asked.url))

    def _ask(self, url: str) -> None:
        self.asked.append(url)
        if urlsplit(url).scheme not in {"data", "blob"} and not url.startswith(f"{self.address}/"):
            self.faults.append(f"request: {url}")

    def go(self, route: str) -> Page:
        """Open a page anew and wait until nothing is awaited on it."""
        self.page.goto(self.address + route)
        self.page.wait_for_selector(READY)
        return self.settled()

    def settled(self) -> Page:
        """The page as soon as nothing is awaited on it."""
        until(self.page, SETTLED)
        return self.page


@contextmanager
def visit(browser: Browser, address: str, *, width: int = 1440, scheme: str = "light") -> Iterator[Visit]:
    """A visit that must end without faults."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True)
    visited = Visit(context.new_page(), address)
    yield visited
    context.close()
    assert visited.faults == [], visited.faults
