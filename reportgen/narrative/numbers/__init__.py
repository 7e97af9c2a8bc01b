"""Format numbers, dates and periods."""
