"""unfog lifts the fog of war from the news: claims, events and grades that lead back to their sentences.

`unfog.read("articles/")` reads files into a picture · `unfog.open("unfog.db")` opens a store made by `unfog run` ·
`unfog.claims("Officials said …")` gives the claims of one text.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unfog.picture import Picture, claims, read
    from unfog.picture import open_store as open  # noqa: A004  the name a user expects: unfog.open(store)

__all__ = ["Picture", "claims", "open", "read"]


def __getattr__(name: str) -> object:
    """The public names, loaded when first asked for: a command that needs no engine should start at once."""
    if name not in __all__:
        raise AttributeError(f"module 'unfog' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module("unfog.picture"), "open_store" if name == "open" else name)
