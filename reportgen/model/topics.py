"""The topics besides comparisons and goals that a section of a brief may be about."""

TOPICS = ("milestones", "campaigns", "committee", "surveys", "testimonials", "goals")
"""Words for a section's `outcomes:`, in the order in which a brief treats them."""
