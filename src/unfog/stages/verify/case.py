"""An event laid out for judging: who says so, who says not, and what separate voices they are."""

from __future__ import annotations

from dataclasses import dataclass

from unfog.knowledge.lexicon import Rule
from unfog.knowledge.rubric import Rubric
from unfog.model import Event, Evidence, Reason
from unfog.stages.reconcile.keys import actor_key
from unfog.stages.reconcile.polarity import affirms, negative, silent
from unfog.stages.verify.corroborate import OwnerOf, Voice, names, voices

OUTLOOK = "outlook"
FIRM = frozenset({"CT+", "PR+", "CT-", "PR-"})


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
        """The voices for it whose standing is known and who hold it for more than possible; a warning may be no more."""
        held = (voice for voice in self.voices if self.event.ledger == OUTLOOK or _firm(voice))
        return tuple(voice for voice in held if voice.counts)

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


def _firm(voice: Voice) -> bool:
    return any(row.claim.factuality in FIRM for row in voice.rows)


def lay_out(event: Event, standards: Standards) -> Case:
    """The case of an event."""
    pro = tuple(row for row in event.evidence if affirms(row.claim))
    contra = tuple(row for row in event.evidence if negative(row.claim) and not silent(row.claim))
    turned = not pro and bool(contra)
    if turned:
        pro, contra = contra, ()
    heard, opposing = (voices(rows, standards.rubric, standards.owner) for rows in (pro, contra))
    return Case(event, standards.rubric, standards.verifying, pro, contra, heard, opposing, turned)


def camp(row: Evidence) -> str:
    """Whose word it is when sides are told apart; what nobody known says is nobody's."""
    return actor_key(row.vouched_by) if row.vouched_by else ""


def spoken(case: Case) -> bool:
    """Whether the event is a saying: who disputes what was said does not dispute that it was."""
    return all(row.claim.event_type in case.rubric.saying_types for row in case.pro)


def denials(case: Case) -> tuple[Evidence, ...]:
    """What sources of another side than some of those who affirm it say against it; a text's own words deny nothing."""
    sides = {camp(row) for row in case.pro}
    named = (row for row in case.contra if row.claim.source is not None and row.vouched_by)
    return tuple(row for row in named if sides - {camp(row)})
