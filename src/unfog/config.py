"""Settings: one frozen row, the same in every process; each field says what it does and its unit."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Config:
    """What a user may set.

    `workers` processes (1 or more) · `max_capture_bytes` a larger input is set aside · `max_text_chars` a longer text is
    set aside · `languages` those that have a lexicon · `gate` whether an article about no armed conflict is set aside unread.
    """

    workers: int = 2
    max_capture_bytes: int = 20_000_000
    max_text_chars: int = 1_000_000
    languages: tuple[str, ...] = ("en",)
    gate: bool = False


def default_workers() -> int:
    """One process per core that this process may use."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
