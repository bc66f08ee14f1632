"""A document's claims become evidence: what their words refer to, who vouches for them, and the keys for comparing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from unfog.config import Config
from unfog.knowledge import Gazetteer, Knowledge, Register
from unfog.knowledge.rubric import load_comparison
from unfog.model import Actor, Claim, Document, Evidence, Family, Grounding, Interval, Judgement, Place
from unfog.stage import Group, GroupFunction, PerGroup, Read
from unfog.stages.reconcile import clock
from unfog.stages.reconcile.keys import Grounded, block_keys
from unfog.stages.reconcile.verdicts import Verdicts, corrected

UNNAMED = "unnamed"


class Referents:
    """What the mentions of one document refer to, by kind and place in the text."""

    def __init__(self, groundings: tuple[Grounding, ...]) -> None:
        self._by_span = {(each.kind, each.start, each.end): each for each in groundings}

    def of(self, claim: Claim, kind: str, name: str) -> Grounding | None:
        """The first grounding of a claim's mention that stands for `name`; None where there is none."""
        for mention in claim.mentions:
            if mention.kind == kind and mention.text == name:
                found = self._by_span.get((kind, mention.start, mention.end))
                if found:
                    return found
        return None


ActorOf = Callable[[Claim, str], Actor]


def build(knowledge: Knowledge, _config: Config) -> GroupFunction:
    """The function that turns one document's rows into evidence; rows whose document is gone give nothing."""
    comparison = load_comparison(knowledge.ontology.folder)
    register, ontology = knowledge.register, knowledge.ontology

    def causing(effect: Grounded, cause: Grounded) -> bool:
        return effect.claim.event_type in comparison.consequences and (
            ontology.family(cause.claim.event_type) in comparison.causes
        )

    def _as_judged(row: Grounded, fields: dict[str, str]) -> Grounded:
        return amended(row, fields, knowledge.gazetteer) if fields else row

    def block(group: Group) -> Iterator[Evidence]:
        document = group.one(Document)
        if document is None:
            return
        publisher = _publisher(register, document.publisher)
        family = group.one(Family)
        referents = Referents(group.of(Grounding))
        named = _actor_finder(register, referents, document.published)
        verdicts = Verdicts(document.id, group.of(Judgement), group.of(Claim))
        rows = [
            _as_judged(ground(corrected(claim, fields), referents, named), fields)
            for claim in group.of(Claim)
            if not verdicts.set_aside(claim)
            for fields in [verdicts.corrections(claim)]
        ]
        for bare in rows:
            row = dated(completed(bare, rows, causing), document.published)
            claim = row.claim
            yield Evidence(
                id=claim.id,
                document_id=document.id,
                family_id=family.at(claim.start, claim.end) if family else document.id,
                publisher=publisher,
                published=document.published,
                vouched_by=_voucher(claim, publisher, named),
                claim=claim,
                initiators=row.initiators,
                recipients=row.recipients,
                places=row.places,
                interval=row.interval,
                block_keys=block_keys(row, ontology.family(claim.event_type), comparison),
                judged=verdicts.joining(claim),
            )

    return block


def amended(row: Grounded, fields: dict[str, str], gazetteer: Gazetteer) -> Grounded:
    """The row with a corrected place or time, where these were not read from the text."""
    if "places" in fields:
        found = (gazetteer.bearer(each) for each in row.claim.places)
        places = tuple(each.place for each in found if each)
        row = replace(row, places=places, claim=replace(row.claim, places=tuple(each.name for each in places)))
    return replace(row, interval=clock.told(fields["time"])) if "time" in fields else row


def ground(claim: Claim, referents: Referents, named: ActorOf) -> Grounded:
    """The claim with actors, places and time put for its names; a name that fits no place leaves none."""
    return Grounded(
        claim=claim,
        initiators=tuple(dict.fromkeys(named(claim, name) for name in claim.initiator)),
        recipients=tuple(dict.fromkeys(named(claim, name) for name in claim.recipient)),
        places=_places(claim, referents),
        interval=_interval(claim, referents),
        published=None,
    )


def completed(row: Grounded, rows: list[Grounded], causing: Callable[[Grounded, Grounded], bool]) -> Grounded:
    """A consequence with the time and place of the act that is told in the same sentence, where it has none of its own."""
    if row.interval and row.places:
        return row
    acts = [each for each in rows if causing(row, each) and overlap(row.claim, each.claim)]
    interval = row.interval or next((each.interval for each in acts if each.interval), None)
    return replace(row, interval=interval, places=row.places or next((each.places for each in acts if each.places), ()))


def overlap(one: Claim, other: Claim) -> bool:
    """Whether two claims stand in the same words of a text."""
    return one.start < other.end and other.start < one.end


def dated(row: Grounded, published: str | None) -> Grounded:
    """The row with the day of publication, and the days before it where nothing tells the time."""
    return replace(row, published=published, interval=row.interval or clock.guess(published, row.claim.phase))


def _places(claim: Claim, referents: Referents) -> tuple[Place, ...]:
    found = (referents.of(claim, "place", name) for name in claim.places)
    return tuple(dict.fromkeys(each.place for each in found if each and each.place))


def _interval(claim: Claim, referents: Referents) -> Interval | None:
    found = referents.of(claim, "time", claim.time) if claim.time else None
    return found.interval if found else None


def _publisher(register: Register, name: str | None) -> Actor | None:
    """Who printed it: a publisher of the register, or a body that puts out its own word; None where neither is known."""
    return (register.publisher(name) or register.actor(name)) if name else None


def _voucher(claim: Claim, publisher: Actor | None, named: ActorOf) -> Actor | None:
    if claim.source is None:
        return publisher
    return None if claim.source == UNNAMED else named(claim, claim.source)


def _actor_finder(register: Register, referents: Referents, published: str | None) -> ActorOf:
    def named(claim: Claim, name: str) -> Actor:
        found = referents.of(claim, "actor", name)
        actor = found.actor if found else None
        return actor or register.actor(name, published[:10] if published else None) or unknown(name)

    return named


def unknown(name: str) -> Actor:
    """An actor that the register does not hold: its name is all that is known."""
    return Actor(id=f"name:{' '.join(name.casefold().split())}", name=name, kind="unknown")


BLOCK = PerGroup(
    name="reconcile.block",
    reads=(
        Read(Claim, "document_id"),
        Read(Grounding, "document_id"),
        Read(Document, "id"),
        Read(Family, "document_id"),
        Read(Judgement, "documents"),
    ),
    writes=Evidence,
    build=build,
    knows=("gazetteer", "ontology", "register"),
)
