"""The portfolio: a page about all organizations of a batch, with its own ledger."""
