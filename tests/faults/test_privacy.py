"""Persons in texts: who holds no public office is no actor of any index, and who was harmed is named in no row."""

from __future__ import annotations

from hostile import KNOWLEDGE, picture

from unfog.stages.verify.record import track_records
from unfog.views import export
from unfog.views.briefing import briefing, markdown

WITNESS, VICTIM = "Halyna Vovchenko", "Taras Kvitkovsky"
TEXT = (
    f"date 2023-11-08 {WITNESS}, a resident of Chuhuiv, said Russian shelling killed {VICTIM}, 34, and wounded his daughter on Tuesday. "
    f"{VICTIM} was killed in Chuhuiv, {WITNESS} said. Two people were killed in Kharkiv, the regional governor said."
)


def test_private_persons_are_no_actors_and_victims_are_not_named(tmp_path):
    seen = picture(tmp_path / "in", {"a": TEXT}, a={"source": "Reedham Wire"})
    assert len(seen.events) > 1
    assert KNOWLEDGE.register.actor(WITNESS) is None
    judged = [(each.event, each.assessment) for each in seen.assessed()]
    assert [each for each in track_records(judged) if "Vovchenko" in each.name or "Kvitkovsky" in each.name] == []
    rows = list(export.event_text(seen.shown(), "acled")) + list(export.event_text(seen.shown(), "ucdp")) + list(export.event_text(seen.shown(), "hxl"))
    assert len(rows) > 3
    quoted = {claim.quote for claim in seen.claims}
    told = "".join(rows) + markdown(briefing(seen.events, seen.assessments, seen.documents))
    for quote in quoted:
        told = told.replace(quote, "")
    assert "Kvitkovsky" not in told
