"""Every event gets a grade with its reasons in words, who bears it out and who disputes it, and the ranges of its figures.

The rubric is `data/ontology/grades.toml`. Counting never raises a grade by itself: only a new, known, independent voice does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from unfog.config import Config
from unfog.knowledge import Knowledge, Register
from unfog.knowledge.lexicon import Rule
from unfog.knowledge.rubric import Rubric, load_comparison, load_rubric, load_verifying
from unfog.model import Actor, Assessment, Event, Evidence, Reason, make_id
from unfog.stage import PerRow
from unfog.stages.reconcile.keys import actor_key
from unfog.stages.reconcile.polarity import affirms, negative, silent
from unfog.stages.verify.corroborate import OwnerOf, Voice, named, names, voices
from unfog.stages.verify.figures import figures

CERTAIN = frozenset({"CT+", "CT-"})


@dataclass(frozen=True, slots=True)
class Standards:
    """What cases are judged by: the rubric, the words of those who looked, and who owns which publisher."""

    rubric: Rubric
    verifying: tuple[Rule, ...]
    owner: OwnerOf


@dataclass(frozen=True, slots=True)
class Case:
    """An event laid out for judging: the claims for and against it, and the separate voices behind them.

    Where nobody affirms, the denials or the reports that it did not happen are what is judged (`turned`).
    """

    event: Event
    rubric: Rubric
    verifying: tuple[Rule, ...]
    pro: tuple[Evidence, ...]
    contra: tuple[Evidence, ...]
    voices: tuple[Voice, ...]
    opposing: tuple[Voice, ...]
    turned: bool

    @property
    def counted(self) -> tuple[Voice, ...]:
        """The voices for it whose standing is known."""
        return tuple(voice for voice in self.voices if voice.counts)

    def reason(self, code: str, rows: tuple[Evidence, ...], count: int = 0) -> Reason:
        """A reason in the rubric's words, resting on the given claims."""
        listed = " and ".join(names(rows, self.rubric))
        text = self.rubric.reasons[code].format(names=listed, count=count)
        return Reason(code, text[:1].upper() + text[1:], tuple(sorted(row.id for row in rows)))

    def listed(self, code: str) -> Reason:
        """A reason that names the voices that count, a party's bodies together."""
        text = self.rubric.reasons[code].format(
            names="; ".join(voice.name for voice in self.counted), count=len(self.counted)
        )
        rows = (row for voice in self.counted for row in voice.rows)
        return Reason(code, text, tuple(sorted(row.id for row in rows)))


Finding = tuple[str, tuple[Reason, ...]]


def build(knowledge: Knowledge, _config: Config) -> Callable[[Event], Iterator[Assessment]]:
    """The function that assesses one event."""
    folder = knowledge.ontology.folder
    rubric, growing = load_rubric(folder), load_comparison(folder).growing
    standards = Standards(rubric, load_verifying(folder), _owner_of(knowledge.register, rubric.self_owned))

    def grade(event: Event) -> Iterator[Assessment]:
        case = lay_out(event, standards)
        name, reasons = judge(case)
        yield Assessment(
            id=make_id("assessment", event.id),
            event_id=event.id,
            grade=name,
            reasons=reasons + tuple(remarks(case)),
            sources_for=() if case.turned else named(case.pro, rubric),
            sources_against=named(case.pro if case.turned else case.contra, rubric),
            independent_for=0 if case.turned else len(case.counted),
            independent_against=len([each for each in (case.voices if case.turned else case.opposing) if each.counts]),
            figures=() if case.turned else figures(case.voices, growing),
        )

    return grade


def _owner_of(register: Register, self_owned: frozenset[str]) -> OwnerOf:
    def owner(publisher: Actor) -> str | None:
        found = register.owner(publisher.name)
        return None if found in self_owned else found

    return owner


