"""Statistical analysis: from configuration and series to outcomes.

All functions are pure: they take numbers or frozen types of the model, and read no file, clock
or random source. Estimates are returned with their intervals and are never rounded.
"""
