"""`python -m evals.speed`: CPU-seconds of each step of the whole way over a fixed sample of articles, in one process.

Wall time on a shared machine tells little, so what is said of two cores is reckoned from CPU time: articles a second = 2 / CPU-seconds
an article. Loading models and tables is told apart, since a run does it once. The bar is 10 articles a second.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from evals.lines import SEED
from evals.reading import rows
from unfog import runs
from unfog.config import Config
from unfog.knowledge.neutral import Neutraliser
from unfog.model import Claim
from unfog.pipeline import PIPELINE
from unfog.stage import Stage
from unfog.stages.annotate import recognise
from unfog.stages.annotate.parse import Parsed, build_parser
from unfog.store import Store

NEWS = "news/en_2022_autumn.jsonl.gz"
SAMPLE, CORES, BAR = 100, 2, 10.0
STEPS = {"acquire.capture": "acquire", "acquire.clean": "acquire", "annotate.recognise": "recognise"}


class Clock:
    """CPU-seconds of this process by step. A stage's own time is what is left when what ran inside it is taken off."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.inside = 0.0

    def stages(self) -> Iterator[Stage]:
        """The stages of the pipeline; what passes until the next is asked for was the stage's."""
        for stage in PIPELINE:
            begun, self.inside = time.process_time(), 0.0
            yield stage
            self.spent[_step(stage)] += time.process_time() - begun - self.inside

    def around(self, step: str, function: Callable[[str], Parsed]) -> Callable[[str], Parsed]:
        """The function with its time put down to a step."""

        def timed(text: str) -> Parsed:
            begun = time.process_time()
            made = function(text)
            self._add(step, begun)
            return made

        return timed

    def parser(self, neutraliser: Neutraliser) -> Callable[[str], Parsed]:
        """What the annotating stage calls to get its parser."""
        begun = time.process_time()
        parse = build_parser(neutraliser)
        self._add("(loading the parser)", begun)
        return self.around("parse", parse)

    def _add(self, step: str, begun: float) -> None:
        took = time.process_time() - begun
        self.spent[step] += took
        self.inside += took


def _step(stage: Stage) -> str:
    """The room of a stage; deduplication apart from the rest of acquiring, annotating without its parser."""
    room = stage.name.split(".")[0]
    if room == "acquire":
        return STEPS.get(stage.name, "dedupe")
    return STEPS.get(stage.name, room)


def measured(shared: Path, articles: int) -> tuple[Counter[str], int]:
    """CPU-seconds by step, and how many claims were made."""
    drawn = random.Random(SEED).sample(rows(shared / NEWS), articles)  # noqa: S311  sampling, not secrets
    clock = Clock()
    recognise.build_parser = clock.parser
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(json.dumps(each) + "\n" for each in drawn), encoding="utf-8")
        store = Store(f"{folder}/speed.db")
        runs.run(store, [str(path)], Config(workers=1, gate=False), stages=clock.stages())
        claims = sum(1 for _ in store.rows(Claim))
    return clock.spent, claims


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="measuring data beside the checkout")
    parser.add_argument("--articles", type=int, default=SAMPLE)
    args = parser.parse_args()
    if not rows(args.shared / NEWS):
        print("not measured: the articles are not there", file=sys.stderr)
        return 0
    spent, claims = measured(args.shared, args.articles)
    loading = spent.pop("(loading the parser)", 0.0)
    total = sum(spent.values())
    for step, seconds in spent.items():
        print(
            f"{step:<12} {seconds:>8.2f} CPU-s {1000 * seconds / args.articles:>8.1f} CPU-ms an article {seconds / total:>6.0%}"
        )
    rate = CORES * args.articles / total
    print(
        f"{'whole way':<12} {total:>8.2f} CPU-s {1000 * total / args.articles:>8.1f} CPU-ms an article; parser loaded in {loading:.1f} CPU-s"
    )
    print(
        f"{args.articles} articles, {claims} claims: {rate:.1f} articles a second on {CORES} cores by CPU time (bar {BAR:.0f})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
