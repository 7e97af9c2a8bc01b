"""Outcomes as sentences: the only package that rounds numbers or chooses claim words."""
