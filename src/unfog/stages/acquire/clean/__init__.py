"""Captures become documents: the clean text of an article with what is known of its publisher and date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from unfog.config import Config
from unfog.errors import UnreadableError
from unfog.knowledge import Knowledge
from unfog.model import Capture, Document, Issue, make_id
from unfog.stage import PerRow
from unfog.stages.acquire.capture.records import HTML, RECORD
from unfog.stages.acquire.charset import decode
from unfog.stages.acquire.clean.dates import Dated, from_header, from_metadata, from_url
from unfog.stages.acquire.clean.doubts import Doubter, build_doubter
from unfog.stages.acquire.clean.metadata import publisher_name, read_fields, site
from unfog.stages.acquire.clean.page import Page, declared, glance, markup_of, read_page
from unfog.stages.acquire.clean.tidy import tidy
from unfog.stages.acquire.fields import Fields
from unfog.stages.acquire.gate import Gate, build_gate

STAGE = "acquire.clean"
OFF_TOPIC = "nothing in it tells of an armed conflict, so the gate set it aside unread; without --gate all is read"


def build(knowledge: Knowledge, config: Config) -> Callable[[Capture], Iterator[Document | Issue]]:
    """A function from a capture to its document, or to the issue that says why there is none.

    Metadata that cannot be read costs the metadata only: the document comes with an issue beside it.
    """
    doubter = build_doubter(knowledge, config.languages[0])
    gate = build_gate(knowledge, config.languages) if config.gate else None

    def clean(capture: Capture) -> Iterator[Document | Issue]:
        try:
            yield _document(capture, config, (gate, doubter))
        except UnreadableError as error:
            yield _issue(capture, error)
            return
        try:
            read_fields(capture.sidecar)
        except UnreadableError as error:
            yield _issue(capture, error)

    return clean


CLEAN = PerRow(name=STAGE, reads=Capture, writes=Document, build=build, knows=("lexicon", "register"))


def _issue(capture: Capture, error: UnreadableError) -> Issue:
    return Issue.of(STAGE, capture.origin, capture.id, error.code, str(error))


def _document(capture: Capture, config: Config, by: tuple[Gate | None, Doubter]) -> Document:
    gate, doubter = by
    fields, page, header = _read(capture, gate)
    text = tidy(page.text)
    if not any(each.isalnum() for each in text):
        raise UnreadableError("empty", "no text is left when markup and white space are taken away")
    if len(text) > config.max_text_chars:
        limit = f"{config.max_text_chars:,} characters; split it, or raise max_text_chars"
        raise UnreadableError("too_long", f"its text is longer than {limit}; split it into smaller ones")
    if gate and not gate(f"{fields.title or page.title or ''} {text}"):
        raise UnreadableError("off_topic", OFF_TOPIC)
    document, dates = _assemble(capture, fields, page, header, text)
    return replace(document, doubts=doubter(text, dates))


def _read(capture: Capture, gate: Gate | None) -> tuple[Fields, Page, Dated | None]:
    """What stands beside the text, what stands in it, and the date at its very start. A page is first glanced at."""
    if capture.media_type == RECORD:
        fields = read_fields(capture.content)
        return fields, Page(fields.text or ""), None
    fields = _sidecar(capture)
    kind, _, parameters = capture.media_type.partition(";")
    if kind == HTML:
        markup = markup_of(capture.content, parameters)
        glanced = glance(markup) if gate else None
        if gate and glanced and not gate(glanced):
            raise UnreadableError("off_topic", OFF_TOPIC)
        return fields, read_page(markup), None
    header, text = from_header(decode(capture.content, declared(parameters)))
    return fields, Page(text), header


def _sidecar(capture: Capture) -> Fields:
    try:
        return read_fields(capture.sidecar)
    except UnreadableError:
        return Fields()


def _assemble(capture: Capture, fields: Fields, page: Page, header: Dated | None, text: str) -> tuple[Document, list[Dated]]:
    """The document, and all its dates, the most trusted first."""
    url = fields.url or page.url
    given = (from_metadata(fields.date, "metadata"), from_metadata(page.date, "html"), from_url(url), header)
    dates = [each for each in given if each]
    dated = dates[0] if dates else None
    publisher = publisher_name(fields.source) or site(url) or publisher_name(page.publisher)
    name = _name(capture, fields)
    title = tidy(fields.title or page.title or "") or None
    published = (dated.published, dated.precision, dated.known_from) if dated else (None, None, None)
    document = Document(
        id=make_id("document", publisher, *published, url, title, name, text),
        capture_id=capture.id,
        name=name,
        publisher=publisher,
        published=published[0],
        published_precision=published[1],
        published_from=published[2],
        url=url,
        title=title,
        text=text,
    )
    return document, dates


def _name(capture: Capture, fields: Fields) -> str:
    """The record's own id, else the file's stem, with the record's number where there are many."""
    if capture.media_type != RECORD:
        return _stem(capture.origin)
    if fields.id:
        return fields.id
    origin, _, number = capture.origin.rpartition("#")
    return f"{_stem(origin)}-{number}"


def _stem(origin: str) -> str:
    if origin == "-":
        return "stdin"
    name = PurePosixPath(origin).name.removesuffix(".gz")
    return PurePosixPath(name).stem
