"""Sentences on each topic: goals, committee, monitoring, surveys, campaigns."""
