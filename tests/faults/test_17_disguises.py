"""17. Unseen and look-alike characters: at least 99 % of the claims of the clean twin are found."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hostile import claims_of, taken_in, told

from conftest import SAMPLES

ALIKE = dict(zip("AaBCcEeHIiJKMOoPpSsTXxy", "АаВСсЕеНІіЈКМОоРрЅѕТХху", strict=True))


def between(mark: str):
    """Puts a mark into words."""
    return lambda word, chance: word[: (at := chance.randrange(1, len(word)))] + mark + word[at:]


def alike(word: str, chance: random.Random) -> str:
    """One letter becomes a Cyrillic one that looks the same."""
    places = [at for at, letter in enumerate(word) if letter in ALIKE]
    if not places or all(letter in ALIKE for letter in word):
        return word
    at = chance.choice(places)
    return word[:at] + ALIKE[word[at]] + word[at + 1 :]


def wide(word: str, _chance: random.Random) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in word)


def bold(word: str, _chance: random.Random) -> str:
    """Mathematical letters, which posts use for bold type."""
    return "".join(
        chr(0x1D41A + ord(letter) - 97) if "a" <= letter <= "z" else chr(0x1D400 + ord(letter) - 65) if "A" <= letter <= "Z" else letter for letter in word
    )


DISGUISES = {
    "zero width": between("\u200b"), "joiner": between("\u2060"), "soft hyphen": between("\u00ad"), "mark": between("\ufeff"),
    "tags": between("\U000e0041"), "variation": between("\ufe0f"), "filler": between("\u034f"), "mongolian": between("\u180e"),
    "override": lambda word, _: f"\u202d{word}\u202c", "isolate": lambda word, _: f"\u2066{word}\u2069",
    "Cyrillic": alike, "wide": wide, "bold": bold,
}  # fmt: skip
TEXTS = ("01-northgate-wire-chuhuiv", "03-dnipro-courier-night", "13-steppe-telegraph-evacuation", "14-northgate-wire-sunday")


def disguised(text: str, how, share: float) -> str:
    chance = random.Random(17)
    return " ".join(how(word, chance) if len(word) > 1 and word.isalpha() and chance.random() < share else word for word in text.split(" "))


def text(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")


@cache
def clean(name: str) -> Counter[tuple[object, ...]]:
    documents, _ = taken_in(SAMPLES / f"{name}.txt")
    return Counter(told(claims_of(documents[0])))


@pytest.mark.parametrize("how", DISGUISES.values(), ids=DISGUISES)
def test_a_disguised_article_has_the_claims_of_its_clean_twin(how, tmp_path: Path, full):
    found = wanted = 0
    for name in TEXTS if full else TEXTS[:2]:
        changed = disguised(text(name), how, 0.4)
        assert changed != text(name)
        (tmp_path / f"{name}.txt").write_text(changed, encoding="utf-8")
        documents, _ = taken_in(tmp_path / f"{name}.txt")
        wanted_here = clean(name)
        found += (Counter(told(claims_of(documents[0]))) & wanted_here).total()
        wanted += wanted_here.total()
    assert wanted >= 15
    assert found >= 0.99 * wanted, (found, wanted)
