"""A folder to start from: a working example, or a configuration guessed from an export."""
