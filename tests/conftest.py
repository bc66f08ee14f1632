"""Being here, this file puts `tests/` on the path, so that tests can import what they share (`made_claims`)."""

from hypothesis import settings

# The same examples in every run, and no clock: a busy machine is no fault of the code.
settings.register_profile("unfog", deadline=None, derandomize=True)
settings.load_profile("unfog")
