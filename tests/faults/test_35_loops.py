"""35. Articles that cite one another in a circle: one witness at the most, however long the circle is."""

from __future__ import annotations

import pytest
from hostile import picture

RING = ("Reedham Wire", "Quay Post", "Harrow Gazette", "Lund Courier", "Cove Mail", "Northgate Echo")
TELL = "date 2023-11-08 Russian shelling killed four people in Kharkiv on Tuesday, {cited} reported."


@pytest.mark.parametrize("length", [1, 2, 3, 6])
def test_a_circle_corroborates_nothing(tmp_path, length):
    ring = RING[:length]
    articles = {f"a{at}": TELL.format(cited=ring[(at + 1) % length]) + f" Our own edition {at}." for at in range(length)}
    seen = picture(tmp_path / "in", articles, **{f"a{at}": {"source": name} for at, name in enumerate(ring)})
    assert seen.assessments
    assert {each.grade for each in seen.assessments} <= {"claimed", "reported"}
