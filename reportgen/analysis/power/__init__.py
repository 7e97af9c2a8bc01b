"""What a comparison could show before its data exist."""