def lay_out(event: Event, standards: Standards) -> Case:
    """The case of an event."""
    pro = tuple(row for row in event.evidence if affirms(row.claim))
    contra = tuple(row for row in event.evidence if negative(row.claim) and not silent(row.claim))
    turned = not pro and bool(contra)
    if turned:
        pro, contra = contra, ()
    heard, opposing = (voices(rows, standards.rubric, standards.owner) for rows in (pro, contra))
    return Case(event, standards.rubric, standards.verifying, pro, contra, heard, opposing, turned)


def judge(case: Case) -> Finding:
    """The grade and the reasons that decide it: what is shown false or true first, then disputes, then support."""
    for rule in (refuted, confirmed, contested, corroborated, reported):
        found = rule(case)
        if found:
            return found
    return claimed(case)


def refuted(case: Case) -> Finding | None:
    """Shown false by an independent body that looked, or withdrawn by all who said it."""
    false = tuple(row for row in (case.pro if case.turned else case.contra) if _verifies(row, case))
    if false:
        return "refuted", (case.reason("shown_false", false),)
    gone = tuple(row for row in case.contra if _takes_back(row, case.pro))
    takers = {row.vouched_by.id for row in gone if row.vouched_by}
    if gone and all(row.vouched_by is not None and row.vouched_by.id in takers for row in case.pro):
        return "refuted", (case.reason("withdrawn", gone),)
    return None


def confirmed(case: Case) -> Finding | None:
    """Admitted by a party against its interest, or verified by a named independent body."""
    verified = tuple(row for row in case.pro if _verifies(row, case))
    if verified:
        return "confirmed", (case.reason("verified", verified),)
    admitted = tuple(row for row in case.pro if not case.turned and _admits(row, case.rubric))
    return ("confirmed", (case.reason("admitted", admitted),)) if admitted else None


def contested(case: Case) -> Finding | None:
    """Affirmed and denied by different sides, as far as the texts show."""
    if case.turned:
        denials = tuple(row for row in case.pro if row.claim.stance == "denies")
        return ("contested", (case.reason("denial_only", denials),)) if len(denials) == len(case.pro) else None
    sides = {_camp(row) for row in case.pro}
    other = tuple(row for row in case.contra if row.vouched_by and (sides - {_camp(row)}))
    if other:
        return "contested", (case.reason("denied", other),)
    disputed = tuple(row for row in case.pro if row.claim.verification == "disputed")
    return ("contested", (case.reason("disputed", disputed),)) if disputed else None


def corroborated(case: Case) -> Finding | None:
    """Two or more voices that count, one of them no party, or two of them the opposite sides of what happened."""
    outside = any(voice.standing == "independent" for voice in case.counted)
    if len(case.counted) < 2 or not (outside or _opponents_agree(case)):
        return None
    return "corroborated", (case.listed("corroborated"),)


def _opponents_agree(case: Case) -> bool:
    """Whether the side that acts and the side to which it is done both say so."""
    sides = {voice.side for voice in case.counted if voice.side}
    acting = {actor.side for row in case.pro for actor in row.initiators}
    other = {actor.side for row in case.pro for actor in row.recipients}
    return any(one in acting and two in other for one in sides for two in sides - {one})


def reported(case: Case) -> Finding | None:
    """One independent voice, or the speaker's own word where the event is a saying or a commitment."""
    outside = tuple(row for voice in case.counted if voice.standing == "independent" for row in voice.rows)
    if outside:
        return "reported", (case.reason("independent", outside),)
    own = tuple(row for row in case.pro if _own_word(row, case))
    return ("reported", (case.reason("own_word", own),)) if own else None


