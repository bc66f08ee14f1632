"""`python -m evals.briefing STORE [SEED|check]`: what of the sample is still to be read, or the check of all that could be told."""

import sys

from evals.briefing import SEED, checked, to_read
from unfog.picture import open_store

picture, what = open_store(sys.argv[1]), (sys.argv[2:] or [str(SEED)])[0]
print(checked(picture) if what == "check" else "\n".join(to_read(picture, int(what))))
