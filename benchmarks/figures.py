"""What each figure of an example costs: nodes, bytes, milliseconds of drawing, warm.

The last row is the same kind of chart drawn in matplotlib's ordinary way by its own SVG writer.
"""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.figures.figure import Figure

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "configs" / "women-in-medicine" / "women-in-medicine.yaml"
RUNS = 7


def best_ms(draw: Callable[[], object]) -> float:
    """Return the shortest CPU time of several runs, in milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        draw()
        times.append(time.process_time() - start)
    return min(times) * 1000


def our_figures() -> list[tuple[str, str, float]]:
    """Return key, SVG and drawing time of each figure of the example."""
    from reportgen.design.tokens import load_tokens
    from reportgen.figures import plot
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.style import drawing_settings, style_of
    from reportgen.narrative.narrative import describe_outcomes
    from reportgen.pipeline import analyse_organization, load_organization

    analysed = analyse_organization(load_organization(EXAMPLE))
    assert analysed is not None
    context = FigureContext(
        configuration=analysed.configuration,
        dataset=analysed.dataset,
        outcomes=analysed.outcomes,
        narrative=describe_outcomes(analysed.configuration, analysed.outcomes),
        style=style_of(load_tokens()),
    )
    rows: dict[str, tuple[Figure, list[float]]] = {}
    for _ in range(RUNS):
        with drawing_settings():
            start = time.process_time()
            for key, drawing in plot.draw_all(context):
                _, times = rows.setdefault(key, (drawing.figure, []))
                times.append((time.process_time() - start) * 1000)
                start = time.process_time()
    return [(key, figure.svg, min(times)) for key, (figure, times) in rows.items()]


def ordinary_svg() -> str:
    """Return a chart of 36 months with three lines, a band and a legend, by matplotlib's writer."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as MplFigure

    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "reportgen"}):
        figure = MplFigure(figsize=(4.65, 2.0))
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        for period in range(3):
            months = [12 * period + month for month in range(12)]
            values = [1000 + 50 * month + month % 5 * 9 for month in months]
            axes.plot(months, values, "o", label=f"period {period + 1}")
            axes.plot([months[0], months[-1]], [values[0], values[-1]])
        axes.fill_between([12, 23], [1500, 1900], [1600, 2200], alpha=0.2)
        axes.axvline(11.5)
        axes.grid(axis="y")
        axes.legend()
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def count_nodes(svg: str) -> int:
    """Return how many elements an SVG has."""
    from xml.etree import ElementTree as ET

    return sum(1 for _ in ET.fromstring(svg).iter())  # noqa: S314


def main() -> None:
    """Print one row a figure."""
    print(f"{'figure':<26}{'nodes':>7}{'bytes':>8}{'ms':>8}")
    rows = our_figures()
    rows.append(("ordinary matplotlib", ordinary_svg(), best_ms(ordinary_svg)))
    for key, svg, milliseconds in rows:
        print(f"{key:<26}{count_nodes(svg):>7}{len(svg.encode()):>8}{milliseconds:>8.1f}")


if __name__ == "__main__":
    main()
