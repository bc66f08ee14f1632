"""Ukrainian names in Latin letters, by the official table (Cabinet of Ministers, resolution 55 of 2010)."""

from __future__ import annotations

import tomllib
from pathlib import Path

RULES = tomllib.loads((Path(__file__).parent / "tables" / "romanisation.toml").read_text(encoding="utf-8"))
FIRST: dict[str, str] = RULES["first"]
INNER: dict[str, str] = RULES["inner"]


def romanise(name: str) -> str:
    """The official Latin form of a Ukrainian name; letters that the table does not hold are kept."""
    out = []
    for place, letter in enumerate(name):
        low = letter.lower()
        before = name[place - 1].lower() if place else " "
        if low == "г" and before == "з":
            latin = "gh"
        elif before.isalpha() or before in "'’ʼ":
            latin = INNER.get(low, low)
        else:
            latin = FIRST.get(low, INNER.get(low, low))
        out.append(latin.capitalize() if letter.isupper() else latin)
    return "".join(out)
