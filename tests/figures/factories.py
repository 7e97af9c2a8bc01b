"""Draw the figures of organizations given as YAML and CSV text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.design.tokens import load_tokens
from reportgen.figures.context import FigureContext
from reportgen.figures.drawing.style import (
    NARROW_WIDTH,
    TEXT_WIDTH,
    drawing_settings,
    style_of,
)
from reportgen.figures.plot import draw_all
from reportgen.model.prose import plain_text
from reportgen.narrative.narrative import describe_outcomes
from reportgen.pipeline import analyse_organization, load_organization

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reportgen.figures.drawing.canvas import Drawing

HEAD = """\
reportgen: 1
organization: {name: Example Club}
intervention: {on: 2021-01-01, label: A change}
"""


def caption_of(path: Path, key: str) -> str:
    """Return the caption of a figure without others."""
    analysed = analyse_organization(load_organization(path))
    assert analysed is not None
    words = describe_outcomes(analysed.configuration, analysed.outcomes).figure_words
    return plain_text(words[key].caption)


def draw(path: Path, *, is_narrow: bool = False) -> dict[str, Drawing]:
    """Return all drawings of a configuration, by figure key."""
    loaded = load_organization(path)
    analysed = analyse_organization(loaded)
    assert analysed is not None, loaded.diagnostics
    narrative = describe_outcomes(analysed.configuration, analysed.outcomes)
    context = FigureContext(
        configuration=analysed.configuration,
        dataset=analysed.dataset,
        outcomes=analysed.outcomes,
        narrative=narrative,
        style=style_of(load_tokens(), width=NARROW_WIDTH if is_narrow else TEXT_WIDTH),
    )
    with drawing_settings():
        return dict(draw_all(context))


def write_monthly(
    folder: Path, values: Sequence[float], *, kind: str = "count", head: str = HEAD, more: str = ""
) -> Path:
    """Write an organization with one monthly metric that starts in January 2020."""
    months = [f"{2020 + index // 12}-{index % 12 + 1:02d}" for index in range(len(values))]
    rows = [f"{month},{value!r}" for month, value in zip(months, values, strict=True)]
    (folder / "club.csv").write_text("\n".join(["month,visits", *rows]) + "\n", encoding="utf-8")
    metric = f"  visits: {{kind: {kind}, file: club.csv, date: month, value: visits}}\n"
    path = folder / "club.yaml"
    path.write_text(f"{head}metrics:\n{metric}{more}", encoding="utf-8")
    return path


def write_series(
    folder: Path,
    dates: Sequence[str],
    values: Sequence[float],
    *,
    kind: str,
    periods: Mapping[str, str],
    test: str = "slope",
    more: str = "",
) -> Path:
    """Write an organization with one metric and one comparison of two periods."""
    rows = [f"{day},{value!r}" for day, value in zip(dates, values, strict=True)]
    (folder / "club.csv").write_text("\n".join(["when,visits", *rows]) + "\n", encoding="utf-8")
    spans = "".join(f"  {name}: {{{span}}}\n" for name, span in periods.items())
    later, base = reversed(list(periods))
    path = folder / "club.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: Example Club}\n"
        f"periods:\n{spans}"
        f"metrics:\n  visits: {{kind: {kind}, file: club.csv, date: when, value: visits}}\n"
        f"comparisons: [{{id: c, metric: visits, test: {test}, contrast: [{later}, {base}]}}]\n"
        f"{more}",
        encoding="utf-8",
    )
    return path
