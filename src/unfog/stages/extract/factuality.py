"""How certain an event is to its source, and when: FactBank's certainty and polarity, and the phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from unfog.model import Token
from unfog.stages.extract.attribution import Attribution
from unfog.stages.extract.rules import CertaintyRule, Hit
from unfog.stages.extract.tree import Tree

NEGATED = {"CT+": "CT-", "PR+": "PR-", "PS+": "PS-", "CT-": "CT+", "PR-": "PR+", "PS-": "PS+", "UU": "UU"}
STRENGTH = {"CT+": 0, "CT-": 0, "PR+": 1, "PR-": 1, "PS+": 2, "PS-": 2, "UU": 3}
PAST_TAGS = frozenset({"VBD", "VBN"})
FUTURE_STANCES = frozenset({"warns", "promises"})


@dataclass(frozen=True, slots=True)
class Certainty:
    """Factuality and phase of one event, and the stance that a plain assertion of it amounts to."""

    factuality: str
    phase: str
    stance: str | None = None


def certainty(
    tree: Tree, trigger: int, attribution: Attribution | None, hits: Sequence[Hit[CertaintyRule]]
) -> Certainty:
    """What the words that govern a trigger, and the cue of its source, say of it."""
    above = _governing(tree, trigger, attribution)
    words = sorted(
        (hit for hit in hits if hit.token in above and tree.tokens[hit.token].pos != "PROPN"),
        key=lambda hit: hit.span.start,
    )
    factuality = _weakest(
        [hit.rule.factuality for hit in words if hit.rule.factuality and hit.rule.factuality != "CT-"]
    )
    negations = sum(hit.rule.factuality == "CT-" for hit in words) + _negations(tree, above)
    if negations % 2:
        factuality = NEGATED[factuality]
    future = any(hit.rule.phase == "future" for hit in words)
    ongoing = any(hit.rule.phase == "ongoing" for hit in words)
    phase = "future" if future else "ongoing" if ongoing else _tense(tree, trigger)
    stance = next((hit.rule.stance for hit in words if hit.rule.stance), None)
    return replace(_under(attribution, Certainty(factuality, phase)), stance=stance)


def _under(attribution: Attribution | None, own: Certainty) -> Certainty:
    """What the source's cue adds: a denial turns, an estimate or a warning weakens."""
    if attribution is None:
        return own
    rule = attribution.rule
    if rule.stance == "denies":
        return Certainty(NEGATED[own.factuality] if own.factuality[-1] == "+" else own.factuality, own.phase)
    if rule.stance == "declines":
        return Certainty("UU", own.phase)
    phase = "future" if rule.stance in FUTURE_STANCES and own.phase != "past" else rule.phase or own.phase
    if STRENGTH[rule.factuality] > STRENGTH[own.factuality] and own.factuality[-1] == "+":
        return Certainty(rule.factuality, phase)
    return Certainty(own.factuality, phase)


def _governing(tree: Tree, trigger: int, attribution: Attribution | None) -> set[int]:
    """The trigger, what modifies it, and the verbs above it up to the cue of its source (which speaks for itself)."""
    governing: set[int] = set()
    for each in tree.up(trigger):
        if attribution and each == attribution.cue:
            break
        governing.add(each)
        governing |= {child for child in tree.children[each] if _modifies(tree.tokens[child]) or child == each}
        if tree.tokens[each].dep in {"relcl", "ccomp", "advcl", "parataxis"} and each != trigger:
            break
        if tree.tokens[each].dep in {"nsubj", "nsubjpass", "pobj"} and each != trigger and each in governing:
            continue
    return governing


def _modifies(token: Token) -> bool:
    return token.dep in {"aux", "auxpass", "neg", "advmod", "amod", "det", "mark", "acomp", "npadvmod", "prt"}


def _negations(tree: Tree, governing: set[int]) -> int:
    return sum(tree.tokens[each].dep == "neg" for each in governing)


def _weakest(values: Sequence[str]) -> str:
    return max(values, key=lambda value: STRENGTH[value], default="CT+")


def _tense(tree: Tree, trigger: int) -> str:
    """Past or ongoing, by the tense of the trigger's clause."""
    verb = tree.clause(trigger)
    token = tree.tokens[verb]
    helpers = {
        tree.word(child).lower() for child in tree.children[verb] if tree.tokens[child].dep in {"aux", "auxpass"}
    }
    if token.tag == "VBG" and helpers & {"is", "are", "been", "'s", "’s", "'re", "am"}:
        return "ongoing"
    present = token.tag in {"VBZ", "VBP"} or (token.tag == "VBN" and helpers & {"is", "are"} and "been" not in helpers)
    nominal = tree.tokens[trigger].pos in {"NOUN", "PROPN"}
    return "ongoing" if present and not nominal else "past"
