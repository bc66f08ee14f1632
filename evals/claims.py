"""Claims against gold: claim F1, usable F1 and single fields, on the project's own gold and on the one beside the checkout."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from evals.lines import Line, bootstrap
from evals.matching import Line as ClaimLine
from evals.matching import Tally, alike, f1, list_f1, tally

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
OWN = Path(__file__).parent / "gold"
NEWS = "news/en_2022_autumn.jsonl.gz"
LABELS = Path(__file__).parent / "labels" / "claims_autumn.jsonl"  # by article and offsets; the thresholds of the reader were set with an eye on them
SENTENCE_TYPE = "position"  # the commonest type: what a plain baseline says of every sentence


def measure(shared: Path) -> Iterator[Line]:
    """The lines of every gold that is there."""
    if (OWN / "claims").is_dir():
        yield from _lines("claims, own gold", OWN / "articles", OWN / "claims")
    if (shared / NEWS).is_file():
        yield from _on_news(shared / NEWS)
    gold = shared / "claims"
    if (gold / "gold").is_dir():
        yield from _lines("claims, shared gold", gold / "articles", gold / "gold")
        yield from _by_its_scorer(gold)


def _on_news(news: Path) -> Iterator[Line]:
    """Claims on articles drawn by lot, whose labels are kept by article and offsets. Time, parties and items are not labelled there."""
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    wanted = {row["article"] for row in rows}
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        texts = {each["id"]: each["text"] for each in map(json.loads, lines) if each["id"] in wanted}
    with tempfile.TemporaryDirectory() as folder:
        articles, gold = Path(folder) / "articles", Path(folder) / "gold"
        for made in (articles, gold):
            made.mkdir()
        for name, text in texts.items():
            (articles / f"{name}.txt").write_text(text, encoding="utf-8")
            claims = [row | {"doc": name, "quote": text[row["start"] : row["end"]]} for row in rows if row["article"] == name]
            (gold / f"{name}.jsonl").write_text("".join(json.dumps(claim) + "\n" for claim in claims), encoding="utf-8")
        yield from (line for line in _lines("claims, fresh articles", articles, gold) if line.measure not in UNLABELLED)


def _lines(task: str, articles: Path, gold: Path) -> Iterator[Line]:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(articles.glob("*.txt"))}
    wanted = {path.stem: _read(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.jsonl"))}
    found = _by_document(_system(articles))
    tallies = [tally(found[name], claims, texts[name]) for name, claims in wanted.items()]
    plain = [tally(_sentences(name, texts[name]), claims, texts[name]) for name, claims in wanted.items()]
    for measured, statistic in STATISTICS.items():
        low, high = bootstrap(tallies, statistic)
        n = sum(each.gold for each in tallies)
        yield Line(task, measured, statistic(tallies), n, low, high, statistic(plain), "each sentence a position")


@dataclass(frozen=True)
class Score:
    """What the scorer beside the shared gold counts in one article."""

    system: int
    gold: int
    met: int
    usable: int


def _by_its_scorer(shared: Path) -> Iterator[Line]:
    """Claim and usable F1 as `score_claims.py --articles` of the shared gold counts them, article by article."""
    with tempfile.TemporaryDirectory() as folder:
        found = _printed(shared / "articles", Path(folder))
        scores = [_score(shared, each, found, Path(folder)) for each in sorted((shared / "gold").glob("*.jsonl"))]
    statistics: dict[str, Callable[[Sequence[Score]], float]] = {
        "claim F1": lambda many: f1(sum(x.met for x in many), sum(x.system for x in many), sum(x.gold for x in many)),
        "usable F1": lambda many: f1(sum(x.usable for x in many), sum(x.system for x in many), sum(x.gold for x in many)),
    }
    for measured, statistic in statistics.items():
        low, high = bootstrap(scores, statistic)
        n = sum(each.gold for each in scores)
        yield Line("claims, score_claims.py", measured, statistic(scores), n, low, high)


def _score(shared: Path, gold: Path, found: Path, folder: Path) -> Score:
    """The scorer's counts for one article."""
    one = folder / gold.stem
    one.mkdir()
    (one / gold.name).write_bytes(gold.read_bytes())
    scorer = [sys.executable, str(shared / "score_claims.py"), "--gold", str(one), "--system", str(found)]
    done = subprocess.run([*scorer, "--articles", str(shared / "articles"), "--json"], check=True, capture_output=True)
    counts = json.loads(done.stdout)
    usable = round(counts["usable_precision"] * counts["system"])
    return Score(counts["system"], counts["gold"], counts["met"], usable)


