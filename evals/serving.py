"""How long the web application takes to answer over a store: median and 95th percentile by route, in seconds of the clock and of the CPU.

    python -m evals.serving STORE [ROUTE…]

Every question is another one, so that nothing is answered from what was kept: choices of random facets and stretches of days,
random events, random words of the store's own texts, rare and common ones. The catalogue is made first where there is none.
"""

from __future__ import annotations

import random
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from starlette.testclient import TestClient

from unfog.views.catalogue import Choice
from unfog.views.catalogue.counts import facets, timeline
from unfog.views.web import Desk, Jobs, Rules, application

QUESTIONS = 200
SLOW = 20  # questions to routes that have no budget
BUDGETS = {"map": 100, "timeline": 100, "list": 100, "event": 20, "search": 50}
ADDRESS = "http://127.0.0.1"
WORD = re.compile(r"\w{3,}")


class Questions:
    """Random questions to one store."""

    def __init__(self, desk: Desk, seed: int = 7) -> None:
        self.desk, self.chance = desk, random.Random(seed)  # noqa: S311  questions, no secrets
        chosen = desk.chosen(Choice())
        self.facets = {name: [each.value for each in values] for name, values in facets(chosen).items() if values}
        self.days = [each.day for each in timeline(chosen, "day").bins]
        self.size = chosen.columns.size

    def choice(self) -> dict[str, list[str]]:
        """One to three facets with a value or two each, and mostly a stretch of days."""
        names = self.chance.sample(sorted(self.facets), self.chance.randint(1, min(3, len(self.facets))))
        asked = {name: self.chance.sample(self.facets[name], min(len(self.facets[name]), self.chance.randint(1, 2))) for name in names}
        if self.chance.random() < 0.7 and len(self.days) > 1:
            first, last = sorted(self.chance.sample(range(len(self.days)), 2))
            asked |= {"from": [self.days[first]], "to": [self.days[last]]}
        return asked

    def wide(self) -> dict[str, list[str]]:
        """Nearly everything: the dearest choice."""
        return {"from": [self.days[0]], "to": [self.days[-1 - self.chance.randrange(len(self.days) // 10 + 1)]]}

    def event(self) -> str:
        """The id of a random event."""
        return self.desk.event_id(self.chance.randrange(self.size))

    def words(self, count: int) -> str:
        """Random words of one random event."""
        line = int(self.desk.snapshot.columns.lines[self.chance.randrange(self.size)])
        (text,) = self.desk.store.connection.execute("SELECT words FROM catalogue_words WHERE rowid = ?", (line,)).fetchone()
        found = sorted(set(WORD.findall(text)))
        return " ".join(self.chance.sample(found, min(count, len(found))))


def routes(asked: Questions) -> Iterator[tuple[str, Callable[[], str], int]]:
    """A name, a question, and how many are asked."""

    def path(route: str, choice: Callable[[], dict[str, list[str]]], **more: str) -> Callable[[], str]:
        return lambda: f"/api/{route}?{urlencode({**choice(), **more}, doseq=True)}"

    yield "map", path("map", asked.choice, zoom="6"), QUESTIONS
    yield "map, all", path("map", asked.wide, zoom="6"), QUESTIONS // 4
    yield "timeline", path("timeline", asked.choice, unit="day"), QUESTIONS
    yield "timeline, all", path("timeline", asked.wide, unit="day"), QUESTIONS // 4
    yield "list", path("events", asked.choice), QUESTIONS
    yield "list, all", path("events", asked.wide, offset="5000"), QUESTIONS // 4
    yield "facets", path("facets", asked.choice), QUESTIONS
    yield "facets, all", path("facets", asked.wide), QUESTIONS // 4
    yield "event", lambda: f"/api/event/{asked.event()}", QUESTIONS
    yield "search", lambda: f"/api/search?{urlencode({'q': asked.words(asked.chance.randint(1, 3))})}", QUESTIONS
    yield "map of 50,000 points", path("map", asked.wide, limit="50000"), SLOW
    yield "picture", path("picture", asked.choice, zoom="6"), SLOW
    yield "article", lambda: f"/api/article/{_article(asked)}", SLOW
    yield "playback", path("playback", asked.choice), SLOW
    yield "sources", path("sources", asked.choice), SLOW
    yield "compare", path("compare", asked.choice, **_two(asked)), SLOW
    yield "changes", path("changes", lambda: {"since": [asked.chance.choice(asked.days)]}), SLOW
    yield "review", path("review", asked.choice, limit="10"), SLOW
    yield "ledgers", path("ledgers/strikes", asked.choice), SLOW // 4


def _article(asked: Questions) -> str:
    query = "SELECT article FROM catalogue_articles WHERE article >= ? LIMIT 1"
    found = asked.desk.store.connection.execute(query, (f"{asked.chance.randrange(0xF0):02x}",)).fetchone()
    return str(found[0])


def _two(asked: Questions) -> dict[str, str]:
    one, *others = asked.facets["source"]
    return {"a": f"source:{one}", "b": f"source:{others[0] if others else one}"}


def measure(client: TestClient, ask: Callable[[], str], count: int) -> tuple[list[float], list[float]]:
    """Milliseconds by the clock inside the application, and of the CPU, for each answer."""
    wall, spent = [], []
    for _ in range(count):
        question = ask()
        began = time.process_time()
        answer = client.get(question)
        spent.append((time.process_time() - began) * 1000)
        assert answer.status_code == 200, (question, answer.text[:200])  # noqa: S101
        wall.append(float(answer.headers["server-timing"].split("=")[1]))
    return wall, spent


def percentile(values: list[float], part: int) -> float:
    """The value below which that part of a hundred lies."""
    return statistics.quantiles(values, n=100, method="inclusive")[part - 1] if len(values) > 1 else values[0]


def main() -> None:
    """Open the store, ask, and print a table."""
    path = sys.argv[1]
    desk = Desk(path)
    began, spent = time.monotonic(), time.process_time()
    desk.open()
    print(f"opened {desk.snapshot.columns.size:,} events in {time.monotonic() - began:.1f} s, {time.process_time() - spent:.1f} CPU-s")
    client = TestClient(application(desk, Jobs(path, desk.open), Rules("")), base_url=ADDRESS)
    asked = Questions(desk)
    wanted = sys.argv[2:]
    print(f"{'route':<22}{'n':>5}{'p50 ms':>9}{'p95 ms':>9}{'p50 CPU':>9}{'p95 CPU':>9}  budget")
    for name, ask, count in routes(asked):
        if not wanted or any(each in name for each in wanted):
            measure(client, ask, 2)  # what is worked out once
            wall, cpu = measure(client, ask, count)
            budget = BUDGETS.get(name.partition(",")[0])
            figures = "".join(f"{percentile(values, part):>9.1f}" for values in (wall, cpu) for part in (50, 95))
            print(f"{name:<22}{count:>5}{figures}  {budget or ''}", flush=True)
    print(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")


if __name__ == "__main__":
    main()
