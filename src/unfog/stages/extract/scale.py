"""How certain the event at a word of a text is to its writer or source, on the scale from -3 (did not happen) to 3 (happened)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from unfog.stages.extract.factuality import certainty
from unfog.stages.extract.reading import Reading

# FactBank's values on the scale to which Stanovsky et al. (2017, "Integrating Deep Linguistic Features in Factuality
# Prediction over Unified Datasets") bring the corpora of factuality.
SCORES: Mapping[str, float] = MappingProxyType(
    {"CT+": 3.0, "PR+": 2.0, "PS+": 1.0, "UU": 0.0, "PS-": -1.0, "PR-": -2.0, "CT-": -3.0}
)


def score(reading: Reading, token: int) -> float:
    """The score, from -3 to 3, of the event that the word with an index in the reading's parse names: the trained reader's
    where there is one, else that of the value which the rules give.
    """
    learned = reading.signals.certainty(token) if reading.signals else None
    if learned is not None:
        return max(-3.0, min(3.0, learned))
    within = reading.attributions.of(token)
    sure = certainty(reading.tree, token, within[0] if within else None, reading.certainty)
    return SCORES[sure.factuality]
