"""Being here, this file puts `tests/` on the path, so that tests can import what they share (`made_claims`)."""
