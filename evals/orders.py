"""Puts the claims of 200 invented articles in random orders and counts the different pictures: there must be one.

    python evals/orders.py 1000 20

A thousand orders are reconciled and graded whole, each row and block taken as it comes. Twenty more arrive in a store in batches of one to
forty articles, and the engine brings the picture up to date after each; in each of these, ten other articles come and go again.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from tests.properties.test_reconcile import articles, as_bytes, bytes_of  # noqa: E402

from evals.synthetic import RECONCILE  # noqa: E402
from unfog.config import Config  # noqa: E402
from unfog.engines.local import Local  # noqa: E402
from unfog.knowledge import Knowledge  # noqa: E402
from unfog.model import Assessment, Event, Evidence, Issue, Link  # noqa: E402
from unfog.stages.reconcile.block import BLOCK  # noqa: E402
from unfog.store import Author, Made, Store  # noqa: E402

AUTHOR = Author(BLOCK.name, "orders", (Evidence, Issue))
MOST = 40  # articles of a batch


def whole(orders: int) -> Iterator[bytes]:
    """The picture of each order, made at once."""
    rows = articles(200)
    for seed in range(orders):
        random.Random(seed).shuffle(rows)  # noqa: S311  an order, not a secret
        yield as_bytes(rows)


def arriving(orders: int) -> Iterator[bytes]:
    """The picture of each order, made as the articles arrive."""
    knowledge = Knowledge()
    for seed in range(orders):
        chance = random.Random(seed)  # noqa: S311  an order, not a secret
        store = Store(":memory:")
        with Local(store, knowledge, Config(workers=1)) as engine:
            for batch in _batches(chance):
                with store.transaction():
                    for document, rows in batch:
                        store.put(AUTHOR, document, [Made.of(row) for row in rows])
                for stage in RECONCILE:
                    engine.run(stage, "orders")
        yield bytes_of([row for table in (Link, Event, Assessment) for row in store.rows(table)])
        store.close()


def _batches(chance: random.Random) -> Iterator[list[tuple[str, list[Evidence]]]]:
    """The articles in batches, in a random order; ten more come among them, and leave at the end."""
    by_document = [(key, list(rows)) for key, rows in groupby(articles(200), lambda row: row.document_id)]
    strangers = [(f"x{key}", [_strange(row) for row in rows]) for key, rows in by_document[:10]]
    coming = by_document + strangers
    chance.shuffle(coming)
    at = 0
    while at < len(coming):
        size = chance.randint(1, MOST)
        yield coming[at : at + size]
        at += size
    yield [(key, []) for key, _ in strangers]


def _strange(row: Evidence) -> Evidence:
    """A claim like another, of an article that will leave."""
    return replace(row, id=f"x{row.id}", document_id=f"x{row.document_id}", claim=replace(row.claim, id=f"x{row.claim.id}"))


def main(orders: int, arrivals: int) -> int:
    """Print how many different pictures the orders give."""
    hashes: set[str] = set()
    for number, picture in enumerate(whole(orders), 1):
        hashes.add(hashlib.blake2b(picture).hexdigest())
        if number % 100 == 0:
            print(f"{number} orders, {len(hashes)} pictures", flush=True)
    for picture in arriving(arrivals):
        hashes.add(hashlib.blake2b(picture).hexdigest())
    print(f"{orders} orders of the claims of 200 articles and {arrivals} by arrival in a store: {len(hashes)} picture{'s' if len(hashes) > 1 else ''}")
    return 0 if len(hashes) == 1 else 1


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:])) if len(sys.argv) > 1 else main(1000, 20))
