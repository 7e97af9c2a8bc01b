"""Sentences on comparisons, one module per kind."""
