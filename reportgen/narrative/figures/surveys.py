"""Text of the figures of answers on a scale."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.analysis.survey_distributions import scale_distributions
from reportgen.languages.current import translated
from reportgen.narrative.numbers.number_text import date_text, decimal_text
from reportgen.narrative.phrases import counted, listed, paragraph, phrase, sentence
from reportgen.narrative.statement import FigureWords
from reportgen.narrative.topics.survey_scale import time_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.survey_distributions import (
        Distribution,
        QuestionDistributions,
        ScaleDistributions,
    )
    from reportgen.model.prose import Prose
    from reportgen.model.survey import Scale
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
        title = phrase("How people answered “{question}”", question=question)
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
        caption=paragraph(sentence(sides), sentence(middle)),
        alt=paragraph(
            sentence(
                phrase(
                    "Bars of the answers from {low} to {high}, divided by share",
                    low=drawn.scale.labels[0],
                    high=drawn.scale.labels[-1],
                )
            ),
            *(_described(formatter, item, drawn.scale) for item in questions),
        ),
        source=translated("{file}, as of {day}").format(file=", ".join(files), day=day),
    )


def _described(formatter: QuantityFormatter, item: QuestionDistributions, scale: Scale) -> Prose:
    times = listed([_shares(formatter, time, scale) for time in item.times], "; ")
    question = item.outcome.survey.question.strip()
    return sentence(phrase("“{question}”: {times}", question=question, times=times))


def _shares(formatter: QuantityFormatter, time: Distribution, scale: Scale) -> Prose:
    total = time.total
    shares = [
        phrase(
            "“{answer}” {share}",
            answer=label,
            share=percentage_text(count, total, formatter.style),
        )
        for label, count in zip(scale.labels, time.counts, strict=True)
        if count
    ]
    answers = counted("{count} answer", "{count} answers", total, count=str(total))
    when = time_text(time.group)
    if not when:
        return phrase("{answers}: {shares}", answers=answers, shares=listed(shares))
    return phrase("{when} ({answers}): {shares}", when=when, answers=answers, shares=listed(shares))
