"""Design tokens, fonts and brand."""
