"""Starter folders: a working example, or a configuration guessed from an export."""
