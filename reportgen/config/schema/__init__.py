"""Schemas of the configuration file."""
