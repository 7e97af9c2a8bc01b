"""Broken, hostile and accidental input, in numbers: `python -m tests.fuzz --help`."""
