"""What a person should look at first, and the verdicts that they give; each is kept for good and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from unfog import judging
from unfog.errors import UsageError
from unfog.model import Claim, Event, Feature, Judgement, Link
from unfog.stages.reconcile.verdicts import FIELDS
from unfog.views.catalogue import EventRow
from unfog.views.catalogue.doubt import doubt
from unfog.views.report_rows import Slice
from unfog.views.web.answers import Verdict
from unfog.views.web.desk import Desk, event_of, lines_of_article
from unfog.views.web.detail import Excerpt, assessed, beside
from unfog.views.web.jobs import Job, Jobs
from unfog.views.web.query import Asked, BadValueError, Parameter, flag, text, word

VERDICTS = ("accept", "same", "apart", "correct", "set_aside", "take_back")
PAIRS = frozenset({"same", "apart"})
LONGEST = {"who": 100, "why": 2000, "value": 2000, "subject": 64}
MOST_WORDS = 5
KIND = word("kind", "events, or pairs of claims that are held to be one event", ("event", "pair"), "event")
WHO: Parameter[str] = text("who", "verdicts of this person")
VERDICT = word("verdict", "verdicts of this kind", VERDICTS)
STANDING = flag("standing", "only what still holds")


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """Something to look at: an event, or two claims (`claims`, ids) that a link holds to be about one event.

    `doubt` (0 to 1) is what speaks for a second look, `reasons` say it in words; of a pair, `score` is the sum that joins it.
    """

    kind: str
    doubt: float
    reasons: tuple[str, ...]
    row: EventRow | None
    slice: Slice
    excerpts: tuple[Excerpt, ...]
    claims: tuple[str, ...]
    link: str | None
    score: float | None
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Some of what is to be looked at, the most unsure first. `reviewed` is how many events a person accepted."""

    matched: int
    reviewed: int
    offset: int
    limit: int
    items: tuple[ReviewItem, ...]


