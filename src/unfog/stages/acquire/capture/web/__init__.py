"""The web: one URL is fetched within bounds, from public addresses alone, and as a site's rules for robots allow."""

from unfog.stages.acquire.capture.web.fetch import Bounds, Fetched, fetch
from unfog.stages.acquire.capture.web.visitor import Visitor

__all__ = ["Bounds", "Fetched", "Visitor", "fetch"]
