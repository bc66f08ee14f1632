"""Every briefing that a test makes is looked over: each sentence against the words that it cites, once more and by itself."""

from __future__ import annotations

from typing import Any

import pytest

from unfog.views import briefing as briefings
from unfog.views.briefing.citations import cited_text
from unfog.views.briefing.sheet import Briefing
from unfog.views.briefing.support import unsupported


def faults(told: Briefing, documents: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The sentences that say what their citations do not, with what that is; only the claims cited count."""
    events = {each.event.id: each.event for each in told.found}
    found = []
    for each in (borne for part in told.parts for borne in part.borne):
        cited = {note.claim_id for note in each.citations}
        rows = [row for row in events[each.event_id].evidence if row.id in cited]
        quotes = [text for row in rows for text in cited_text(row, documents)]
        found.append((each.sentence, unsupported(each.sentence, quotes) if quotes else ["no quote"]))
    return [(sentence, missing) for sentence, missing in found if missing]


def check_every_briefing(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on each briefing is checked as it is made."""
    make = briefings.briefing

    def checked(events: Any, assessments: Any, documents: Any, **given: Any) -> Briefing:
        articles = list(documents)
        told = make(events, assessments, articles, **given)
        assert faults(told, {each.id: each for each in articles}) == []
        return told

    monkeypatch.setattr(briefings, "briefing", checked)
