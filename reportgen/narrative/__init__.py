"""Outcomes to sentences: the only room that rounds a number or chooses a claim word."""
