"""Puts the claims of 200 invented articles in a thousand random orders and counts the different pictures: there must be one.

Run by hand (`python evals/orders.py`): each order is reconciled and graded anew. The suite does twenty of them.
"""

from __future__ import annotations

import hashlib
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from tests.properties.test_reconcile import articles, as_bytes  # noqa: E402


def main(orders: int) -> int:
    """Print how many different pictures the orders give."""
    rows = articles(200)
    hashes = set()
    for seed in range(orders):
        random.Random(seed).shuffle(rows)  # noqa: S311  an order, not a secret
        hashes.add(hashlib.blake2b(as_bytes(rows)).hexdigest())
        if seed % 100 == 99:
            print(f"{seed + 1} orders, {len(hashes)} pictures", flush=True)
    print(f"{orders} orders of the claims of 200 articles give {len(hashes)} picture{'s' if len(hashes) > 1 else ''}")
    return 0 if len(hashes) == 1 else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
