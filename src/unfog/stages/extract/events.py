"""What happens: the triggers of a text, one for each kind of event that a clause tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from unfog.model import Mention, Span
from unfog.stages.extract.rules import Hit, TriggerRule, WeaponRule, find
from unfog.stages.extract.tree import Tree, sentence_at

# Kinds of which a clause may tell each apart; of the other ledgers it tells one.
JOINED = frozenset({"casualties"})  # "killed two and wounded five" is one toll
TOLD_BY_NOUNS = frozenset({"casualties", "damage", "disruption", "displacement", "aid", "position"})
BATTLE = frozenset({"strike", "air_strike", "drone_strike", "missile_strike", "shelling", "assault"})
WARDED = frozenset({"defence", "interception"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
Ledger: TypeAlias = Mapping[str, str]
APART = frozenset(
    {"casualties", "damage", "disruption", "displacement", "protest", "deployment", "equipment_loss", "training"}
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of an event, its rule, the clause and the sentence that it stands in."""

    token: int
    rule: TriggerRule
    span: Span
    clause: int
    sentence: Span
    event_type: str


def find_triggers(
    tree: Tree,
    sentences: Sequence[Span],
    *,
    rules: Iterable[TriggerRule],
    mentions: Sequence[Mention],
    weapons: Iterable[WeaponRule],
    ledger: Ledger,
) -> list[Trigger]:
    """The triggers of a text in its order: for each clause one of a ledger, or of a kind where kinds are told apart."""
    best: dict[tuple[int, str], Trigger] = {}
    named = list(find(weapons, tree))
    for trigger in sorted(_all(tree, sentences, rules, mentions), key=lambda each: (each.token, each.span.start)):
        refined = _by_weapon(trigger, tree, named)
        kind = refined.event_type
        clause = tree.first(refined.clause) if kind in JOINED else refined.clause
        refined = replace(refined, clause=clause)
        slot = slot_of(refined, ledger)
        held = best.get(slot)
        if held is None or _rank(refined) > _rank(held):
            best[slot] = refined
    kept = [trigger for trigger in best.values() if not _background(trigger, tree, best.values())]
    return sorted(kept, key=lambda each: (each.token, each.event_type))


def slot_of(trigger: Trigger, ledger: Ledger) -> tuple[int, str]:
    """What only one trigger may fill: a clause and a ledger, or a kind where kinds are told apart."""
    kind = trigger.event_type
    return trigger.clause, kind if kind in APART else ledger[kind]


def _background(trigger: Trigger, tree: Tree, others: Iterable[Trigger]) -> bool:
    """Whether a noun only sets the scene ("since the invasion", "amid the attacks") of a clause that tells of something else."""
    token = tree.tokens[trigger.token]
    if token.pos not in NOMINAL or trigger.event_type in TOLD_BY_NOUNS:
        return False
    verb = next((each for each in others if each.token == token.head), None)
    if token.dep == "nsubj" and verb and verb.event_type in BATTLE:  # "the offensive targeted two towns" is one event
        return True
    if token.dep == "dobj" and verb and verb.event_type in WARDED:  # "repelled four attacks" as well
        return True
    above = tree.tokens[token.head].head
    adjunct = (
        token.dep in {"pobj", "pcomp"}
        and tree.tokens[above].pos in {"VERB", "AUX"}
        and tree.tokens[token.head].dep == "prep"
    )
    return adjunct and any(each.sentence == trigger.sentence and each is not trigger for each in others)


def _all(
    tree: Tree, sentences: Sequence[Span], rules: Iterable[TriggerRule], mentions: Sequence[Mention]
) -> list[Trigger]:
    """Every trigger that fits its part of speech and its sentence; where two overlap, the longer one."""
    longest: dict[int, Trigger] = {}
    for hit in find(rules, tree):
        sentence = sentence_at(sentences, hit.span.start)
        if sentence is None or not _fits(hit, tree, sentence) or not _takes(hit, tree, mentions):
            continue
        token = _head(hit, tree)
        held = longest.get(token)
        if held is None or _length(hit.span, tree) > _length(held.span, tree):
            longest[token] = Trigger(token, hit.rule, hit.span, tree.clause(token), sentence, hit.rule.type)
    return list(longest.values())


def _length(span: Span, tree: Tree) -> int:
    return len(tree.text[span.start : span.end].strip())


def _head(hit: Hit[TriggerRule], tree: Tree) -> int:
    """The highest token of the trigger's words."""
    inside = tree.within(hit.span.start, hit.span.end)
    tops = [each for each in inside if tree.tokens[each].head not in inside or tree.tokens[each].head == each]
    worded = [each for each in tops if tree.tokens[each].pos in {"VERB", "NOUN", "PROPN"}]
    return (worded or tops or [hit.token])[0]


def _fits(hit: Hit[TriggerRule], tree: Tree, sentence: Span) -> bool:
    rule = hit.rule
    words = tree.text[sentence.start : sentence.end]
    if rule.pos and tree.tokens[_head(hit, tree)].pos not in rule.pos:
        return False
    if rule.near_regex and not rule.near_regex.search(words):
        return False
    return not (rule.not_near_regex and rule.not_near_regex.search(words))


def _takes(hit: Hit[TriggerRule], tree: Tree, mentions: Sequence[Mention]) -> bool:
    """Whether a verb that must have an object of a kind has it (in the passive, as its subject), or a name known as nothing."""
    if hit.rule.takes is None:
        return True
    verb = _head(hit, tree)
    objects = [child for child in tree.children[verb] if tree.tokens[child].dep in {"dobj", "nsubjpass"}]
    kinds = {child: _kinds(tree, child, mentions) for child in objects}
    return any(hit.rule.takes in found or (not found and tree.tokens[child].pos == "PROPN") for child, found in kinds.items())


def _kinds(tree: Tree, token: int, mentions: Sequence[Mention]) -> set[str]:
    """The kinds of the mentions that a token is part of."""
    start = tree.tokens[token].start
    return {each.kind for each in mentions if each.start <= start < each.end}


def _rank(trigger: Trigger) -> tuple[bool, bool, int]:
    """Which of two triggers of one clause stands for it: the verb of the clause, then a specific kind, then the earlier."""
    vague = trigger.event_type in {"strike", "explosion"}
    return trigger.token == trigger.clause, not vague, -trigger.token


def _by_weapon(trigger: Trigger, tree: Tree, weapons: Sequence[Hit[WeaponRule]]) -> Trigger:
    """A strike of no stated kind takes the kind of the only weapon that its clause names."""
    if trigger.event_type != "strike":
        return trigger
    inside = tree.subtree(trigger.token) | tree.clause_tokens(trigger.clause)
    kinds = {hit.rule.type for hit in weapons if hit.token in inside}
    return replace(trigger, event_type=kinds.pop()) if len(kinds) == 1 else trigger
