"""Sandboxed Jinja2 templates."""
