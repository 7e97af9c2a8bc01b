"""Output formats: each renders one Brief to files."""
