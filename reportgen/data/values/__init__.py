"""Parse text cells to numbers and dates."""
