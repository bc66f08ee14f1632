"""The clause of an event: who did what to whom, where, with what figures, and nothing of who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from unfog.model import Assessment, Event, Evidence, Named, Range
from unfog.views.sentences import days, phrases
from unfog.views.sentences.polarity import SURENESS, affirms
from unfog.views.sentences.wording import sentences

SLOT = re.compile(r"\{(\w+)\}")
VERB = re.compile(r"\[([^\]|]*)\|([^\]|]*)\|([^\]|]*)\]")
ONGOING = "ongoing"
PHASES = ("past", ONGOING, "future")
ITEMS_SHOWN = 2
MOST_FIGURES = 3
LARGE = frozenset({"region", "sector", "district", "country"})
VAGUE = frozenset({"country", "sector"})
TOGETHER = "casualties"
STATEMENT = "position"
COVERED = frozenset({"killed", "wounded"})
OUTCOMES = frozenset(f"{verb}{ending}" for verb in ("change", "changed", "changing") for ending in ("", "_alone", "_hands"))


@dataclass(frozen=True, slots=True)
class Slots:
    """What is known of an event, in words; an empty string is not known. `names` holds the names behind a slot."""

    words: dict[str, str]
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Detail:
    """How much a clause tells: its time, and how many figures."""

    time: bool = True
    figures: int = MOST_FIGURES


def clause(event: Event, assessment: Assessment, detail: Detail) -> str:
    """The clause, without a full stop and not capitalised."""
    slots = _slots(event, assessment)
    pattern = next(each for each in sentences().clauses(event.event_type, event.aid_stage) if _known(each, slots))
    text = _worded(_inflected(pattern, event), slots)
    used = set(SLOT.findall(pattern))
    parts = [text]
    if (
        event.place and event.event_type != STATEMENT and not _is_placed(event, used, slots)
    ):  # a place spoken of is not where one spoke
        parts.append(phrases.where(event.place))
    if detail.time and not (event.event_type == STATEMENT and event.phase == "future"):
        parts.append(days.when(event))
    told = _figures(event, assessment, used)[: detail.figures]
    inside = ", ".join(filter(None, (phrases.figure(each, vague=_is_word(each, event)) for each in told)))
    parts.append(f"({inside})" if inside else "")
    return " ".join(filter(None, parts))


def _is_placed(event: Event, used: set[str], slots: Slots) -> bool:
    """Whether the clause names the place already."""
    told = {name for slot in used for name in slots.names.get(slot, ())}
    return (
        "place" in used
        or ("target" in used and _is_target(event))
        or (event.place is not None and event.place.name in told)
    )


def sureness(event: Event) -> str:
    """The surest factuality among those who affirm; `UU` where nobody does."""
    found = {row.claim.factuality for row in event.evidence if affirms(row.claim)}
    return next((each for each in SURENESS if each in found), "UU" if event.evidence else "CT+")


def _known(pattern: str, slots: Slots) -> bool:
    return all(slots.words.get(name) for name in _needed(pattern))


@cache
def _needed(pattern: str) -> tuple[str, ...]:
    """The slots of a pattern that must be known."""
    return tuple(name for name in SLOT.findall(pattern) if name not in {"is", "was", "was_aid", "is_aid"})


def _inflected(pattern: str, event: Event) -> str:
    """The pattern with its verb in the form that the phase asks for; a statement was made, whatever it is about."""
    was = event.event_type == STATEMENT or (event.phase == ONGOING and days.is_over(event))
    form = 1 if was or event.phase not in PHASES else PHASES.index(event.phase) + 1
    modal = sentences().modal.get(sureness(event), sentences().modal["UU"]) if form == len(PHASES) else ""
    return _in_form(pattern, form, modal)


@cache
def _in_form(pattern: str, form: int, modal: str) -> str:
    return VERB.sub(lambda match: f"{modal} {match[3]}" if modal else match[form], pattern)


def _worded(pattern: str, slots: Slots) -> str:
    """The pattern with its slots filled; the verb agrees with the first slot that stands for a name."""
    subject = next((name for name in SLOT.findall(pattern) if name in slots.names), None)
    names = slots.names[subject] if subject else ()
    words = sentences().words
    agreed = {"is": phrases.agreeing(names, words.is_), "was": phrases.agreeing(names, words.was)}
    known = {**slots.words, **agreed}
    once = SLOT.sub(lambda match: known.get(match[1], ""), pattern)
    return SLOT.sub(lambda match: known.get(match[1], ""), once)  # an outcome's own verb may hold {is} or {at}


def _slots(event: Event, assessment: Assessment) -> Slots:
    """What is known of the slots that the clauses of an event's type have."""
    initiators = _names(event.initiator)
    recipients = tuple(name for name in recipients_named(event) if name not in initiators)
    place = (phrases.place_name(event.place),) if event.place else ()
    parties = tuple(dict.fromkeys(initiators + recipients))
    names = {
        "initiator": initiators, "recipient": recipients, "target": place if _is_target(event) else recipients, "place": place,
        "movers": initiators, "parties": parties if len(parties) > 1 else (), "party": parties if len(parties) == 1 else (),
    }  # fmt: skip
    asked = _asked(event.event_type, event.aid_stage)
    words = {name: phrases.listed(each) for name, each in names.items() if name in asked}
    if "toll" in asked:
        names["toll"] = _counted(event, assessment)
    return Slots(words | _more(event, assessment, asked), names)


