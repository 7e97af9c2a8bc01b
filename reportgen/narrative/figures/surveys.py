"""Text of the figures of answers on a scale."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.analysis.survey_distributions import scale_distributions
from reportgen.languages.current import translated
from reportgen.narrative.numbers.number_text import date_text, decimal_text
from reportgen.narrative.phrases import counted, listed, non_empty, paragraph, phrase, sentence
from reportgen.narrative.statement import FigureWords
from reportgen.narrative.topics.survey_scale import time_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.survey_distributions import (
        Distribution,
        ScaleDistributions,
    )
    from reportgen.model.prose import Prose
    from reportgen.narrative.numbers.number_style import NumberStyle
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def survey_figure_words(formatter: QuantityFormatter) -> Iterator[tuple[str, FigureWords]]:
    """Yield key and text of the figure of each scale."""
    smallest = formatter.configuration.privacy.smallest_group
    for drawn in scale_distributions(formatter.outcomes, smallest_group=smallest):
        yield drawn.key, _words(formatter, drawn)


def percentage_text(count: int, total: int, style: NumberStyle) -> str:
    """Return a share of the answers as a whole percentage."""
    return f"{decimal_text(Decimal(100) * count / total, 0, style)}{style.percent}"


def _words(formatter: QuantityFormatter, drawn: ScaleDistributions) -> FigureWords:
    questions = drawn.questions
    title = phrase("How people answered {count} questions", count=str(len(questions)))
    if len(questions) == 1:
        question = questions[0].outcome.survey.question.strip()
        title = phrase("How people answered: {question}", question=question)
    has_middle = len(drawn.scale.labels) % 2 == 1
    sides = phrase(
        "Each bar is the answers of one time; what lies left of the line is in the lower half of "
        "the scale, what lies right of it in the upper half"
    )
    middle = phrase("The middle answer lies half on either side") if has_middle else ()
    day = date_text(formatter.outcomes.plan.report_date)
    files = dict.fromkeys(name for item in questions for name in item.outcome.survey.files)
    return FigureWords(
        title=title,
        subtitle=phrase("Share of each answer among the answers of that time"),
        caption_sentences=non_empty(sentence(sides), sentence(middle)),
        alt=paragraph(
            sentence(
                phrase(
                    "Bars of the answers from {low} to {high}, divided by share",
                    low=drawn.scale.labels[0],
                    high=drawn.scale.labels[-1],
                )
            ),
            sentence(_upper_half(formatter, drawn)),
        ),
        source=translated("{file}, as of {day}").format(file=", ".join(files), day=day),
    )


def _upper_half(formatter: QuantityFormatter, drawn: ScaleDistributions) -> Prose:
    """Return the share above the middle answer: at each time, or of each of several questions."""
    if len(drawn.questions) > 1:
        latest = sorted(
            (item.times[-1] for item in drawn.questions),
            key=lambda time: _above_middle(time) / time.total,
        )
        least, most = (
            percentage_text(_above_middle(time), time.total, formatter.style)
            for time in (latest[0], latest[-1])
        )
        shares = phrase("{least} to {most}", least=least, most=most)
        return phrase(
            "of the latest answers to each question, {shares} are above the middle of the scale",
            shares=least if least == most else shares,
        )
    times = [_at_time(formatter, time) for time in drawn.questions[0].times]
    return phrase("above the middle of the scale: {times}", times=listed(times, "; "))


def _at_time(formatter: QuantityFormatter, time: Distribution) -> Prose:
    answers = counted("{count} answer", "{count} answers", time.total, count=str(time.total))
    share = percentage_text(_above_middle(time), time.total, formatter.style)
    of_answers = phrase("{share} of {answers}", share=share, answers=answers)
    when = time_text(time.group)
    return phrase("{finding} {time}", finding=of_answers, time=when) if when else of_answers


def _above_middle(time: Distribution) -> int:
    return sum(time.counts[(len(time.counts) + 1) // 2 :])
