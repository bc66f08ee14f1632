"""18. Characters that normalisation expands, and floods of combining marks: bounded in time, spans exact, the claims beside them kept."""

from __future__ import annotations

import pytest
from hostile import GOOD, KNOWLEDGE, Clock, claims_of, of_text

FLOODS = {
    "expanding": "\ufdfa" * 20_000,
    "ligatures": "\ufb03" * 20_000,
    "combining": "e" + "\u0301" * 20_000,
    "stacked": "".join(f"{letter}{chr(0x300 + number % 100) * 40}" for number, letter in enumerate("a war of words " * 30)),
    "hangul": "\u1112\u1161\u11ab" * 7_000,
    "emoji": "👩‍👩‍👧‍👦" * 3_000,
    "flags": "🇺🇦" * 5_000,
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_costs_itself(flood):
    document = of_text(f"{GOOD}\n\n{flood}\n\n{GOOD}")
    with Clock() as clock:
        claims = claims_of(document)
    assert sum(each.event_type == "casualties" or "killed" in each.quote for each in claims) >= 2
    assert all(document.text[each.start : each.end] == each.quote for each in claims)
    assert clock.spent < 10


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_is_looked_up_like_any_name(flood):
    with Clock() as clock:
        KNOWLEDGE.gazetteer.candidates(flood)
        KNOWLEDGE.register.actor("A" + flood)
        KNOWLEDGE.register.publisher(flood)
    assert clock.spent < 2