@dataclass(frozen=True, slots=True)
class VerdictList:
    """Some of the verdicts, the latest first."""

    matched: int
    offset: int
    limit: int
    judgements: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class NewVerdict:
    """A verdict as it is given. `subjects` are ids of claims, events, articles, or of the judgement to take back."""

    verdict: str
    subjects: tuple[str, ...]
    who: str
    why: str = ""
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict as it was kept, and the run that brings the picture up to date."""

    judgement: Verdict
    job: Job


def review(desk: Desk, asked: Asked) -> ReviewPage:
    """What is to be looked at among the events of a choice that nobody accepted yet."""
    choice = asked.choice()
    if choice.reviewed is None:
        choice = replace(choice, reviewed=False)
    chosen = desk.chosen(choice)
    offset, limit = asked.page()
    reviewed = int(desk.snapshot.reviewed.sum())
    if asked.one(KIND) == "pair":
        lines, matched = _weakest(desk, offset, limit)
        items = tuple(_pair(desk, link) for link in desk.store.decoded(Link, lines))
        return ReviewPage(matched, reviewed, offset, limit, items)
    rows = desk.rows(chosen.ordered("doubt")[offset : offset + limit])
    events = (desk.store.get(Event, row.id) for row in rows)
    return ReviewPage(chosen.count, reviewed, offset, limit, tuple(_event(desk, *each) for each in zip(rows, events, strict=True) if each[1]))


def _event(desk: Desk, row: EventRow, event: Event | None) -> ReviewItem:
    if event is None:
        raise UsageError(f"event {row.id} has just gone; load the list again")
    assessment = assessed(desk, event)
    part = beside(desk, [(event, assessment)])
    return ReviewItem("event", *doubt(event, assessment), row, part.slice, part.excerpts, event.claims, None, None, ())


def _weakest(desk: Desk, offset: int, limit: int) -> tuple[list[int], int]:
    """The links that hold by the least, but for those of which a person judged."""
    connection = desk.store.connection
    judged = {
        frozenset(each.claim_id for each in judgement.subjects) for judgement in desk.snapshot.standing if judgement.verdict in PAIRS
    }
    base = "FROM links WHERE superseded IS NULL AND kind = 'same' AND score > 0"
    matched = int(connection.execute(f"SELECT count(*) {base}").fetchone()[0])
    query = f"SELECT rowid, claim_id, other_id {base} ORDER BY score, rowid LIMIT ?"
    found = connection.execute(query, (offset + limit + len(judged),)).fetchall()
    kept = [line for line, one, other in found if frozenset({one, other}) not in judged]
    return kept[offset : offset + limit], max(0, matched - len(judged))


def _pair(desk: Desk, link: Link) -> ReviewItem:
    """Two claims as the event, or the two events, that they are part of, with these two claims alone."""
    wanted = (link.claim_id, link.other_id)
    events = [_only(event, wanted) for event in _events_of(desk, wanted)]
    part = beside(desk, [(event, assessed(desk, event)) for event in events])
    weak = [each for each in sorted(link.features, key=lambda each: each.weight) if each.weight <= 0][:MOST_WORDS]
    reasons = tuple(f"{each.name}: {each.note}" for each in weak) or ("little holds them together",)
    doubted = round(1.0 / (1.0 + max(0.0, link.score - 4.0)), 2)
    return ReviewItem("pair", doubted, reasons, None, part.slice, part.excerpts, wanted, link.kind, link.score, link.features)


def _only(event: Event, claims: tuple[str, ...]) -> Event:
    rows = tuple(row for row in event.evidence if row.id in claims)
    return replace(event, evidence=rows)


def _events_of(desk: Desk, claims: tuple[str, ...]) -> Iterator[Event]:
    documents = dict.fromkeys(found.document_id for each in claims if (found := desk.store.get(Claim, each)))
    lines = sorted({line for each in documents for line in lines_of_article(desk.store, each)})
    for event in desk.store.decoded(Event, lines):
        if set(event.claims) & set(claims):
            yield event


# --- verdicts ---------------------------------------------------------------------------------------------------------------


def judgements(desk: Desk, asked: Asked) -> VerdictList:
    """The verdicts that were given, the latest first."""
    snapshot = desk.snapshot
    holding = {each.id for each in snapshot.standing}
    who, verdict, standing = asked.one(WHO), asked.one(VERDICT), asked.one(STANDING)
    found = [
        each for each in sorted(snapshot.judgements, key=lambda each: (each.when, each.id), reverse=True)
        if (not who or each.who == who) and (not verdict or each.verdict == verdict) and (not standing or each.id in holding)
    ]  # fmt: skip
    offset, limit = asked.page()
    shown = tuple(_verdict(desk, each, stands=each.id in holding) for each in found[offset : offset + limit])
    return VerdictList(len(found), offset, limit, shown)


def _verdict(desk: Desk, judgement: Judgement, *, stands: bool) -> Verdict:
    found = [event_of(desk.store, subject) for subject in judgement.subjects]
    return Verdict.of(judgement, stands=stands, event=next((each[0] for each in found if each), None))


def give(desk: Desk, jobs: Jobs, new: NewVerdict) -> Judged:
    """Keep a verdict and start the run that heeds it. Raises `BadValueError` for one that does not fit the store."""
    _check(new)
    words = [*new.subjects, *((new.field or "", new.value or "") if new.verdict == "correct" else ())]
    signed = judging.Signed(new.who.strip(), new.why.strip() or "read and found right")
    try:
        made = judging.judge(desk.store, new.verdict.replace("_", "-"), words, signed)
    except UsageError as error:
        raise BadValueError("subjects" if new.verdict != "correct" else None, str(error)) from error
    return Judged(Verdict.of(made, stands=True), jobs.add("a judgement"))


def _check(new: NewVerdict) -> None:
    if new.verdict not in VERDICTS:
        raise BadValueError("verdict", f"verdict is one of {', '.join(VERDICTS)}, not {new.verdict[:40]!r}")
    if len(new.subjects) != (2 if new.verdict in PAIRS else 1):
        raise BadValueError("subjects", f"{new.verdict} is about {'two claims or events' if new.verdict in PAIRS else 'one thing'}")
    if new.verdict == "correct" and new.field not in FIELDS:
        raise BadValueError("field", f"field is one of {', '.join(sorted(FIELDS))}")
    if new.verdict != "accept" and not new.why.strip():
        raise BadValueError("why", "say why: it is kept with the verdict")
    if not new.who.strip():
        raise BadValueError("who", "say who judges: it is kept with the verdict")
    given = [("who", new.who), ("why", new.why), ("value", new.value or ""), *(("subject", each) for each in new.subjects)]
    for name, value in given:
        if len(value) > LONGEST[name]:
            raise BadValueError(name, f"{name} has {len(value):,} characters, {LONGEST[name]:,} at the most can be given")
    if any(not each.isalnum() for each in new.subjects):
        raise BadValueError("subjects", "subjects are ids of claims, events, articles or judgements")
