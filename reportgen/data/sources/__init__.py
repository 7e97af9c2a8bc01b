"""Exports of platforms, each a declaration of columns, dates and numbers."""
