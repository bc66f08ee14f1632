"""No place by chance: of resolved mentions in texts of no war, the share that lies in a wrong country, read by hand.

The draw is by rank: each mention has a fixed pseudo-random rank from its document and offsets, and of each set those of lowest
rank are drawn. A change of the software therefore changes only those parts of the draw that it touches. Faults were learnt from two
earlier draws; this is the third, made and read when nothing more was changed. The reading (`labels/countries.tsv`) says for each
span in which country it lies by the text, or that it names no place, and why in a few words of the reader's own; it holds ids and
offsets only. `python -m evals.countries` prints what is drawn and not yet read, with its words.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evals.geo import grounder
from evals.lines import Line, bootstrap
from evals.times import joined
from unfog.knowledge import Knowledge
from unfog.model import Grounding
from unfog.stages.annotate.parse import build_parser
from unfog.stages.annotate.toponyms import find_places

DRAW = "third"
READING = Path(__file__).parent / "labels" / "countries.tsv"
NO_PLACE, UNSURE = "-", "?"


class Pool(NamedTuple):
    """One set: its file, how many documents are parsed, how many mentions are drawn."""

    file: str
    documents: int
    mentions: int


POOLS = {
    "lgl": Pool("toponyms_lgl", 200, 80),
    "polnear": Pool("attribution_polnear", 100, 60),
    "ecb": Pool("cdcoref_ecbplus", 200, 60),
}


class Drawn(NamedTuple):
    """One drawn mention: where it stands, what it was resolved to, and the words around it."""

    pool: str
    document: str
    grounding: Grounding
    around: str

    @property
    def key(self) -> tuple[str, str, int, int]:
        """How the reading names it."""
        return self.pool, self.document, self.grounding.start, self.grounding.end


def rank(*parts: object) -> str:
    """A fixed pseudo-random rank."""
    return hashlib.blake2b(json.dumps([DRAW, *parts]).encode(), digest_size=8).hexdigest()


def text_of(row: dict[str, Any]) -> str:
    """The text of a document of any of the sets."""
    return str(row["text"]) if "text" in row else joined(row["tokens"])[0]


def documents(name: str, shared: Path) -> list[tuple[str, str]]:
    """The documents of a set that are parsed, by id, with their texts."""
    with gzip.open(shared / "bench" / f"{POOLS[name].file}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [(str(row["id"]), text_of(row)) for row in map(json.loads, lines)]
    return sorted(rows, key=lambda pair: rank(name, pair[0]))[: POOLS[name].documents]


def draw(shared: Path, knowledge: Knowledge) -> Iterator[Drawn]:
    """The drawn mentions of all sets."""
    parse, ground = build_parser(knowledge.neutraliser("en")), grounder(knowledge)
    for name, pool in POOLS.items():
        found = []
        for document, text in documents(name, shared):
            parsed = parse(text)
            rows = ground(text, parsed, find_places(text, parsed.tokens, knowledge.gazetteer))
            found += [
                Drawn(name, document, each, text[max(0, each.start - 150) : each.end + 100])
                for each in rows
                if each.place and each.place.country
            ]
        yield from sorted(found, key=lambda each: rank(*each.key))[: pool.mentions]


def reading() -> dict[tuple[str, str, int, int], str]:
    """The country of each span that was read."""
    with READING.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {(row["set"], row["document"], int(row["start"]), int(row["end"])): row["country"] for row in rows}


def measure(shared: Path) -> Iterator[Line]:
    """The share in a wrong country among those drawn and read; the most populous bearer beside it."""
    if not all((shared / "bench" / f"{pool.file}.jsonl.gz").is_file() for pool in POOLS.values()):
        return
    knowledge, known = Knowledge(), reading()
    drawn = draw(shared, knowledge)
    judged = [(each, known[each.key]) for each in drawn if known.get(each.key, UNSURE) != UNSURE]
    wrong = [float(_country(each.grounding) != country) for each, country in judged]
    plain = [float(_most_populous(each.grounding, knowledge) != country) for each, country in judged]
    yield Line(
        "places, no war", "in the right country", _right(wrong), len(wrong), *bootstrap(wrong, _right), _right(plain), "most populous"
    )


def _right(wrong: Sequence[float]) -> float:
    return 1 - sum(wrong) / len(wrong)


def _country(grounding: Grounding) -> str:
    return grounding.place.country if grounding.place else NO_PLACE


def _most_populous(grounding: Grounding, knowledge: Knowledge) -> str:
    bearers = knowledge.gazetteer.candidates(grounding.text)
    return max(bearers, key=lambda each: each.population).country if bearers else NO_PLACE


def main() -> None:
    """Print the drawn mentions that are not read yet, or all of them, for reading."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--all", action="store_true", help="also what has been read")
    args = parser.parse_args()
    known = reading() if READING.is_file() else {}
    for each in draw(args.shared, Knowledge()):
        if args.all or each.key not in known:
            place = each.grounding.place
            told = f"{place.name}, {place.region}, {place.country} ({place.kind})" if place else ""
            print(*each.key, each.grounding.text, "→", told, "|", " ".join(each.around.split()), sep="\t")


if __name__ == "__main__":
    main()
