"""Titles, captions and alternative texts of figures."""