def claimed(case: Case) -> Finding:
    """The word of interested parties, or of nobody whose standing is known."""
    if len(case.counted) > 1:
        return "claimed", (case.listed("parties_word"),)
    party = tuple(row for voice in case.counted for row in voice.rows)
    if party:
        return "claimed", (case.reason("party_word", party),)
    own = tuple(row for row in case.pro if row.claim.source is None)
    told = tuple(row for row in case.pro if row.claim.source is not None and row.vouched_by)
    nameless = tuple(row for row in case.pro if row.claim.source is not None and not row.vouched_by)
    found = (("publisher_unknown", own), ("source_unknown", told), ("unnamed", nameless))
    reasons = tuple(case.reason(code, rows) for code, rows in found if rows)
    return "claimed", reasons or (case.reason("open", case.event.evidence),)


def remarks(case: Case) -> Iterator[Reason]:
    """What else a reader should know: none of it changes the grade."""
    if case.turned:
        yield case.reason("negated", case.pro)
    for code, rows in _remarked(case):
        if rows:
            yield case.reason(code, rows)
    repeated = {row.document_id for row in case.pro if row.family_id != row.document_id}
    if repeated:
        rows = tuple(row for row in case.pro if row.document_id in repeated)
        yield case.reason("copies", rows, len(repeated))


def _remarked(case: Case) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    sides = {_camp(row) for row in case.pro}
    yield "denied_own_side", tuple(row for row in case.contra if {_camp(row)} == sides)
    yield "unverified", tuple(row for row in case.pro if row.claim.verification == "unverified")
    yield "declined", tuple(row for row in case.event.evidence if row.claim.stance == "declines")
    known = [row for row in case.pro if row.publisher is not None]
    yield "second_hand", () if known or not case.counted else case.pro


def _camp(row: Evidence) -> str:
    """Whose word it is when sides are told apart; what nobody known says is nobody's."""
    return actor_key(row.vouched_by) if row.vouched_by else ""


def _verifies(row: Evidence, case: Case) -> bool:
    """Whether a named independent body tells what it found by looking itself."""
    actor, claim = row.vouched_by, row.claim
    if actor is None or claim.source is None or actor.side or not actor.independent:
        return False
    if actor.kind not in case.rubric.verifying_kinds or claim.factuality not in CERTAIN or not claim.cue:
        return False
    return any(rule.regex.search(claim.cue) for rule in case.verifying)


def _admits(row: Evidence, rubric: Rubric) -> bool:
    """Whether a party says what it would rather not, and not only in the words of another party's press."""
    side = row.vouched_by.side if row.vouched_by else None
    if side is None or row.claim.factuality != "CT+" or (row.publisher and row.publisher.side not in {None, side}):
        return False
    for rule in rubric.admission:
        actors = row.recipients if rule.slot == "recipient" else row.initiators
        fits = rule.event_type == row.claim.event_type and (not rule.outcomes or row.claim.outcome in rule.outcomes)
        if fits and actors and all(_one_of(actor, side, rule.kinds) for actor in actors):
            return True
    return False


def _one_of(actor: Actor, side: str, kinds: tuple[str, ...]) -> bool:
    return actor.side == side and (not kinds or actor.kind in kinds)


def _takes_back(denial: Evidence, pro: tuple[Evidence, ...]) -> bool:
    """Whether the same source said it in an earlier text, and not again since."""
    actor, day = denial.vouched_by, denial.published
    if actor is None or not day:
        return False
    said = [row.published for row in pro if row.vouched_by and row.vouched_by.id == actor.id]
    return bool(said) and all(each is not None and each < day for each in said)


def _own_word(row: Evidence, case: Case) -> bool:
    """Whether the claim is a named speaker's own statement, promise, demand or warning."""
    claim, rubric = row.claim, case.rubric
    if claim.source is None or row.vouched_by is None:
        return False
    if claim.event_type in rubric.saying_types or claim.stance in rubric.saying_stances:
        return True
    announced = claim.event_type in rubric.announced_types and claim.phase == "future"
    return announced or claim.aid_stage in rubric.saying_stages


GRADE = PerRow(name="verify.grade", reads=Event, writes=Assessment, build=build, knows=("ontology", "register"))
