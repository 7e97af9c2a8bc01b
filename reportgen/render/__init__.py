"""A Brief becomes files: HTML by Jinja2, PDF by WeasyPrint."""
