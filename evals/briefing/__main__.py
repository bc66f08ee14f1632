"""`python -m evals.briefing STORE`: prints what of the sample is still to be read."""

import sys

from evals.briefing import to_read
from unfog.picture import open_store

print("\n".join(to_read(open_store(sys.argv[1]))))
