"""The schema of a configuration."""
