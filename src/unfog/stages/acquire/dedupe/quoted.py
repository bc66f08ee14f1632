"""Which characters of a text stand between quotation marks: what two texts share only there is a speaker's, not a reporter's.

Marks are told by their shape and by what stands beside them, so apostrophes inside words are none. A quotation that is
opened anew before it is closed goes on (each paragraph of a long one begins with a mark); one that runs on for more than
`LONGEST` characters was never closed and is taken for none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from unfog.model import Span

LONGEST = 2500
# The mark that opens, and the marks that close it.
CLOSES = {"“": "”", "„": "”“", "«": "»", '"': '"', "‘": "’", "'": "'"}
STRAIGHT = '"'
SINGLE = frozenset("‘'")
OPENING = re.compile(r"""[“„«]|(?<![\w.,!?…])["‘'](?=[\w\[(…£$€#@])""")
# A single mark closes after a stop, or after a word where none goes on: else it is an apostrophe.
SINGLE_END = r"(?:(?<=[.,!?…\]])|(?<=\w)){marks}(?!\w)"


def quotations(text: str) -> Iterator[Span]:
    """The stretches between marks, in order, without the marks."""
    at = 0
    while found := OPENING.search(text, at):
        end = _end(text, found.end(), found.group())
        if end is None:
            at = found.end()
            continue
        yield Span(found.end(), end)
        at = end + 1


def _end(text: str, start: int, mark: str) -> int | None:
    found = _closing(mark).search(text, start, start + LONGEST)
    return found.start() if found else None


@cache
def _closing(mark: str) -> re.Pattern[str]:
    marks = f"[{re.escape(CLOSES[mark])}]"
    if mark in SINGLE:
        return re.compile(SINGLE_END.format(marks="['’]"))
    if mark == STRAIGHT:
        return re.compile(r'"(?![\w(\[])|(?<=[.,!?…])"')
    return re.compile(marks)
