"""Readers of finished files, one per format."""
