"""Comparisons of periods: estimates, assumptions, sensitivity analyses and verdicts."""
