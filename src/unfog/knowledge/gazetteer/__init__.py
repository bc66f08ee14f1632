"""Places and their names, from `data/gazetteer/`: lookup, folding of spellings, words for kinds of place."""

from unfog.knowledge.gazetteer.lookup import FILE, Bearer, Gazetteer

__all__ = ["FILE", "Bearer", "Gazetteer"]
