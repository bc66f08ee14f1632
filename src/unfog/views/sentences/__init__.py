"""One plain sentence for an event, made from its rows and never surer than its grade."""

from __future__ import annotations

from unfog.model import Assessment, Event, Evidence
from unfog.views.sentences import phrases
from unfog.views.sentences.clauses import STATEMENT, Detail, clause, sureness
from unfog.views.sentences.polarity import affirms, denies, open_
from unfog.views.sentences.wording import sentences

__all__ = ["headline"]

UNNAMED = "unnamed"
COMMITMENT = "aid"
ESTIMATE = "estimates"
REPORTED = frozenset({"claimed", "contested", "disputed"})  # frames in which the speaker comes before the clause
ATTRIBUTED = frozenset({"corroborated", "reported", "claimed"})
# What is left out, step by step, of a sentence that is too long.
DETAILS = (Detail(), Detail(figures=2), Detail(figures=1), Detail(time=False, figures=1), Detail(time=False, figures=0))


def headline(event: Event, assessment: Assessment) -> str:
    """The sentence, capitalised and ended; what makes it longer than the set length is left out where it can be."""
    told = ""
    for detail in DETAILS:
        shorter = _sentence(event, assessment, detail)
        if len(shorter) <= sentences().longest:
            return shorter
        told = min(told or shorter, shorter, key=len)
    return told


def _sentence(event: Event, assessment: Assessment, detail: Detail) -> str:
    for_, against = _voices(event, assessment)
    frame = _frame(event, assessment.grade, bool(for_), bool(against))
    told = (
        _of_itself(event, for_, clause(event, assessment, detail))
        if frame in REPORTED
        else clause(event, assessment, detail)
    )
    names = for_ or (sentences().words.unnamed,)
    pattern = "{clause}" if frame in ATTRIBUTED and _is_own_saying(event, for_) else sentences().grade[frame]
    text = pattern.format(
        clause=told, sources=phrases.listed(names), says=phrases.agreeing(names, _says(event)), that=_that(event),
        against=phrases.listed(against), deny=phrases.agreeing(against, _denial(event, frame)),
    )  # fmt: skip
    return capital(text) + (_exact_words(event, len(text)) if frame in ATTRIBUTED else "") + "."


def capital(text: str) -> str:
    """The text with a capital, unless it begins with an address."""
    return text if "." in text.split(" ", 1)[0] else text[:1].upper() + text[1:]


def _of_itself(event: Event, for_: tuple[str, ...], told: str) -> str:
    """The clause with "it" for a body that speaks of itself; persons, and names of no known kind, are told again."""
    private = sentences().victims.private_kinds
    kinds = {actor.kind for row in event.evidence for actor in row.initiators if (actor.name,) == for_}
    name = phrases.with_article(for_[0]) if len(for_) == 1 else ""
    if not kinds or kinds & private or phrases.is_plural(name) or not told.startswith(f"{name} "):
        return told
    return sentences().words.it + told.removeprefix(name)


def _is_own_saying(event: Event, for_: tuple[str, ...]) -> bool:
    """Whether the event is a statement or a promise, told by the one who made it: who says so need not be said again."""
    slot = "initiator" if event.event_type == STATEMENT else sentences().sayings.get(event.aid_stage or "")
    speakers = event.recipient if slot == "recipient" else event.initiator if slot else ()
    return set(for_) <= {each.name for each in speakers}


def _exact_words(event: Event, length: int) -> str:
    """A statement's exact words, as many as fit; nothing for an event that is no statement."""
    if event.event_type != STATEMENT:
        return ""
    quote = next((row.claim.quote for row in event.evidence if affirms(row.claim)), "")
    words = phrases.clipped(quote.rstrip(" ."), sentences().longest - length - len(": “”."))
    return f": “{words}”" if words else ""


def _denial(event: Event, frame: str) -> tuple[str, ...]:
    """The denying word: who only says that it is not so has answered nobody."""
    words = sentences().words
    if frame in {"contested", "refuted"}:
        return words.denies_it if _answered(event) else words.otherwise
    return words.says if frame == "negation" else words.denies


def _answered(event: Event) -> bool:
    against = [row.claim.stance for row in event.evidence if denies(row.claim)]
    return not against or "denies" in against


def _voices(event: Event, assessment: Assessment) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who says so, and who denies it or would not say."""
    for_ = tuple(dict.fromkeys(_voice(row) for row in event.evidence if affirms(row.claim)))
    against = tuple(dict.fromkeys(_voice(row) for row in event.evidence if denies(row.claim)))
    if not event.evidence:
        for_ = tuple(each.name for each in assessment.sources_for)
        against = tuple(each.name for each in assessment.sources_against)
    silent = tuple(dict.fromkeys(_voice(row) for row in event.evidence if open_(row.claim)))
    return _named_first(for_), _named_first(against or (() if for_ else silent))


def _voice(row: Evidence) -> str:
    """Who answers for a claim, in words."""
    words = sentences().words
    if row.claim.source == UNNAMED:
        return words.unnamed
    if row.vouched_by:
        return row.vouched_by.name
    return row.claim.source or (row.publisher.name if row.publisher else words.article)


def _named_first(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those with a name before those without; the latter only where there is no other."""
    words = sentences().words
    named = tuple(name for name in names if name not in {words.unnamed, words.article, UNNAMED})
    return named or names[:1]


def _frame(event: Event, grade: str, for_: bool, against: bool) -> str:
    """Which frame of `sentences.toml`: the grade's, held back where nobody affirms or nobody is sure."""
    if not for_ and against:
        denied = not event.evidence or any(denies(row.claim) for row in event.evidence)
        return ("denial" if _answered(event) else "negation") if denied else "open"
    if not for_ and event.evidence:
        return "unknown"
    if grade == "contested":
        return "contested" if against else "disputed"
    if grade == "refuted":
        return "refuted" if against else "withdrawn"
    unsure = not _says_how_sure(event) and sureness(event) != "CT+"
    return "claimed" if unsure or grade not in sentences().grade else grade


def _says(event: Event) -> tuple[str, ...]:
    """The saying word of the stance that comes first among those who affirm."""
    says = sentences().says
    stance = next((row.claim.stance for row in event.evidence if affirms(row.claim)), "asserts")
    telling = stance == ESTIMATE or (event.phase == "future" and event.event_type != COMMITMENT)
    return says[stance if telling and stance in says else "asserts"]


def _that(event: Event) -> str:
    hedge = sentences().hedge
    return hedge["CT+"] if _says_how_sure(event) else hedge[sureness(event)]


def _says_how_sure(event: Event) -> bool:
    """Whether the clause itself says how sure it is ("may"), or tells of a statement, which was made however unsure its matter."""
    return event.phase == "future" or event.event_type == STATEMENT
