"""Structure and retention of a committee."""
