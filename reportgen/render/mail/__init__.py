"""The e-mail edition of a brief."""
