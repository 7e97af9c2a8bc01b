"""Checks across keys."""
