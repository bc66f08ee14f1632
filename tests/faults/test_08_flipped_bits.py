"""8. Bits of a store flip: it is found, and what stages made is made again; articles and verdicts that are hurt are named."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from conftest import Log, Warm
from unfog.doctor import problems
from unfog.errors import StoreError
from unfog.picture import open_store
from unfog.repair import mend
from unfog.store import ROWS
from unfog.tables import columns

FLIPS = {False: 20, True: 5_000}
MADE = ("claims", "documents", "evidence", "groundings", "events", "assessments", "annotations")


def closed(store: Path) -> bytes:
    """The whole store in its one file."""
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    return store.read_bytes()


def laid_out(content: bytes, store: Path) -> Path:
    store.write_bytes(content)
    return store


def found_in(store: Path) -> list[str]:
    """What `unfog check` would say."""
    try:
        picture = open_store(store)
    except StoreError as error:
        return [str(error)]
    with closing(picture.store):
        return list(problems(picture))


def test_a_changed_value_is_found_and_made_again(warm: Warm, calm: tuple[Path, bytes], inputs: Path):
    store = laid_out(closed(calm[0]), inputs.parent / "hurt.db")
    with closing(sqlite3.connect(store)) as connection:
        for table in MADE:
            column = next(each.name for each in columns(ROWS[table]) if each.name != "id" and each.sql == "TEXT")
            connection.execute(f"UPDATE {table} SET {column} = 'x' || substr({column}, 2) WHERE rowid = 1")
        connection.commit()
    told = found_in(store)
    assert all(any(line.startswith(f"{table}, row 1:") for line in told) for table in MADE)
    assert sorted(mend(store)) == sorted(f"{table}, row 1: dropped; the next run makes it again" for table in MADE)
    assert warm.run(store, inputs)["code"] == 0
    assert warm.exported(store) == calm[1]


def test_an_article_that_is_hurt_is_named_and_read_again(warm: Warm, calm: tuple[Path, bytes], inputs: Path):
    store = laid_out(closed(calm[0]), inputs.parent / "hurt.db")
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("UPDATE captures SET content = x'00' WHERE origin LIKE '%12-volga%'")
        connection.commit()
    assert ["12-volga" in line and "read inputs/12-volga-herald-depot.txt again" in line for line in mend(store)] == [True]
    assert warm.run(store, inputs)["code"] == 0
    assert warm.exported(store) == calm[1]


def test_random_bits(warm: Warm, calm: tuple[Path, bytes], inputs: Path, log: Log, full: bool):
    whole, refused = closed(calm[0]), list[str]()
    for case in log.to_do(range(FLIPS[full])):
        chance = random.Random(case)
        hurt = bytearray(whole)
        for _ in range(chance.choice((1, 1, 8, 64))):
            hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
        store = laid_out(bytes(hurt), inputs.parent / f"hurt{case}.db")
        told = found_in(store)
        mended = resumed = 0
        if case % 10 == 0 or full:
            try:
                mend(store)
            except StoreError as error:
                refused.append(str(error))
            else:
                assert warm.run(store, inputs)["code"] == 0
                mended, resumed = 1, int(warm.exported(store) == calm[1])
        log.note(case, flips=1, found=int(bool(told)), mended=mended, same=resumed)
    assert all("format" in each for each in refused)  # the bit lay in the number of the format
    assert log.total("found") > FLIPS[full] / 3
    assert log.total("same") >= 0.7 * log.total("mended")
