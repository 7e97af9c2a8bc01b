"""Sentences, figures, tables and the ledger, put in order as one Brief that templates see."""
