"""How a journal prints numbers: what differs from house style to house style."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.languages.catalogue import SOURCE
from reportgen.languages.current import current_language, translated
from reportgen.narrative.numbers.number_locale import number_marks

_THIN_SPACE = "\u2009"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberStyle:
    """One house style.

    Attributes
    ----------
    thousands : str
        What stands between groups of three digits, in numbers above 9999.
    decimal, percent : str
        What stands before decimals, and after a percentage.
    has_leading_zero : bool
        Whether a P value is 0.03 rather than .03.
    range_mark : str
        What stands between the bounds of an interval whose bounds are not negative.
    interval_lead : str
        What stands between ``95% CI`` and the interval.
    alpha : float
        The significance level, a fraction of 1: a P value is never rounded across it.
    """

    name: str
    thousands: str
    range_mark: str
    interval_lead: str
    decimal: str = "."
    percent: str = "%"
    has_leading_zero: bool = False
    alpha: float = 0.05


JMIR = NumberStyle(name="jmir", thousands=",", range_mark="-", interval_lead=" ")
"""Journal of Medical Internet Research: 36,127; 95% CI 1.5-1.9."""

AMA = NumberStyle(name="ama", thousands=_THIN_SPACE, range_mark="-", interval_lead=", ")
"""AMA Manual of Style, 11th edition: 36 127 with a thin space; 95% CI, 1.5-1.9."""

NUMBER_STYLES = {style.name: style for style in (JMIR, AMA)}


def number_style(name: str, *, alpha: float = 0.05) -> NumberStyle:
    """Return the style of that name, with the significance level of a brief.

    In other languages than English its marks are those of the language.

    Raises
    ------
    ValueError
        No style has that name.
    """
    if name not in NUMBER_STYLES:
        known = ", ".join(sorted(NUMBER_STYLES))
        raise ValueError(f"expected a number style ({known}), found `{name}`")
    style = replace(NUMBER_STYLES[name], alpha=alpha)
    language = current_language()
    if language == SOURCE:
        return style
    marks = number_marks(language)
    return replace(
        style,
        thousands=marks.thousands,
        decimal=marks.decimal,
        percent=marks.percent,
        interval_lead=" ",
        range_mark="-" if marks.decimal == "." else translated(" to "),
        has_leading_zero=True,
    )
