"""Text fields of the configuration."""
