"""A process that has the parser and the knowledge loaded and forks a child for each run, so that a run may be killed in a moment.

It reads one JSON object a line on stdin and answers each with one on stdout. The children do what `unfog run` does, on a real
store in a real file, in this one process; what they have acknowledged goes through a pipe, so that it is known when they die.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import disk

from unfog import runs
from unfog.config import Config
from unfog.doctor import problems
from unfog.engines.local import Local
from unfog.errors import UnfogError
from unfog.knowledge import Knowledge
from unfog.picture import open_store
from unfog.store import Store
from unfog.views import export

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "dispatches"
Say = Callable[[str], None]


def warm_up() -> None:
    """Everything that a run loads is loaded, and every run after this one uses it."""
    knowledge = Knowledge()
    runs.Knowledge = lambda own=None: knowledge
    runs.run(Store(":memory:"), [str(SAMPLES)], Config(workers=1))


def set_clock(now: str) -> None:
    """Runs begin at this moment."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.fromisoformat(now).astimezone(tz)

    runs.datetime = Clock


def run(order: dict[str, Any], say: Say) -> None:
    """A run that says which stage begins and what it has acknowledged."""
    if "now" in order:
        set_clock(order["now"])
    if "zone" in order:
        os.environ["TZ"] = order["zone"]
        time.tzset()
    stage_run = Local.run

    def begun(engine: Local, stage: Any, run_id: str) -> None:
        say(f"begin {stage.name}")
        stage_run(engine, stage, run_id)

    Local.run = begun  # type: ignore[method-assign]
    store = Store(order["store"])
    say("begin acquire.capture")
    config = Config(workers=1, **order.get("config", {}))
    runs.run(store, order["inputs"], config, progress=lambda stage, done, total: say(f"ack {stage} {done} {total}"))
    say("ack end 0 0")


def exported(order: dict[str, Any], _say: Say) -> None:
    """Events and claims of a store as JSON lines, and what `unfog check` finds."""
    picture = open_store(order["store"])
    with Path(order["out"]).open("w", encoding="utf-8", newline="") as out:
        out.writelines(export.events_jsonl(picture.shown()))
        out.writelines(export.claims_jsonl(picture.claim_lines()))
        out.writelines(f"problem: {problem}\n" for problem in problems(picture))


DOES = {"run": run, "export": exported}


def child(order: dict[str, Any], to_parent: int) -> None:
    """Do an order in a process of its own, and end it."""

    def say(line: str) -> None:
        os.write(to_parent, f"{time.monotonic():.4f} {line}\n".encode())
        disk.mark(line)

    code = 0
    os.chdir(order.get("cwd", "."))
    try:
        if "memory" in order:
            held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (held + order["memory"], held + order["memory"]))
        if "fault" in order:
            disk.arm(**order["fault"])
        DOES[order["do"]](order, say)
    except (UnfogError, OSError, MemoryError) as error:
        code = 3
        say(f"error {type(error).__name__}: {error}")
    except BaseException as error:  # noqa: BLE001  a traceback is what a user must never see: it is told apart
        code = 4
        say(f"crash {type(error).__name__}: {error}")
    finally:
        os._exit(code)


def lines_of(pipe: int) -> Iterator[str]:
    """What a child says, line by line, until it ends."""
    held = b""
    while got := os.read(pipe, 65536):
        *whole, held = (held + got).split(b"\n")
        yield from (line.decode() for line in whole)


def carry_out(order: dict[str, Any]) -> dict[str, Any]:
    """Fork, listen, kill where the order says so, and tell how it ended."""
    reading, writing = os.pipe()
    start = time.monotonic()
    pid = os.fork()
    if not pid:
        os.close(reading)
        child(order, writing)
    os.close(writing)
    said, kill = [], order.get("kill")
    for line in lines_of(reading):
        said.append(line.partition(" ")[2])
        if kill and said[-1] == f"begin {kill['stage']}":
            time.sleep(kill["delay"])
            os.kill(pid, signal.SIGKILL)
    os.close(reading)
    _, status, used = os.wait4(pid, 0)
    return {
        "said": said,
        "code": os.waitstatus_to_exitcode(status),
        "wall": time.monotonic() - start,
        "cpu": used.ru_utime + used.ru_stime,
        "memory_mb": used.ru_maxrss / 1024,
    }


def main() -> None:
    warm_up()
    for line in sys.stdin:
        print(json.dumps(carry_out(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
