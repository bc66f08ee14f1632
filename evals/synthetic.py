"""Stores of any size, made up: claims of invented places, parties and outlets, as dense in a day as a busy news month.

    python -m evals.synthetic FOLDER 10000 100000       how long a new article takes, and the withdrawal of one, beside so many claims
    python -m evals.synthetic make STORE 1000000        a store of articles, claims, links, events and grades, and nothing measured
    python -m evals.synthetic arrive STORE              the same as the first beside the claims of a store that was made before

Articles and claims stand in the store with their evidence, as if everything up to there had been done; what comes after is the
store's own work. How many claims share a place, a day or an actor follows what was counted in two weeks of eleven outlets.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from unfog.config import Config
from unfog.engines.local import Local
from unfog.knowledge import Knowledge
from unfog.knowledge.rubric import load_comparison
from unfog.model import Actor, Claim, Document, Evidence, Figure, Interval, Issue, Place, Row, make_id
from unfog.pipeline import PIPELINE
from unfog.stage import Stage
from unfog.stages.acquire.clean import CLEAN
from unfog.stages.extract.claims import EXTRACT
from unfog.stages.reconcile import clock
from unfog.stages.reconcile.block import BLOCK
from unfog.stages.reconcile.keys import Grounded, block_keys
from unfog.store import Author, Made, Store

RECONCILE = PIPELINE[PIPELINE.index(BLOCK) + 1 :]
FIRST_DAY = date(2031, 1, 1)
CLAIMS_A_DAY = 500  # counted: 490 in the autumn of eleven outlets
CLAIMS_AN_ARTICLE = 19
BATCH = 20_000
PITCH = 200  # characters from the beginning of one sentence to that of the next
ARTICLES = 100  # that come and go
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
    start = PITCH * n
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
    rows: list[list[Evidence]] = []
    articles, written, day = 0, 0, FIRST_DAY
    while written < claims:
        day = FIRST_DAY + timedelta(written // CLAIMS_A_DAY)
        rows.append(list(article(articles, day, made, chance)))
        written += len(rows[-1])
        articles += 1
        if len(rows) * CLAIMS_AN_ARTICLE >= BATCH or written >= claims:
            with store.transaction():
                for those in rows:
                    file_article(store, those)
            rows = []
    return articles, day


def file_article(store: Store, rows: Sequence[Evidence]) -> None:
    """Put an article, its claims and its evidence where the stages up to `reconcile.block` would have put them."""
    document = rows[0].document_id
    made: tuple[tuple[Stage, list[Row]], ...] = (
        (CLEAN, [printed(rows)]),
        (EXTRACT, [row.claim for row in rows]),
        (BLOCK, list(rows)),
    )
    for stage, those in made:
        store.put(Author(stage.name, "synthetic", (stage.writes, Issue)), document, [Made.of(row) for row in those])
        store.done(stage.name, document, b"synthetic")


def printed(rows: Sequence[Evidence]) -> Document:
    """The article in which the claims stand at their offsets."""
    first = rows[0]
    outlet = first.publisher.name if first.publisher else "Outlet"
    return Document(
        id=first.document_id, capture_id=first.document_id, name=first.document_id, publisher=outlet, published=first.published,
        published_precision="day", published_from="metadata", url=f"https://{outlet.replace(' ', '-').lower()}.example/{first.document_id}",
        title=first.claim.quote[:60].capitalize(), text="".join(f"{row.claim.quote}.".ljust(PITCH) for row in rows),
    )  # fmt: skip


def withdraw(store: Store, document: str) -> None:
    """Take an article's evidence out, as setting the article aside does."""
    store.put(Author(BLOCK.name, "withdrawal", (Evidence, Issue)), document, ())


def settle(store: Store, config: Config) -> None:
    """Reconcile and grade all that is there."""
    with Local(store, Knowledge(), config) as engine:
        for stage in RECONCILE:
            begun, since = time.process_time(), time.monotonic()
            engine.run(stage, "settle")
            told = f"{time.process_time() - begun:.0f} CPU-s, {time.monotonic() - since:.0f} s"
            print(f"  {stage.name}: {told}", file=sys.stderr, flush=True)


def arrivals(store: Store, count: int, last: tuple[int, date], made: World, chance: random.Random) -> dict[str, list[float]]:
    """CPU-seconds that it takes to reconcile and grade each of some new articles, one after the other, and to take each out again."""
    taken: dict[str, list[float]] = {"added": [], "withdrawn": []}
    articles, day = last
    with Local(store, Knowledge(), Config(workers=1)) as engine:
        for n in range(count + 1):
            rows = list(article(articles + n, day - timedelta(chance.randint(0, 3)), made, chance))
            document = rows[0].document_id
            taken["added"].append(_reconciled(engine, lambda rows=rows: file_article(store, rows)))  # type: ignore[misc]
            taken["withdrawn"].append(_reconciled(engine, lambda document=document: withdraw(store, document)))  # type: ignore[misc]
    return {name: each[1:] for name, each in taken.items()}  # the first loads the knowledge


def _reconciled(engine: Local, change: Callable[[], None]) -> float:
    """CPU-seconds that a change to the evidence takes until the picture is up to date."""
    begun = time.process_time()
    with engine.store.transaction():
        change()
    for stage in RECONCILE:
        engine.run(stage, "arrival")
    return time.process_time() - begun


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def make(path: Path, claims: int) -> tuple[Store, tuple[int, date], random.Random]:
    """A new store of so many claims, reconciled and graded; the number of its articles, the day of the last, and the chance."""
    path.unlink(missing_ok=True)
    store, chance = Store(path), random.Random(claims)  # noqa: S311  invented data, not secrets
    last = fill(store, claims, world(), chance)
    settle(store, Config(workers=1))
    return store, last, chance


def main(folder: Path, sizes: Sequence[int]) -> None:
    """Print for each size how long a new article, and the withdrawal of one, take."""
    for size in sizes:
        store, last, chance = make(folder / f"synthetic-{size}.db", size)
        tell(store, last, chance)
        store.close()


def tell(store: Store, last: tuple[int, date], chance: random.Random) -> None:
    """Print how long a new article, and the withdrawal of one, take beside the claims of a store."""
    claims = store.count(Claim)
    for name, taken in arrivals(store, ARTICLES, last, world(), chance).items():
        middle, most = percentile(taken, 0.5), percentile(taken, 0.95)
        print(f"{claims} claims, {name}: median {1000 * middle:.0f} ms, p95 {1000 * most:.0f} ms of CPU over {len(taken)} articles", flush=True)


def arrive(path: Path) -> None:
    """The same beside a store made before, with the same code."""
    store = Store(path, create=False)
    day = max(document.published or "" for document in store.rows(Document))
    tell(store, (store.count(Document), date.fromisoformat(day)), random.Random(0))  # noqa: S311  invented data, not secrets


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1] == "arrive":
        arrive(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]), [int(each) for each in sys.argv[2:]])
