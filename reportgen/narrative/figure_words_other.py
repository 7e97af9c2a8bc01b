"""The words of figures on committee, campaigns, goals and further analyses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.goal import GoalStatus
from reportgen.model.verdict import Strength
from reportgen.narrative.compose import capitalized, compose, paragraph, sentence
from reportgen.narrative.figure_titles import comparison_title
from reportgen.narrative.number_text import date_text
from reportgen.narrative.sentences_committee import structure_label
from reportgen.narrative.sentences_record import campaign_name
from reportgen.narrative.statement import FigureWords
from reportgen.narrative.words import claim, robustness_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.analysis.record import RecordEstimate
    from reportgen.analysis.structure import CommitteeOutcome, StructureMeasures
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker

_NUMBER_WORDS = (
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
)


def other_figure_words(speaker: Speaker) -> Iterator[tuple[str, FigureWords]]:
    """Yield figure keys with their words, for all figures that show no single metric."""
    outcomes = speaker.outcomes
    if outcomes.committee is not None and outcomes.committee.measures:
        yield "committee", _committee(speaker, outcomes.committee)
    if outcomes.record is not None:
        yield "campaigns", _campaigns(speaker, outcomes.record)
    if outcomes.goals:
        yield "goals", _goals(speaker)
    for outcome in outcomes.comparisons:
        if outcome.verdict.sensitivity:
            yield f"sensitivity.{outcome.comparison.id}", _sensitivity(speaker, outcome)


def _committee(speaker: Speaker, outcome: CommitteeOutcome) -> FigureWords:
    measures = outcome.measures
    labels = " and ".join(structure_label(item) for item in (measures[0], measures[-1]))
    single = structure_label(measures[0])
    first = date_text(measures[0].structure.first)
    return FigureWords(
        title=_committee_title(speaker, measures[0], measures[-1]),
        subtitle=compose(
            f"Roles and reporting lines under {labels if len(measures) > 1 else single}"
        ),
        caption=sentence(
            "Each mark is a person: a square for a trainee, a circle for anyone else, filled for a "
            "lead role; each row is a level, and each line runs from a role to the one that it "
            "reports to"
        ),
        alt=paragraph(*(_drawn(speaker, item) for item in measures)),
        source=f"Committee records from {first} to {date_text(speaker.outcomes.plan.report_date)}",
    )


def _committee_title(speaker: Speaker, first: StructureMeasures, last: StructureMeasures) -> Prose:
    """Return what levels or hierarchy went from and to."""
    for name, words in (("levels", "levels"), ("hierarchy", "people above a member, on average")):
        before, after = (f"committee.{item.structure.id}.{name}" for item in (first, last))
        if first is last or not (speaker.has(before) and speaker.has(after)):
            continue
        spoken = (speaker.number(before), speaker.number(after))
        if spoken[0].text != spoken[1].text:
            return compose("The committee went from ", spoken[0], " to ", spoken[1], f" {words}")
    stem = f"committee.{last.structure.id}"
    return compose(
        "The committee had ",
        speaker.measured(f"{stem}.members"),
        " on ",
        speaker.measured(f"{stem}.levels"),
    )


def _drawn(speaker: Speaker, measures: StructureMeasures) -> Prose:
    stem = f"committee.{measures.structure.id}"
    return sentence(
        f"{structure_label(measures)}: ",
        speaker.measured(f"{stem}.members"),
        " in ",
        speaker.measured(f"{stem}.roles"),
        " on ",
        speaker.measured(f"{stem}.levels"),
    )


def _campaigns(speaker: Speaker, record: RecordEstimate) -> FigureWords:
    ratio, previous = "campaigns.record.ratio_to_previous", "campaigns.previous_record.value"
    reached = compose("One campaign reached ", speaker.measured("campaigns.record.value"))
    if speaker.has(ratio):
        title = compose(reached, ", ", speaker.number(ratio), " times the previous record")
    else:
        title = reached
    listed = [
        sentence(
            f"The record is {campaign_name(record.record)} with ",
            speaker.measured("campaigns.record.value"),
        )
    ]
    if record.previous is not None and speaker.has(previous):
        listed.append(
            sentence(
                f"The record before it is {campaign_name(record.previous)} with ",
                speaker.measured(previous),
            )
        )
    settings = speaker.configuration.campaigns
    unit = speaker.quantity("campaigns.record.value").unit
    return FigureWords(
        title=title,
        subtitle=compose(f"{unit[:1].upper()}{unit[1:]} of each campaign, best first"),
        caption=sentence(
            "Each bar is a campaign and starts at zero; the record before the best one is marked"
        ),
        alt=paragraph(
            sentence("Bars of ", speaker.measured("campaigns.all.n"), ", best first"), *listed
        ),
        source=settings.file if settings is not None else "",
    )


def _goals(speaker: Speaker) -> FigureWords:
    goals = speaker.outcomes.goals
    met = sum(1 for item in goals if item.status in (GoalStatus.MET, GoalStatus.MET_LATE))
    day = date_text(speaker.outcomes.plan.report_date)
    of_all, verb = _of_all(met, len(goals))
    return FigureWords(
        title=compose(f"{of_all[:1].upper()}{of_all[1:]} {verb} met by {day}"),
        subtitle=compose("Value of each goal against its target"),
        caption=sentence("Each bar runs to the value, and the mark across it is the target"),
        alt=sentence(f"{of_all} {verb} met"),
        source=f"Configuration of this brief and its metric files, as of {day}",
    )


def _of_all(met: int, total: int) -> tuple[str, str]:
    """Return the subject and the verb of how many goals were met."""
    if total == 1:
        return "the only goal", "was" if met else "was not"
    if met == total:
        return f"all {small_number(total)} goals", "were"
    return f"{small_number(met)} of {small_number(total)} goals", "was" if met == 1 else "were"


def _sensitivity(speaker: Speaker, outcome: ComparisonOutcome) -> FigureWords:
    verdict, label = outcome.verdict, outcome.metric.label
    if verdict.strength is Strength.NONE:
        title = comparison_title(speaker, outcome)
    else:
        title = capitalized(compose(f"{label}: ", claim(robustness_words(verdict), verdict)))
    return FigureWords(
        title=title,
        subtitle=capitalized(compose(f"{label}: the same comparison by other analyses")),
        caption=sentence(
            "Each point is the estimate of one analysis and each bar its interval; open points "
            "have no vote"
        ),
        alt=sentence(title),
        source=outcome.metric.file,
    )


def small_number(count: int) -> str:
    """Return a small number as a word, so that a title does not begin with a digit."""
    return _NUMBER_WORDS[count] if count < len(_NUMBER_WORDS) else str(count)
