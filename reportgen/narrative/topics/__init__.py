"""Sentences on goals, committee, monitoring and the other topics."""
