"""30. Absurd numbers: kept as they are said, or left; nothing breaks, and the claims beside them are kept."""

from __future__ import annotations

import pytest
from hostile import GOOD, claims_of, of_text, picture

from unfog.views import export

ABSURD = (
    "99999999999999999999999999999999999999", "1e400", "-5", "0", "0.0000001", "1,2,3,4,5,6", "12.34.56", "1/0", "NaN", "inf", "٣٤", "௧௨", "½",
    "nine hundred ninety-nine trillion", "a million billion trillion quadrillion", "hundred hundred hundred", "minus ten", "10^100", "0x1F", "1_000_000",
    "2 to 1", "between 90 and 10", "more than 18446744073709551616", "up to 9223372036854775808",
)  # fmt: skip


@pytest.mark.parametrize("number", ABSURD)
def test_an_absurd_number_breaks_nothing(tmp_path, number):
    text = f"The ministry said {number} people were killed and {number} drones were shot down over Kyiv on Sunday."
    assert len(claims_of(of_text(f"{text}\n\n{GOOD}"))) >= 2
    seen = picture(tmp_path / "in", {"a": f"{text}\n\n{GOOD}"})
    assert seen.books.set_aside == ()
    assert seen.events
    for row in seen.assessments:
        assert all(each.low is None or each.high is None or each.low <= each.high for each in row.figures)
    for form in export.TEXTS:
        "".join(export.event_text(seen.shown(), form))
