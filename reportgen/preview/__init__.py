"""A brief in the browser while it is written: a local server that follows every save."""
