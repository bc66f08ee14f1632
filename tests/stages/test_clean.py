"""A capture becomes a document: characters, text, title, publisher and date, each from the best that there is."""

from __future__ import annotations

import json

import pytest

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Capture, Document, Issue
from unfog.stages.acquire.capture import RECORD
from unfog.stages.acquire.charset import decode
from unfog.stages.acquire.clean import CLEAN
from unfog.stages.acquire.clean.dates import from_header, from_metadata, from_url
from unfog.stages.acquire.clean.metadata import publisher_name
from unfog.stages.acquire.clean.page import markup_of, plain_text, read_page
from unfog.stages.acquire.clean.tidy import tidy

ARTICLE = "".join(
    f"<p>In the {part} of the town a shell hit a bakery, and its owner said that nobody was hurt at that hour.</p>"
    for part in ("north", "south", "east", "west")
)
PAGE = f"""<html><head><title>Bakery hit - Valley Herald</title>
<meta property="og:site_name" content="Valley Herald">
<meta property="article:published_time" content="2023-05-02T06:30:00+03:00">
<link rel="canonical" href="https://www.valley.example/news/bakery">
</head><body><nav><a href="/">Home page</a></nav><article><h1>Bakery hit</h1>{ARTICLE}</article>
<script>var hidden = "never";</script></body></html>"""


def cleaned(
    content: bytes | str,
    media_type: str = "text/plain",
    origin: str = "news/a.txt",
    sidecar: dict[str, object] | None = None,
) -> Document:
    (document,) = clean_rows(content, media_type, origin, json.dumps(sidecar).encode() if sidecar else None)
    assert isinstance(document, Document)
    return document


def clean_rows(
    content: bytes | str, media_type: str = "text/plain", origin: str = "a.txt", sidecar: bytes | None = None
) -> list[Document | Issue]:
    raw = content.encode() if isinstance(content, str) else content
    capture = Capture(id="c", origin=origin, media_type=media_type, content=raw, sidecar=sidecar)
    return list(CLEAN.build(Knowledge(), Config(max_text_chars=5_000, gate=False))(capture))


def test_a_plain_text_keeps_its_words_and_takes_its_name_from_the_file() -> None:
    document = cleaned("\r\n  First line.\r\n\r\nSecond  line. \n", origin="news/07 May.final.txt.gz")
    assert (document.text, document.name) == ("First line.\n\nSecond  line.", "07 May.final")
    assert (document.title, document.publisher, document.published, document.url) == (None, None, None, None)


def test_a_header_date_is_taken_out_of_the_text_and_is_only_a_claim() -> None:
    document = cleaned(" date 2023-11-08 Shells fell on the town. The date 2023-11-09 stays.")
    assert document.text == "Shells fell on the town. The date 2023-11-09 stays."
    assert (document.published, document.published_precision, document.published_from) == (
        "2023-11-08",
        "day",
        "header",
    )


def test_a_header_date_that_no_calendar_has_is_no_date() -> None:
    document = cleaned(" date 2023-02-30 Shells fell.")
    assert (document.text, document.published, document.published_from) == ("Shells fell.", None, None)


@pytest.mark.parametrize(
    "text", ["date palms burned", "The date 2023-11-08 came", "date 2023-11-08th of it", "update 2023-11-08 x"]
)
def test_what_only_looks_like_a_header_stays(text: str) -> None:
    assert from_header(text) == (None, text)


def test_metadata_beside_the_file_wins() -> None:
    sidecar = {
        "title": "Shells",
        "source": "www.one.example",
        "date": "2023-05-01",
        "url": "https://two.example/2022/01/02/x",
    }
    document = cleaned(" date 2023-11-08 Shells fell.", sidecar=sidecar)
    assert (document.title, document.publisher, document.url) == ("Shells", "one.example", sidecar["url"])
    assert (document.published, document.published_from) == ("2023-05-01", "metadata")


def test_the_url_dates_and_names_what_nothing_better_does() -> None:
    document = cleaned(
        " date 2023-11-08 Shells fell.", sidecar={"url": "https://www.two.example/2022/1/2/x", "date": "soon"}
    )
    assert (document.publisher, document.published, document.published_from) == ("two.example", "2022-01-02", "url")


def test_a_page_gives_text_title_date_and_publisher() -> None:
    document = cleaned(PAGE, "text/html", "a.html")
    assert "shell hit a bakery" in document.text
    assert "Home page" not in document.text
    assert "never" not in document.text
    assert (document.title, document.publisher) == ("Bakery hit", "valley.example")
    assert (document.published, document.published_from) == ("2023-05-02", "html")


def test_a_page_nested_too_deep_for_the_extractor_is_read_as_plain_text() -> None:
    deep = "<html><body>" + "<div>" * 100_000 + "Shells fell on the town. " * 20 + "</div>" * 100_000
    assert cleaned(deep, "text/html", "a.html").text.startswith("Shells fell on the town.")


