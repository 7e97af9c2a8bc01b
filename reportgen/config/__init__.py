"""YAML text to the frozen model: a strict loader, schemas, and the place of every key."""
