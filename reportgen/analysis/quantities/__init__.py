"""Results as quantities with ids, units, methods and sources."""
