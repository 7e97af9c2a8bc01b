"""Redaction of a configuration."""
