"""Claims of many documents become events."""
