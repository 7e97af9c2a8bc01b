"""Checks of keys against each other."""
