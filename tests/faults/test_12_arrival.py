"""12. Arrival in any order, some now and some later, gives the same bytes. (See also tests/engines/test_incremental.py.)"""

from __future__ import annotations

import random
from pathlib import Path

from conftest import Log, Warm

ORDERS = {False: 3, True: 1_000}


def test_any_order_gives_the_same_picture(warm: Warm, inputs: Path, calm: tuple[Path, bytes], log: Log, full: bool):
    names = sorted(path.name for path in inputs.iterdir() if path.suffix != ".json" or path.name == "again.json")
    for case in log.to_do(range(ORDERS[full])):
        chance = random.Random(case)
        order = [f"{inputs.name}/{name}" for name in chance.sample(names, len(names))]
        cut = chance.randrange(1, len(order))
        store = inputs.parent / f"order{case}.db"
        for part in (order[:cut], order[cut:]):
            assert warm("run", store, inputs=part, cwd=str(inputs.parent))["code"] == 0
        assert warm.exported(store) == calm[1]
        log.note(case, orders=1)
    assert log.total("orders") == ORDERS[full]
