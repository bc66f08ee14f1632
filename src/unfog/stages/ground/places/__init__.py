"""Grounds names of places: each becomes a place of the gazetteer or one made of such, or stays without one where doubt remains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.knowledge.gazetteer import Bearer
from unfog.model import Annotation, Claim, Document, Grounding, Mention, Place, RunnerUp, Span, make_id
from unfog.stage import Group, GroupFunction, PerGroup, Read
from unfog.stages.annotate.toponyms import load_place_words
from unfog.stages.ground.places import shapes
from unfog.stages.ground.places.cases import PLAIN, Case, Reader, read_cases
from unfog.stages.ground.places.choose import Choice, rank, settle
from unfog.stages.ground.places.theatre import Theatre, read_theatre

MOST_RUNNERS_UP = 3
# A choice that is believed this much is itself an anchor for the others.
ANCHOR_BELIEF = 0.8


@dataclass(frozen=True, slots=True)
class Ground:
    """One document's cases, by name, and its theatre; `known` holds what was ranked, since a name often stands in a text again."""

    reader: Reader
    theatre: Theatre
    same: dict[str, list[Case]]
    known: dict[tuple[object, ...], tuple[Choice, ...]] = field(default_factory=dict)

    def ranked(self, case: Case) -> tuple[Choice, ...]:
        """The bearers of a case's name, best first."""
        key = (case.name, *(each.key for each in case.bearers), "in", *(each.key for each in case.regions))
        if key not in self.known:
            self.known[key] = rank(case, self.same.get(case.name, [case]), self.theatre, self.reader.gazetteer)
        return self.known[key]


def build(knowledge: Knowledge, config: Config) -> GroupFunction:
    """The function that grounds the places of one document."""
    gazetteer = knowledge.gazetteer
    words = load_place_words(knowledge.lexicon, config.languages[0])
    reader = Reader(gazetteer, knowledge.register, words, gazetteer.abbreviations.get)

    def ground(group: Group) -> Iterator[Grounding]:
        document, annotation = group.one(Document), group.one(Annotation)
        if document is not None:
            claimed = [each for claim in group.of(Claim) for each in claim.mentions]
            seen = annotation.mentions if annotation else ()
            mentions = [each for each in (*seen, *claimed) if each.kind == "place"]
            yield from ground_places(document, annotation.sentences if annotation else (), mentions, reader)

    return ground


def ground_places(
    document: Document, sentences: Sequence[Span], mentions: Iterable[Mention], reader: Reader
) -> Iterator[Grounding]:
    """One grounding for each distinct mention, in the order of the text."""
    cases = read_cases(document.text, sentences, list(mentions), reader)
    ground = _survey(document.text, cases, reader)
    for case in cases:
        choices = ground.ranked(case)
        place = _place(case, choices, ground)
        yield _grounding(document.id, case.mention, place, choices)


def _survey(text: str, cases: list[Case], reader: Reader) -> Ground:
    """Where the text is set, learnt twice: from what is beyond doubt, then also from what that decides."""
    same: dict[str, list[Case]] = defaultdict(list)
    for case in [*cases, *_ends(cases, reader)]:
        same[case.name].append(case)
    named = [case for each in same.values() for case in each]
    first = Ground(reader, read_theatre(text, named, reader.gazetteer, reader.register), same)
    ranked = [(case, first.ranked(case)) for case in named]
    decided = [
        (case.sentence, choices[0].bearer) for case, choices in ranked if choices and choices[0].belief > ANCHOR_BELIEF
    ]
    anchors = tuple(dict.fromkeys((*first.theatre.anchors, *decided)))
    return Ground(reader, first.theatre._replace(anchors=anchors), same)


def _place(case: Case, choices: Sequence[Choice], ground: Ground) -> Place | None:
    """The place of a case: what its name means, bent by its shape."""
    form = case.shape.form
    if form in {"part", "front"}:
        return _part(case, ground)
    if form == "sector" and case.shape.get("two"):
        ends = [_end(case, case.shape.get(each), ground) for each in ("one", "two")]
        return shapes.sector(ends[0], ends[1], case.name) if ends[0] and ends[1] else None
    place = settle(choices)
    if place is None:
        return None
    if place.kind == "river":
        return shapes.stretch(choices[0].bearer, _anchors(case, ground))
    if form == "sector":
        return shapes.direction(place)
    return _moved(place, case, ground) if form == "offset" else place


def _moved(place: Place, case: Case, ground: Ground) -> Place:
    """The place so far from a town, in the region whose outline holds the point."""
    moved = shapes.offset(place, case.shape)
    region = ground.reader.gazetteer.region_at(moved.latitude, moved.longitude)
    return replace(moved, region=region.place.name, country=region.place.country) if region else moved


def _ends(cases: Iterable[Case], reader: Reader) -> Iterator[Case]:
    """The towns that sectors are named after, as cases of their own."""
    for case in cases:
        if case.shape.form == "sector":
            for name in filter(None, (case.shape.get("one"), case.shape.get("two"))):
                yield replace(case, name=name, bearers=reader.gazetteer.bearers(name), shape=PLAIN)


def _end(case: Case, name: str, ground: Ground) -> Place | None:
    """The place that one end of a sector names."""
    named = next((each for each in ground.same[name] if each.mention == case.mention), None)
    return settle(ground.ranked(named)) if named else None


def _anchors(case: Case, ground: Ground) -> list[Bearer]:
    """The places narrower than a country, and no rivers, that are spoken of nearest to a case."""
    fit = [
        (i, each)
        for i, each in ground.theatre.anchors
        if each.place.kind not in {"river", "country", "continent", "sea"}
    ]
    nearest = min((abs(i - case.sentence) for i, _ in fit), default=0)
    return [each for i, each in fit if abs(i - case.sentence) == nearest]


def _part(case: Case, ground: Ground) -> Place | None:
    """A part of the country that is named, or of the one in which the text is set."""
    gazetteer = ground.reader.gazetteer
    name = case.shape.get("name")
    shares = ground.theatre.shares()
    if name:
        choices = ground.ranked(replace(case, name=name, bearers=gazetteer.bearers(name)))
        land = choices[0].bearer if choices else None
        if land is not None and land.place.kind != "country":
            return replace(land.place, name=case.name)
    else:
        code = max(shares, key=lambda each: (shares[each], each), default="")
        land = gazetteer.country(code)
    if land is None:
        return None
    return shapes.part(land, case.shape.get("way"), gazetteer.regions(land.place.country), case.name)


def _grounding(document_id: str, mention: Mention, place: Place | None, choices: Sequence[Choice]) -> Grounding:
    chosen = place.id if place else None
    others = [each for each in choices if each.bearer.place.id != chosen][:MOST_RUNNERS_UP]
    belief = choices[0].belief if choices else 1.0
    return Grounding(
        id=make_id("grounding", document_id, mention.kind, mention.start, mention.end, mention.text),
        document_id=document_id, kind=mention.kind, start=mention.start, end=mention.end, text=mention.text, place=place,
        score=round(belief, 3) if place else 0.0,
        runners_up=tuple(
            RunnerUp(each.bearer.place.id, each.bearer.place.name, round(each.belief, 3)) for each in others if each.belief > 0.001
        ),
    )  # fmt: skip


PLACES = PerGroup(
    name="ground.places",
    reads=(Read(Document, "id"), Read(Annotation, "document_id"), Read(Claim, "document_id")),
    writes=Grounding,
    build=build,
    knows=("gazetteer", "lexicon", "register"),
)
