"""What a comparison shows, in the length of a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.prose import plain_text
from reportgen.model.quantity_ids import ObservedIds
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import (
    FOUND,
    LEVEL_WORDS,
    claim,
)
from reportgen.narrative.comparisons.closing import margin_of
from reportgen.narrative.comparisons.comparison_registry import words_of
from reportgen.narrative.comparisons.comparison_words import (
    base_period,
    compared_ids,
)
from reportgen.narrative.comparisons.decision import (
    allowing_for_trend,
    is_beyond_trend,
    is_held_back,
    may_have_moved,
)
from reportgen.narrative.comparisons.slope import slope_words
from reportgen.narrative.front.comparison_parts import (
    as_listed,
    doubt,
    even_totals,
    subject_of,
    time_words,
    tone_of,
    with_checks,
)
from reportgen.narrative.front.finding import Finding, Rank, amount
from reportgen.narrative.front.series import series_finding
from reportgen.narrative.period_names import relative_base
from reportgen.narrative.phrases import bracketed, compose, phrase
from reportgen.narrative.statement import Headline

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter

    Parts = dict[str, Prose]


def compared_finding(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Finding | None:
    """Return the finding of a comparison; None if it could not be made."""
    kind = outcome.verdict.verdict
    if kind is VerdictKind.NOT_ASSESSABLE:
        return None
    values = compared_ids(outcome)
    if not all(values):
        return series_finding(formatter, outcome)
    parts = _parts(formatter, outcome, *values)
    if kind in FOUND:
        return _found(formatter, outcome, parts)
    if kind is VerdictKind.EQUIVALENT:
        return _alike(formatter, outcome, parts)
    return _open(formatter, outcome, parts)


def _parts(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, base: str, later: str
) -> Parts:
    metric, time = outcome.metric, time_words(formatter, outcome)
    shown = amount(formatter, later, metric)
    if totals := even_totals(formatter, outcome):
        base, later = totals
        count = formatter.measured(ObservedIds(metric.id, outcome.comparison.later).n)
        shown = phrase(
            "{later} in {count} {months}",
            time,
            later=amount(formatter, later, metric),
            count=count,
        )
    return {
        **time,
        "label": compose(metric.short_label),
        "subject": subject_of(formatter, outcome),
        "base": (formatter.number(base),),
        "later": as_listed(outcome, shown),
        "value": formatter.measured(later),
        "against": compose(relative_base(formatter, outcome)),
    }


def _since(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    """Return the change that lies between the two periods, as a clause; empty without one."""
    base, later = base_period(formatter, outcome), formatter.period(outcome.comparison.later)
    changes = formatter.configuration.interventions
    between = (item.since for item in changes if base.last < item.on <= later.first)
    return next((since for since in between if since), "")


# --- A difference is found


def _found(formatter: QuantityFormatter, outcome: ComparisonOutcome, parts: Parts) -> Finding:
    is_growth = outcome.comparison.test is Test.SLOPE
    words = slope_words(formatter, outcome) if is_growth else None
    words = words or LEVEL_WORDS[outcome.verdict.verdict]
    parts = {**parts, "rose": compose(claim(words, outcome.verdict))}
    context = _GROWTH if is_growth else _LEVEL
    beyond = is_beyond_trend(formatter, outcome)
    long, said = (_GREW, _GREW_SINCE) if is_growth else (_ROSE, _ROSE_SINCE)
    if beyond:
        long = said = _BEYOND
    elif _was_none(formatter, outcome):
        said = _ROSE_AFTER_NONE
    titles = tuple(
        phrase(template, parts, context=context)
        for template in (long, _BEYOND if beyond else _BARE)
    )
    clause = phrase(said, parts, context=context)
    figure = _found_figure(formatter, outcome, parts)
    finding = Finding(
        metric=outcome.metric.id,
        rank=Rank.FOUND,
        titles=titles,
        clause=clause,
        since=_since(formatter, outcome),
        tone=tone_of(outcome),
        figure=figure,
    )
    return with_checks(outcome, finding)


_LEVEL = "title on an average"
_GROWTH = "title on growth"
_BARE = gettext_noop("{label} {rose}", context=_LEVEL)
gettext_noop("{label} {rose}", context=_GROWTH)
_ROSE = gettext_noop("{label} {rose} to {later}", context=_LEVEL)
_ROSE_SINCE = gettext_noop(
    "{label} {rose} to {later}, compared with {base} in {against}", context=_LEVEL
)
_ROSE_AFTER_NONE = gettext_noop(
    "{label} {rose} to {later}, after none in {against}", context=_LEVEL
)
_GREW = gettext_noop("{label} {rose}, at {later}, compared with {base}", context=_GROWTH)
_GREW_SINCE = gettext_noop(
    "{label} {rose}, at {later}, compared with {base} in {against}", context=_GROWTH
)
_BEYOND = gettext_noop(
    "allowing for the trend through both periods, {label} {rose}", context=_LEVEL
)
gettext_noop("allowing for the trend through both periods, {label} {rose}", context=_GROWTH)


def _found_figure(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, parts: Parts
) -> Headline:
    ratio, difference = outcome.ids.decided_ratio, outcome.ids.decided_difference
    if is_beyond_trend(formatter, outcome) or not formatter.has(compared_ids(outcome)[0]):
        name, label = words_of(outcome.result).headline(formatter, outcome)
        return Headline(
            value=formatter.measured(name),
            label=compose(label, bracketed(formatter.interval(name))),
        )
    is_high = outcome.verdict.verdict is VerdictKind.INCREASE
    if formatter.has(ratio) and formatter.value(ratio) > _TIMES and _is_counted(outcome):
        is_growth = outcome.comparison.test is Test.SLOPE
        template = _TIMES_GROWTH if is_growth else _TIMES_COUNT
        label = phrase(template, parts, interval=bracketed(formatter.interval(ratio)))
        return Headline(value=phrase("{ratio} times", ratio=formatter.number(ratio)), label=label)
    name, what = (
        (ratio, gettext_noop("ratio"))
        if formatter.has(ratio)
        else (difference, gettext_noop("difference"))
    )
    change = phrase(
        _AFTER_NONE if _was_none(formatter, outcome) else _UP_FROM if is_high else _DOWN_FROM,
        parts,
        evidence=bracketed(formatter.estimate(what, name)),
    )
    return Headline(value=parts["value"], label=_named(formatter, outcome, change))


_TIMES = 1.2
"""The ratio above which "times" is easier to grasp than two values (rule 28)."""
_TIMES_COUNT = gettext_noop("the {monthly} {label} of {against}: {later}, up from {base}{interval}")
_TIMES_GROWTH = gettext_noop(
    "the growth in {label} of {against}: {later}, up from {base}{interval}"
)
_AFTER_NONE = gettext_noop("after none in {against}{evidence}")
_UP_FROM = gettext_noop("up from {base} in {against}{evidence}")
_DOWN_FROM = gettext_noop("down from {base} in {against}{evidence}")


def _was_none(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> bool:
    """Return whether nothing was counted in the earlier period."""
    base, _ = compared_ids(outcome)
    return outcome.comparison.test is not Test.SLOPE and formatter.value(base) == 0


def _is_counted(outcome: ComparisonOutcome) -> bool:
    return outcome.metric.kind.adds_up or outcome.comparison.test is Test.SLOPE


def _named(formatter: QuantityFormatter, outcome: ComparisonOutcome, words: Prose) -> Prose:
    """Return a label with the name of the metric, unless the unit next to it is the same."""
    subject = subject_of(formatter, outcome)
    unit = outcome.metric.unit_beside_number
    if unit and unit.casefold() == plain_text(subject).casefold():
        return words
    return phrase("{label}, {words}", context="below a key figure", label=subject, words=words)


# --- The periods are alike, or nothing is known of their difference


def _alike(formatter: QuantityFormatter, outcome: ComparisonOutcome, parts: Parts) -> Finding:
    words = Message("the same to within {margin}", margin=margin_of(formatter, outcome))
    same = compose(claim(words, outcome.verdict))
    same = allowing_for_trend(formatter, outcome, same)
    parts = {**parts, "same": same}
    clause = phrase(_ALIKE, parts)
    figure = phrase(_ALIKE_FIGURE, parts)
    return Finding(
        metric=outcome.metric.id,
        rank=Rank.ALIKE,
        titles=(phrase(_ALIKE_SHORT, parts),),
        clause=clause,
        since=_since(formatter, outcome),
        figure=Headline(value=parts["value"], label=_named(formatter, outcome, figure)),
    )


_ALIKE_SHORT = gettext_noop("{subject} came to {later}, {same}")
_ALIKE = gettext_noop("{subject} came to {later}, compared with {base} in {against}, {same}")
_ALIKE_FIGURE = gettext_noop("compared with {base} in {against}: {same}")


def _open(formatter: QuantityFormatter, outcome: ComparisonOutcome, parts: Parts) -> Finding:
    base, later = map(formatter.number, compared_ids(outcome))
    parts = {**parts, "chance": doubt(formatter, outcome)}
    if base.text == later.text:
        # "40%, compared with 40%" does not show what differs.
        templates, label = (_SAME, _SAME), _SAME_IN
    elif may_have_moved(outcome):
        templates, label = _MAY, _COMPARED_MAY
    else:
        templates, label = _OPEN, _COMPARED
    title, said = (phrase(template, parts) for template in templates)
    if may_have_moved(outcome):
        title, said = (allowing_for_trend(formatter, outcome, words) for words in (title, said))
    figure = phrase(label, parts)
    more = _more(formatter, outcome, parts)
    return Finding(
        metric=outcome.metric.id,
        rank=Rank.OPEN,
        titles=(more, title) if more and templates is _OPEN else (title,),
        clause=said,
        since=_since(formatter, outcome),
        figure=Headline(value=parts["value"], label=_named(formatter, outcome, figure)),
    )


_OPEN = (
    gettext_noop("{subject} came to {later}, compared with {base}, and {chance}"),
    gettext_noop("{subject} came to {later}, compared with {base} in {against}; {chance}"),
)
_MAY = (
    gettext_noop("{subject} {chance} to {later}"),
    gettext_noop("{subject} {chance} to {later}, compared with {base} in {against}"),
)
_SAME = gettext_noop("{subject} came to {later}, as in {against}")
_SAME_IN = gettext_noop("as in {against}")
_COMPARED = gettext_noop("compared with {base} in {against}; {chance}")
_COMPARED_MAY = gettext_noop("which {chance} from {base} in {against}")


def _more(formatter: QuantityFormatter, outcome: ComparisonOutcome, parts: Parts) -> Prose:
    """Return ``39 more volunteer hours a month, which may be chance``; empty for other numbers."""
    name, metric = outcome.ids.decided_difference, outcome.metric
    has_unit = metric.unit.casefold() in metric.short_label.casefold()
    is_plain = not is_beyond_trend(formatter, outcome) and not is_held_back(outcome)
    is_plain = is_plain and outcome.verdict.restraint is None
    is_plain = is_plain and not even_totals(formatter, outcome)
    if not (metric.kind is MetricKind.COUNT and has_unit and is_plain and formatter.has(name)):
        return ()
    difference = formatter.value(name)
    size = formatter.number(name, "size")
    if abs(difference) < 1:
        return ()  # "0.4 fewer events" is no number that anybody counts
    return phrase(
        _MORE if difference > 0 else _FEWER,
        parts,
        size=size,
        chance=claim(gettext_noop("may be chance"), outcome.verdict),
    )


_MORE = gettext_noop("{size} more {label} {per_month}, which {chance}")
_FEWER = gettext_noop("{size} fewer {label} {per_month}, which {chance}")
