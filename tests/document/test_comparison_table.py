"""The table of comparisons: the verdict of each in a few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reportgen.document.brief import TableBlock
from reportgen.document.prose_walk import inlines
from reportgen.languages.current import use_language
from reportgen.model.comparison import Comparison, Margin, Test
from reportgen.model.period import Intervention
from reportgen.model.prose import Claim, plain_text
from tests.document.factories import brief, organization

if TYPE_CHECKING:
    from reportgen.model.configuration import Configuration


def verdicts(margin: Margin) -> dict[str, list[str]]:
    """Return the last cell of each row, and the claims in it."""
    known = organization()
    within = Comparison(
        id="within",
        metric="impressions",
        test=Test.MEAN,
        later="after",
        base="before",
        equivalence_margin=margin,
    )
    made = brief(replace(known, comparisons=(known.comparisons[0], within)))
    (table,) = (
        block
        for section in made.sections
        for block in section.blocks
        if isinstance(block, TableBlock) and block.design == "results"
    )
    cells = [row.cells[-1].text for row in table.rows if not row.is_head]
    return {
        plain_text(cell): [item.text for item in inlines(cell) if isinstance(item, Claim)]
        for cell in cells
    }


def test_an_equivalent_verdict_names_its_margin() -> None:
    wide = verdicts(Margin(value=2.0, is_relative=True))
    assert wide["Within the margin of 200%"] == ["Within the margin"]
    unit = verdicts(Margin(value=90_000, is_relative=False))
    assert "Within the margin of 90000 impressions a month" in unit


def test_the_margin_is_named_in_the_language_of_the_brief() -> None:
    with use_language("es"):
        assert any(
            text.startswith("Dentro del margen de 200")
            for text in verdicts(Margin(value=2.0, is_relative=True))
        )


def test_an_interrupted_series_shows_the_courses_without_and_with_the_change() -> None:
    known = organization()
    asked = Comparison(id="jump", metric="impressions", test=Test.ITS, later="after", base="before")
    later = Intervention(on=date(2020, 1, 1), label="New page")
    plan = replace(known, comparisons=(known.comparisons[0], asked))
    single, double = (rows(replace(plan, further_interventions=more)) for more in ((), (later,)))
    against = "against the earlier trend carried on"
    cells = single[f"June 2020, {against}: Impressions"]
    assert cells[:2] == ["54,195", "89,739"]
    assert cells[2].startswith("35,544 impressions a month ")
    assert [stub for stub in double if against in stub] == [
        f"After July 2019 (New committee): December 2019, {against}: Impressions",
        f"After January 2020 (New page): June 2020, {against}: Impressions",
    ]


def rows(configuration: Configuration) -> dict[str, list[str]]:
    """Return the cells of each row by what it compares and its stub."""
    (table,) = (
        block
        for section in brief(configuration).sections
        for block in section.blocks
        if isinstance(block, TableBlock) and block.design == "results"
    )
    found, head = {}, ""
    for row in table.rows:
        if row.is_head:
            head = plain_text(row.stub)
        else:
            cells = [plain_text(cell.text) for cell in row.cells]
            found[f"{head}: {plain_text(row.stub)}"] = cells
    return found
