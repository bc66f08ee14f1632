"""A ledger's chart as SVG."""

from __future__ import annotations

from html import escape

from unfog.views.drawing import LOOKS
from unfog.views.ledgers.charts import Bar, Chart

LABELS, BARS, LINE, NUMBERS = 190, 380, 18, 90  # widths and height of a line, in pixels


def bars_svg(shown: Chart) -> str:
    """The chart; empty without bars. What it shows is told in its `title` for those who do not see it."""
    if not shown.bars:
        return ""
    longest = float(max(bar.value for bar in shown.bars)) or 1.0
    height = LINE * len(shown.bars) + 4
    told = "; ".join(f"{bar.label}: {_counted(bar)}" for bar in shown.bars)
    lines = "".join(_bar(bar, place, longest) for place, bar in enumerate(shown.bars))
    width = LABELS + BARS + NUMBERS
    return (
        f'<figure><figcaption>{escape(shown.title)}</figcaption><svg class="bars" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img"><title>{escape(shown.title)}. {escape(told)}</title>{lines}</svg></figure>'
    )


def _bar(bar: Bar, place: int, longest: float) -> str:
    top = LINE * place + 2
    whole = BARS * bar.value / longest
    part = whole if bar.marked is None else BARS * min(bar.marked, bar.value) / longest
    return (
        f'<text x="{LABELS - 8}" y="{top + 12}" text-anchor="end" {LOOKS["label"]}>{escape(bar.label[:30])}</text>'
        f'<rect x="{LABELS}" y="{top}" width="{whole:.1f}" height="{LINE - 4}" {LOOKS["rest"]}/>'
        f'<rect x="{LABELS}" y="{top}" width="{part:.1f}" height="{LINE - 4}" {LOOKS["part"]}/>'
        f'<text x="{LABELS + whole + 6:.1f}" y="{top + 12}" {LOOKS["label"]}>{_counted(bar)}</text>'
    )


def _counted(bar: Bar) -> str:
    return f"{bar.value:,}" if bar.marked is None else f"{bar.value:,} ({bar.marked:,})"
