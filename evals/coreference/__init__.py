"""Event coreference given gold mentions: ECB+ within a topic, and MEANTIME within a corpus, beside the same-head-lemma baseline.

Mentions of validated sentences of ECB+ and all of MEANTIME are scored; a mention without a chain stands alone. No gold
chain is looked at while comparing. The weights were set by hand with an eye on topics 1 to 17 of ECB+; nothing was fitted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from evals.coreference.comparing import grouped, load_comparison
from evals.coreference.mentions import Occurrence, Story, read_ecb, read_meantime
from evals.coreference.scorer import Label, conll, per_topic
from evals.lines import Line, bootstrap

ECB = "bench/cdcoref_ecbplus.jsonl.gz"
MEANTIME = "bench/cdcoref_meantime.jsonl.gz"
SETS: tuple[tuple[str, str, Callable[[Path], list[Story]]], ...] = (
    ("coreference, ECB+", ECB, read_ecb),
    ("coreference, MEANTIME", MEANTIME, read_meantime),
)


def measure(shared: Path) -> Iterator[Line]:
    """CoNLL F1 (the mean of MUC, B-cubed and CEAF-e) of each set, its interval over topics, and the baseline's."""
    for task, name, read in SETS:
        path = shared / name
        if path.is_file():
            yield _line(task, read(path))


def _line(task: str, stories: list[Story]) -> Line:
    comparison = load_comparison()
    topics = _by_topic(stories)
    found = {topic: grouped(those, comparison) for topic, those in topics.items()}
    gold = {topic: _labels(those, _chain) for topic, those in topics.items()}
    plain = {topic: _labels(those, lambda each: each.lemma) for topic, those in topics.items()}
    ours, theirs = ([per_topic(gold[topic], made[topic]) for topic in gold] for made in (found, plain))
    count = sum(len(labels) for labels in gold.values())
    return Line(task, "CoNLL F1", conll(ours), count, *bootstrap(ours, conll), conll(theirs), "same head lemma")


def _by_topic(stories: Iterable[Story]) -> dict[str, list[Story]]:
    topics: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        topics[story.topic].append(story)
    return topics


def _labels(stories: list[Story], label: Callable[[Occurrence], str]) -> Label:
    return {each.id: label(each) for story in stories for each in story.occurrences}


def _chain(each: Occurrence) -> str:
    return each.chain or each.id
