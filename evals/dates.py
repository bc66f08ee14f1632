"""Wrong dates of documents, and what finding places and times and grounding costs.

False alarms are counted on articles whose own date is right, by the register's and the lexicon's knowledge alone; wrong dates
on the same articles with their date moved, so that the gold is sure. CPU-seconds, of this process, after the first 20 articles.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from evals.geo import grounder
from evals.lines import Line, bootstrap
from unfog.knowledge import Knowledge
from unfog.stages.acquire.clean.dates import Dated, from_header
from unfog.stages.acquire.clean.doubts import Doubter, build_doubter
from unfog.stages.annotate.parse import build_parser
from unfog.stages.annotate.times import find_times, load_grammar
from unfog.stages.annotate.toponyms import find_places
from unfog.stages.ground.times import resolve

NEWS = "news/en_2022_autumn.jsonl.gz"
MOVED_DAYS = 75  # about as far off as the wrong headers that were met
TIMED, WARM_UP = 80, 20  # articles
WORDS = 600


def measure(shared: Path) -> Iterator[Line]:
    """The lines of the news that are there."""
    path = shared / NEWS
    if not path.is_file():
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [(each["text"], date.fromisoformat(each["date"][:10])) for each in map(json.loads, lines)]
    knowledge = Knowledge()
    doubter = build_doubter(knowledge, "en")
    yield _share("right date not doubted", rows, lambda text, day: not _doubted(doubter, text, day))
    moved = timedelta(days=MOVED_DAYS)
    yield _share(f"moved {MOVED_DAYS} days: doubted", rows, lambda text, day: _doubted(doubter, text, day + moved))
    yield from _seeds(shared / "seeds", doubter)
    yield from _cost([text for text, _ in rows[:: len(rows) // (TIMED + WARM_UP)]], knowledge)


def _doubted(doubter: Doubter, text: str, day: date) -> bool:
    return bool(doubter(text, [Dated(day.isoformat(), "day", "metadata")]))


def _share(name: str, rows: Sequence[tuple[str, date]], right: Callable[[str, date], bool]) -> Line:
    found = [float(right(text, day)) for text, day in rows]
    return Line("dates, autumn news", name, _mean(found), len(found), *bootstrap(found, _mean))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _seeds(folder: Path, doubter: Doubter) -> Iterator[Line]:
    """The reports whose header is known to be wrong."""
    texts = [from_header(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]
    found = [float(bool(doubter(text, [header]))) for header, text in texts if header]
    if found:
        yield Line("dates, five reports", "wrong headers doubted", _mean(found), len(found), *bootstrap(found, _mean))


def _cost(texts: Sequence[str], knowledge: Knowledge) -> Iterator[Line]:
    """CPU-milliseconds for 600 words, an article at a time."""
    grammar, parse, ground = load_grammar(knowledge.lexicon, "en"), build_parser(knowledge.neutraliser("en")), grounder(knowledge)
    day = date(2022, 11, 1)
    spent: dict[str, list[float]] = {"finding places": [], "grounding places": [], "finding and reckoning times": []}
    for text in texts:
        parsed, count = parse(text), max(1, len(text.split()))
        marks = [time.process_time()]
        mentions = find_places(text, parsed.tokens, knowledge.gazetteer)
        marks.append(time.process_time())
        ground(text, parsed, mentions)
        marks.append(time.process_time())
        for mention in find_times(text, grammar):
            resolve(mention.text, day, grammar=grammar)
        marks.append(time.process_time())
        for name, begin, end in zip(spent, marks, marks[1:], strict=False):
            spent[name].append(1000 * (end - begin) * WORDS / count)
    for name, costs in spent.items():
        warm = costs[WARM_UP:]
        yield Line("cost, CPU-ms for 600 words", name, _mean(warm), len(warm), *bootstrap(warm, _mean))