def _more(event: Event, assessment: Assessment, asked: frozenset[str]) -> dict[str, str]:
    """The slots that are no names of parties or places."""
    more: dict[str, str] = {}
    if "aid" in asked:
        more |= _goods(event, assessment)
    if "items" in asked:
        more["items"] = phrases.listed(_names(event.items))
    if "toll" in asked:
        more["toll"] = _toll(event, assessment)
    if event.event_type == STATEMENT:
        more |= {"topic": _topic(event.evidence), "stated": _stated(event.evidence)}
    return more | _outcome(event) if asked & OUTCOMES else more


@cache
def _asked(event_type: str, aid_stage: str | None) -> frozenset[str]:
    """The slots of all clauses of a type, or of a stage of aid."""
    return frozenset(name for pattern in sentences().clauses(event_type, aid_stage) for name in SLOT.findall(pattern))


def _goods(event: Event, assessment: Assessment) -> dict[str, str]:
    """What is given, with the verbs that agree with it."""
    aid, said = _aid(event, assessment), sentences().words
    goods = tuple(aid.split(f" {said.and_} "))
    return {"aid": aid, "was_aid": phrases.agreeing(goods, said.was), "is_aid": phrases.agreeing(goods, said.is_)}


def _names(named: Sequence[Named]) -> tuple[str, ...]:
    return tuple(each.name for each in named)


def _is_target(event: Event) -> bool:
    """Whether the place itself is what was struck, rather than what it lies in or is told by."""
    return (
        event.place is not None and event.place.precision not in VAGUE and not phrases.RECKONED.match(event.place.name)
    )


def recipients_named(event: Event) -> tuple[str, ...]:
    """The recipients that may be named: where they may be victims, only parties and bodies that the register holds."""
    victims = sentences().victims
    if event.event_type not in victims.types:
        return _names(event.recipient)
    actors = (actor for row in event.evidence for actor in row.recipients)
    public = {actor.name for actor in actors if actor.kind not in victims.private_kinds}
    return tuple(name for name in _names(event.recipient) if name in public)


def _outcome(event: Event) -> dict[str, str]:
    """How ground changed hands, past, ongoing and after "may", with a place behind it, alone, or of the place."""
    said = sentences()
    vague = event.place is not None and event.place.precision in LARGE
    words = {"at": said.place["region" if vague else "point"]}
    for forms, ending in ((said.outcomes, ""), (said.outcomes_alone, "_alone"), (said.outcomes_hands, "_hands")):
        past, ongoing, base = forms.get(event.outcome or "", forms["unknown"])
        words |= {f"changed{ending}": past, f"changing{ending}": ongoing, f"change{ending}": base}
    return words


def _aid(event: Event, assessment: Assessment) -> str:
    """`12 air-defence launchers`, the goods without a number, or just aid."""
    items = _names(event.items)
    units = next((each for each in phrases.figures(assessment.figures) if each.measure == "units"), None)
    of = units.of or (items[0] if items else None) if units else None
    if units and of and phrases.bounds(units.low, units.high):
        return f"{phrases.bounds(units.low, units.high)} {of}"
    return phrases.listed(items, ITEMS_SHOWN) or sentences().words.aid


def _toll(event: Event, assessment: Assessment) -> str:
    """`at least 7 dead and 26 wounded`; empty where there is no figure."""
    told = [phrases.figure(each, toll=True, vague=_is_word(each, event)) for each in _toll_figures(event, assessment)]
    told = [each for each in told if each]
    return f" {sentences().words.and_} ".join(filter(None, (", ".join(told[:-1]), told[-1]))) if told else ""


def _counted(event: Event, assessment: Assessment) -> tuple[str, ...]:
    """As many names as a toll counts, one or two, so that its verb agrees."""
    found = _toll_figures(event, assessment)
    return ("",) if [(each.low, each.high) for each in found] == [(1, 1)] else ("", "")


def _toll_figures(event: Event, assessment: Assessment) -> list[Range]:
    if event.event_type != "casualties":
        return []
    found = [each for each in phrases.figures(assessment.figures) if sentences().measure(each.measure).toll]
    told_apart = any(each.measure in COVERED for each in found)
    return [each for each in found if not (told_apart and each.measure == TOGETHER)][:MOST_FIGURES]


def _figures(event: Event, assessment: Assessment, used: set[str]) -> list[Range]:
    """The figures that the clause itself does not tell."""
    told = _toll_figures(event, assessment) if "toll" in used else []
    left = [each for each in phrases.figures(assessment.figures) if each not in told]
    if told:
        left = [each for each in left if not sentences().measure(each.measure).toll]
    return [each for each in left if not ("aid" in used and each.measure == "units")]


def _is_word(found: Range, event: Event) -> bool:
    """Whether no quote that a figure rests on has its lower bound in digits: "dozens" is told as dozens, not as 24."""
    quotes = [row.claim.quote for row in event.evidence if not found.claims or row.id in found.claims]
    digits = (str(found.low), f"{found.low:,}") if found.low is not None else ()
    return bool(quotes) and not any(each in quote for quote in quotes for each in digits)


def _topic(evidence: Sequence[Evidence]) -> str:
    return next((row.claim.topic for row in evidence if row.claim.topic and affirms(row.claim)), "") or ""


def _stated(evidence: Sequence[Evidence]) -> str:
    stated = sentences().stated
    stance = next((row.claim.stance for row in evidence if affirms(row.claim)), "asserts")
    return stated.get(stance, stated["asserts"])
