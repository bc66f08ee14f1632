"""Stores of any size, made up: claims of invented places, parties and outlets, as dense in a day as a busy news month.

The claims stand as evidence in the store, as if everything up to there had been done; what comes after is the store's own
work. How many claims share a place, a day or an actor follows what was counted in two weeks of eleven outlets.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from unfog import changelog
from unfog.config import Config
from unfog.engines.local import Local
from unfog.engines.producer import fingerprint
from unfog.knowledge import Knowledge
from unfog.knowledge.rubric import load_comparison
from unfog.model import Actor, Claim, Evidence, Figure, Interval, Issue, Place, make_id
from unfog.pipeline import PIPELINE
from unfog.stages.reconcile import clock
from unfog.stages.reconcile.block import BLOCK
from unfog.stages.reconcile.keys import Grounded, block_keys
from unfog.store import Author, Made, Store

RECONCILE = PIPELINE[PIPELINE.index(BLOCK) + 1 :]
FIRST_DAY = date(2031, 1, 1)
CLAIMS_A_DAY = 500  # counted: 490 in the autumn of eleven outlets
CLAIMS_AN_ARTICLE = 19
BATCH = 20_000
PLACES, OUTLETS, BODIES = 400, 60, 120
TYPES = ("position", "missile_strike", "shelling", "casualties", "damage", "assault", "territory_change", "aid", "talks", "drone_strike")
TYPE_SHARES = (30, 10, 8, 12, 8, 8, 6, 8, 5, 5)
WORDS = tuple(f"word{n}" for n in range(3000))
SIDES = (("N", "NL"), ("S", "SM"))


@dataclass(frozen=True, slots=True)
class World:
    """The invented world from which claims are drawn."""

    places: tuple[Place, ...]
    outlets: tuple[Actor, ...]
    bodies: tuple[Actor, ...]


def world() -> World:
    """400 towns in 24 regions, 60 outlets, 120 bodies of two parties and of others."""
    places = tuple(
        Place(f"t{n}", f"Town {n}", "town", "SM", f"Region {n % 24}", 40.0 + n % 20, 30.0 + n // 20, "settlement", 3.0, 9000)
        for n in range(PLACES)
    )
    outlets = tuple(Actor(f"publisher:o{n}", f"Outlet {n}", "publisher", "IR", None, independent=True) for n in range(OUTLETS))
    bodies = tuple(
        Actor(f"b{n}", f"Body {n}", "ministry", SIDES[n % 2][1], SIDES[n % 2][0]) if n % 3 else Actor(f"b{n}", f"Body {n}", "state", f"C{n}")
        for n in range(BODIES)
    )
    return World(places, outlets, bodies)


def article(number: int, day: date, made: World, chance: random.Random) -> Iterator[Evidence]:
    """The claims of one invented article of a day."""
    knowledge = Knowledge()
    comparison = load_comparison(knowledge.ontology.folder)
    document, outlet = make_id("synthetic", number), chance.choice(made.outlets)
    for n in range(max(1, round(chance.gauss(CLAIMS_AN_ARTICLE, 6)))):
        bare = _grounded(document, n, day, made, chance)
        claim = bare.claim
        yield Evidence(
            id=claim.id, document_id=document, family_id=document, publisher=outlet, published=day.isoformat(),
            vouched_by=bare.initiators[0] if claim.source and bare.initiators else outlet, claim=claim, initiators=bare.initiators,
            recipients=bare.recipients, places=bare.places, interval=bare.interval,
            block_keys=block_keys(bare, knowledge.ontology.family(claim.event_type), comparison),
        )  # fmt: skip


def _grounded(document: str, n: int, day: date, made: World, chance: random.Random) -> Grounded:
    event_type = chance.choices(TYPES, TYPE_SHARES)[0]
    actor, other = chance.choice(made.bodies), chance.choice(made.bodies)
    quote = " ".join(chance.choices(WORDS, k=18))
    start = 200 * n
    claim = Claim(
        id=make_id("claim", document, n), document_id=document, start=start, end=start + len(quote), quote=quote,
        event_type=event_type, source=actor.name if chance.random() < 0.6 else None, numbers=_numbers(event_type, chance),
    )  # fmt: skip
    place = made.places[min(int(chance.paretovariate(0.7)) - 1, PLACES - 1)]  # few towns are told of most
    places = (place,) if chance.random() < 0.4 else ()
    row = Grounded(claim, (actor,), (other,) if chance.random() < 0.5 else (), places, _when(day, chance), day.isoformat())
    return replace(row, interval=row.interval or clock.guess(row.published, "past"))


def _numbers(event_type: str, chance: random.Random) -> tuple[Figure, ...]:
    if event_type != "casualties":
        return ()
    toll = 1 + int(chance.paretovariate(1.0))
    return (Figure("killed", toll, toll),)


def _when(day: date, chance: random.Random) -> Interval | None:
    """A third of claims give a day, a few a longer stretch."""
    if chance.random() < 0.35:
        return clock.told((day - timedelta(chance.randint(0, 2))).isoformat())
    if chance.random() < 0.03:
        return Interval(clock.stamp(FIRST_DAY), clock.stamp(day + timedelta(1)), "open", "text")
    return None


def fill(store: Store, claims: int, made: World, chance: random.Random) -> tuple[int, date]:
    """Put articles into a store until it has so many claims; gives the number of articles and the day of the last."""
    author, rows, articles, written, day = Author(BLOCK.name, "synthetic", (Evidence, Issue)), [], 0, 0, FIRST_DAY
    while written < claims:
        day = FIRST_DAY + timedelta(written // CLAIMS_A_DAY)
        rows.append(list(article(articles, day, made, chance)))
        written += len(rows[-1])
        articles += 1
        if len(rows) * CLAIMS_AN_ARTICLE >= BATCH or written >= claims:
            with store.transaction():
                for those in rows:
                    store.put(author, those[0].document_id, [Made.of(row) for row in those])
            rows = []
    return articles, day


def seen(store: Store, config: Config) -> None:
    """Note that the stages after evidence have worked on all that is there, so that only what comes is theirs to do."""
    knowledge = Knowledge()
    with store.transaction():
        for stage in RECONCILE:
            changelog.mark(store.connection, stage.name, fingerprint(stage, knowledge, config), changelog.last(store.connection))


def arrivals(store: Store, count: int, last: tuple[int, date], made: World, chance: random.Random) -> list[float]:
    """CPU-seconds that it takes to reconcile and grade each of some new articles, one after the other."""
    taken: list[float] = []
    articles, day = last
    author = Author(BLOCK.name, "arrival", (Evidence, Issue))
    with Local(store, Knowledge(), Config(workers=1)) as engine:
        for n in range(count + 1):
            rows = list(article(articles + n, day - timedelta(chance.randint(0, 3)), made, chance))
            begun = time.process_time()
            with store.transaction():
                store.put(author, rows[0].document_id, [Made.of(row) for row in rows])
            for stage in RECONCILE:
                engine.run(stage, "arrival")
            taken.append(time.process_time() - begun)
    return taken[1:]  # the first loads the knowledge


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main(sizes: Sequence[int], *, settled: int, folder: Path) -> None:
    """Print for each size how long a new article takes; stores up to `settled` claims are worked through first."""
    for size in sizes:
        path = folder / f"synthetic-{size}.db"
        path.unlink(missing_ok=True)
        store, made, chance = Store(path), world(), random.Random(size)  # noqa: S311  invented data, not secrets
        last = fill(store, size, made, chance)
        config = Config(workers=1)
        if size <= settled:
            with Local(store, Knowledge(), config) as engine:
                for stage in RECONCILE:
                    engine.run(stage, "settle")
        else:
            seen(store, config)
        taken = arrivals(store, 40, last, made, chance)
        middle, most = percentile(taken, 0.5), percentile(taken, 0.95)
        print(f"{size} claims: median {1000 * middle:.0f} ms, p95 {1000 * most:.0f} ms of CPU over {len(taken)} articles", flush=True)
        store.close()


if __name__ == "__main__":
    main([int(each) for each in sys.argv[2:]], settled=50_000, folder=Path(sys.argv[1]))
