"""The reference list."""
