"""Many organizations: isolation, content keys, resuming, and the page over all of them."""
