"""Live preview of a brief in the browser, updated on every save."""
