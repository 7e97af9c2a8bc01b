"""Outcomes to figures: lean SVG with alternative text, in the colours of the tokens."""
