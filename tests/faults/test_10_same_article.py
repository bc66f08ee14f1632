"""10. One article a hundred times, one id with different texts, one text under different ids: nothing lost, nothing counted twice."""

from __future__ import annotations

import json

from hostile import GOOD, picture, read

from unfog.model import Claim, Copy, Document, Family
from unfog.store import Store

TIMES = {False: 20, True: 100}
TEXT = GOOD + "Firefighters worked through the night at a grain store in the port of Odesa, where the roof had burnt. Rescuers searched the rubble of a hostel in Sumy until noon."


def grades(seen) -> list[str]:
    return sorted(each.grade for each in seen.assessments)


def test_one_article_many_times(tmp_path, full):
    alone = picture(tmp_path / "one", {"a": TEXT})
    many = picture(tmp_path / "many", {f"a{number:03}": TEXT for number in range(TIMES[full])})
    assert (many.books.ok, many.books.copies) == (1, TIMES[full] - 1)
    assert len({each.family_id for each in many.rows(Family)}) == 1
    assert len(many.events) == len(alone.events)
    assert grades(many) == grades(alone)


def test_one_id_with_different_texts_and_one_text_under_different_ids(tmp_path):
    records = [{"id": "x", "text": TEXT}, {"id": "x", "text": "In Chuhuiv a school burnt down after Russian shelling, the mayor said."}, {"id": "y", "text": TEXT}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    seen = read(Store(":memory:"), tmp_path / "a.jsonl")
    assert len({each.id for each in seen.rows(Document)}) == 3
    assert [each.kind for each in seen.rows(Copy)] == ["exact"]
    assert (seen.books.inputs, seen.books.ok, seen.books.copies) == (3, 2, 1)
    assert len({each.id for each in seen.rows(Claim)}) == len(list(seen.rows(Claim)))
