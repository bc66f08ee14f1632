"""Places and their names, from `data/gazetteer/`: lookup, folding of spellings, words for kinds of place."""

from unfog.knowledge.gazetteer.lookup import Bearer, Gazetteer

__all__ = ["Bearer", "Gazetteer"]
