"""The table of comparisons: the verdict of each in a few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from reportgen.document.brief import TableBlock
from reportgen.document.prose_walk import inlines
from reportgen.languages.current import use_language
from reportgen.model.comparison import Alternative, Comparison, Margin, Test
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


def test_a_running_total_has_one_rate_and_its_fitted_trend_is_published_only_if_said_so() -> None:
    known = organization()
    reach = known.comparisons[0]
    for is_published, trend in ((False, "fitted trend"), (True, "fitted trend, as published")):
        changed = replace(reach, is_trend_published=is_published)
        stubs = list(rows(replace(known, comparisons=(changed, *known.comparisons[1:]))))
        assert stubs[0].endswith(": Mean monthly gain in followers")
        assert stubs[1].endswith(f": Followers, {trend}")


def row_and_notes(**changes: Any) -> tuple[list[str], str]:
    """Return the cells of the impressions' row, and the notes below the table."""
    known = organization()
    asked = Comparison(
        id="seen", metric="impressions", test=Test.MEAN, later="after", base="before", **changes
    )
    planned = replace(known, comparisons=(known.comparisons[0], asked))
    cells = next(value for stub, value in rows(planned).items() if "Impressions" in stub)
    return cells, " ".join(map(plain_text, results(planned).footnotes))


def test_a_row_has_the_interval_and_the_p_value_of_the_test_that_decides() -> None:
    plain, _ = row_and_notes()
    within, notes = row_and_notes(equivalence_margin=Margin(value=2.0, is_relative=True))
    assert "two 1-sided tests of the margin of 200%, and the interval is their 90% CI." in notes
    within, _ = row_and_notes(equivalence_margin=Margin(value=90_000, is_relative=False))
    assert within[2].split() == ["41,750", "impressions", "a", "month", "(38,027-45,473)"]
    # The difference that is found beyond a margin is not adjusted, and has its own values.
    beyond, notes = row_and_notes(equivalence_margin=Margin(value=0.01, is_relative=True))
    assert beyond[-1].startswith("Increase")
    assert beyond[2] == plain[2]
    assert beyond[3].rstrip("abc,") == plain[3].rstrip("abc,")
    assert beyond[4] == "–"
    assert "tested after the margin of 1%, and without adjustment (two 1-sided tests" in notes


def test_a_one_tailed_p_value_beside_a_two_sided_interval_is_called_one() -> None:
    _, notes = row_and_notes(alternative=Alternative.GREATER)
    # The interval of the other test in the note has one side, too.
    assert "In the row, P is 1-tailed and the interval 2-sided." in notes
    assert "In the row" not in row_and_notes()[1]
    _, notes = row_and_notes(alternative=Alternative.LESS)
    assert "In the row, P is 2-tailed, because the estimate lies on the other side" in notes


def results(configuration: Configuration) -> TableBlock:
    (table,) = (
        block
        for section in brief(configuration).sections
        for block in section.blocks
        if isinstance(block, TableBlock) and block.design == "results"
    )
    return table


def rows(configuration: Configuration) -> dict[str, list[str]]:
    """Return the cells of each row by what it compares and its stub."""
    found, head = {}, ""
    for row in results(configuration).rows:
        if row.is_head:
            head = plain_text(row.stub)
        else:
            cells = [plain_text(cell.text) for cell in row.cells]
            found[f"{head}: {plain_text(row.stub)}"] = cells
    return found
