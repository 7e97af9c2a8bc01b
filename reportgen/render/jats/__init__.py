"""JATS articles."""
