"""Fetches as a guest: asks each site's rules for robots first, keeps to them, and waits between two visits to one site."""

from __future__ import annotations

import time
from collections.abc import Callable

from protego import Protego

from unfog.errors import UnreadableError
from unfog.stages.acquire.capture.web.address import Target, target
from unfog.stages.acquire.capture.web.fetch import AGENT, Answer, Bounds, Fetched, ask, found

ROBOTS = "/robots.txt"
RULES = Bounds(max_bytes=500 * 1024, seconds=15.0)  # RFC 9309 asks that at least 500 KiB be read
PAUSE, LONGEST_PAUSE = 1.0, 10.0  # seconds between two visits to one site: ours, and the longest that a site may ask for


class Visitor:
    """Fetches URLs within bounds. Keeps what it has learnt of each site, so use one for a whole run."""

    def __init__(self, bounds: Bounds | None = None, wait: Callable[[float], None] = time.sleep) -> None:
        self.bounds = bounds or Bounds()
        self.wait = wait
        self.rules: dict[str, Protego] = {}
        self.visited: dict[str, float] = {}

    def get(self, url: str) -> Fetched:
        """The content of a URL. Raises `UnreadableError` as `fetch` does, and where a site wants no robots there (`robots`)."""
        where = target(url)
        self._may(where)
        self._pause(where)
        deadline = time.monotonic() + self.bounds.seconds
        return found(ask(where, self.bounds, deadline, may=self._may))

    def _may(self, where: Target) -> None:
        if where.site not in self.rules:
            self.rules[where.site] = _rules(where)
        if not self.rules[where.site].can_fetch(where.url, AGENT):
            raise UnreadableError("robots", f"{where.host} asks robots not to fetch this; save the page by hand")

    def _pause(self, where: Target) -> None:
        asked = self.rules[where.site].crawl_delay(AGENT) or PAUSE
        since = time.monotonic() - self.visited.get(where.site, float("-inf"))
        left = min(max(asked, PAUSE), LONGEST_PAUSE) - since
        if left > 0:
            self.wait(left)
        self.visited[where.site] = time.monotonic()


def _rules(where: Target) -> Protego:
    """A site's rules: none where it has no such file; all is forbidden where the site cannot say (RFC 9309, 2.3.1)."""
    try:
        answer = ask(target(where.site + ROBOTS), RULES, time.monotonic() + RULES.seconds)
    except UnreadableError as error:
        if error.code in {"redirects", "too_large"}:
            return Protego.parse("")
        raise
    return Protego.parse(_text(answer))


def _text(answer: Answer) -> str:
    if answer.status >= 500:
        return "User-agent: *\nDisallow: /"
    return answer.fetched.content.decode("utf-8", "replace") if answer.status < 300 else ""
