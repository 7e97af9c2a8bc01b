"""The fixed words of a brief: headings, labels and sentences that no data decide."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language; the names of the fields say where they stand."""

    language: str
    kinds: tuple[tuple[str, str], ...]
    synthetic: str = "Synthetic data"
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
    results_title: str = "What each planned comparison found"
    results_subtitle: str = "In the order of the plan"
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
    of: str = "of"
    measure: str = "Measure"
    committee_title: str = "The committee before and after"
    committee_subtitle: str = "Counted on the first day of each structure"
    committee_note: str = (
        "People above a member: all who stand above them in the reporting lines, directly or "
        "further up. An en dash marks what a structure does not have."
    )
    committee_measures: tuple[tuple[str, str], ...] = (
        ("members", "Members"),
        ("roles", "Roles"),
        ("levels", "Levels"),
        ("hierarchy", "People above a member, mean"),
        ("span", "People reporting directly to a lead, mean"),
        ("trainee_lead_share", "Lead positions held by trainees"),
        ("mentoring_two_way_share", "Mentoring pairs that run both ways"),
        ("mentoring_upward_share", "Mentoring directions that run upward"),
        ("matched_role_share", "Roles whose skills their holders report"),
        ("retention_to_end", "Members of its first day still there on its last"),
        ("retention", "Members of its first day still there at the report date"),
    )
    leads_of_group: str = "Lead positions held by the group"
    to: str = "to"
    times_sign: str = "×"
    decision: str = "Decision asked"
    must_know: str = "What the board must know"
    goals_at_a_glance: str = "Goals at a glance"
    the_period: str = "The period beside others"
    risks: str = "Risks and notes"
    limits_of_report: str = "What this report cannot show"
    now_and_recent: str = "Recent months, now"
    chance: str = "Chance"
    against_target: str = "Against its target"
    status_meanings: tuple[tuple[str, str], ...] = (
        ("met", "reached in time"),
        ("met_late", "reached after its date"),
        ("on_track", "an even chance or better"),
        ("at_risk", "less than an even chance"),
        ("not_due", "still has time; no forecast"),
        ("missed", "not reached by its date"),
        ("not_measured", "no number to judge by"),
    )
    monitoring_title: str = "The reporting period beside others"
    monitoring_subtitle: str = "Averages of months; for running totals, the growth a month"
    monitoring_note: str = (
        "Usual range: where a month lies unless something has changed, judged by the months "
        "before the reporting period."
    )
    monitoring_lead: str = "Each figure of the period stands beside earlier ones."
    usual_range: str = "Usual range of a month"
    up_to: str = "up to"
    variation: str = "Variation"
    growth: str = "growth"
    average: str = "average"
    smart: str = "Are the goals SMART?"
    smart_title: str = "What each goal says of itself"
    smart_subtitle: str = "Specific, measurable, achievable, relevant, time-bound"
    smart_lead: str = (
        "A goal can be judged when it names a number, a date, why it can be reached and why it "
        "matters, and who answers for it."
    )
    smart_columns: tuple[str, ...] = (
        "Measurable",
        "Achievable",
        "Relevant",
        "Time-bound",
        "Answers for it",
    )
    lacking: str = "lacking"
    goals_title: str = "How each goal stands"
    goals_subtitle: str = "At the date of this brief"
    goals_note: str = ""
    goal: str = "Goal"
    now: str = "Now"
    target: str = "Target"
    due: str = "Due"
    status: str = "Status"
    other_analyses: str = "Other analyses"
    other_agree: str = "Every other analysis that has a vote finds it too"
    other_differ: str = "Not every other analysis that has a vote finds it"
    other_none: str = "No other analysis that has a vote finds a difference either"
    other_some: str = "Some other analyses that have a vote do find a difference"
    sensitivity_title: str = "Other reasonable analyses of each comparison"
    sensitivity_subtitle: str = "Whether other analyses find the difference that was asked about"
    sensitivity_lead: str = (
        "A result that changes with a reasonable choice of method is a weak one. Each comparison "
        "was therefore analysed in other ways as well; those marked as having a vote decide "
        "how strongly it is worded."
    )
    analysis: str = "Analysis"
    agrees: str = "Finds a difference"
    agrees_yes: str = "yes"
    agrees_no: str = "no"
    agrees_other: str = "the other way"
    no_vote: str = "no vote"
    assumptions_heading: str = "What the analyses assume"
    evidence_title: str = "Every number of this brief and where it comes from"
    evidence_subtitle: str = "At the precision of the text; outcomes.json holds all digits"
    evidence_lead: str = (
        "Each number of the text was computed from the rows of a file, or from other numbers in "
        "this list. Rows are lines of the file, the header being the first."
    )
    quantity: str = "Quantity, and how it was computed"
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
