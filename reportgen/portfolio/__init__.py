"""The page over all organizations of a batch, and its own ledger."""
