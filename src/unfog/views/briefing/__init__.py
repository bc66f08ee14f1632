"""A situation report: by ledger, most certain and most consequential first, every sentence with its quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from unfog.errors import UsageError
from unfog.model import Assessment, Document, Event
from unfog.views.briefing.choice import GRADES, Telling, disputed, first_of, settled, tellings
from unfog.views.briefing.citations import bear_out
from unfog.views.briefing.page import page, pdf
from unfog.views.briefing.sheet import Briefing, Part, markdown
from unfog.views.briefing.support import supported
from unfog.views.events import Filter
from unfog.views.ledgers.selection import Assessed, chosen
from unfog.views.sentences import days
from unfog.views.sentences.polarity import affirms

__all__ = ["FORMATS", "Briefing", "brief", "briefing", "markdown", "page", "pdf", "supported"]

LENGTH = 40

FORMATS: Mapping[str, Callable[[Briefing], str | bytes]] = {"md": markdown, "html": page, "pdf": pdf}


def brief(
    events: Iterable[Event],
    assessments: Iterable[Assessment],
    documents: Iterable[Document],
    *,
    length: int = LENGTH,
    **kept: str | None,
) -> str:
    """The report as Markdown; what is given is as for `briefing`."""
    return markdown(briefing(events, assessments, documents, length=length, **kept))


def briefing(
    events: Iterable[Event],
    assessments: Iterable[Assessment],
    documents: Iterable[Document],
    *,
    length: int = LENGTH,
    **kept: str | None,
) -> Briefing:
    """The report in at most `length` sentences, of the events that `kept` (fields of `views.events.Filter`) lets through.

    A sentence that its quotes do not bear out is withheld and counted.
    """
    if length < 1:
        raise UsageError(f"a briefing has one sentence or more, not {length}; give a larger number")
    wanted = Filter(**kept)
    known = {each.id: each for each in documents}
    found = chosen(events, assessments, wanted)
    told = tellings(found, known, wanted)
    parts = _parts(told, known, length)
    return Briefing(
        title=f"Situation report{_span(found, wanted)}", summary=_numbers(found, parts), parts=tuple(parts),
        unknown=tuple(_unknown(found, told, parts)), found=tuple(found),
    )  # fmt: skip


def _parts(told: Sequence[Telling], documents: Mapping[str, Document], length: int) -> list[Part]:
    """A part for each ledger, and one for what is contested or refuted, which gets a third of the room at the most."""
    against = disputed(told, length // 3)
    shared = first_of(settled(told), length - len(against))
    parts = [_part(name.capitalize(), members, documents) for name, members in shared.items()]
    return [*parts, _part("Contested and refuted", against, documents)]


def _part(title: str, told: Sequence[Telling], documents: Mapping[str, Document]) -> Part:
    tried = [bear_out(each.each, each.rows, documents) for each in told]
    return Part(title, tuple(each for each in tried if each), tried.count(None))


def _span(events: Sequence[Assessed], wanted: Filter) -> str:
    """The days asked for, else those on which the articles were published."""
    published = [row.published[:10] for each in events for row in each.event.evidence if row.published]
    first, last = wanted.since or min(published, default=None), wanted.until or max(published, default=None)
    if not first or not last:
        return ""
    names = [days.day_name(days.read_time(day).date()) for day in (first, last)]
    return f", {names[0]}" if names[0] == names[1] else f", {names[0]} to {names[1]}"


def _numbers(events: Sequence[Assessed], parts: Sequence[Part]) -> str:
    grades = Counter(each.assessment.grade for each in events)
    articles = len({document for each in events for document in each.event.documents})
    claims = sum(len(each.event.claims) for each in events)
    by_grade = ", ".join(f"{grades[grade]} {grade}" for grade in GRADES if grades[grade])
    told, withheld = sum(len(part.borne) for part in parts), sum(part.withheld for part in parts)
    line = f"{len(events)} events ({by_grade or 'none'}) from {claims} claims in {articles} articles. {told} are told here."
    return line + (f" {withheld} sentences were withheld, since their quotes do not bear them out." if withheld else "")


def _unknown(events: Sequence[Assessed], told: Sequence[Telling], parts: Sequence[Part]) -> list[str]:
    """What the texts leave open."""
    can_be = {each.each.event.id for each in told}
    counted = [
        ("are placed nowhere that is known", [each for each in events if each.event.place is None]),
        ("have no known time", [each for each in events if each.event.begin is None]),
        ("are spoken of only by someone who denies them or would not say", [each for each in events if not _told(each)]),
        ("rest on words that the text says were not verified", [each for each in events if _unverified(each)]),
        (
            "are told in no sentence that can stand alone as news under its speaker's name; the ledgers have them",
            [each for each in events if each.event.id not in can_be],
        ),
    ]
    lines = [f"{len(found)} of {len(events)} events {what}." for what, found in counted if found]
    return lines + [f"{part.withheld} sentences of “{part.title}” were withheld." for part in parts if part.withheld]


def _told(each: Assessed) -> bool:
    """Whether anybody says that it happened."""
    return any(affirms(row.claim) for row in each.event.evidence)


def _unverified(each: Assessed) -> bool:
    return any(row.claim.verification == "unverified" for row in each.event.evidence)
