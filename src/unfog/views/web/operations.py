"""What can be asked of the application: each operation once, from which routes and the description are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from unfog.views.catalogue.counts import Playback, Timeline
from unfog.views.catalogue.mapping import Map
from unfog.views.web import articles, changes, detail, ledgers, picture, review, sources
from unfog.views.web.answers import EventList
from unfog.views.web.desk import Desk
from unfog.views.web.ledgers import Tables
from unfog.views.web.query import FILTERS, POINTS, ROWS, SORT, UNIT, ZOOM, Asked, Parameter

Handler: TypeAlias = Callable[[Desk, Asked], object]
Parameters: TypeAlias = tuple[Parameter[object], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question about the picture: its path, what it tells, the shape of its answer, the parameters that it heeds."""

    path: str
    about: str
    answer: type
    parameters: Parameters
    handle: Handler


def listed(*parameters: Parameter[str] | Parameter[int] | Parameter[bool] | Parameter[float | None]) -> Parameters:
    """Parameters of any kind."""
    return parameters  # type: ignore[return-value]


CHOSEN = (*FILTERS, *ROWS)


def readings(desk: Desk) -> tuple[Reading, ...]:
    """All questions."""
    tables = Tables(desk)
    parts = listed(ZOOM, picture.MAP_POINTS, UNIT, SORT)
    compared = listed(sources.A, sources.B, sources.LIST)
    verdicts = listed(review.WHO, review.VERDICT, review.STANDING)
    return (
        Reading("/picture", "Map, timeline, facets and list of a choice in one answer.", picture.PicturePage, (*CHOSEN, *parts), picture.picture),
        Reading("/map", "A choice on the map.", Map, (*FILTERS, *listed(ZOOM, POINTS)), picture.show_map),
        Reading("/timeline", "A choice over time.", Timeline, (*FILTERS, *listed(UNIT)), picture.show_timeline),
        Reading("/facets", "The linked facets of a choice.", picture.FacetCounts, FILTERS, picture.show_facets),
        Reading("/events", "The events of a choice as rows.", EventList, (*CHOSEN, *listed(SORT)), picture.events),
        Reading("/playback", "The map of a choice, stretch by stretch of days.", Playback, FILTERS, picture.show_playback),
        Reading("/search", "Events and articles with some words.", picture.SearchPage, (*CHOSEN, *listed(SORT)), picture.search),
        Reading("/event/{id}", "One event with all that it rests on.", detail.EventPage, (), detail.event),
        Reading("/article/{id}", "One article with the claims read in it, and its copies.", articles.ArticlePage, (), articles.article),
        Reading("/ledgers", "The seven ledgers of a choice, with their charts.", ledgers.LedgerCards, FILTERS,
                lambda desk, asked: ledgers.cards(desk, asked, tables)),
        Reading("/ledgers/{name}", "One ledger of a choice.", ledgers.LedgerPage, CHOSEN, lambda desk, asked: ledgers.page(desk, asked, tables)),
        Reading("/sources", "What became of each source's claims, in counts.", sources.SourceList, (*CHOSEN, *listed(sources.BY)), sources.sources),
        Reading("/sources/{id}", "One source.", sources.SourcePage, CHOSEN, sources.source),
        Reading("/compare", "Two sides, outlets or sources over the same days.", sources.ComparePage, (*CHOSEN, *compared), sources.compare),
        Reading("/changes", "What is new, told again or withdrawn since a day.", changes.ChangePage,
                (*CHOSEN, *listed(changes.SINCE, changes.KIND)), changes.changes),
        Reading("/review", "What a person should look at first.", review.ReviewPage, (*CHOSEN, *listed(review.KIND)), review.review),
        Reading("/judgements", "The verdicts that people gave.", review.VerdictList, (*ROWS, *verdicts), review.judgements),
    )  # fmt: skip
