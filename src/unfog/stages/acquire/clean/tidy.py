"""Takes out of a text what no reader sees, and undoes letters that only look like what they are read as.

Nothing else is changed: quotes must be found in the text as a reader sees it. Each letter that is undone stays one letter.
"""

from __future__ import annotations

import re
import unicodedata

# C0 controls that are no white space, soft hyphen, zero-width characters and joiners, bidirectional controls, fillers, the
# byte-order mark, variation selectors, interlinear marks, tags, and lone surrogates, which no file can hold.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
# Wide forms and the letters of mathematics, which posts use for bold and slanted type; their plain forms are Unicode's own.
STYLED = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]")
# Cyrillic and Greek letters and the Latin ones that look the same (after Unicode's confusables.txt).
ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХҮаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιυν",
    "ABESIJKMHOPCTXYaesijopcyxhdqwABEZHIKMNOPTYXoiuv",
)
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile("[A-Za-z]")


def tidy(text: str) -> str:
    r"""The text without unseen characters, with `\n` as its only line end, and without white space at its ends.

    In a word that has Latin letters, others that look like Latin ones become these, if it is then all Latin.
    """
    text = without_unseen(text)
    return text if text.isascii() else WORD.sub(_one_script, STYLED.sub(_plain, text))


def without_unseen(text: str) -> str:
    """The text without unseen characters alone: of a name or an address that only looks like another nothing is undone."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _plain(letter: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", letter[0])
    return plain if len(plain) == 1 else letter[0]


def _one_script(word: re.Match[str]) -> str:
    written = word[0]
    if written.isascii() or not LATIN.search(written):
        return written
    latin = written.translate(ALIKE)
    return latin if latin.isascii() else written
