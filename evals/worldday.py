"""`python -m evals.worldday`: CPU-seconds of a generated day of the world's news, from a web archive of real-looking pages to graded events.

Articles about a war come from the sets of news beside the checkout, others from sets of local, election and other news. Each stands in a
page of 50 to 150 kB with menus, teasers, comments and scripts. A third and more are reprints: an earlier article under a lead of its own. What is said
of two cores is reckoned from the CPU time of one process (articles a second = 2 / CPU-seconds an article), loading apart.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from evals.lines import SEED
from evals.reading import rows
from unfog import runs
from unfog.config import Config
from unfog.model import Capture, Claim
from unfog.store import Store

CONFLICT = ("news/en_2022_autumn", "news/en_2022_invasion", "news/en_mixed_2022_2024")
OTHER = ("bench/toponyms_lgl", "bench/attribution_polnear", "bench/cdcoref_ecbplus")
SHARES = (0.03, 0.1, 0.3, 1.0)
REPRINTED = 0.35
CORES = 2
WORDS = ["world", "politics", "business", "sport", "weather", "culture", "opinion", "video", "podcast", "letters", "subscribe", "privacy", "terms", "contact", "careers", "travel", "food"]
PLACES = ("Reedham", "Orliv", "Saltmarsh", "Kestrel Bay")
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def texts(shared: Path, names: tuple[str, ...]) -> list[str]:
    """The texts of some sets, those of each in turn, so that every set has its part."""
    chance = random.Random(SEED)  # noqa: S311  sampling, not secrets
    sets = [[each.get("text") or " ".join(each["tokens"]) for each in rows(shared / f"{name}.jsonl.gz")] for name in names]
    for each in sets:
        chance.shuffle(each)
    return [text for group in zip(*sets, strict=False) for text in group]


def day(shared: Path, articles: int, share: float) -> Iterator[str]:
    """The texts of a day: `share` of them about a war, and of all REPRINTED earlier ones under new leads."""
    chance = random.Random(SEED)  # noqa: S311
    pools = {True: iter(texts(shared, CONFLICT)), False: iter(texts(shared, OTHER))}
    printed: dict[bool, list[str]] = {True: [], False: []}
    for number in range(articles):
        about = chance.random() < share
        if printed[about] and chance.random() < REPRINTED:
            yield f"{chance.choice(PLACES)}, item {number}: our own desk reports what follows.\n{chance.choice(printed[about])}"
        else:
            text = next(pools[about])
            printed[about].append(text)
            yield text


def page(text: str, chance: random.Random) -> str:
    """A page as newspapers make them."""
    size = chance.randint(25, 75)

    def some(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 4:
        sentences = SENTENCE.split(text)
        lines = [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    menu = "".join(f'<li class="item"><a href="/{word}/{at}">{word.title()} {at}</a></li>' for at in range(4) for word in WORDS)
    cards = "".join(f'<div class="card"><a href="/n/{at}"><img src="/i/{at}.jpg" alt=""><h3>{some(8)}</h3><p>{some(18)}</p></a></div>' for at in range(size))
    comments = "".join(f'<div class="comment"><p>{some(20)}</p></div>' for _ in range(8))
    script = "<script>" + "var a=function(b){return b+1;};" * (size * 12) + "</script>"
    style = "<style>" + ".a .b{margin:0;padding:1px}" * (size * 12) + "</style>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(lines[0][:80])} | Reedham Wire</title>{style}{script}</head><body>'
        f"<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{html.escape(lines[0][:80])}</h1><div>{body}</div></article>"
        f'<section class="comments">{comments}</section></main><aside>{cards}</aside><footer><ul>{menu}</ul></footer>{script}</body></html>'
    )


def archive(path: Path, shared: Path, articles: int, share: float) -> float:
    """Write a day as a web archive; gives the mean size of a page in kB."""
    chance = random.Random(SEED)  # noqa: S311
    sizes = []
    with path.open("wb") as out:
        for number, text in enumerate(day(shared, articles, share)):
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(text, chance).encode()
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://n{number % 40}.example/2022/11/01/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
            out.write(gzip.compress(f"{head}Content-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n", 1, mtime=0))
            sizes.append(len(http))
    return sum(sizes) / len(sizes) / 1000


def measured(shared: Path, articles: int, share: float, *, gate: bool = True) -> dict[str, float]:
    """One day through the whole way, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "day.warc.gz"
        size = archive(path, shared, articles, share)
        store = Store(f"{folder}/day.db")
        wall, cpu = time.monotonic(), time.process_time()
        runs.run(store, [str(path)], Config(workers=1, gate=gate))
        took = time.process_time() - cpu
        books = runs.books(store)
        codes = Counter(each.code for each in books.set_aside)
        return {
            "share": share, "articles": articles, "kB a page": size, "cpu_s": took, "wall_s": time.monotonic() - wall,
            "ok": books.ok, "copies": books.copies,
            "off_topic": codes["off_topic"], "claims": store.count(Claim), "captures": store.count(Capture),
            "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }  # fmt: skip


def main() -> int:
    """Measure and print a row for each share of conflict news."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="measuring data beside the checkout")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--shares", type=float, nargs="*", default=list(SHARES))
    parser.add_argument("--no-gate", action="store_true", help="read everything, to tell what the gate gives and loses")
    args = parser.parse_args()
    if not rows(args.shared / f"{CONFLICT[0]}.jsonl.gz"):
        print("not measured: the articles are not there", file=sys.stderr)
        return 0
    for _ in range(2):  # the first also imports libraries; the second tells what a run takes before its second article
        loading = measured(args.shared, 1, 1.0)["cpu_s"]
    for share in args.shares:
        found = measured(args.shared, args.articles, share, gate=not args.no_gate)
        net = found["cpu_s"] - loading
        found |= {"loading_s": loading, "cpu_ms": 1000 * net / args.articles, "rate": CORES * args.articles / net}
        print(json.dumps({name: round(value, 2) for name, value in found.items()}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
