"""Fuzzing of all readers: `python -m tests.fuzz --help`."""
