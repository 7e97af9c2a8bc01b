"""Data coordinates are transformed as by matplotlib."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.transforms import Bbox, BboxTransform

from reportgen.figures.drawing.axes import AxesTransform

_NUMBERS = st.floats(-1e6, 1e6, allow_subnormal=False)
_SPANS = st.tuples(_NUMBERS, st.floats(0.01, 1e6)).map(lambda pair: (pair[0], sum(pair)))


@given(window=st.tuples(_SPANS, _SPANS), x=_SPANS, y=_SPANS, point=st.tuples(_NUMBERS, _NUMBERS))
def test_points_are_placed_as_by_matplotlib(
    window: tuple[tuple[float, float], tuple[float, float]],
    x: tuple[float, float],
    y: tuple[float, float],
    point: tuple[float, float],
) -> None:
    (left, right), (bottom, top) = window
    axes = AxesTransform(left=left, right=right, bottom=bottom, top=top, x_limits=x, y_limits=y)
    limits = Bbox.from_extents(x[0], y[0], x[1], y[1])
    sides = Bbox.from_extents(left, bottom, right, top)
    expected = BboxTransform(limits, sides).transform(point)
    spans = [max(abs(low), abs(high)) / (high - low) for low, high in (x, y)]
    scale = max(map(abs, (left, right, bottom, top, *expected))) * max(*spans, 1.0)
    assert axes.at(*point) == pytest.approx(tuple(expected), abs=1e-9 * scale)


def test_equal_limits_are_rejected() -> None:
    with pytest.raises(ValueError, match="must differ"):
        AxesTransform(left=0, right=1, bottom=0, top=1, x_limits=(2, 2), y_limits=(0, 1))
