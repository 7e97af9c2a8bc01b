"""Design tokens, fonts and brands."""
