"""Cells as numbers and dates."""
