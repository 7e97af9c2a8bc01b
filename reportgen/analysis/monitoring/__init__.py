"""Control charts of a reporting period."""
