"""The triggers of a text by rules and by the trained reader together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from unfog.model import Span
from unfog.stages.extract.encoder.signals import Signals
from unfog.stages.extract.events import Trigger, slot_of
from unfog.stages.extract.rules import TriggerRule
from unfog.stages.extract.tree import Tree, sentence_at

# Probabilities, chosen where the precision of what they let in falls below half of the F1 of all (own gold, fresh articles).
FOUND = 0.3  # from which the reader sees an event where the rules see one too
KEPT = 0.002  # of the ledger, near its word, from which it lets an event stand that only the rules find
ALONE = 0.5  # of one type, from which it finds an event that the rules don't
SURER = 0.9  # that from which its type goes before a rule's for one word
NEAR = 3  # tokens between the words by which rules and reader find one event
NO_EVENT = "none"


class Joiner:
    """Joins what rules and reader find in one text."""

    def __init__(self, signals: Signals, tree: Tree, sentences: Sequence[Span], ledger: Mapping[str, str]) -> None:
        self.signals = signals
        self.tree = tree
        self.sentences = sentences
        self.ledger = ledger

    def join(self, by_rule: Sequence[Trigger]) -> list[Trigger]:
        """One trigger for each event: the reader's, with what a rule knows of it, and the rules' that the reader lets stand."""
        left = list(by_rule)
        joined = []
        for trigger in self._apart(self._found()):
            same = min((each for each in left if self._same(each, trigger)), key=lambda each: abs(each.token - trigger.token), default=None)
            if same:
                left.remove(same)
                joined.append(self._merged(trigger, same))
            elif self._sure(trigger) >= ALONE:
                joined.append(trigger)
        joined += [each for each in left if self._stands(each)]
        return sorted(joined, key=lambda each: (each.token, each.event_type))

    def _apart(self, found: Iterable[Trigger]) -> list[Trigger]:
        """Of the events of one clause, one of each ledger, or of each kind where kinds are told apart: the surest."""
        best: dict[tuple[int, str], Trigger] = {}
        for trigger in found:
            slot = slot_of(trigger, self.ledger)
            if slot not in best or self._sure(trigger) > self._sure(best[slot]):
                best[slot] = trigger
        return list(best.values())

    def _sure(self, trigger: Trigger) -> float:
        return self.signals.types(trigger.token)[trigger.event_type]

    def _found(self) -> Iterator[Trigger]:
        for token, types in self.signals.events(FOUND):
            sentence = sentence_at(self.sentences, self.tree.tokens[token].start)
            if sentence:
                kind = max((each for each in types if each != NO_EVENT), key=lambda each: types[each])
                words = self.tree.tokens[token]
                yield Trigger(token, _rule(kind), Span(words.start, words.end), self.tree.clause(token), sentence, kind)

    def _same(self, one: Trigger, other: Trigger) -> bool:
        if one.token == other.token:
            return True
        close = one.clause == other.clause or abs(one.token - other.token) <= NEAR
        return close and one.sentence == other.sentence and slot_of(one, self.ledger)[1] == slot_of(other, self.ledger)[1]

    def _merged(self, trigger: Trigger, by_rule: Trigger) -> Trigger:
        if by_rule.event_type == trigger.event_type:
            return replace(trigger, rule=by_rule.rule)
        return by_rule if by_rule.token == trigger.token and self._sure(trigger) < SURER else trigger

    def _stands(self, trigger: Trigger) -> bool:
        """Whether the reader sees an event of the trigger's ledger at its word or near it, if only faintly."""
        near = range(max(0, trigger.token - NEAR), min(len(self.tree.tokens), trigger.token + NEAR + 1))
        return any(self._of_ledger(each, self.ledger[trigger.event_type]) >= KEPT for each in near)

    def _of_ledger(self, token: int, ledger: str) -> float:
        types = self.signals.types(token)
        return sum(value for kind, value in types.items() if self.ledger.get(kind) == ledger)


def _rule(event_type: str) -> TriggerRule:
    return TriggerRule(id=f"reader.{event_type}", type=event_type, pattern="", yes=(), no=())
