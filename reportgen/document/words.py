"""The fixed words of a brief: headings, labels and sentences that no data decide."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.languages.current import in_spoken_language, spoken_language
from reportgen.languages.marked import marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language; the names of the fields say where they stand."""

    language: str
    kinds: tuple[tuple[str, str], ...]
    synthetic: str = marked("Synthetic data")
    skip: str = marked("Skip to the text")
    contents: str = marked("Contents")
    abstract: str = marked("Abstract")
    keywords: str = marked("Keywords")
    corresponding: str = marked("Corresponding author")
    at_a_glance: str = marked("At a glance")
    figure: str = marked("Figure")
    table: str = marked("Table")
    figure_data: str = marked("The data of this figure")
    source: str = marked("Source")
    references: str = marked("References")
    abbreviations: str = marked("Abbreviations")
    acknowledgments: str = marked("Acknowledgments")
    conflicts: str = marked("Conflicts of interest")
    funding: str = marked("Funding")
    data_availability: str = marked("Data availability")
    about: str = marked("About this brief")
    edited_by: str = marked("Edited by")
    submitted: str = marked("submitted")
    accepted: str = marked("accepted")
    published: str = marked("published")
    copyright: str = marked("Copyright")
    license: str = marked("License")
    what_changed: str = marked("What changed")
    what_we_follow: str = marked("What we follow")
    what_we_found: str = marked("What we found")
    the_committee: str = marked("The committee")
    what_people_said: str = marked("What people said")
    goals: str = marked("Goals")
    methods: str = marked("How we did it")
    limits: str = marked("What this brief cannot show")
    further: str = marked("Further outcomes")
    milestones: str = marked("Milestones")
    how_to_read: str = marked("How to read an interval")
    same_time: str = marked("At the same time")
    evidence: str = marked("How each number was obtained")
    sensitivity: str = marked("Would another analysis say the same?")
    data_notes: str = marked("Notes on the data")
    results_title: str = marked("What each planned comparison found")
    results_subtitle: str = marked("In the order of the plan")
    results_lead: str = marked("Every comparison that was planned is listed")
    results_note: str = marked(
        "Intervals stand below their estimates. Adjusted: by Holm's method, over all comparisons "
        "of this brief; the verdict rests on the adjusted value."
    )
    comparison: str = marked("Comparison")
    against: str = marked("against")
    earlier: str = marked("Earlier")
    later: str = marked("Later")
    estimate: str = marked("Estimate")
    adjusted: str = marked("adjusted")
    interval: str = marked("CI")
    verdict: str = marked("Verdict")
    of: str = marked("of")
    measure: str = marked("Measure")
    committee_title: str = marked("The committee before and after")
    committee_subtitle: str = marked("Counted on the first day of each structure")
    committee_note: str = marked(
        "People above a member: all who stand above them in the reporting lines, directly or "
        "further up. An en dash marks what a structure does not have."
    )
    kept_back_note: str = marked(
        "{mark} marks what is kept back, so that nothing is told of fewer than {count} people."
    )
    committee_measures: tuple[tuple[str, str], ...] = (
        ("members", marked("Members")),
        ("roles", marked("Roles")),
        ("levels", marked("Levels")),
        ("hierarchy", marked("People above a member, mean")),
        ("span", marked("People reporting directly to a lead, mean")),
        ("trainee_lead_share", marked("Lead positions held by trainees")),
        ("mentoring_two_way_share", marked("Mentoring pairs that run both ways")),
        ("mentoring_upward_share", marked("Mentoring directions that run upward")),
        ("matched_role_share", marked("Roles whose skills their holders report")),
        ("retention_to_end", marked("Members of its first day still there on its last")),
        ("retention", marked("Members of its first day still there at the report date")),
    )
    leads_of_group: str = marked("Lead positions held by the group")
    to: str = marked("to")
    times_sign: str = marked("×")
    decision: str = marked("Decision asked")
    must_know: str = marked("What the board must know")
    goals_at_a_glance: str = marked("Goals at a glance")
    the_period: str = marked("The period beside others")
    risks: str = marked("Risks and notes")
    limits_of_report: str = marked("What this report cannot show")
    now_and_recent: str = marked("Recent months, now")
    chance: str = marked("Chance")
    against_target: str = marked("Against its target")
    status_meanings: tuple[tuple[str, str], ...] = (
        ("met", marked("reached in time")),
        ("met_late", marked("reached after its date")),
        ("on_track", marked("an even chance or better")),
        ("at_risk", marked("less than an even chance")),
        ("not_due", marked("still has time; no forecast")),
        ("missed", marked("not reached by its date")),
        ("not_measured", marked("no number to judge by")),
    )
    monitoring_title: str = marked("The reporting period beside others")
    monitoring_subtitle: str = marked("Averages of months; for running totals, the growth a month")
    monitoring_note: str = marked(
        "Usual range: where a month lies unless something has changed, judged by the months "
        "before the reporting period."
    )
    monitoring_lead: str = marked("Each figure of the period stands beside earlier ones.")
    usual_range: str = marked("Usual range of a month")
    up_to: str = marked("up to")
    variation: str = marked("Variation")
    growth: str = marked("growth")
    average: str = marked("average")
    smart: str = marked("Are the goals SMART?")
    smart_title: str = marked("What each goal says of itself")
    smart_subtitle: str = marked("Specific, measurable, achievable, relevant, time-bound")
    smart_lead: str = marked(
        "A goal can be judged when it names a number, a date, why it can be reached and why it "
        "matters, and who answers for it."
    )
    smart_columns: tuple[str, ...] = (
        marked("Measurable"),
        marked("Achievable"),
        marked("Relevant"),
        marked("Time-bound"),
        marked("Answers for it"),
    )
    lacking: str = marked("lacking")
    goals_title: str = marked("How each goal stands")
    goals_subtitle: str = marked("At the date of this brief")
    goals_note: str = ""
    goal: str = marked("Goal")
    now: str = marked("Now")
    target: str = marked("Target")
    due: str = marked("Due")
    status: str = marked("Status")
    other_analyses: str = marked("Other analyses")
    other_agree: str = marked("Every other analysis that has a vote finds it too")
    other_differ: str = marked("Not every other analysis that has a vote finds it")
    other_none: str = marked("No other analysis that has a vote finds a difference either")
    other_some: str = marked("Some other analyses that have a vote do find a difference")
    sensitivity_title: str = marked("Other reasonable analyses of each comparison")
    sensitivity_subtitle: str = marked(
        "Whether other analyses find the difference that was asked about"
    )
    sensitivity_lead: str = marked(
        "A result that changes with a reasonable choice of method is a weak one. Each comparison "
        "was therefore analysed in other ways as well; those marked as having a vote decide "
        "how strongly it is worded."
    )
    analysis: str = marked("Analysis")
    agrees: str = marked("Finds a difference")
    agrees_yes: str = marked("yes")
    agrees_no: str = marked("no")
    agrees_other: str = marked("the other way")
    no_vote: str = marked("no vote")
    assumptions_heading: str = marked("What the analyses assume")
    evidence_title: str = marked("Every number of this brief and where it comes from")
    evidence_subtitle: str = marked("At the precision of the text; outcomes.json holds all digits")
    evidence_lead: str = marked(
        "Each number of the text was computed from the rows of a file, or from other numbers in "
        "this list. Rows are lines of the file, the header being the first."
    )
    quantity: str = marked("Quantity, and how it was computed")
    value: str = marked("Value")
    made_from: str = marked("From")
    row: str = marked("row")
    rows_among: str = marked("rows {first} to {last}, in part")
    files: str = marked("Files")
    rows: str = marked("rows")
    interval_lead: str = marked(
        "An interval holds the values that fit the data. If everything were repeated many times, "
    )
    interval_rest: str = marked(" of the intervals made this way would hold the true value.")
    plain_language: str = marked("Plain-language summary")
    more_in_brief: str = marked("More in the brief.")


ENGLISH = Words(
    language="en",
    kinds=(("editorial", marked("Editorial")), ("board", marked("Board report"))),
)


def spoken_words() -> Words:
    """Return the fixed words in the language that is now spoken."""
    return replace(in_spoken_language(ENGLISH), language=spoken_language())
