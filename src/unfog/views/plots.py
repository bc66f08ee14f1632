"""Pictures for notebooks: a map and a timeline by matplotlib (extra `notebook`), and the whole report in a frame."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from math import cos, radians
from typing import TYPE_CHECKING

from unfog.errors import UsageError
from unfog.model import Event
from unfog.views.drawing.dots import dots
from unfog.views.drawing.map import Dot, outlines, window_of
from unfog.views.sentences.days import day_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

AREAS = {"land": "#f4f1ea", "lakes": "#dbe7ef"}
LINES = {"rivers": ("#b5cddd", "-"), "borders": ("#a39c8b", "-"), "disputed": ("#a39c8b", "--")}
SEA, DOT, EDGE = "#dbe7ef", "#b4472f", "#7c2b1a"
COLOURS = ("#2f6a99", "#b4472f", "#5b8c5a", "#c28f2c", "#7a5195", "#4a4e69", "#8d99ae")
APART = (0.16, 0.035)  # of the width and the height of the picture, between two names


@dataclass(frozen=True, slots=True)
class Framed:
    """A page in a frame of its own, as notebooks show it; it runs apart from the notebook and makes no request."""

    page: str
    height: int

    def _repr_html_(self) -> str:
        # An address of its own, not `srcdoc`: the page keeps what is shown in its address.
        address = f"data:text/html;charset=utf-8;base64,{b64encode(self.page.encode()).decode()}"
        style = f"width:100%;height:{self.height}px;border:1px solid #ccc"
        return f'<iframe title="unfog report" sandbox="allow-scripts" style="{style}" src="{address}"></iframe>'


@dataclass(frozen=True, slots=True)
class Plots:
    """Pictures of events. Each takes the axes to draw on, or makes some, and gives them back."""

    events: Sequence[Event]
    page: Callable[[str], str]

    def map(self, axes: Axes | None = None, **kept: str) -> Axes:
        """Events by place: a larger dot for more of them, a hollow one where the place is no more exact than a region.

        `kept`: `ledger`, and `since` and `until` as ISO days, included. Raises `UsageError` where matplotlib is not there, or
        no event has a place.
        """
        events = self._kept(**kept)
        shown = sorted(dots(each.place for each in events), key=lambda dot: (-dot.count, dot.name))
        if not shown:
            raise UsageError(f"there is nothing to draw: none of {len(events)} events has a place below a country")
        drawn = axes if axes is not None else _axes((8, 6))
        _base(drawn, shown)
        _dots(drawn, shown)
        drawn.set_title("Events by place")
        return drawn

    def timeline(self, axes: Axes | None = None, **kept: str) -> Axes:
        """Events by the day on which they began, a colour a ledger; `kept` as for `map`.

        Raises `UsageError` where matplotlib is not there, or no event has a day.
        """
        events = self._kept(**kept)
        counted = Counter((each.ledger, day) for each in events if (day := day_of(each)))
        if not counted:
            raise UsageError(f"there is nothing to draw: none of {len(events)} events has a day")
        drawn = axes if axes is not None else _axes((9, 3.2))
        drawn.xaxis_date()
        days = sorted({day for _, day in counted})
        floor = dict.fromkeys(days, 0)
        for name, colour in zip(sorted({each for each, _ in counted}), COLOURS, strict=False):
            heights = [counted[name, day] for day in days]
            drawn.bar([_since_1970(day) for day in days], heights, bottom=list(floor.values()), color=colour, label=name)
            floor = {day: low + more for (day, low), more in zip(floor.items(), heights, strict=True)}
        drawn.set(title="Events by day", ylabel="events")
        drawn.legend(frameon=False, fontsize="small")
        drawn.figure.autofmt_xdate()
        return drawn

    def report(self, *, title: str = "Picture", height: int = 720) -> Framed:
        """The report itself, with map, timeline, ledgers and articles, to click through; `height` in pixels. Works offline."""
        return Framed(self.page(title), height)

    def _kept(self, ledger: str | None = None, since: str = "", until: str = "9999") -> Sequence[Event]:
        bounded = since or until != "9999"
        kept = (each for each in self.events if ledger in (None, each.ledger))
        return [each for each in kept if not bounded or since <= (day_of(each) or "") <= until]


def _axes(size: tuple[float, float]) -> Axes:
    try:
        pyplot = import_module("matplotlib.pyplot")
    except ImportError as error:
        raise UsageError("this needs matplotlib, which is not installed; get it with: pip install 'unfog[notebook]'") from error
    axes: Axes = pyplot.subplots(figsize=size, layout="constrained")[1]
    return axes


def _since_1970(day: str) -> int:
    """A day as matplotlib counts them."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days


def _base(axes: Axes, shown: Sequence[Dot]) -> None:
    window = window_of(shown)
    axes.set_facecolor(SEA)
    for kind, points in outlines(window):
        xs, ys = zip(*points, strict=True)
        if kind in AREAS:
            axes.fill(xs, ys, color=AREAS[kind], linewidth=0)
        else:
            colour, style = LINES[kind]
            axes.plot(xs, ys, color=colour, linestyle=style, linewidth=0.8)
    axes.set(xlim=(window.west, window.east), ylim=(window.south, window.north), xticks=[], yticks=[])
    axes.set_aspect(1 / cos(radians((window.south + window.north) / 2)))
    axes.text(0.99, 0.01, "Natural Earth", transform=axes.transAxes, ha="right", fontsize="x-small", color="#6d7780")


def _dots(axes: Axes, shown: Iterable[Dot]) -> None:
    named: list[tuple[float, float]] = []
    apart = [abs(high - low) * share for (low, high), share in zip((axes.get_xlim(), axes.get_ylim()), APART, strict=True)]
    for dot in shown:
        spot = dot.longitude, dot.latitude
        filled = "none" if dot.vague else DOT
        size = 18 + 14 * dot.count
        axes.scatter(*spot, s=size, facecolor=filled, edgecolor=EDGE, alpha=0.8, zorder=3)
        if all(abs(spot[0] - x) > apart[0] or abs(spot[1] - y) > apart[1] for x, y in named):
            named.append(spot)
            axes.annotate(dot.name, spot, xytext=(5, 4), textcoords="offset points", fontsize="small")
