"""What a claim says of its event: that it happened, that it did not, or neither."""

from __future__ import annotations

from unfog.model import Claim

SURENESS = ("CT+", "PR+", "PS+", "UU")


def denies(claim: Claim) -> bool:
    """Whether the claim says that the event did not, or will not, happen."""
    return claim.stance == "denies" or claim.factuality.endswith("-")


def open_(claim: Claim) -> bool:
    """Whether the source would not say."""
    return claim.stance == "declines"


def affirms(claim: Claim) -> bool:
    """Whether the claim says that the event happened, happens or is to be expected."""
    return not denies(claim) and not open_(claim) and claim.factuality in SURENESS
