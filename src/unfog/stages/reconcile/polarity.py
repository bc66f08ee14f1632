"""What a claim says of its event: that it happened, that it did not, or neither."""

from __future__ import annotations

from unfog.model import Claim


def negative(claim: Claim) -> bool:
    """Whether the claim says that the event did not, or will not, happen."""
    return claim.stance == "denies" or claim.factuality.endswith("-")


def silent(claim: Claim) -> bool:
    """Whether the source leaves it open: it would not comment, or nothing can be told from its words."""
    return claim.stance == "declines" or (claim.factuality == "UU" and claim.stance in {"asserts", "declines"})


def affirms(claim: Claim) -> bool:
    """Whether the claim says that the event happened, happens or is to be expected."""
    return not negative(claim) and not silent(claim)
