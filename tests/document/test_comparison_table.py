"""The table of comparisons: the verdict of each in a few words."""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.brief import TableBlock
from reportgen.document.prose_walk import inlines
from reportgen.languages.current import use_language
from reportgen.model.comparison import Comparison, Margin, Test
from reportgen.model.prose import Claim, plain_text
from tests.document.factories import brief, organization


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
    cells = [row.cells[-1].text for row in table.rows]
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
