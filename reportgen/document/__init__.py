"""Assemble sentences, figures, tables and the ledger into the Brief that templates render."""
