"""Suppression of small groups and redaction before publication."""
