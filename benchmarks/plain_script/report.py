"""A brief written without reportgen: pandas, matplotlib and WeasyPrint in one script.

Usage: ``python report.py MEMBERS.CSV PAGE.HTML.J2 FOLDER``. It computes what its figures show,
draws three ordinary charts, and writes the page as HTML and as PDF.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import jinja2
import matplotlib as mpl

mpl.use("svg")

import matplotlib.pyplot as plt
import pandas as pd
from scipy import stats
from weasyprint import HTML

CHANGE = "2023-01"


def main(data: Path, page: Path, folder: Path) -> None:
    """Write the report."""
    frame = pd.read_csv(data, comment="#", parse_dates=["month"]).set_index("month")
    members = frame["members"]
    before, after = members[members.index < CHANGE], members[members.index >= CHANGE]
    lines = [stats.linregress(range(len(part)), part) for part in (before, after)]
    gains = [part.diff().dropna() for part in (before, after)]
    welch = stats.ttest_ind(gains[1], gains[0], equal_var=False)
    ratio = lines[1].slope / lines[0].slope
    figures = [goal_chart(ratio), trend_chart((before, after), lines), gains_chart(gains)]
    numbers = {"before": lines[0].slope, "after": lines[1].slope, "p": welch.pvalue}
    template = jinja2.Template(page.read_text(encoding="utf-8"))
    text = template.render(figures=figures, numbers=numbers)
    (folder / "report.html").write_text(text, encoding="utf-8")
    HTML(string=text).write_pdf(folder / "report.pdf")


def goal_chart(ratio: float) -> str:
    """Return a bar up to the value, with its target."""
    figure, axes = plt.subplots(figsize=(6.4, 1.2))
    axes.barh(["Goal"], [ratio])
    axes.axvline(1.25, color="black")
    return svg_of(figure)


def trend_chart(parts: tuple[pd.Series, ...], lines: list[object]) -> str:
    """Return both years with their lines."""
    figure, axes = plt.subplots(figsize=(6.4, 3.2))
    for part, line in zip(parts, lines, strict=True):
        fitted = [line.intercept + line.slope * month for month in range(len(part))]
        axes.plot(part.index, part, "o", label=f"{line.slope:.1f} a month")
        axes.plot(part.index, fitted)
    axes.axvline(pd.Timestamp(CHANGE))
    axes.grid(axis="y")
    axes.legend()
    return svg_of(figure)


def gains_chart(gains: list[pd.Series]) -> str:
    """Return the mean gain of each year with its interval."""
    figure, axes = plt.subplots(figsize=(6.4, 2.4))
    half = [stats.t.ppf(0.975, len(part) - 1) * part.sem() for part in gains]
    axes.errorbar([part.mean() for part in gains], ["before", "after"], xerr=half, fmt="o")
    axes.set_xlabel("members a month")
    return svg_of(figure)


def svg_of(figure: plt.Figure) -> str:
    """Return a figure as SVG for a page."""
    figure.tight_layout()
    file = io.StringIO()
    figure.savefig(file, format="svg")
    plt.close(figure)
    return file.getvalue()[file.getvalue().index("<svg") :]


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
