"""Numbers, dates and periods as text: the only place that rounds."""
