"""Fixed texts of a brief: headings, labels and sentences independent of the data."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.languages.current import current_language, translated_labels
from reportgen.languages.gettext_noop import gettext_noop


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The fixed texts in one language; each field is named after its use."""

    language: str
    synthetic: str = gettext_noop("Synthetic data")
    skip: str = gettext_noop("Skip to the text")
    contents: str = gettext_noop("Contents")
    abstract: str = gettext_noop("Abstract")
    keywords: str = gettext_noop("Keywords")
    corresponding: str = gettext_noop("Corresponding author")
    at_a_glance: str = gettext_noop("At a glance")
    figure: str = gettext_noop("Figure")
    table: str = gettext_noop("Table")
    figure_data: str = gettext_noop("The data of this figure")
    source: str = gettext_noop("Source")
    references: str = gettext_noop("References")
    abbreviations: str = gettext_noop("Abbreviations")
    acknowledgments: str = gettext_noop("Acknowledgments")
    conflicts: str = gettext_noop("Conflicts of interest")
    funding: str = gettext_noop("Funding")
    data_availability: str = gettext_noop("Data availability")
    stated: str = gettext_noop("Stated by the authors, not computed")
    about: str = gettext_noop("About this brief")
    edited_by: str = gettext_noop("Edited by")
    submitted: str = gettext_noop("submitted")
    accepted: str = gettext_noop("accepted")
    published: str = gettext_noop("published")
    copyright: str = gettext_noop("Copyright")
    license: str = gettext_noop("License")
    what_changed: str = gettext_noop("What changed")
    what_we_follow: str = gettext_noop("What we follow")
    what_we_found: str = gettext_noop("What we found")
    the_committee: str = gettext_noop("The committee")
    what_people_said: str = gettext_noop("What people said")
    goals: str = gettext_noop("Goals")
    methods: str = gettext_noop("How we did it")
    analyses: str = gettext_noop("How we analyzed the data")
    analyses_pointer: str = gettext_noop("The appendix says how we made each number.")
    limits: str = gettext_noop("What this brief cannot show")
    further: str = gettext_noop("Further outcomes")
    milestones: str = gettext_noop("Milestones")
    how_to_read: str = gettext_noop("How to read an interval")
    same_time: str = gettext_noop("At the same time")
    evidence: str = gettext_noop("How each number was obtained")
    supplement: str = gettext_noop("Supplement")
    sensitivity: str = gettext_noop("Would another analysis say the same?")
    data_notes: str = gettext_noop("Notes on the data")
    results_title: str = gettext_noop("What each planned comparison found")
    results_lead: str = gettext_noop("Every comparison is listed with its test")
    further_analyses_lead: str = gettext_noop("Other analyses of each are in an appendix.")
    default_results_title: str = gettext_noop("What each comparison found")
    default_results_subtitle: str = gettext_noop("The program's standard comparisons")
    results_note: str = gettext_noop(
        "In parentheses: intervals. We adjusted P for all comparisons by the Holm "
        "method; the verdict rests on the adjusted value."
    )
    monitored_note: str = gettext_noop(
        "In parentheses: intervals. We adjusted P for all comparisons by the Holm "
        "method. The verdict is that of the reporting period as a whole. It rests on the expected "
        "range; that something rose, fell, or was unlike a year earlier rests on the adjusted P."
    )
    beyond_trend: str = gettext_noop("beyond the trend through both periods")
    fitted_trend: str = gettext_noop("fitted trend")
    published_trend: str = gettext_noop("fitted trend, as published")
    comparison: str = gettext_noop("Comparison")
    against: str = gettext_noop("against")
    earlier: str = gettext_noop("Earlier")
    later: str = gettext_noop("Later")
    estimate: str = gettext_noop("Estimate")
    adjusted: str = gettext_noop("adjusted")
    interval: str = gettext_noop("CI")
    verdict: str = gettext_noop("Verdict")
    of: str = gettext_noop("of")
    measure: str = gettext_noop("Measure")
    committee_title: str = gettext_noop("The committee before and after")
    committee_subtitle: str = gettext_noop("Counted on the first day of each structure")
    committee_note: str = gettext_noop(
        "People above a member: all who stand above them in the reporting lines, directly or "
        "further up. An en dash marks what a structure does not have."
    )
    suppressed_note: str = gettext_noop(
        "{mark} marks what is withheld, so that nothing is revealed about fewer than {count} "
        "people."
    )
    committee_measures: tuple[tuple[str, str], ...] = (
        ("members", gettext_noop("Members")),
        ("roles", gettext_noop("Roles")),
        ("levels", gettext_noop("Levels")),
        ("hierarchy", gettext_noop("People above a member, mean")),
        ("span", gettext_noop("People reporting directly to a lead, mean")),
        ("trainee_lead_share", gettext_noop("Lead positions held by trainees")),
        ("matched_role_share", gettext_noop("Roles whose skills their holders report")),
        ("mentoring_two_way_share", gettext_noop("Mentoring pairs that run both ways")),
        ("mentoring_upward_share", gettext_noop("Mentoring directions that run upward")),
        ("retention_to_end", gettext_noop("Still members at its end")),
        ("retention", gettext_noop("Still members at the report date")),
    )
    holders_title: str = gettext_noop("Who held which role")
    holders_subtitle: str = gettext_noop("On each day that is compared")
    role: str = gettext_noop("Role")
    vacant: str = gettext_noop("vacant")
    held: str = gettext_noop("held")
    same_holders: str = gettext_noop("as before")
    other_holders: str = gettext_noop("changed hands")
    without_role: str = gettext_noop("Without a role")
    holders_measures: tuple[tuple[str, str], ...] = (
        ("members", gettext_noop("People")),
        ("vacant", gettext_noop("Vacant roles")),
        ("time_in_office", gettext_noop("Years on the committee so far, mean")),
    )
    leads_of_group: str = gettext_noop("Lead positions held by the group")
    to: str = gettext_noop("to")
    times_sign: str = gettext_noop("×")
    draft: str = gettext_noop("Draft")
    front_sheet: str = gettext_noop("Front sheet")
    must_know: str = gettext_noop("What the board must know")
    goals_at_a_glance: str = gettext_noop("Goals at a glance")
    the_period: str = gettext_noop("How this period compares")
    goal_and_owner: str = gettext_noop("Goal and owner")
    gap_and_date: str = gettext_noop("Gap and date")
    recent_values: str = gettext_noop("Recent values")
    needs_a_number: str = gettext_noop("needs a number")
    data_missing: str = gettext_noop("data are missing")
    no_data_yet: str = gettext_noop("no data yet")
    assurance_grid: str = gettext_noop("Every measure: is it changing, is it enough?")
    variation: str = gettext_noop("In the reporting period")
    what_it_shows: str = gettext_noop("What it shows")
    reading_charts: str = gettext_noop("How to read the charts")
    where_evidence: str = gettext_noop("Where the evidence is")
    measures_worst_first: str = gettext_noop("The measures, worst first")
    risks: str = gettext_noop("Risks and notes")
    limits_of_report: str = gettext_noop("What this report cannot show")
    further_limits: str = gettext_noop("What else this report cannot show")
    now_and_recent: str = gettext_noop("Result")
    chance: str = gettext_noop("Chance")
    against_target: str = gettext_noop("Against its target")
    monitoring_title: str = gettext_noop("This period and earlier ones")
    monitoring_averages: str = gettext_noop("Averages")
    monitoring_averages_and_gains: str = gettext_noop(
        "Averages; where each value includes the one before, the growth from one to the next"
    )
    monitoring_values: str = gettext_noop("Values")
    monitoring_values_and_gains: str = gettext_noop(
        "Values; where each value includes the one before, the growth from one to the next"
    )
    monitoring_note: str = gettext_noop(
        "Expected range: where the period would lie if nothing had changed, forecast from the "
        "values before it."
    )
    monitoring_lead: str = gettext_noop(
        "We compare each measure with earlier periods and with its expected range."
    )
    expected_range: str = gettext_noop("Expected range")
    up_to: str = gettext_noop("up to")
    at_least: str = gettext_noop("at least")
    in_all: str = gettext_noop("in all")
    result: str = gettext_noop("Result")
    growth: str = gettext_noop("growth")
    average: str = gettext_noop("average")
    in_total: str = gettext_noop("total")
    smart: str = gettext_noop("Are the goals SMART?")
    smart_title: str = gettext_noop("What each goal says of itself")
    smart_subtitle: str = gettext_noop("Specific, measurable, achievable, relevant, time-bound")
    smart_lead: str = gettext_noop(
        "A goal can be judged when it names a number, a date, why it can be reached and why it "
        "matters, and who answers for it."
    )
    smart_columns: tuple[str, ...] = (
        gettext_noop("Specific"),
        gettext_noop("Measurable"),
        gettext_noop("Achievable"),
        gettext_noop("Relevant"),
        gettext_noop("Time-bound"),
        gettext_noop("Answers for it"),
    )
    lacking: str = gettext_noop("lacking")
    goals_title: str = gettext_noop("How each goal stands")
    goals_subtitle: str = gettext_noop("At the date of this brief")
    goal: str = gettext_noop("Goal")
    now: str = gettext_noop("Now")
    target: str = gettext_noop("Target")
    due: str = gettext_noop("Due")
    status: str = gettext_noop("Status")
    other_analyses: str = gettext_noop("Other analyses")
    other_agree: str = gettext_noop("All checks agree")
    other_differ: str = gettext_noop("Not all checks agree")
    other_none: str = gettext_noop("No check shows a difference either")
    other_some: str = gettext_noop("Some checks do show a difference")
    sensitivity_title: str = gettext_noop("Other reasonable analyses of each comparison")
    sensitivity_lead: str = gettext_noop(
        "We repeated each comparison by other methods. Only the checks among them bear on what we "
        "claim."
    )
    analysis: str = gettext_noop("Analysis")
    sensitivity_of: str = gettext_noop("Differences")
    sensitivity_in: str = gettext_noop("Differences, in {unit}")
    sensitivity_others: str = gettext_noop("Other numbers, each of its own kind")
    agrees: str = gettext_noop("Difference?")
    agrees_yes: str = gettext_noop("yes")
    agrees_no: str = gettext_noop("no")
    agrees_other: str = gettext_noop("the other way")
    agrees_untrended: str = gettext_noop("yes, if the trend is left out of account")
    no_vote: str = gettext_noop("not a check")
    assumptions_heading: str = gettext_noop("What the analyses assume")
    evidence_title: str = gettext_noop("Every number of this brief and where it comes from")
    evidence_subtitle: str = gettext_noop(
        "At the precision of the text; outcomes.json holds all digits"
    )
    evidence_lead: str = gettext_noop(
        "We computed each number of the text from rows of a file or from other numbers in this "
        "list. Rows are lines of the file, counted from its first line."
    )
    quantity: str = gettext_noop("Number, and how we computed it")
    value: str = gettext_noop("Value")
    made_from: str = gettext_noop("From")
    row: str = gettext_noop("row")
    rows_among: str = gettext_noop("rows {first} to {last}, in part")
    files: str = gettext_noop("Files")
    rows: str = gettext_noop("rows")
    interval_lead: str = gettext_noop("The ")
    interval_rest: str = gettext_noop(
        " CI of an estimate holds the values that the data leave plausible."
    )
    plain_language: str = gettext_noop("Plain-language summary")
    mail_note: str = gettext_noop(
        "This e-mail is a working copy of the report of {date}. The report, with the evidence of "
        "every number, is the file {file}."
    )
    more_in_brief: str = gettext_noop("More in the brief.")


ENGLISH = Words(language="en")


def current_words() -> Words:
    """Return the fixed texts in the current language."""
    return replace(translated_labels(ENGLISH), language=current_language())
