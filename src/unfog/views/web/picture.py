"""Answers about many events at once: the map, the timeline, the list, the facets, and the playback of a choice."""

from __future__ import annotations

from dataclasses import dataclass, replace

from unfog.views.catalogue import EventRow
from unfog.views.catalogue.counts import Facets, Playback, Timeline, facets, playback, timeline
from unfog.views.catalogue.mapping import Map, named, placed
from unfog.views.catalogue.words import MOST_HITS, Piece, TooSlowError, Words, parse
from unfog.views.report_build import web_address
from unfog.views.web.answers import ArticleName, EventList, more_of
from unfog.views.web.desk import Desk
from unfog.views.web.query import GRADES, POINTS, SORT, UNIT, ZOOM, Asked, Parameter


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many events match, and the values of each facet, counted without the facet's own choice."""

    matched: int
    facets: Facets


@dataclass(frozen=True, slots=True)
class PicturePage:
    """All parts of the first page for one choice."""

    map: Map
    timeline: Timeline
    facets: FacetCounts
    list: EventList


def events(desk: Desk, asked: Asked) -> EventList:
    """Rows of the events of a choice."""
    chosen = desk.chosen(asked.choice())
    offset, limit = asked.page()
    those = chosen.ordered(asked.one(SORT))[offset : offset + limit]
    return EventList(chosen.columns.size, chosen.count, offset, limit, tuple(desk.rows(those)))


def show_map(desk: Desk, asked: Asked) -> Map:
    """The points of a choice."""
    return _map(desk, asked, POINTS)


def _map(desk: Desk, asked: Asked, limit: Parameter[int]) -> Map:
    return named(placed(desk.chosen(asked.choice()), asked.one(ZOOM), asked.one(limit)), desk.event_id)


def show_timeline(desk: Desk, asked: Asked) -> Timeline:
    """The bins of a choice."""
    return timeline(desk.chosen(asked.choice()), asked.one(UNIT))


def show_facets(desk: Desk, asked: Asked) -> FacetCounts:
    """The linked facets of a choice."""
    chosen = desk.chosen(asked.choice())
    return FacetCounts(chosen.count, facets(chosen))


MOST_ARTICLES = 20
MAP_POINTS = replace(POINTS, name="points")  # `limit` is for the list here


def picture(desk: Desk, asked: Asked) -> PicturePage:
    """Map, timeline, facets and list of one choice."""
    return PicturePage(_map(desk, asked, MAP_POINTS), show_timeline(desk, asked), show_facets(desk, asked), events(desk, asked))


def show_playback(desk: Desk, asked: Asked) -> Playback:
    """The map of a choice, day by day."""
    return playback(desk.chosen(asked.choice()), GRADES)


# --- search -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FoundRow(EventRow):
    """An event in which the words were found, and where."""

    snippet: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleHit(ArticleName):
    """An article in which the words were found: how many events rest on it, and where the words stand."""

    events: int = 0
    snippet: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleHits:
    """Some of the articles."""

    matched: int
    rows: tuple[ArticleHit, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found. `capped` is whether there is more than was counted; `notes` say what of the query was not read."""

    q: str
    matched: int
    capped: bool
    offset: int
    limit: int
    events: tuple[FoundRow, ...]
    articles: ArticleHits
    facets: Facets
    notes: tuple[str, ...]


def search(desk: Desk, asked: Asked) -> SearchPage:
    """Events and articles with some words, the latest first. What takes too long is left out, and said so."""
    choice = asked.choice()
    query = parse(choice.q)
    offset, limit = asked.page()
    notes = list(query.notes)
    if not query.text:
        return SearchPage(choice.q, 0, False, offset, limit, (), ArticleHits(0, ()), {}, tuple(notes))
    chosen = desk.chosen(choice)
    words = Words(desk.store.connection)
    those = chosen.ordered(asked.one(SORT))[offset : offset + limit]
    told = words.snippets("catalogue_words", query, [int(chosen.columns.lines[at]) for at in those])
    hits = tuple(
        more_of(FoundRow, row, snippet=told.get(int(chosen.columns.lines[desk.position(row.id)]), ())) for row in desk.rows(those)
    )
    try:
        articles = _articles(desk, words, asked)
    except TooSlowError as error:
        articles = ArticleHits(0, ())
        notes.append(f"articles: {error}")
    return SearchPage(choice.q, chosen.count, desk.capped(query) or articles.matched >= MOST_HITS["article_words"], offset, limit, hits, articles, facets(chosen), tuple(notes))


def _articles(desk: Desk, words: Words, asked: Asked) -> ArticleHits:
    query = parse(asked.choice().q)
    offset, limit = asked.page()
    found = words.articles(query)[::-1]
    lines = [int(line) for line in found[offset : offset + min(limit, MOST_ARTICLES)]]
    told = words.snippets("article_words", query, lines)
    marks = ", ".join("?" * len(lines))
    text = (
        "SELECT rowid, id, title, publisher, published, published_from, url, (SELECT count(*) FROM catalogue_articles WHERE article = documents.id) "  # noqa: S608
        f"FROM documents WHERE rowid IN ({marks}) AND superseded IS NULL ORDER BY rowid DESC"
    )
    rows = desk.store.connection.execute(text, lines).fetchall()
    hits = (
        ArticleHit(id=row[1], title=row[2], publisher=row[3], published=row[4], published_from=row[5], url=web_address(row[6]), events=row[7],
                   snippet=told.get(row[0], ())) for row in rows
    )  # fmt: skip
    return ArticleHits(len(found), tuple(hits))
