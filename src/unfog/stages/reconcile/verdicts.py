"""What people judged, brought to a document's claims: which are set aside, corrected, joined with others or kept apart.

A judgement finds its claim again by the place of its words, so that it holds when other rules make the claim anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from unfog.model import Claim, Judgement, Subject

JOINING = frozenset({"same", "apart"})


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that hold, oldest first: none that was taken back, and of two on one matter the later."""
    ordered = sorted(judgements, key=lambda each: (each.when, each.id))
    back = {each.value for each in ordered if each.verdict == "take_back"}
    latest = {_matter(each): each for each in ordered if each.verdict != "take_back" and each.id not in back}
    return tuple(each for each in ordered if latest.get(_matter(each)) is each)


def _matter(judgement: Judgement) -> tuple[object, ...]:
    """What a judgement is about; `same` and `apart` of one pair are one matter."""
    kind = "pair" if judgement.verdict in JOINING else judgement.verdict
    places = sorted((each.document_id, each.start, each.end, each.event_type) for each in judgement.subjects)
    return (kind, judgement.field_name, *places)


def whole_set_aside(judgements: Iterable[Judgement]) -> bool:
    """Whether the whole document is set aside."""
    return any(each.verdict == "set_aside" and not each.subjects[0].end for each in judgements)


def meant(subject: Subject, claims: Iterable[Claim]) -> Claim | None:
    """The claim that a judgement is about: the same one, else the one whose words and type agree most; None where none is left."""
    near = [claim for claim in claims if claim.start < subject.end and subject.start < claim.end]
    return max(near, key=lambda claim: _agreement(subject, claim), default=None)


def _agreement(subject: Subject, claim: Claim) -> tuple[bool, bool, int, str]:
    shared = min(subject.end, claim.end) - max(subject.start, claim.start)
    return (claim.id == subject.claim_id, claim.event_type == subject.event_type, shared, claim.id)


class Verdicts:
    """What was judged of the claims of one document."""

    def __init__(self, document_id: str, judgements: Iterable[Judgement], claims: tuple[Claim, ...]) -> None:
        self._found: list[tuple[Judgement, str]] = []
        for judgement in standing(judgements):
            for subject in judgement.subjects:
                claim = meant(subject, claims) if subject.document_id == document_id and subject.end else None
                if claim:
                    self._found.append((judgement, claim.id))
        self.whole = whole_set_aside(standing(judgements))

    def set_aside(self, claim: Claim) -> bool:
        """Whether the claim, or all of its document, is set aside."""
        return self.whole or any(found == claim.id and each.verdict == "set_aside" for each, found in self._found)

    def joining(self, claim: Claim) -> tuple[str, ...]:
        """The ids of the judgements that join the claim with another, or keep it apart."""
        return tuple(sorted(each.id for each, found in self._found if found == claim.id and each.verdict in JOINING))

    def corrections(self, claim: Claim) -> dict[str, str]:
        """The fields that were corrected, with their values; an empty value says that the text gives none."""
        return {
            each.field_name or "": each.value or ""
            for each, found in self._found
            if found == claim.id and each.verdict == "correct"
        }


PLAIN = frozenset({"event_type", "factuality", "stance", "phase"})
OPTIONAL = frozenset({"source", "outcome", "aid_stage", "topic", "verification"})
LISTS = frozenset({"initiator", "recipient", "places", "items"})
FIELDS = PLAIN | OPTIONAL | LISTS | {"time"}


def corrected(claim: Claim, fields: dict[str, str]) -> Claim:
    """The claim with the fields that people corrected; lists are written with semicolons."""
    values: dict[str, object] = {name: fields[name] for name in PLAIN & fields.keys() if fields[name]}
    values |= {name: fields[name] or None for name in OPTIONAL & fields.keys()}
    values |= {name: listed(fields[name]) for name in LISTS & fields.keys()}
    if "time" in fields:
        values["time"] = fields["time"] or None
    return replace(claim, **values) if values else claim  # type: ignore[arg-type]


def listed(value: str) -> tuple[str, ...]:
    """The parts of a list written with semicolons."""
    return tuple(part.strip() for part in value.split(";") if part.strip())
