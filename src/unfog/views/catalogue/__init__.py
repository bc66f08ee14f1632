"""The catalogue: one narrow row per event, made from the store and kept in step with it, by which events are found and counted."""

from unfog.views.catalogue.choice import Choice, Chosen
from unfog.views.catalogue.columns import Columns
from unfog.views.catalogue.entries import EventRow
from unfog.views.catalogue.upkeep import keep_up, refresh

__all__ = ["Choice", "Chosen", "Columns", "EventRow", "keep_up", "refresh"]
