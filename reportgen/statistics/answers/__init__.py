"""Statistics of shares and of answers on a scale."""
