"""What the reader's heads tell apart, in the order of their outputs; the exported model carries the same lists."""

from __future__ import annotations

TYPES = (
    "none", "air_strike", "drone_strike", "missile_strike", "shelling", "strike", "interception", "explosion", "assault",
    "territory_change", "defence", "deployment", "equipment_loss", "training", "leadership_change", "aid", "talks", "visit",
    "position", "sanction", "casualties", "displacement", "damage", "disruption", "protest",
)  # fmt: skip
ROLES = ("source", "initiator", "recipient", "place", "time", "item", "number")
KEYS = {"src": "source", "who": "initiator", "to": "recipient", "at": "place", "when": "time", "item": "item"}
ATTRIBUTES = {
    "voice": ("article", "unnamed", "named"),
    "stance": ("asserts", "denies", "declines", "estimates", "warns", "promises", "demands"),
    "factuality": ("CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "UU"),
    "phase": ("past", "ongoing", "future"),
    "aid_stage": ("none", "requested", "considered", "pledged", "approved", "delivered", "delayed", "refused"),
    "verification": ("none", "unverified", "disputed"),
    "outcome": ("none", "taken", "retaken", "advanced", "lost", "withdrawn", "shared"),
}
NOTATION = {"stance": "stance", "factuality": "fact", "phase": "phase", "aid_stage": "stage", "verification": "ver", "outcome": "out"}
MARKS = ("cue", "source", "content")  # each as outside, begin, inside
