"""A finished brief against its ledger and its data: verify, explain, diff."""
