"""Where it runs: an engine maps rows, groups them and connects components; it knows no stage by name."""