def test_broken_markup_still_gives_its_text() -> None:
    broken = "<html><p>Shells fell on <b>the town<p>and nobody <i was hurt</b></p><<div>at that hour"
    text = cleaned(broken, "text/html", "a.html").text
    assert "Shells fell on" in text
    assert "at that hour" in text


def test_the_plain_pass_leaves_scripts_menus_and_comments_and_keeps_inline_words_whole() -> None:
    markup = "<nav>Menu</nav><p>K<b>yi</b>v &amp; Lviv<!-- no --><script>if (a < b) {}</script><p>End<style>x</style>"
    assert plain_text(markup) == "Kyiv & Lviv\nEnd"


def test_a_page_in_a_declared_encoding_is_read_in_it() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Обстріл порту</p></body></html>'
    assert "Обстріл порту" in read_page(markup_of(page.encode("windows-1251"))).text


def test_a_record_gives_its_fields_and_an_id_or_a_number_as_its_name() -> None:
    fields = {
        "id": "r9",
        "text": "Shells fell.",
        "title": "Shells",
        "source": "https://www.one.example/feed",
        "date": "2023-05-01T01:00:00+03:00",
    }
    document = cleaned(json.dumps(fields), RECORD, "news/all.jsonl#3")
    assert (document.name, document.title, document.publisher) == ("r9", "Shells", "one.example")
    assert (document.published, document.published_precision) == ("2023-04-30T22:00:00Z", "time")
    assert cleaned(json.dumps({"text": "Shells fell."}), RECORD, "news/all.jsonl.gz#3").name == "all-3"


def test_the_same_article_from_two_places_is_one_document() -> None:
    one, other = cleaned("Shells fell.", origin="here/a.txt"), cleaned("Shells fell.", origin="there/a.txt")
    assert one.id == other.id
    assert one.id != cleaned("Shells fell!", origin="here/a.txt").id


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Kyiv’s mayor — a café owner"),
        ("utf-8-sig", "Kyiv’s mayor"),
        ("utf-16", "Київ’s mayor said that the port was hit"),
        ("utf-16-le", "The port was hit, the mayor’s office said"),
        ("utf-16-be", "The port was hit, the mayor’s office said"),
        ("utf-32", "The port was hit"),
        ("windows-1252", "The mayor’s office said the café was hit before dawn"),
        ("windows-1251", "Вночі російські війська обстріляли порт, повідомила міська рада. Загинула одна людина, троє поранені."),
    ],
)  # fmt: skip
def test_every_common_encoding_is_read(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    assert decode("Київ і Львів, Одеса".encode() + b"\xd0" + " і Суми".encode()) == "Київ і Львів, Одеса\ufffd і Суми"


@pytest.mark.parametrize(
    ("value", "published"),
    [
        ("2022-09-19", "2022-09-19"),
        ("2022-09-19 10:00:00", "2022-09-19"),
        ("2022-09-19T23:30:00-02:00", "2022-09-20T01:30:00Z"),
        ("Mon, 19 Sep 2022 10:00:00 GMT", "2022-09-19T10:00:00Z"),
        ("19 September 2022", "2022-09-19"),
        ("September 19, 2022", "2022-09-19"),
        ("20220919", "2022-09-19"),
        ("2022-02-30", None),
        ("0022-09-19", None),
        ("09/10/2022", None),
        ("2022", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_or_left(value: str, published: str | None) -> None:
    dated = from_metadata(value, "metadata")
    assert (dated.published if dated else None) == published


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("https://a.example/2022/09/19/x", "2022-09-19"),
        ("https://a.example/x-2022-09-19.html", "2022-09-19"),
        ("https://a.example/20220919-x", "2022-09-19"),
        ("https://a.example/2022/13/45/x", None),
        ("https://a.example/story-90143457", None),
        (None, None),
    ],
)
def test_dates_in_urls(url: str | None, published: str | None) -> None:
    dated = from_url(url)
    assert (dated.published if dated else None) == published


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("www.one.example", "one.example"),
        ("Valley Herald", "Valley Herald"),
        ("http://[broken", None),
        (" ", None),
        (None, None),
    ],
)
def test_publishers(source: str | None, name: str | None) -> None:
    assert publisher_name(source) == name


def test_unseen_characters_go_and_nothing_else() -> None:
    assert tidy("\ufeffKy\u00adiv\u200b \u202ewas\u2069 hit\0.\r\n\tSo  be it. ") == "Kyiv was hit.\n\tSo  be it."


def test_a_text_above_the_limit_is_set_aside() -> None:
    (issue,) = clean_rows("long " * 2_000)
    assert isinstance(issue, Issue)
    assert (issue.code, issue.subject) == ("too_long", "c")
