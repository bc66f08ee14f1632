"""A situation report: by ledger, most certain and most consequential first, every sentence with its quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta

from unfog.errors import UsageError
from unfog.model import Assessment, Document, Event
from unfog.views.briefing.citations import bear_out
from unfog.views.briefing.page import page, pdf
from unfog.views.briefing.sheet import Briefing, Part, markdown
from unfog.views.briefing.support import supported
from unfog.views.events import Filter
from unfog.views.ledgers import LEDGERS
from unfog.views.ledgers.selection import Assessed, chosen
from unfog.views.sentences import days, headline
from unfog.views.sentences.clauses import STATEMENT
from unfog.views.sentences.polarity import affirms
from unfog.views.sentences.publishers import with_publishers
from unfog.views.sentences.wording import sentences

__all__ = ["FORMATS", "Briefing", "brief", "briefing", "markdown", "page", "pdf", "supported"]

GRADES = ("confirmed", "corroborated", "reported", "claimed", "contested", "refuted")
DISPUTED = frozenset({"contested", "refuted"})
LENGTH = 40
ASKED = "requested"
SEVERAL = 3  # articles: more make it no surer
NEWS = timedelta(days=31)  # what was over earlier is background
HARM = {"killed": 10, "casualties": 5, "wounded": 2, "missing": 2, "people": 0.01, "launched": 0.1, "settlements": 0.1}


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
        raise UsageError(f"a briefing has one sentence or more, not {length}")
    wanted = Filter(**kept)
    known = {each.id: each for each in documents}
    found = [_voiced(each, known) for each in chosen(events, assessments, wanted)]
    parts = _parts([each for each in found if _is_fit(each)], known, length)
    return Briefing(
        title=f"Situation report{_span(found, wanted)}", summary=_numbers(found, parts), parts=tuple(parts),
        unknown=tuple(_unknown(found, parts)), found=tuple(found),
    )  # fmt: skip


def _is_fit(each: Assessed) -> bool:
    """Whether it is news, says enough, and can be so."""
    return not _is_background(each) and _says_enough(each) and _is_plausible(each.event)


def _is_plausible(event: Event) -> bool:
    """Whether its makers can be: no outlet that tells of itself, and no single person who attacks or takes ground.

    The commonest misreadings are of this kind: who speaks, or prints, is taken for who acts.
    """
    outlets = {row.publisher.name for row in event.evidence if row.publisher}
    makers = {actor.name: actor.kind for row in event.evidence for actor in row.initiators}
    if {each.name for each in event.initiator} & outlets or _asks_itself(event):
        return False
    said = sentences()
    return event.ledger not in said.forces.ledgers or not set(makers.values()) & said.victims.private_kinds


def _asks_itself(event: Event) -> bool:
    """Whether the giver who is asked is the one who says so, and nobody asks: who asks was taken for the giver."""
    voices = {row.vouched_by.name for row in event.evidence if row.vouched_by}
    return event.aid_stage == ASKED and not event.recipient and bool({each.name for each in event.initiator} & voices)


def _says_enough(each: Assessed) -> bool:
    """Whether it tells at least who, where or how many."""
    event = each.event
    return bool(event.initiator or event.recipient or event.place or each.assessment.figures)


def _is_background(each: Assessed) -> bool:
    """Whether it was over long before the articles that tell of it, so that it is no news of theirs."""
    stretch = days.span(each.event)
    published = [days.read_time(row.published).date() for row in each.event.evidence if row.published]
    return stretch is not None and bool(published) and stretch[1] < min(published) - NEWS


def _voiced(each: Assessed, documents: Mapping[str, Document]) -> Assessed:
    return Assessed(with_publishers(each.event, documents), each.assessment)


def _parts(found: Sequence[Assessed], documents: Mapping[str, Document], length: int) -> list[Part]:
    """A part for each ledger, and one for what is contested or refuted, which gets a third of the room at the most."""
    settled = [each for each in found if each.assessment.grade not in DISPUTED and _told(each)]
    disputed = _first([each for each in found if each.assessment.grade in DISPUTED], length // 3)
    shared = _shared(settled, length - len(disputed))
    parts = [_part(name.capitalize(), members, documents) for name, members in shared.items()]
    return [*parts, _part("Contested and refuted", disputed, documents)]


def _told(each: Assessed) -> bool:
    """Whether anybody says that it happened."""
    return any(affirms(row.claim) for row in each.event.evidence)


def _weight(each: Assessed) -> tuple[int, int, float, int, str]:
    """What comes first: the surest, then what several articles tell, then the most harm, then what is told most fully."""
    found = [one for one in each.assessment.figures if one.side is None and one.basis != "total"]
    harm = sum(float(one.best or 0) * HARM.get(one.measure, 0) for one in found)
    grade = GRADES.index(each.assessment.grade) if each.assessment.grade in GRADES else len(GRADES)
    event = each.event
    parts = (event.initiator, event.place, event.begin and days.is_told(event), _asks(event))
    missing = sum(not part for part in parts)
    return (grade, -min(SEVERAL, len(event.documents)), -harm, missing, event.id)


def _asks(event: Event) -> bool:
    """Whether it is more than a bare statement: one that demands, promises or warns, or an event of another type."""
    return event.event_type != STATEMENT or any(row.claim.stance != "asserts" for row in event.evidence)


def _first(events: Sequence[Assessed], count: int) -> list[Assessed]:
    return sorted(events, key=_weight)[:count]


def _shared(events: Sequence[Assessed], room: int) -> dict[str, list[Assessed]]:
    """The events to be told by ledger: each ledger's first, then each one's second, until there is no more room."""
    ranked = {name: _first([each for each in events if each.event.ledger == name], room) for name in LEDGERS}
    taken: dict[str, list[Assessed]] = {name: [] for name in LEDGERS}
    for turn in range(room):
        for name in LEDGERS:
            if turn < len(ranked[name]) and sum(map(len, taken.values())) < room:
                taken[name].append(ranked[name][turn])
    return taken


def _part(title: str, events: Sequence[Assessed], documents: Mapping[str, Document]) -> Part:
    tried = [bear_out(headline(each.event, each.assessment), each, documents) for each in events]
    borne = tuple({each.sentence: each for each in tried if each}.values())
    return Part(title, borne, tried.count(None))


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


def _unknown(events: Sequence[Assessed], parts: Sequence[Part]) -> list[str]:
    """What the texts leave open."""
    counted = [
        ("are placed nowhere that is known", [each for each in events if each.event.place is None]),
        (
            "were over more than a month before the articles that tell of them, and are not told here",
            [each for each in events if _is_background(each)],
        ),
        (
            "are told without who, where or how many, and are not told here",
            [each for each in events if not _says_enough(each)],
        ),
        (
            "would have an outlet or a single person for their maker, which a misread quote does, and are not told here",
            [each for each in events if not _is_plausible(each.event)],
        ),
        ("have no known time", [each for each in events if each.event.begin is None]),
        (
            "are spoken of only by someone who denies them or would not say",
            [each for each in events if not _told(each)],
        ),
        ("rest on words that the text says were not verified", [each for each in events if _unverified(each)]),
    ]
    lines = [f"{len(found)} of {len(events)} events {what}." for what, found in counted if found]
    return lines + [f"{part.withheld} sentences of “{part.title}” were withheld." for part in parts if part.withheld]


def _unverified(each: Assessed) -> bool:
    return any(row.claim.verification == "unverified" for row in each.event.evidence)
