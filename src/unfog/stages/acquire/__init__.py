"""The world becomes documents, and repeats among them are found."""
