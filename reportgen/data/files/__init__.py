"""Read files as tables of text cells."""
