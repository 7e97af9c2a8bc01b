"""Quantities of all results, with ids, units, methods and sources."""
