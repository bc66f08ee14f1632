"""`python -m unfog` is the command line."""

from unfog.cli import entry

if __name__ == "__main__":
    entry()
