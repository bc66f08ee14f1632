"""Coverage: of dated events of two chronicles that our articles report, how many are found as events?

The sample (`labels/coverage.csv`) was read by hand: fifty entries of ISW's daily takeaways (`I`, with day and number) and of
WarLine (`W`), each with one or two articles that report it and the offset of the sentence. An entry is found if an event
rests on a claim of that sentence, of a fitting family, at the entry's place or one that holds it, and not at another time.

`make eval` reads the labelled articles alone; `python -m evals.coverage STORE` looks into a store of all articles of a file.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from evals.lines import Line, bootstrap, table
from unfog import runs
from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Event, Evidence, Place
from unfog.picture import Picture, open_store
from unfog.stages.reconcile.profile import contains, kilometres
from unfog.store import Store

LABELS = Path(__file__).parent / "labels" / "coverage.csv"
NEWS = ("en_2022_autumn", "en_2022_invasion")
SENTENCE = 330  # characters from the offset on in which the sentence stands
DAYS_OFF = 2
KM_OFF = 30.0


@dataclass(frozen=True, slots=True)
class Report:
    """One article that reports an entry."""

    item: str
    day: date
    place: str
    families: frozenset[str]
    article: str
    offset: int


def measure(shared: Path) -> Iterator[Line]:
    """The share of entries that are found, and of those for which some claim was read from the sentence at all."""
    reports = _labels()
    if not all((shared / "news" / f"{name}.jsonl.gz").is_file() for name in NEWS):
        return
    yield from _lines(reports, _picture(shared, {each.article for each in reports}))


def _lines(reports: list[Report], picture: Picture) -> Iterator[Line]:
    found, read = _found(reports, picture)
    items = sorted({each.item for each in reports})
    hits, claims = [each in found for each in items], [each in read for each in items]
    yield Line("coverage, ISW and WarLine", "found as events", _share(hits), len(items), *bootstrap(hits, _share))
    yield Line("coverage, ISW and WarLine", "any claim read", _share(claims), len(items), *bootstrap(claims, _share))


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits)


def _labels() -> list[Report]:
    with LABELS.open(encoding="utf-8", newline="") as lines:
        return [
            Report(row["item"], date.fromisoformat(row["day"]), row["place"], frozenset(row["families"].split()), row["article"], int(row["offset"]))
            for row in csv.DictReader(lines)
        ]  # fmt: skip


def _picture(shared: Path, wanted: set[str]) -> Picture:
    store = Store(":memory:")
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder) / "articles.jsonl"
        with chosen.open("w", encoding="utf-8") as out:
            for name in NEWS:
                with gzip.open(shared / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                    out.writelines(line for line in lines if json.loads(line)["id"] in wanted)
        runs.run(store, [str(chosen)], Config(workers=1, gate=False))
    return Picture(store)


def _found(reports: list[Report], picture: Picture) -> tuple[set[str], set[str]]:
    """The entries found, and those of which some claim was read."""
    names = {document.name: document.id for document in picture.documents}
    rows: dict[str, list[tuple[Evidence, Event]]] = defaultdict(list)
    for event in picture.events:
        for row in event.evidence:
            rows[row.document_id].append((row, event))
    found: set[str] = set()
    read: set[str] = set()
    for report in reports:
        told = [pair for pair in rows[names[report.article]] if _stands(pair[0], report)]
        read |= {report.item} if told else set()
        found |= {report.item} if any(fits(row, event, report) for row, event in told) else set()
    return found, read


def _stands(row: Evidence, report: Report) -> bool:
    return row.claim.start < report.offset + SENTENCE and row.claim.end > report.offset


def fits(row: Evidence, event: Event, report: Report) -> bool:
    """Whether an event can be the entry: kind, place and time."""
    family = Knowledge().ontology.family
    if not {family(event.event_type), family(row.claim.event_type)} & report.families:
        return False
    places = [event.place] if event.place else list(row.places)
    return _in_time(event, report.day) and (not report.place or any(_at(place, report.place) for place in places))


def _in_time(event: Event, day: date) -> bool:
    if not event.begin or not event.end:
        return True
    first, last = (day + timedelta(off) for off in (-DAYS_OFF, DAYS_OFF))
    return event.begin[:10] <= last.isoformat() and event.end[:10] >= first.isoformat()


@cache
def _named(name: str) -> tuple[Place, ...]:
    return Knowledge().gazetteer.candidates(name)[:3]


def _at(place: Place, name: str) -> bool:
    """Whether a place is the named one, holds it, lies in it or near it."""
    return any(place.id == each.id or contains(place, each) or contains(each, place) or kilometres(place, each) <= KM_OFF for each in _named(name))


def main(path: str) -> None:
    """Print the share of entries found in a store, of those whose articles it holds."""
    picture = open_store(path)
    there = {document.name for document in picture.documents}
    print(table(list(_lines([each for each in _labels() if each.article in there], picture))))


if __name__ == "__main__":
    main(sys.argv[1])
