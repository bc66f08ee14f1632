"""The article in an HTML page: its text, title, date and publisher.

The extractor's empty answer is never trusted: it gives nothing, in silence, where a page is nested too deep. Then the
plain text of all tags is taken, menus and scripts left out.
"""

from __future__ import annotations

import html
import logging
import re
from dataclasses import dataclass, replace

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from unfog.stages.acquire.charset import decode

# A fixed last date, since today's would make the answer depend on the day of the run.
DATES = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d", "max_date": "2100-12-31"}
DECLARED = re.compile(r"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
HEAD = 4096  # bytes within which a page declares its encoding
FEW_WORDS = 25  # so short an answer is doubted where the page holds much more
MUCH_MORE = 4
MOST_TAGS = 10_000  # with as many, nested in each other, a glance takes seconds; pages of newspapers have a third of them
GLANCED = 100  # words; where a glance finds fewer it may have missed the article
TAG = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<[!?/][^<>]*>")
# Names of HTML, not of a language: what holds no article, and what does not end a line.
SKIPPED = frozenset(
    "button footer form head iframe nav noscript script select style svg template textarea".split()  # noqa: SIM905
)
INLINE = frozenset("a abbr b bdi bdo cite code em font i mark q s small span strong sub sup time u".split())  # noqa: SIM905
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its complaints about a page become an issue of ours


@dataclass(frozen=True, slots=True)
class Page:
    """An article's text and what the page says of it."""

    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None


def markup_of(content: bytes, parameters: str = "") -> str:
    """The characters of a page. `parameters` are those of its media type."""
    return decode(content, declared(parameters) or declared(content[:HEAD].decode("latin-1")))


def glance(markup: str) -> str | None:
    """What the article of a page is likely to say, in a twentieth of the time that reading takes; None where that cannot be told.

    It keeps more of what stands around an article and may miss parts of it: good enough to tell what a page is about, no more.
    """
    if markup.count("<") > MOST_TAGS:
        return None
    try:
        text = extract_plain_text(markup, main_content=True, alt_texts=False)
    except Exception:  # noqa: BLE001  then the page is read with care
        return None
    return text if text.count(" ") >= GLANCED else None


def read_page(markup: str) -> Page:
    """The article of a page; its text is empty where the page holds none."""
    page = _extracted(markup)
    words = len(page.text.split())
    if words >= FEW_WORDS:
        return page
    plain = plain_text(markup)
    return replace(page, text=plain) if len(plain.split()) > MUCH_MORE * words else page


def declared(said: str) -> str | None:
    """The encoding that a media type or the beginning of a page names; None where none."""
    found = DECLARED.search(said)
    return found[1] if found else None


def _extracted(markup: str) -> Page:
    try:
        found = trafilatura.bare_extraction(
            markup, with_metadata=True, include_comments=False, date_extraction_params=DATES
        )
    except MemoryError:  # says nothing of the page
        raise
    except Exception:  # noqa: BLE001  a page that its parser trips over is still read as plain text
        return Page("")
    if found is None or isinstance(found, dict):
        return Page("")
    return Page(found.text or "", found.title, found.date, found.sitename, found.url)


def plain_text(markup: str) -> str:
    """The text outside of tags, scripts, menus and forms, a line for each block; in linear time for any nesting."""
    pieces: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while tag := TAG.search(markup, at):
        pieces.append(markup[at : tag.start()])
        at = _after(markup, tag, unclosed)
        pieces.append("" if (tag[2] or "").lower() in INLINE else "\n")
    pieces.append(markup[at:])
    lines = (" ".join(line.split()) for line in html.unescape("".join(pieces)).split("\n"))
    return "\n".join(line for line in lines if line)


def _after(markup: str, tag: re.Match[str], unclosed: set[str]) -> int:
    """Where text goes on after a tag: behind the end of what is skipped with it."""
    name = (tag[2] or "").lower()
    if tag[0] == "<!--":
        name, end = tag[0], markup.find("-->", tag.end()) if "<!--" not in unclosed else -1
        end = end + 3 if end >= 0 else -1
    elif name in SKIPPED and not tag[1] and name not in unclosed:
        closing = re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE).search(markup, tag.end())
        end = closing.end() if closing else -1
    else:
        return tag.end()
    if end < 0:
        unclosed.add(name)  # looked for once: else a page of unclosed tags takes quadratic time
        return tag.end()
    return end
