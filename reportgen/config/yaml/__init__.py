"""A strict YAML 1.2 reader that records positions."""
