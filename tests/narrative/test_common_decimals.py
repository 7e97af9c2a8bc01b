"""Value and target can be distinguished, and one number prints the same way in the whole brief."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.api import analyse
from reportgen.model.comparison import Test
from reportgen.model.goal import GoalStatus
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form, Quantity
from reportgen.narrative.numbers.common_decimals import with_common_decimals
from reportgen.narrative.numbers.decimals import print_in_order, printed_decimals
from reportgen.narrative.numbers.further_numbers import further_quantity
from reportgen.narrative.numbers.number_style import JMIR
from reportgen.narrative.numbers.number_text import number_text
from tests.conftest import ROOT
from tests.document.pages import page, table
from tests.narrative.factories import case, comparison

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.pipeline import Analysed

_HEAD = """\
reportgen: 1
organization: {name: Swimming Club}
brief: {kind: board, report_date: 2025-02-28}
intervention: {on: 2024-01-01, label: New pool}
metrics:
  swims: {kind: count, unit: swims, file: swims.csv, date: month, value: swims}
  full: {label: lanes in use, kind: rate, file: swims.csv, date: month, value: full}
goals:
"""


def _analysed(folder: Path, *goals: tuple[str, str, str]) -> Analysed:
    """Analyse two years whose second has a mean of 87.25 swims and of 59.96% of lanes in use."""
    rows = ["month,swims,full"]
    rows += [f"2023-{place:02},{60 + place % 3},0.41" for place in range(1, 13)]
    swims = (87, 87, 87, 88) * 3
    shares = (0.5996, 0.5995, 0.5997, 0.5996) * 3
    rows += [
        f"2024-{place:02},{swim},{share}"
        for place, swim, share in zip(range(1, 13), swims, shares, strict=True)
    ]
    (folder / "swims.csv").write_text("\n".join(rows) + "\n")
    lines = [
        f"  - {{id: g{place}, specific: Goal {place}, time_bound: 2024-12, "
        f"measurable: {{quantity: {quantity}, target: {target}, direction: {side}}}}}\n"
        for place, (quantity, target, side) in enumerate(goals)
    ]
    (folder / "club.yaml").write_text(_HEAD + "".join(lines))
    return analyse(folder / "club.yaml")


def _texts(analysed: Analysed, *names: str) -> list[str]:
    return [number_text(analysed.outcomes.quantities[name], JMIR) for name in names]


@pytest.mark.parametrize(
    ("quantity", "target", "expected"),
    [
        ("swims.observed.after.mean", "87.5", ("87.25", "87.5", "0.25")),
        ("full.observed.after.mean", "0.6", ("59.960%", "60%", "0.040")),
        ("full.mean.after.mean", "0.5997", ("59.960%", "59.97%", "0.010")),
        ("swims.mean.after_vs_before.ratio", "1.43", ("1.4303", "1.43", "−0.0003")),
    ],
)
def test_value_and_target_are_told_apart(
    tmp_path: Path, quantity: str, target: str, expected: tuple[str, ...]
) -> None:
    analysed = _analysed(tmp_path, (quantity, target, "at_least"))
    assert tuple(_texts(analysed, "goals.g0.value", "goals.g0.target", "goals.g0.gap")) == expected
    assert _texts(analysed, quantity) == [expected[0]]


def test_one_mean_has_one_precision_in_all_analyses(tmp_path: Path) -> None:
    analysed = _analysed(tmp_path, ("swims.observed.after.mean", "87.26", "at_least"))
    names = ("swims.observed.after.mean", "swims.mean.after.mean", "goals.g0.value")
    assert _texts(analysed, *names) == ["87.25"] * 3


def test_without_a_goal_the_interval_decides(tmp_path: Path) -> None:
    analysed = _analysed(tmp_path, ("swims.observed.after.mean", "1", "at_least"))
    names = ("full.observed.after.mean", "full.mean.after.mean")
    assert _texts(analysed, *names) == ["59.960%", "59.960%"]
    alone = replace(analysed.outcomes.quantities[names[0]], decimals=None)
    assert number_text(alone, JMIR) == "60%"


def test_a_sum_of_tenths_reaches_its_sum(tmp_path: Path) -> None:
    rows = "".join(f"2024-{place:02},0.1\n" for place in range(1, 13))
    (tmp_path / "km.csv").write_text("month,km\n" + rows)
    (tmp_path / "club.yaml").write_text(
        "reportgen: 1\norganization: {name: Walkers}\nbrief: {kind: board}\n"
        "periods: {spring: {from: 2024-03, to: 2024-05}}\n"
        "metrics: {km: {kind: amount, unit: km, file: km.csv, date: month, value: km}}\n"
        "goals: [{id: low, specific: Walk less, measurable: {quantity: km.observed.spring.total, "
        "target: 0.3, direction: at_most}}]\n"
    )
    outcomes = analyse(tmp_path / "club.yaml").outcomes
    assert outcomes.quantities["goals.low.value"].value != 0.3
    assert outcomes.goals[0].status is GoalStatus.MET
    assert number_text(outcomes.quantities["goals.low.value"], JMIR) == "0.30"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (131.5, 132.0, False),
        (131.4, 132.0, True),
        (132.0, 132.0, True),
        (132.04, 132.04, False),
        (132.04, 132.01, False),
    ],
)
def test_numbers_that_would_print_in_order(one: float, other: float, expected: bool) -> None:
    value = Quantity(id="a", value=one, form=Form.MEASURE)
    target = Quantity(id="b", value=other, form=Form.TARGET)
    assert print_in_order(value, target) is expected


_COMPARED = """\
reportgen: 1
organization: {name: Reading Room}
brief: {report_date: 2024-12-31}
metrics: {waits: {label: waiting time, kind: KIND, FURTHER file: waits.csv, date: month, value: v}}
periods: {before: {from: 2023-01, to: 2023-12}, after: {from: 2024-01, to: 2024-12}}
comparisons: [{id: waits, metric: waits, test: mean, contrast: [after, before]}]
"""


def _comparison(folder: Path, before: float, after: float, *, spread: float, kind: str) -> Analysed:
    """Analyse two years whose months lie a spread above and below these means."""
    means = {2023: before, 2024: after}
    rows = [
        f"{year}-{month:02},{mean + (spread if month % 2 else -spread)!r}"
        for year, mean in means.items()
        for month in range(1, 13)
    ]
    (folder / "waits.csv").write_text("\n".join(["month,v", *rows]) + "\n")
    further = {"average": "unit: days,", "amount": "currency: EUR,", "rate": ""}[kind]
    text = _COMPARED.replace("KIND", kind).replace("FURTHER", further)
    (folder / "waits.yaml").write_text(text)
    return analyse(folder / "waits.yaml")


_CONTRAST = (
    "waits.mean.before.mean",
    "waits.mean.after.mean",
    "waits.mean.after_vs_before.difference",
)


@pytest.mark.parametrize(
    ("kind", "before", "after", "spread", "expected"),
    [
        # As precise as the intervals alone would have them, 3.0 and 2.9, difference 0.0.
        ("average", 2.97, 2.94, 0.15, ("2.97", "2.94", "−0.03")),
        # 48, 47 and a difference of −2.
        ("average", 48.17, 46.58, 5.0, ("48.2", "46.6", "−1.6")),
        # One spread gives a mean two decimals and the other none.
        ("rate", 0.309312, 0.3644, 0.02, ("30.9%", "36.4%", "5.5")),
        ("amount", 3478.4, 3590.6, 400.0, ("€3,478", "€3,591", "€112")),
        # To distinguish these would take more digits than the data are worth.
        ("average", 46.5, 46.5004, 5.0, ("47", "47", "<1")),
    ],
)
def test_compared_values_and_their_difference_do_not_contradict_each_other(
    tmp_path: Path,
    kind: str,
    before: float,
    after: float,
    spread: float,
    expected: tuple[str, ...],
) -> None:
    analysed = _comparison(tmp_path, before, after, spread=spread, kind=kind)
    assert tuple(_texts(analysed, *_CONTRAST)) == expected


@settings(max_examples=60, deadline=None)
@given(
    before=st.integers(1, 10**6), after=st.integers(1, 10**6), spread=st.sampled_from([1, 30, 4000])
)
def test_printed_means_and_their_difference_never_contradict(
    before: int, after: int, spread: int
) -> None:
    base, later = (
        [(mean + place * spread) / 997 for place in (-1, 0, 1)] for mean in (before, after)
    )
    analysed = case(base, later, comparison(Test.MEAN), kind=MetricKind.AVERAGE)
    quantities = with_common_decimals(analysed.outcomes).quantities
    ids = analysed.outcomes.comparisons[0].comparison_ids
    names = (ids.base.of("mean"), ids.later.of("mean"), ids.contrast.of("difference"))
    assert len({printed_decimals(quantities[name]) for name in names}) == 1
    first, second, between = (_decimal(number_text(quantities[name], JMIR)) for name in names)
    last_digit = Decimal(1).scaleb(-printed_decimals(quantities[names[2]]))
    rounding = last_digit if abs(between) >= 10 * last_digit else 0
    assert abs(second - first - between) <= rounding


def _decimal(text: str) -> Decimal:
    """Return a printed number; 0 for one that is only known to be closer to it than a digit."""
    plain = text.replace("\u2212", "-").replace(",", "").rstrip("%")
    return Decimal(0) if plain[0] in "<>" else Decimal(plain)


def test_a_statistic_has_one_precision_in_all_periods_and_its_further_analyses_too(
    tmp_path: Path,
) -> None:
    analysed = _comparison(tmp_path, 2.97, 2.94, spread=0.15, kind="average")
    quantities = analysed.outcomes.quantities
    means = [item for name, item in quantities.items() if name.endswith(".mean") and item.value]
    assert {printed_decimals(item) for item in means} == {2}
    further = {
        item.method: number_text(further_quantity("waits", item, item.estimate, None), JMIR)
        for item in analysed.outcomes.comparisons[0].verdict.sensitivity
        if item.estimate is not None
    }
    assert (further["student_t"], further["permutation"]) == ("−0.03", "−0.03")
    # A statistic of its own keeps its own digits.
    assert further["durbin_watson"] == "3.83"


def test_shares_of_a_survey_and_their_difference_do_not_contradict_each_other(
    tmp_path: Path,
) -> None:
    (tmp_path / "club.yaml").write_text(
        "reportgen: 1\norganization: {name: Walkers}\nbrief: {report_date: 2024-12-31}\n"
        "surveys: [{id: safe, question: Do you feel safe?, "
        "before: {yes: 31, asked: 44}, after: {yes: 34, asked: 48}}]\n"
    )
    names = (
        "surveys.safe.before.share",
        "surveys.safe.after.share",
        "surveys.safe.change.difference",
    )
    # Without decimals, 70% and 71% with a difference of 0; with one, 70.5%, 70.8% and 0.4.
    assert tuple(_texts(analyse(tmp_path / "club.yaml"), *names)) == ("70.45%", "70.83%", "0.38")


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([0.534, 10.28, -7.51, 18.47], ["0.5", "10.3", "−7.5", "18.5"]),
        ([2 / 3, 4.0, 0.0, 6.0], ["0.7", "4.0", "0.0", "6.0"]),
        ([94.31, 102.7, 90.18, 107.2], ["94", "103", "90", "107"]),
        ([0.0123, 0.0457, 0.0, 0.0611], ["0.012", "0.046", "0.000", "0.061"]),
        ([3.0, 9.0, 1.0, 12.0], ["3", "9", "1", "12"]),
    ],
)
def test_the_largest_end_of_a_chart_decides(values: list[float], texts: list[str]) -> None:
    names = [
        f"{_CHART}.{name}" for name in ("period_low", "period_high", "limit_low", "limit_high")
    ]
    ends = [
        Quantity(id=name, value=value, form=Form.LIMIT)
        for name, value in zip(names, values, strict=True)
    ]
    found = _of_chart(*ends)
    assert [number_text(found[name], JMIR) for name in names] == texts


def test_a_missing_end_and_a_mean_keep_their_own() -> None:
    low = Quantity(id=f"{_CHART}.period_low", value=None, form=Form.LIMIT, reason="one month")
    high = Quantity(id=f"{_CHART}.limit_high", value=18.47, form=Form.LIMIT)
    mean = Quantity(id=f"{_CHART}.mean", value=0.534, form=Form.LIMIT)
    found = _of_chart(low, high, mean)
    assert found[low.id].value is None
    assert number_text(found[mean.id], JMIR) == "0.53"


_CHART = "visits.xmr.reporting"


def _of_chart(*quantities: Quantity) -> Mapping[str, Quantity]:
    known = {item.id: item for item in quantities}
    outcomes = replace(
        case([1.0] * 12, [2.0] * 12).outcomes, quantities=known, comparisons=(), goals=()
    )
    return with_common_decimals(outcomes).quantities


def test_single_values_beside_each_other_print_in_their_order(tmp_path: Path) -> None:
    shares = [31.2 - 0.4 * n for n in range(14)] + [25.9]
    rows = [(str(2010 + n), share) for n, share in enumerate(shares)]
    text = page(
        tmp_path,
        "brief: {report_date: 2025-03-01}\nmetrics: {smokers: {label: the share of smokers, "
        "kind: rate, in_percent: true, file: n.csv, date: year, value: v}}\n",
        {"n.csv": table(("year", "v"), rows)},
    )
    assert ": 25.9%, after 26.0% a year earlier" in text
    assert "25.9% in 2024" in text
    assert "26% in 2024" not in text


def test_a_value_and_what_is_missing_add_up_to_the_target(tmp_path: Path) -> None:
    # Rounded to whole numbers, 1226.5 and 73.5 would be 1227 and 74.
    rows = "".join(f"2024-{place:02},{1226 + place % 2}\n" for place in range(1, 13))
    (tmp_path / "nights.csv").write_text("month,nights\n" + rows)
    (tmp_path / "club.yaml").write_text(
        "reportgen: 1\norganization: {name: Harbor}\nbrief: {kind: board}\n"
        "periods: {year: {from: 2024-01, to: 2024-12}}\n"
        "metrics: {nights: {kind: count, unit: nights, file: nights.csv, date: month, "
        "value: nights}}\n"
        "goals: [{id: full, specific: Be full, measurable: "
        "{quantity: nights.observed.year.mean, target: 1300}}]\n"
    )
    names = ("goals.full.value", "goals.full.target", "goals.full.gap")
    assert _texts(analyse(tmp_path / "club.yaml"), *names) == ["1226.5", "1300", "73.5"]


def test_fitted_trends_and_mean_gains_have_the_same_decimals() -> None:
    analysed = analyse(ROOT / "configs" / "women-in-medicine" / "women-in-medicine.yaml")
    quantities = analysed.outcomes.quantities
    growth = [
        quantities[f"followers.growth.{period}.{statistic}"]
        for period in ("before", "after", "followup")
        for statistic in ("slope", "gain_mean")
    ]
    assert len({printed_decimals(item) for item in growth}) == 1


def test_a_share_prints_alike_in_periods_on_its_chart_and_as_the_latest_value() -> None:
    analysed = analyse(ROOT / "configs" / "harbor-shelter" / "harbor-shelter.yaml")
    quantities = analysed.outcomes.quantities
    names = ("mean.reporting.mean", "xmr.reporting.mean", "xmr.reporting.period_low")
    found = [quantities[f"housed.{name}"] for name in (*names, "observed.latest.value")]
    assert len({printed_decimals(item) for item in found}) == 1
