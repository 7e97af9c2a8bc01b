"""The share pack: posts and pictures."""
