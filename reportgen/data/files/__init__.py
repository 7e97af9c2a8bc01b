"""Files as tables of text cells."""
