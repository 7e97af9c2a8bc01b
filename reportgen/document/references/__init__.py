"""Bibliographies and reference lists."""
