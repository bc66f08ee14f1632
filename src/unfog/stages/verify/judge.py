"""The rules by which a case gets its grade, in the order in which they are asked; each gives the grade with its reasons or None."""

from __future__ import annotations

from unfog.knowledge.rubric import Admission, Rubric
from unfog.model import Actor, Evidence, Reason
from unfog.stages.verify.case import Case, denials, spoken

CERTAIN = frozenset({"CT+", "CT-"})
Finding = tuple[str, tuple[Reason, ...]]


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
        denied = tuple(row for row in case.pro if row.claim.stance == "denies")
        return ("contested", (case.reason("denial_only", denied),)) if len(denied) == len(case.pro) else None
    if spoken(case):
        return None
    if denials(case):
        return "contested", (case.reason("denied", denials(case)),)
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
    known = tuple(row for voice in case.voices if voice.counts for row in voice.rows)
    if known:
        return "claimed", (case.reason("possible", known),)
    own = tuple(row for row in case.pro if row.claim.source is None)
    told = tuple(row for row in case.pro if row.claim.source is not None and row.vouched_by)
    nameless = tuple(row for row in case.pro if row.claim.source is not None and not row.vouched_by)
    found = (("publisher_unknown", own), ("source_unknown", told), ("unnamed", nameless))
    reasons = tuple(case.reason(code, rows) for code, rows in found if rows)
    return "claimed", reasons or (case.reason("open", case.event.evidence),)


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
    if (
        side is None
        or row.claim.phase == "future"  # what is yet to come cannot be admitted
        or (row.claim.stance, row.claim.factuality) != ("asserts", "CT+")
        or (row.publisher and row.publisher.side not in {None, side})
    ):
        return False
    return any(_admission(rule, row, side) for rule in rubric.admission)


def _admission(rule: Admission, row: Evidence, side: str) -> bool:
    own, other = (row.recipients, row.initiators) if rule.slot == "recipient" else (row.initiators, row.recipients)
    if rule.event_type != row.claim.event_type or (rule.outcomes and row.claim.outcome not in rule.outcomes):
        return False
    opposed = rule.alone or any(actor.side not in {None, side} for actor in other)
    return opposed and bool(own) and all(_one_of(actor, side, rule.kinds) for actor in own)


def _one_of(actor: Actor, side: str, kinds: tuple[str, ...]) -> bool:
    return actor.side == side and (not kinds or actor.kind in kinds)


def _takes_back(denial: Evidence, pro: tuple[Evidence, ...]) -> bool:
    """Whether the same person or body said it in an earlier text, and not again since; a whole state speaks with many mouths."""
    actor, day = denial.vouched_by, denial.published
    if actor is None or actor.kind == "state" or not day:
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
