"""The fixed words of a brief: headings, labels and sentences that no data decide."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language; the names of the fields say where they stand."""

    language: str
    kinds: tuple[tuple[str, str], ...]
    synthetic: str = "Synthetic data"
    synthetic_note: str = "The data of this brief are synthetic: made up to show how it works."
    skip: str = "Skip to the text"
    contents: str = "Contents"
    abstract: str = "Abstract"
    keywords: str = "Keywords"
    corresponding: str = "Corresponding author"
    at_a_glance: str = "At a glance"
    figure: str = "Figure"
    table: str = "Table"
    figure_data: str = "The data of this figure"
    source: str = "Source"
    references: str = "References"
    abbreviations: str = "Abbreviations"
    acknowledgments: str = "Acknowledgments"
    conflicts: str = "Conflicts of interest"
    funding: str = "Funding"
    data_availability: str = "Data availability"
    about: str = "About this brief"
    edited_by: str = "Edited by"
    submitted: str = "submitted"
    accepted: str = "accepted"
    published: str = "published"
    copyright: str = "Copyright"
    license: str = "License"
    what_changed: str = "What changed"
    what_we_follow: str = "What we follow"
    what_we_found: str = "What we found"
    the_committee: str = "The committee"
    what_people_said: str = "What people said"
    goals: str = "Goals"
    methods: str = "How we did it"
    limits: str = "What this brief cannot show"
    further: str = "Further outcomes"
    milestones: str = "Milestones"
    how_to_read: str = "How to read an interval"
    same_time: str = "At the same time"
    evidence: str = "How each number was obtained"
    sensitivity: str = "Would another analysis say the same?"
    data_notes: str = "Notes on the data"
    before_and_after: str = "before and after"
    changed_on: str = "On"
    record_campaign: str = "the most that one campaign reached"
    members_retained: str = "of the committee's members stayed"
    times: str = " times"
    ci: str = "CI"
    results_title: str = "What each planned comparison found"
    results_subtitle: str = "In the order of the plan; every comparison that was planned is here"
    results_lead: str = "Every comparison that was planned is listed"
    results_note: str = (
        "Intervals stand below their estimates. Adjusted: by Holm's method, over all comparisons "
        "of this brief; the verdict rests on the adjusted value."
    )
    comparison: str = "Comparison"
    against: str = "against"
    earlier: str = "Earlier"
    later: str = "Later"
    estimate: str = "Estimate"
    adjusted: str = "adjusted"
    verdict: str = "Verdict"
    goals_title: str = "How each goal stands"
    goals_subtitle: str = "At the date of this brief"
    goals_note: str = ""
    goal: str = "Goal"
    now: str = "Now"
    target: str = "Target"
    due: str = "Due"
    status: str = "Status"
    other_analyses: str = "Other analyses"
    other_agree: str = "Every other analysis that has a vote says the same"
    other_differ: str = "Not every analysis that has a vote says the same"
    sensitivity_title: str = "Other reasonable analyses of each comparison"
    sensitivity_subtitle: str = "The analysis that was planned is in the results; these test it"
    sensitivity_lead: str = (
        "A result that changes with a reasonable choice of method is a weak one. Each comparison "
        "was therefore analysed in other ways as well; those marked as having a vote decide "
        "how strongly it is worded."
    )
    analysis: str = "Analysis"
    agrees: str = "Says the same"
    agrees_yes: str = "yes"
    agrees_no: str = "no"
    no_vote: str = "no vote"
    assumptions_heading: str = "What the analyses assume"
    evidence_title: str = "Every number of this brief and where it comes from"
    evidence_subtitle: str = "At the precision of the text; outcomes.json holds all digits"
    evidence_lead: str = (
        "Each number of the text was computed from the rows of a file, or from other numbers in "
        "this list. Rows are lines of the file, the header being the first."
    )
    quantity: str = "Quantity, and how it was computed"
    growth_of: str = "growth"
    mean_of: str = "monthly mean"
    value: str = "Value"
    made_from: str = "From"
    column: str = "column"
    row: str = "row"
    rows: str = "rows"
    interval_lead: str = (
        "An interval holds the values that fit the data. If everything were repeated many times, "
    )
    interval_rest: str = " of the intervals made this way would hold the true value."
    plain_language: str = "Plain-language summary"
    more_in_brief: str = "More in the brief."


ENGLISH = Words(
    language="en",
    kinds=(("editorial", "Editorial"), ("board", "Board report")),
)


def words_of(language: str) -> Words:
    """Return the words of a language; English is the only one so far.

    Raises
    ------
    ValueError
        There is no catalogue for the language.
    """
    if language.split("-", maxsplit=1)[0] != ENGLISH.language:
        raise ValueError(f"there are no words for the language {language!r}")
    return ENGLISH
