"""How many: finds the numbers of a text that count something, and gives each the measure that it has in a claim."""

from __future__ import annotations

from unfog.stages.extract.figures.amounts import Amount, Numbers, NumberTerm
from unfog.stages.extract.figures.governing import implied_ones
from unfog.stages.extract.figures.listed import Item, find_lists, list_figures
from unfog.stages.extract.figures.measures import (
    LIST_GAP,
    LISTED,
    Clause,
    FigureRules,
    MeasureRule,
    figures_of,
    measure_of,
)
from unfog.stages.extract.figures.quantities import Quantity, find_quantities

__all__ = [
    "LISTED",
    "LIST_GAP",
    "Amount",
    "Clause",
    "FigureRules",
    "Item",
    "MeasureRule",
    "NumberTerm",
    "Numbers",
    "Quantity",
    "figures_of",
    "find_lists",
    "find_quantities",
    "implied_ones",
    "list_figures",
    "measure_of",
]
