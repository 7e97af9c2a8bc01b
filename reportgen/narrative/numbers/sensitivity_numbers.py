"""How the estimates of further analyses are printed: the same in text, figure and audit."""

from __future__ import annotations

from reportgen.model.quantity import Form, is_in_points


def further_form(unit: str) -> Form:
    """Return the form of an estimate by its unit; a difference of shares is in points."""
    if is_in_points(unit):
        return Form.POINTS
    return Form.MEASURE if unit else Form.RATIO
