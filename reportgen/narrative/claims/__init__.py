"""What the organization's own texts claim, and on what each claim rests."""
