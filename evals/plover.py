"""Who did what to whom, against the sentences of PLOVER's gold standard: source, class and target of the claims made of each.

Our type (with stance or stage of aid) is taken to PLOVER's classes by `crosswalks/plover.csv`; where that has two, either counts. Source and target
agree where an actor has the same name, one name holds the other, or both stand for one state. Of several claims the best-agreeing
one counts for the single parts; for the F1 of whole events every claim that has a class is one given. The plain method
takes the first two names of actors and the commonest class.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.lines import Line, Tally, bootstrap, tally_f1
from evals.reading import reader, rows
from unfog.model import Claim
from unfog.stages.extract.reading import Reading

GOLD = "bench/events_plover_gsr.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Coded:
    """One event in PLOVER's terms: names of those who act, possible classes, names of those acted upon."""

    sources: frozenset[str]
    classes: frozenset[str]
    targets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What agrees between a coded event and the gold's."""

    source: bool
    event: bool
    target: bool

    @property
    def whole(self) -> bool:
        """Whether all do."""
        return self.source and self.event and self.target


@dataclass(frozen=True, slots=True)
class Sentence:
    """The verdicts on the claims of one sentence."""

    verdicts: tuple[Verdict, ...]

    @property
    def best(self) -> Verdict:
        """The one that agrees most; nothing agrees where there is no claim."""
        none = Verdict(source=False, event=False, target=False)
        return max(self.verdicts, key=lambda each: each.source + each.event + each.target, default=none)


def measure(shared: Path) -> Iterator[Line]:
    """The lines of the set."""
    sentences = rows(shared / GOLD)
    if not sentences:
        return
    commonest = Counter(each["event"] for each in sentences).most_common(1)[0][0]
    found, plain = [], []
    for each in sentences:
        reading = reader().read(each["text"])
        gold = _gold(each)
        found.append(Sentence(tuple(_verdict(one, gold) for one in _coded(reading))))
        plain.append(Sentence((_verdict(_first_two(reading, commonest), gold),)))
    for measured, statistic in STATISTICS.items():
        low, high = bootstrap(found, statistic)
        yield Line(
            "PLOVER sentences", measured, statistic(found), len(found), low, high, statistic(plain), "first two names"
        )


def _gold(row: dict[str, Any]) -> Coded:
    """The gold's event; where several act together and nobody is acted upon, each acts upon the other."""
    sources = _texts(row.get("source"))
    targets = _texts(row.get("target")) or (sources if len(sources) > 1 else frozenset())
    return Coded(sources, frozenset({row["event"]}), targets)


def _texts(actors: object) -> frozenset[str]:
    return frozenset(each["actorText"] for each in actors) if isinstance(actors, list) else frozenset()


def _coded(reading: Reading) -> list[Coded]:
    """The claims of a sentence that have a class."""
    classes = _classes()
    events = (_code(claim, classes) for claim in reading.claims())
    return list(dict.fromkeys(each for each in events if each.classes))


def _code(claim: Claim, classes: dict[tuple[str, str], frozenset[str]]) -> Coded:
    kind = classes.get((claim.event_type, claim.aid_stage or claim.stance)) or classes.get((claim.event_type, ""))
    sources = frozenset(claim.initiator) or (frozenset({claim.source}) if claim.source else frozenset())
    return Coded(sources, kind or frozenset(), frozenset(claim.recipient) or frozenset(claim.places))


def _classes() -> dict[tuple[str, str], frozenset[str]]:
    path = Path(__file__).parent / "crosswalks" / "plover.csv"
    with path.open(encoding="utf-8") as lines:
        return {
            (row["type"], row["stance"] or row["stage"]): frozenset(each for each in row["plover"].split("|") if each)
            for row in csv.DictReader(lines)
        }


def _first_two(reading: Reading, commonest: str) -> Coded:
    names = [each.text for each in reading.mentions if each.kind == "actor"]
    return Coded(frozenset(names[:1]), frozenset({commonest}), frozenset(names[1:2]))


def _verdict(coded: Coded, gold: Coded) -> Verdict:
    return Verdict(
        source=_any_same(coded.sources, gold.sources),
        event=bool(coded.classes & gold.classes),
        target=_any_same(coded.targets, gold.targets),
    )


def _any_same(given: Iterable[str], wanted: frozenset[str]) -> bool:
    """Whether an actor agrees; where the gold has none, whether none is given."""
    names = list(given)
    return any(_same(one, other) for one in names for other in wanted) if wanted else not names


def _same(one: str, other: str) -> bool:
    register = reader().rules.knowledge.register
    short, long = sorted((f" {one.lower()} ", f" {other.lower()} "), key=len)
    return short in long or register.canonical(one) == register.canonical(other)


STATISTICS: dict[str, Callable[[Sequence[Sentence]], float]] = {
    "source": lambda many: sum(each.best.source for each in many) / len(many),
    "class": lambda many: sum(each.best.event for each in many) / len(many),
    "target": lambda many: sum(each.best.target for each in many) / len(many),
    "whole event F1": lambda many: tally_f1(
        [Tally(1, len(each.verdicts), int(any(one.whole for one in each.verdicts))) for each in many]
    ),
}
