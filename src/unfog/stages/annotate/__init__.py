"""Documents become annotations: sentences, tokens, mentions."""
