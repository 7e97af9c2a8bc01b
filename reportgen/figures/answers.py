"""Diverging bars: the answers on a scale as shares, lower ones left and higher ones right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.text_layout import text_width, wrapped
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.model.quantity_ids import SurveyIds
from reportgen.narrative.figures.surveys import percentage_text
from reportgen.narrative.numbers.period_text import range_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.survey_distributions import (
        Distribution,
        QuestionDistributions,
        ScaleDistributions,
    )
    from reportgen.analysis.survey_scale import ScaleOutcome
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes import Point
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.figures.drawing.style import Style

# Points: distance of lines of text, of bars, of questions, and height of a bar.
_LINE, _PITCH, _GAP, _BAR = 9.8, 15.5, 7.0, 11.5
# Length of a swatch of the key, and space around its label.
_SWATCH, _KEY_PITCH = 8.0, 12.0
# From the middle of a bar down to the baseline of its text.
_DROP = 2.5
# Of five shades a side, from the middle outwards; scales of fewer answers skip some, so that
# neighbours stay apart.
_SHADES = {1: (3,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
# From this shade on the text on it is white.
_FIRST_DARK = 3
_CENTRE_SHARE = 0.2
"""Of the width of the figure, for medians in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    distribution: Distribution
    label: str
    centre: str
    centre_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    lines: tuple[str, ...]
    bars: tuple[_Bar, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE + len(self.bars) * _PITCH + _GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shade:
    color: str
    text: str


def plot_answers(context: FigureContext, drawn: ScaleDistributions) -> Drawing:
    """Return the bars of all questions with one scale, aligned at the middle of the scale.

    Every bar is as long as all others: 100% of its answers.
    """
    style = context.style
    canvas = Canvas(style, width_mm=style.width_mm, height_mm=0.1)
    # The title of the figure names a single question.
    is_named = len(drawn.questions) > 1
    questions = [_question(context, item, canvas, is_named=is_named) for item in drawn.questions]
    shades = _shades(len(drawn.scale.labels), style)
    key = _key_rows(drawn.scale.labels, canvas)
    # The key, and the heading of the numbers on the right.
    head = len(key) * _KEY_PITCH + _LINE
    canvas.grow(head + sum(item.height for item in questions))
    _draw_key(canvas, key, shades)
    bars = [bar for item in questions for bar in item.bars]
    left = 6 + max(canvas.width_of(bar.label, size=style.text_note) for bar in bars)
    right = (
        canvas.width
        - 6
        - max(text_width(bar.centre, style.text_row, is_strong=True) for bar in bars)
    )
    _draw_questions(context, canvas, questions, shades, (left, right), head)
    return canvas.finish(
        drawn.key.replace(".", "-"),
        alt=context.alt(drawn.key, ", ".join(drawn.scale.labels)),
        data=_table(context, drawn),
    )


def _question(
    context: FigureContext, item: QuestionDistributions, canvas: Canvas, *, is_named: bool
) -> _Question:
    survey = item.outcome.survey
    ids = SurveyIds(survey.id)
    scale = item.outcome.scale
    has_means = scale is not None and scale.has_means
    name = "mean" if has_means else "median"
    return _Question(
        lines=wrapped(
            survey.question.strip(),
            canvas.style.text,
            canvas.width,
            is_strong=True,
            cuts_words=True,
        )
        if is_named
        else (),
        bars=tuple(
            _Bar(
                distribution=time,
                label=_bar_label(time),
                centre=_centre(context, ids.of_time(time.group.time, name), scale, canvas),
                centre_name=terms().mean_answer if has_means else terms().median_answer,
            )
            for time in item.times
        ),
    )


def _centre(context: FigureContext, name: str, scale: ScaleOutcome | None, canvas: Canvas) -> str:
    """Return a mean or median; the median of words as one of them, if it is short."""
    quantity, style = context.quantity(name), canvas.style
    if quantity is None or scale is None or scale.scale.is_numeric:
        return context.number(name)
    label = scale.scale.labels[int(quantity.value or 0) - scale.scale.first]
    is_short = text_width(label, style.text_row, is_strong=True) <= canvas.width * _CENTRE_SHARE
    return label if is_short else context.number(name)


def _bar_label(time: Distribution) -> str:
    count = str(time.total)
    answers = (terms().answer if time.total == 1 else terms().answers).format(count)
    when = _time(time)
    return f"{when}, {answers}" if when else answers


def _time(time: Distribution) -> str:
    period = time.group.period
    if period is not None:
        return range_text(period)
    return {"before": terms().before, "after": terms().after}.get(time.group.time, "")


def _shades(size: int, style: Style) -> list[_Shade]:
    """Return the shade of each answer: orange below the middle, blue above, gray in it."""
    half = size // 2
    low, high = (
        [
            _Shade(
                color=str(style.tokens.get(f"chart.answer_{side}")[index]).upper(),
                text=style.white if index >= _FIRST_DARK else style.ink,
            )
            for index in _SHADES[half]
        ]
        for side in ("low", "high")
    )
    middle = _Shade(color=style.tokens.text("chart.answer_middle").upper(), text=style.ink)
    return [*reversed(low), *([middle] if size % 2 else []), *high]


def _key_rows(labels: Sequence[str], canvas: Canvas) -> list[list[tuple[int, str, float]]]:
    """Return the rows of the key: position on the scale, label, and left side of each."""
    rows: list[list[tuple[int, str, float]]] = [[]]
    left = 0.0
    for step, label in enumerate(labels):
        # A label as long as a sentence is cut, not a whole figure wide.
        text = wrapped(label, canvas.style.text_note, canvas.width - 20, cuts_words=True)[0]
        width = _SWATCH + 3 + canvas.width_of(text, size=canvas.style.text_note)
        if rows[-1] and left + width > canvas.width:
            rows.append([])
            left = 0.0
        rows[-1].append((step, text, left))
        left += width + 10
    return rows


def _draw_key(
    canvas: Canvas, rows: Sequence[Sequence[tuple[int, str, float]]], shades: Sequence[_Shade]
) -> None:
    style = canvas.style
    for number, row in enumerate(rows):
        y = canvas.height - 8 - number * _KEY_PITCH
        for step, text, left in row:
            box = _box(left, left + _SWATCH, y + _DROP, 7.0)
            canvas.areas([box], color=shades[step].color)
            canvas.label(left + _SWATCH + 3, y, text, size=style.text_note, color=style.soft)


def _draw_questions(
    context: FigureContext,
    canvas: Canvas,
    questions: Sequence[_Question],
    shades: Sequence[_Shade],
    sides: tuple[float, float],
    head: float,
) -> None:
    left, right = sides
    bars = [bar for item in questions for bar in item.bars]
    before = max(_left_share(bar.distribution) for bar in bars)
    after = max(1 - _left_share(bar.distribution) for bar in bars)
    scale = (right - left) / (before + after)
    middle = left + before * scale
    top = canvas.height - head
    first = top
    for item in questions:
        for line in item.lines:
            canvas.label(0, top - _LINE + 1, line, color=canvas.style.ink, is_strong=True)
            top -= _LINE
        for bar in item.bars:
            _draw_bar(context, canvas, bar, shades, (middle, top - _PITCH / 2, scale))
            top -= _PITCH
        top -= _GAP
    style = canvas.style
    canvas.lines(
        _line_beside_bars(questions, middle, first),
        color=style.ink,
        width=style.size("line_axis"),
        zorder=4,
    )
    # A question with few answers has a median, and others have means.
    names = dict.fromkeys(bar.centre_name for bar in bars if bar.centre)
    canvas.label(
        canvas.width,
        first + 1,
        ", ".join(names),
        size=style.text_note,
        color=style.muted,
        align="right",
    )


def _line_beside_bars(
    questions: Sequence[_Question], middle: float, top: float
) -> list[Sequence[Point]]:
    """Return the line at the middle of the scale, which leaves out the questions and the bars.

    On a bar it would cross the number of the middle answer.
    """
    segments: list[Sequence[Point]] = []
    for item in questions:
        top -= len(item.lines) * _LINE
        for _ in item.bars:
            high, low = top - (_PITCH - _BAR) / 2, top - (_PITCH + _BAR) / 2
            segments += [[(middle, top), (middle, high)], [(middle, low), (middle, top - _PITCH)]]
            top -= _PITCH
        top -= _GAP
    return segments


def _left_share(time: Distribution) -> float:
    """Return the share of a bar that lies left of the middle of the scale."""
    half = len(time.counts) // 2
    below = sum(time.counts[:half])
    middle = time.counts[half] / 2 if len(time.counts) % 2 else 0.0
    return (below + middle) / time.total


def _draw_bar(
    context: FigureContext,
    canvas: Canvas,
    bar: _Bar,
    shades: Sequence[_Shade],
    place: tuple[float, float, float],
) -> None:
    middle, y, scale = place
    style, time = canvas.style, bar.distribution
    canvas.label(0, y - _DROP, bar.label, size=style.text_note, color=style.soft)
    canvas.label(
        canvas.width,
        y - _DROP,
        bar.centre,
        size=style.text_row,
        color=style.ink,
        is_strong=True,
        align="right",
    )
    start = middle - _left_share(time) * scale
    ends = [start + scale * part / time.total for part in accumulate(time.counts)]
    for count, shade, low, high in zip(time.counts, shades, [start, *ends[:-1]], ends, strict=True):
        if not count:
            continue
        # White edges keep neighbours of similar shade apart.
        canvas.areas(
            [_box(low, high, y, _BAR)],
            color=shade.color,
            edge=style.white,
            edge_width=style.size("line_grid"),
        )
        text = percentage_text(count, time.total, context.narrative.style)
        if canvas.width_of(text, size=style.text_note) + 3 <= high - low:
            canvas.label(
                (low + high) / 2,
                y - _DROP,
                text,
                size=style.text_note,
                color=shade.text,
                align="center",
            )


def _box(left: float, right: float, middle: float, height: float) -> list[Point]:
    low, high = middle - height / 2, middle + height / 2
    return [(left, low), (right, low), (right, high), (left, high)]


def _table(context: FigureContext, drawn: ScaleDistributions) -> FigureTable:
    style = context.narrative.style
    rows = [
        (
            item.outcome.survey.question.strip(),
            _time(time),
            str(time.total),
            *(f"{count} ({percentage_text(count, time.total, style)})" for count in time.counts),
        )
        for item in drawn.questions
        for time in item.times
    ]
    return FigureTable(
        columns=(terms().question, terms().time, terms().answer_count, *drawn.scale.labels),
        rows=tuple(rows),
    )
