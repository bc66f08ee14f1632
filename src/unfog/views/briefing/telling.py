"""What of an article may be told in its own words: sentences that stand by themselves, are news, and are of their ledger's matter.

A made sentence can misread who did what to whom; a sentence of the article, whole and under the name of who printed it, cannot.
It can still mislead: where it leans on what stood before it, is long past, or is another's word told as the article's own.
"""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from unfog.knowledge.lexicon import Rule, load_rules
from unfog.model import Claim, Document, Evidence
from unfog.views.sentences import days
from unfog.views.sentences.polarity import affirms
from unfog.views.sentences.wording import folder, sentences

FEWEST, MOST = 6, 42  # words: shorter ones lean on others, longer ones are not read
NEWS = timedelta(days=7)  # what was over earlier than this before it was printed is background
WHOLE = re.compile(r"[“\"'‘]?[A-Z0-9$€£].*[.!?][”\"'’]?", re.DOTALL)
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)[‘'][^’']*[’'](?!\w)")
DOUBLE = re.compile(r"[“”\"]")
LOOSE = re.compile(r"(?<![\w])[‘'](?=\w)|[.,!?][’']")  # a quotation mark without its other
NAME = re.compile(r"[A-Z][\w’'-]+")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MONTHS = month_name[1:]
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
MONTHS_OF_A_YEAR, TO_COME = 12, 3
SUPPOSING = frozenset({"aid", "diplomacy", "outlook"})  # ledgers in which what may be is news
MATTERS = ("strikes", "ground", "forces", "humanitarian", "aid")  # of which a sentence names one first
ACTOR, PRESS = "actor", "publisher"
UNNAMED = "unnamed"
DENIES, SURE = "denies", "CT+"
UNKNOWN = "unknown"
DIPLOMACY, AID, GROUND, STRIKES = "diplomacy", "aid", "ground", "strikes"


@dataclass(frozen=True, kw_only=True)
class TellingRule(Rule):
    """A rule of `telling.toml`: what a match of it means for a sentence that is to stand alone."""

    use: str


@cache
def _rules(use: str) -> tuple[TellingRule, ...]:
    return tuple(rule for rule in load_rules(folder() / "telling.toml", TellingRule) if rule.use == use)


def _first(use: str, text: str) -> int | None:
    """Where the first match of the rules of a use begins; None where there is none."""
    found = [match.start() for rule in _rules(use) if (match := rule.regex.search(text))]
    return min(found, default=None)


def _hits(use: str, text: str) -> bool:
    return _first(use, text) is not None


def tells(row: Evidence, ledger: str, document: Document | None) -> bool:
    """Whether the sentence of a claim tells by itself that something of a ledger's matter happened, or may."""
    return affirms(row.claim) and _stands(row, document) and _is_of_matter(row, ledger)


def answers(row: Evidence, document: Document | None) -> bool:
    """Whether the sentence of a claim is by itself somebody's denial."""
    return row.claim.stance == DENIES and _stands(row, document) and _hits("denied", _own(row.claim.quote))


def proves(row: Evidence) -> bool:
    """Whether the sentence of a claim that confirms an event says that its speaker tells so, rather than blames another."""
    own = _own(row.claim.quote)
    return _hits("saying", own) and not _hits("blaming", own)


def asserts(row: Evidence, document: Document | None) -> bool:
    """Whether the sentence of a claim, which another answers, says by itself what is denied."""
    return affirms(row.claim) and _stands(row, document) and not _hits("denied", _own(row.claim.quote))


def _stands(row: Evidence, document: Document | None) -> bool:
    """Whether it may stand alone under its publisher's name: whole, clear, its speaker's own, and news."""
    if document is None or _names_victims(row):
        return False
    return _is_whole(row.claim, document) and _is_clear(row) and _is_its_speaker_s(row) and _is_news(row)


def _own(quote: str) -> str:
    """The sentence without the words that it quotes."""
    return QUOTED.sub(" ", quote)



def _is_whole(claim: Claim, document: Document) -> bool:
    """Whether it is one whole sentence of a readable length, with its quotation marks in pairs."""
    quote = claim.quote.strip()
    before = document.text[: claim.start].rstrip()[-1:]
    return (
        FEWEST <= len(quote.split()) <= MOST
        and WHOLE.fullmatch(quote) is not None
        and before in {"", ".", "!", "?", "”", '"', "’", "'", ":"}
        and quote.count("“") == quote.count("”")
        and quote.count('"') % 2 == 0
        and not LOOSE.search(DOUBLE.sub("'", QUOTED.sub("", quote)))
    )


def _is_clear(row: Evidence) -> bool:
    """Whether it can be understood without what stood before it: no word leans on that, and pronouns follow a name.

    "We" and "our" are clear where a body prints its own word.
    """
    claim, quote = row.claim, row.claim.quote
    own_word = row.publisher is not None and row.publisher.kind != PRESS
    if _hits("leaning", quote) or _hits("aside", quote) or (not own_word and _hits("self", _own(quote))):
        return False
    pronoun = _first("person", quote)
    if pronoun is None:
        return True
    named = any(mention.kind == ACTOR and 0 <= mention.start - claim.start < pronoun for mention in claim.mentions)
    return named or bool(NAME.findall(quote[:pronoun].partition(" ")[2]))


def _names_victims(row: Evidence) -> bool:
    """Whether it holds the name of somebody who may be a victim."""
    victims = sentences().victims
    if row.claim.event_type not in victims.types:
        return False
    private = [each.name for each in row.recipients if each.kind in victims.private_kinds]
    return any(NAME.match(name) and name in row.claim.quote for name in private)


def _is_its_speaker_s(row: Evidence) -> bool:
    """Whether the sentence itself says whose word it is, and the claim is that one's: no speech that goes on, no misread speaker."""
    claim = row.claim
    own = _own(claim.quote)
    if claim.source is None:
        return not DOUBLE.search(claim.quote) and not _hits("saying", own)
    if not _hits("saying", own):
        return False
    if claim.source == UNNAMED:
        return True
    known = row.vouched_by is not None and row.vouched_by.kind != UNKNOWN
    return known and any(name in claim.quote for name in NAME.findall(claim.source))


def _is_news(row: Evidence) -> bool:
    """Whether it was no longer ago than a week when it was printed, as far as the sentence tells."""
    quote = row.claim.quote
    if _hits("background", quote):
        return False
    if row.published is None:
        return True
    printed = days.read_time(row.published)
    if any(int(year) < printed.year for year in YEAR.findall(quote)) or any(_is_past(month, printed) for month in MONTH.findall(quote)):
        return False
    return row.interval is None or days.read_time(row.interval.end) >= printed - NEWS


def _is_past(month: str, printed: datetime) -> bool:
    """Whether a month, named without a year, was over a week before the day of print; one of the next three is to come."""
    back = ((printed - NEWS).month - MONTHS.index(month) - 1) % MONTHS_OF_A_YEAR
    return 0 < back < MONTHS_OF_A_YEAR - TO_COME


def _is_public(row: Evidence) -> bool:
    """Whether who speaks, meets or visits is somebody whom the register knows."""
    return any(each.kind != UNKNOWN for each in row.initiators)


def _is_help(row: Evidence) -> bool:
    """Whether it goes from one country to another, by who gives and takes or by words of help."""
    givers, takers = ({each.country for each in actors if each.country} for actors in (row.initiators, row.recipients))
    return _hits("gift", row.claim.quote) or bool(givers and takers and not givers & takers)


def _is_of_matter(row: Evidence, ledger: str) -> bool:
    """Whether it names a ledger's matter, before that of others, and tells of what happened where the ledger is of that."""
    claim = row.claim
    own = _own(claim.quote)
    place = _first(ledger, own)
    if place is None or (ledger == DIPLOMACY and not _is_public(row)) or (ledger == AID and not _is_help(row)):
        return False
    if ledger == GROUND and _hits(STRIKES, own):
        return False
    if ledger in MATTERS and any((other := _first(name, own)) is not None and other < place for name in MATTERS):
        return False
    if ledger in SUPPOSING:
        return claim.source is not None or not _hits("imagined", own)
    return claim.factuality == SURE and not _hits("supposed", own) and not _hits("denied", own)
