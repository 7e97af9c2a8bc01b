"""The evidence ledger, and reading it back from finished files."""
