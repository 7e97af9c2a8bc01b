"""The topics of sections, apart from single comparisons and goals."""

TOPICS = ("milestones", "campaigns", "committee", "surveys", "testimonials", "goals")
"""Reserved words for `outcomes:` of a section, in the order of the brief."""
