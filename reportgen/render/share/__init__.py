"""Share pack for social media: posts and images."""