def _printed(articles: Path, folder: Path) -> Path:
    """The file into which `unfog claims` wrote the claims of a folder."""
    out = folder / "claims.jsonl"
    command = [sys.executable, "-m", "unfog", "claims", str(articles), "--format", "jsonl", "-o", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    return out


def _system(articles: Path) -> list[ClaimLine]:
    """What `unfog claims` prints for a folder."""
    with tempfile.TemporaryDirectory() as folder:
        out = _printed(articles, Path(folder))
        return _read(out.read_text(encoding="utf-8"))


def _read(text: str) -> list[ClaimLine]:
    return [msgspec.convert(json.loads(line), ClaimLine) for line in text.splitlines() if line.strip()]


def _by_document(claims: Sequence[ClaimLine]) -> dict[str, list[ClaimLine]]:
    by_document: dict[str, list[ClaimLine]] = defaultdict(list)
    for claim in claims:
        by_document[claim.doc].append(claim)
    return by_document


def _sentences(name: str, text: str) -> list[ClaimLine]:
    sentences = [each for each in SENTENCE_END.split(text) if each.strip()]
    return [ClaimLine(doc=name, quote=each, type=SENTENCE_TYPE) for each in sentences]


def _over_pairs(score: Callable[[ClaimLine, ClaimLine], float]) -> Callable[[Sequence[Tally]], float]:
    def statistic(tallies: Sequence[Tally]) -> float:
        scores = [score(*pair) for each in tallies for pair in each.pairs]
        return sum(scores) / len(scores) if scores else 0.0

    return statistic


def _claim_f1(tallies: Sequence[Tally]) -> float:
    return f1(sum(len(each.pairs) for each in tallies), sum(each.system for each in tallies), sum(each.gold for each in tallies))


def _usable_f1(tallies: Sequence[Tally]) -> float:
    return f1(sum(each.usable() for each in tallies), sum(each.system for each in tallies), sum(each.gold for each in tallies))


def _numbers(tallies: Sequence[Tally]) -> float:
    pairs = [pair for each in tallies for pair in each.pairs if pair[0].numbers or pair[1].numbers]
    return sum(list_f1(one.numbers, gold.numbers) for one, gold in pairs) / len(pairs) if pairs else 0.0


def _negative_f1(tallies: Sequence[Tally]) -> float:
    pairs = [pair for each in tallies for pair in each.pairs]
    both = sum(one.negative and gold.negative for one, gold in pairs)
    return f1(both, sum(one.negative for one, _ in pairs), sum(gold.negative for _, gold in pairs))


def _mean(part: str) -> Callable[[Sequence[Tally]], float]:
    """The accuracy of one field over the pairs."""
    if part in {"places", "initiator", "recipient"}:
        return _over_pairs(lambda one, gold: list_f1(getattr(one, part), getattr(gold, part)))
    if part == "source":
        return _over_pairs(lambda one, gold: float(alike(one.source, gold.source)))
    return _over_pairs(lambda one, gold: float(getattr(one, part) == getattr(gold, part)))


UNLABELLED = frozenset({"initiator", "recipient"})
STATISTICS: dict[str, Callable[[Sequence[Tally]], float]] = {
    "claim F1": _claim_f1,
    "usable F1": _usable_f1,
    "type": _mean("type"),
    "source": _mean("source"),
    "stance": _mean("stance"),
    "phase": _mean("phase"),
    "initiator": _mean("initiator"),
    "recipient": _mean("recipient"),
    "places": _mean("places"),
    "numbers where any": _numbers,
    "negative polarity F1": _negative_f1,
}
