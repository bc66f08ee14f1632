"""Finds expressions of time in a text ("overnight", "since May 2022") and takes them apart for reckoning.

The patterns are `times.toml`, the words they name in braces `calendar.toml`. An expression is one or more atoms, each the
match of one rule, with the words in front of it ("by", "early", "later on") kept as marks.
"""

from __future__ import annotations

import re

from unfog.model import Mention
from unfog.stages.annotate.times.grammar import Grammar, load_grammar
from unfog.stages.annotate.times.joining import FINE
from unfog.stages.annotate.times.rows import Atom, Expression, Mark, Part, Term, TimeRule

__all__ = ["FINE", "Atom", "Expression", "Grammar", "Mark", "Part", "Term", "TimeRule", "find_times", "load_grammar"]

_PLACE_LINE = re.compile(r"[^\W\d_][^.!?\n]{0,50}, ?")  # what stands before the date of a dateline
_DASH = re.compile(r"\s*(?:\([^)\n]{2,30}\)\s*)?[-–—]{1,2}\s")  # and behind it


def find_times(text: str, rules: Grammar) -> tuple[Mention, ...]:
    """The expressions of time of a text as mentions of kind `time`, with their own words; a dateline's date is none."""
    return tuple(
        Mention("time", each.start, each.end, text[each.start : each.end])
        for each in rules.expressions(text)
        if not _in_dateline(text, each)
    )


def _in_dateline(text: str, expression: Expression) -> bool:
    """Whether an expression is the date before a dispatch, "LVIV, Oct 15 (AGENCY) -": when it was written, not when it was."""
    before = text[text.rfind("\n", 0, expression.start) + 1 : expression.start]
    return bool(_PLACE_LINE.fullmatch(before) and _DASH.match(text, expression.end))
