"""What happens: the stages, whose alphabetical order is the order of work."""
