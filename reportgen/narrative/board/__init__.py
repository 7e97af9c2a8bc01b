"""Words around what the organization itself says in a board report."""
