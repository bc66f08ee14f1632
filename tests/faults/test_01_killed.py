"""1. SIGKILL at random times in every stage: nothing acknowledged is lost, nothing comes twice, and the end is the same, byte for byte."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

from stores import rows, whole, work

from conftest import Log, Warm
from unfog.pipeline import PIPELINE

STAGES = ("acquire.capture", *(stage.name for stage in PIPELINE))
KILLS = 5  # of one store
STORES = {False: 5, True: 400}


def acknowledged(said: list[str]) -> Counter[str]:
    """How much work of each stage a run has said to be done."""
    done: Counter[str] = Counter()
    for line in said:
        word, *rest = line.split()
        if word == "ack":
            done[rest[0]] = max(done[rest[0]], int(rest[1]))
    return done


def killed(warm: Warm, store: Path, inputs: Path, stage: str, delay: float) -> dict[str, Any]:
    """Kill a run in a stage; nothing that was there before, or that it acknowledged, may be missing after."""
    before = work(store)
    answer = warm.run(store, inputs, kill={"stage": stage, "delay": delay})
    assert answer["code"] in (-9, 0), answer
    assert whole(store)
    after = work(store)
    assert before <= after, "acknowledged work is gone"
    by_stage = Counter(each for each, _, _ in after - before)
    by_stage["acquire.capture"] = sum(each == "acquire.capture" for each, _, _ in after)  # a run looks at all inputs again
    told = acknowledged(answer["said"])
    assert all(by_stage[each] >= done for each, done in told.items() if each != "end"), (told, by_stage)
    return answer


def test_killed_in_every_stage(warm: Warm, inputs: Path, calm: tuple[Path, bytes], log: Log, full: bool):
    for case in log.to_do(range(STORES[full])):
        chance = random.Random(case)
        store, ended = inputs.parent / f"killed{case}.db", Counter[str]()
        for number in range(KILLS):
            stage = STAGES[(case * KILLS + number) % len(STAGES)]
            answer = killed(warm, store, inputs, stage, chance.uniform(0, 0.2 if stage in STAGES[5:8] else 0.03))
            ended[[each for each in answer["said"] if each.startswith("begin")][-1].split()[1]] += answer["code"] == -9
        resumed = warm.run(store, inputs)
        assert resumed["code"] == 0, resumed
        assert warm.exported(store) == calm[1]
        assert rows(store) == rows(calm[0])
        log.note(case, kills=ended.total(), stages=dict(ended), resumed=round(resumed["wall"], 3), cpu=round(resumed["cpu"], 3))
    assert log.total("kills") > KILLS * STORES[full] // 2
