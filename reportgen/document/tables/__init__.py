"""Tables of a brief."""
