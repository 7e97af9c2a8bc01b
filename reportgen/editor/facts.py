"""Every number of a brief in words, to be found and put into a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.languages.catalogue import SOURCE
from reportgen.languages.current import use_language
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import unit_beside_number
from reportgen.model.quantity_ids import (
    GOALS,
    LATEST,
    WHOLE,
    CountChartIds,
    GoalIds,
    ObservedIds,
    XmrIds,
    contrasted,
    goal_of,
    group_of,
    is_about_editions,
    is_latest_value,
    is_of_committee,
    is_of_survey,
    latest_id,
    parsed,
)
from reportgen.narrative.numbers.number_style import number_style
from reportgen.narrative.period_names import named
from reportgen.narrative.quantity_phrases import QuantityFormatter
from reportgen.narrative.status_words import STATUS_WORDS

if TYPE_CHECKING:
    from reportgen.ledger.records import QuantityRecord
    from reportgen.pipeline import Analysed, Prepared

# `{label}` is the metric, `{when}` the period as a noun.
_IN_PERIOD = {
    "first": "{label}: the first value of {when}",
    "last": "{label} at the end of {when}",
    "value_before": "{label} just before {when}",
    "change": "{label}: the change over {when}",
    "total": "{label}: the total of {when}",
    "mean": "{label}: the average of {when}",
    "rate": "{label}: the average of {when}",
    "n": "{label}: how many values there are of {when}",
    "value": "{label}: the value of {when}",
    "slope": "{label}: the growth in {when}, by the fitted line",
    "gain_mean": "{label}: the average gain in {when}",
    "sd": "{label}: how much the values of {when} differ (standard deviation)",
    "first_on": "{label}: the first day of {when}",
    "last_on": "{label}: the last day of {when}",
    "limit_low": "{label}: the lowest value that is usual",
    "limit_high": "{label}: the highest value that is usual",
    "signals": "{label}: how many values are unusual",
    "period_mean": "{label}: the average of {when}",
    "period_total": "{label}: the total of {when}",
    "period_low": "{label}: the lowest average to expect of {when}",
    "period_high": "{label}: the highest average to expect of {when}",
    "months": "{label}: how many values the usual range comes from",
}
_BETWEEN = {
    "slope_ratio": "{label}: the growth in {later}, as a multiple of that in {base}",
    "slope_difference": "{label}: how much more the growth was in {later} than in {base}",
    "gains_difference": "{label}: how much larger the average gain was in {later} than in {base}",
    "ratio": "{label}: {later} as a multiple of {base}",
    "rate_ratio": "{label}: {later} as a multiple of {base}",
    "difference": "{label}: {later}, less {base}",
    "decided_ratio": "{label}: {later} as a multiple of {base}, as decided on",
    "decided_difference": "{label}: {later}, less {base}, as decided on",
    "level_change": "{label}: the jump at the change",
    "slope_change": "{label}: how much the growth changed",
    "effect_at_end": "{label}: the effect at the end of {later}",
    "detectable_difference": "{label}: the smallest difference that would have been found",
    "largest_share": "{label}: the part of the difference that comes from the largest value",
    "difference_without_largest": "{label}: {later}, less {base}, without the largest value",
    "ratio_without_largest": "{label}: {later} as a multiple of {base}, without the largest value",
}
_OF_STATISTICS = frozenset(
    {
        "n",
        "months",
        "first_on",
        "last_on",
        "sd",
        "signals",
        "largest_share",
        "detectable_difference",
    }
)
_GOAL = {
    "value": "Goal “{goal}”: what was reached",
    "target": "Goal “{goal}”: the target",
    "gap": "Goal “{goal}”: how far it is from the target",
    "chance": "Goal “{goal}”: the chance of meeting it",
}
_COMMITTEE = {
    "members": "Members of the committee",
    "roles": "Roles of the committee",
    "levels": "Levels of the committee",
    "mentoring_pairs": "Mentoring pairs",
    "hierarchy": "People above a member, on average",
    "span": "People who report to a lead, on average",
    "tenure": "Months that a member has belonged, on average",
    "vacant": "Vacant roles",
    "time_in_office": "Time that a role has been held, on average",
    "trainee_share": "Share of members who are trainees",
    "trainee_lead_share": "Share of lead roles held by trainees",
    "mentoring_upward_share": "Share of mentoring that runs upward",
    "mentoring_two_way_share": "Share of mentoring pairs that teach in both directions",
    "matched_role_share": "Share of roles whose skills are there",
    "retention": "Share of members who stayed",
    "retention_to_end": "Share of members who stayed to the end",
    "stayed": "Members who stayed",
    "joined": "Members who joined",
    "left": "Members who left",
    "returned": "Members who came back",
    "changed_role": "Members who changed their role",
    "passed_through": "Members who came and went",
    "turnover": "Turnover of members",
    "roles_changed": "Roles that changed hands",
}
_SURVEY = {
    "share": "Share who said yes {when}: {asked}",
    "answers": "How many answered {when}: {asked}",
    "mean": "The average answer {when}: {asked}",
    "median": "The middle answer {when}: {asked}",
    "difference": "The change in the share who said yes: {asked}",
    "mean_difference": "The change of the average answer: {asked}",
}
_SURVEY_TIMES = {"before": "before", "after": "after", "all": "in all"}
_CAMPAIGNS = {
    ("all", "n"): "How many campaigns there were",
    ("all", "total"): "What all campaigns reached together",
    ("record", "value"): "What the best campaign reached",
    ("record", "ratio_to_previous"): "The best campaign as a multiple of the best one before it",
    ("record", "share_of_total"): "The best campaign as a share of all",
    ("previous_record", "value"): "What the best campaign before the best one reached",
}


def facts_of(analysed: Analysed, prepared: Prepared) -> list[dict[str, Any]]:
    """Return every number and sentence that a text may print, the latest values first.

    Each has its id, its text and unit, its meaning in words, its source, and whether it is one for
    readers of statistics.
    """
    configuration, outcomes = analysed.configuration, analysed.outcomes
    style = number_style(configuration.brief.number_style, alpha=configuration.analysis.alpha)
    formatter = QuantityFormatter(configuration=configuration, outcomes=outcomes, style=style)
    with use_language(SOURCE):
        periods = {key: named(formatter, key) for key in outcomes.plan.periods}
    words = _Words(analysed, periods)
    latest_first = sorted(
        prepared.ledger.quantities.items(), key=lambda item: not is_latest_value(item[0])
    )
    found = []
    for name, quantity in latest_first:
        if quantity.text is None or is_about_editions(name):
            continue
        said = words.of(name)
        found.append(
            {
                "id": name,
                "text": quantity.text,
                "unit": unit_beside_number(quantity.unit, quantity.currency),
                "words": said or _technical(words, name),
                "source": _source(quantity),
                "is_technical": not said or parsed(name).statistic in _OF_STATISTICS,
            }
        )
    found += [
        {"id": name, "text": "", "unit": "", "words": said, "source": "", "is_sentence": True}
        for name, said in prepared.ledger.statements.items()
        if said and not is_about_editions(name)
    ]
    return found


def goals_of(prepared: Prepared) -> dict[str, dict[str, str]]:
    """Return what the data say about each goal, by its id."""
    found = {}
    for goal in prepared.ledger.goals:
        reached = prepared.ledger.quantities.get(GoalIds(goal.id).value)
        value = reached.printed if reached is not None and reached.text is not None else ""
        found[goal.id] = {
            "status": str(goal.status),
            "words": STATUS_WORDS[goal.status].label,
            "value": value,
            "sentence": goal.sentence,
        }
    return found


def metrics_of(analysed: Analysed, prepared: Prepared) -> dict[str, str]:
    """Return what was read for each metric: how many values, and the last one."""
    found = {}
    for key in analysed.configuration.metrics:
        count = prepared.ledger.quantities.get(ObservedIds(key, WHOLE).n)
        latest = prepared.ledger.quantities.get(latest_id(key))
        said = []
        if count is not None and count.text is not None:
            said.append(f"{count.text} {'value' if count.text == '1' else 'values'} were read")
        if latest is not None and latest.text is not None:
            said.append(f"the last one is {latest.printed}")
        found[key] = ("; ".join(said) + ".") if said else ""
    return found


def _source(quantity: QuantityRecord) -> str:
    parts = [f"{item.file}, rows {item.rows}" for item in quantity.source]
    return f"From {'; '.join(parts)}." if parts else ""


def _technical(words: _Words, name: str) -> str:
    path = parsed(name)
    label = words.label(path.subject) or path.subject
    return f"{label}: {path.statistic.replace('_', ' ')} ({', '.join(path.middle)})".replace(
        " ()", ""
    )


class _Words:
    """Says what a quantity is, in English."""

    def __init__(self, analysed: Analysed, periods: dict[str, str]) -> None:
        self.configuration = analysed.configuration
        self.periods = periods

    def of(self, name: str) -> str:
        """Return the meaning of a quantity; empty for one of statistics."""
        path = parsed(name)
        if path.subject == GOALS:
            return self._goal(path.stem, path.statistic)
        if is_of_committee(name):
            return self._committee(name)
        if is_of_survey(name):
            return self._survey(path.parts)
        if path.subject == "campaigns":
            return _CAMPAIGNS.get((path.parts[1], path.statistic), "")
        if path.subject in self.configuration.metrics and path.period:
            return self._metric(path.subject, path.analysis, path.period, path.statistic)
        return ""

    def label(self, metric: str) -> str:
        """Return the name of a metric as the start of a sentence."""
        known = self.configuration.metrics.get(metric)
        label = known.label if known is not None else ""
        return label[:1].upper() + label[1:]

    def _metric(self, metric: str, analysis: str, period: str, statistic: str) -> str:
        label = self.label(metric)
        is_gain = self.configuration.metrics[metric].kind is MetricKind.LEVEL
        if is_gain and analysis in (XmrIds.analysis, CountChartIds.analysis):
            label += ", gain"
        if period == LATEST and statistic == "value":
            return f"{label}: the latest value"
        keys = contrasted(period)
        names = [self.periods.get(key, key.replace("_", " ")) for key in keys]
        if len(names) == 2:
            template = _BETWEEN.get(statistic, "")
            return template.format(label=label, later=names[0], base=names[1])
        when = "all values" if period == WHOLE else names[0]
        return _IN_PERIOD.get(statistic, "").format(label=label, when=when)

    def _goal(self, stem: str, statistic: str) -> str:
        key = goal_of(stem)
        goals = (item for item in self.configuration.goals if item.id == key)
        goal = next(goals, None)
        name = (goal.short or goal.specific) if goal is not None else key
        return _GOAL.get(statistic, "").format(goal=name)

    def _committee(self, name: str) -> str:
        path = parsed(name)
        if group := group_of(name):
            return f"Share of lead roles held by the group “{group}” ({path.parts[1]})"
        said = _COMMITTEE.get(path.statistic, "")
        return f"{said} ({' against '.join(contrasted(path.parts[1]))})" if said else ""

    def _survey(self, parts: tuple[str, ...]) -> str:
        if len(parts) != 4:
            return ""
        surveys = (item for item in self.configuration.surveys if item.id == parts[1])
        survey = next(surveys, None)
        asked = (survey.question if survey is not None else "") or parts[1]
        when = _SURVEY_TIMES.get(parts[2], "")
        return _SURVEY.get(parts[3], "").format(when=when, asked=asked)
