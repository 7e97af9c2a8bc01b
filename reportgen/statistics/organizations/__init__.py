"""Comparison of many organizations: their spread, and which of them lie outside it."""
