"""9. The clock goes back, forward, and lies in any time zone: the picture is the same, and the order of runs is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Warm

CLOCKS = {"back": "1999-12-31T23:59:59+00:00", "far ahead": "2099-01-01T00:00:00+00:00", "leap day": "2024-02-29T12:00:00+00:00"}
ZONES = ("Pacific/Kiritimati", "Etc/GMT+12", "America/St_Johns")


@pytest.mark.parametrize("now", CLOCKS.values(), ids=CLOCKS)
def test_the_hour_of_the_run_is_nothing_to_the_picture(warm: Warm, inputs: Path, calm: tuple[Path, bytes], now: str):
    store = inputs.parent / "clock.db"
    assert warm.run(store, inputs, now=now)["code"] == 0
    assert warm.exported(store) == calm[1]


@pytest.mark.parametrize("zone", ZONES)
def test_the_zone_of_the_machine_is_nothing_to_the_picture(warm: Warm, inputs: Path, calm: tuple[Path, bytes], zone: str):
    store = inputs.parent / "zone.db"
    assert warm.run(store, inputs, zone=zone)["code"] == 0
    assert warm.exported(store) == calm[1]


def test_a_clock_that_goes_back_between_runs(warm: Warm, inputs: Path, calm: tuple[Path, bytes]):
    store = inputs.parent / "back.db"
    article = inputs / "12-volga-herald-depot.txt"
    text = article.read_bytes()
    article.write_bytes(text.replace(b"depot", b"school"))
    assert warm.run(store, inputs, now="2031-05-05T00:00:00+00:00")["code"] == 0
    article.write_bytes(text)
    assert warm.run(store, inputs, now="2001-05-05T00:00:00+00:00")["code"] == 0
    assert warm.exported(store) == calm[1]
    assert warm.run(store, inputs, now="2001-05-05T00:00:00+00:00")["code"] == 0  # the very same moment
    assert warm.exported(store) == calm[1]
