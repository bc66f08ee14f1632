"""A person's verdicts on claims, events and documents: checked against the store, and added to it for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from unfog.errors import UsageError
from unfog.knowledge import Knowledge, own_folder
from unfog.model import Claim, Document, Event, Judgement, Row, Subject, make_id
from unfog.stages.reconcile.clock import told
from unfog.stages.reconcile.verdicts import FIELDS, LISTS, listed
from unfog.store import Author, Made, Store

R = TypeVar("R", bound=Row)
AUTHOR = "judge"
VERDICTS = ("same", "apart", "correct", "set-aside", "accept", "take-back")
USES = {
    "same": "same CLAIM_OR_EVENT CLAIM_OR_EVENT",
    "apart": "apart CLAIM_OR_EVENT CLAIM_OR_EVENT",
    "correct": "correct CLAIM_OR_EVENT FIELD VALUE",
    "set-aside": "set-aside CLAIM_OR_DOCUMENT",
    "accept": "accept CLAIM_OR_EVENT",
    "take-back": "take-back JUDGEMENT",
}


@dataclass(frozen=True, slots=True)
class Signed:
    """Who judges, and why."""

    who: str
    why: str


def judge(store: Store, verdict: str, words: Sequence[str], signed: Signed) -> Judgement:
    """Add a verdict. Raises `UsageError` where the words do not fit it or name nothing that is there."""
    wanted = len(USES[verdict].split()) - 1
    if len(words) != wanted:
        raise UsageError(f"{verdict} takes {wanted} words, not {len(words)}: unfog judge {USES[verdict]}")
    made = _made(store, verdict, words, signed)
    with store.transaction(lasting=True):
        store.put(Author(AUTHOR, "", (Judgement,)), made.id, [Made.of(made)])
    return made


def bring(store: Store, lines: Iterable[str]) -> int:
    """Add verdicts that were exported as JSON lines, from this store or another one of the same articles; gives how many are new.

    Raises `UsageError`, adding none, for a line that is no verdict.
    """
    found = [_read(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    known = {each.id for each in store.rows(Judgement)}
    new = {each.id: each for each in found if each.id not in known}
    with store.transaction():
        for each in new.values():
            store.put(Author(AUTHOR, "", (Judgement,)), each.id, [Made.of(each)])
    return len(new)


def _read(number: int, line: str) -> Judgement:
    try:
        read = msgspec.json.decode(line, type=Judgement)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise UsageError(f"line {number} is no verdict: {error}") from error
    if read.verdict.replace("_", "-") not in VERDICTS or not read.subjects or not read.id.isalnum():
        raise UsageError(f"line {number} is no verdict: {read.verdict[:40]!r} about {len(read.subjects)} subjects")
    return read


def _made(store: Store, verdict: str, words: Sequence[str], signed: Signed) -> Judgement:
    if verdict == "take-back":
        earlier = _one(store, Judgement, words[0])
        return _judgement(store, "take_back", earlier.subjects, signed, value=earlier.id)
    if verdict == "set-aside":
        return _judgement(store, "set_aside", (_claim_or_document(store, words[0]),), signed)
    if verdict == "accept":
        return _judgement(store, "accept", (_subject(_claim(store, words[0])),), signed)
    if verdict == "correct":
        field, value = words[1], _checked(Knowledge(own=own_folder(store.path)), words[1], words[2])
        return _judgement(store, "correct", (_subject(_only_claim(store, words[0])),), signed, field=field, value=value)
    one, other = (_subject(_claim(store, word)) for word in words)
    if one == other:
        raise UsageError(f"expected two claims, found one and the same: {words[0]}, {words[1]}; name another")
    return _judgement(store, verdict, (one, other), signed)


def _judgement(
    store: Store, verdict: str, subjects: tuple[Subject, ...], signed: Signed, *, field: str | None = None, value: str | None = None
) -> Judgement:
    when = datetime.now(UTC).isoformat(timespec="microseconds")
    documents = tuple(sorted({each.document_id for each in subjects}))
    captures = tuple(sorted({made_for for made_for, each in store.made_for(Document) if each in documents}))
    return Judgement(
        id=make_id("judgement", verdict, subjects, field, value, signed.who, when), verdict=verdict, subjects=subjects,
        documents=documents, captures=captures, field_name=field, value=value, who=signed.who, when=when, why=signed.why,
    )  # fmt: skip


def _subject(claim: Claim) -> Subject:
    return Subject(claim.document_id, claim.start, claim.end, claim.quote, claim.event_type, claim.id)


def _claim(store: Store, word: str) -> Claim:
    """The claim of an id, or the oldest claim of the event of an id."""
    events = list(store.beginning(Event, word))
    return _one(store, Claim, events[0].claims[0] if len(events) == 1 else word)


def _only_claim(store: Store, word: str) -> Claim:
    """The claim of an id, or the claim of an event that has but one."""
    events = list(store.beginning(Event, word))
    if len(events) == 1 and len(events[0].claims) > 1:
        raise UsageError(f"event {word} has {len(events[0].claims)} claims; name the one that is wrong: {', '.join(events[0].claims)}")
    return _one(store, Claim, events[0].claims[0] if len(events) == 1 else word)


def _claim_or_document(store: Store, word: str) -> Subject:
    claims = list(store.beginning(Claim, word))
    return _subject(claims[0]) if len(claims) == 1 else Subject(_one(store, Document, word).id)


def _one(store: Store, row: type[R], word: str) -> R:
    found = list(store.beginning(row, word))
    if len(found) != 1:
        kind = row.__name__.lower()
        if found:
            raise UsageError(f"{len(found)} {kind}s have an id that begins with {word!r}; give more of it")
        raise UsageError(f"no {kind} has an id that begins with {word!r}; unfog explain shows the ids of an event or article")
    return found[0]


def _checked(knowledge: Knowledge, field: str, value: str) -> str:
    """A corrected value in the form in which it is kept; raises `UsageError` where it fits no field."""
    if field not in FIELDS:
        raise UsageError(f"a claim has no field {field!r} that can be corrected; there are: {', '.join(sorted(FIELDS))}")
    types = [each for those in knowledge.ontology.types.ledger.values() for each in those]
    if field == "event_type" and value not in types:
        raise UsageError(f"{value!r} is no event type; there are: {', '.join(types)}")
    if field == "time" and value and told(value) is None:
        raise UsageError(f"{value!r} is no day; write 2023-11-08, or 2023-11-08/2023-11-10 for some days")
    return "; ".join(_place(knowledge, each) for each in listed(value)) if field == "places" and field in LISTS else value


def _place(knowledge: Knowledge, name: str) -> str:
    """The id of a place, given by its id or its name; of several of one name the most salient."""
    if knowledge.gazetteer.bearer(name):
        return name
    found = knowledge.gazetteer.candidates(name)
    if not found:
        raise UsageError(f"the gazetteer holds no place called {name!r}; try another spelling or an id, or take it in: unfog import-gazetteer")
    return found[0].id
