"""One truth per brief: nothing that a brief prints contradicts another part of it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.document.brief import Brief, Cell, FigureBlock, LimitsBox, TableBlock
from reportgen.ledger.records import Ledger
from reportgen.model.prose import Claim, Number, Text
from tests.conftest import ROOT
from tests.document.one_truth import Made, faults, made
from tests.document.pages import HEAD
from tests.document.truth_configurations import invented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Change = Callable[[Any], Any]

EXAMPLES = ("community-garden", "harbor-shelter", "women-in-medicine")


def example(name: str, kind: str, language: str) -> Made:
    return made(ROOT / "configs" / name / f"{name}.yaml", kind, language)


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        for item in invented():
            own = Path(name) / item.name
            own.mkdir()
            for file, text in item.files.items():
                (own / file).write_text(text)
            (own / "club.yaml").write_text(HEAD + item.configuration)
        yield Path(name)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("kind", ["board", "editorial"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_example_contradicts_itself(name: str, kind: str, language: str) -> None:
    assert not faults(example(name, kind, language))


@pytest.mark.parametrize(
    ("name", "kind", "language"),
    [(item.name, *brief) for item in invented() for brief in item.briefs],
)
def test_no_kind_of_comparison_contradicts_itself(
    folder: Path, name: str, kind: str, language: str
) -> None:
    assert not faults(made(folder / name / "club.yaml", kind, language))


# --- The checks can fail


def altered(value: Any, change: Change) -> Any:
    """Return a value in which the first part that a change changes is another one."""
    if isinstance(value, Ledger):
        return value
    other = change(value)
    if other is not value:
        return other
    if isinstance(value, tuple):
        for place, part in enumerate(value):
            if (other := altered(part, change)) is not part:
                return (*value[:place], other, *value[place + 1 :])
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            part = getattr(value, item.name)
            if (other := altered(part, change)) is not part:
                return replace(value, **{item.name: other})
    return value


def _claim(old: str, new: str, *, within: type = Brief) -> Change:
    def change(part: Any) -> Any:
        return replace(part, text=new) if isinstance(part, Claim) and part.text == old else part

    def of_whole(part: Any) -> Any:
        return altered(part, change) if isinstance(part, within) else part

    return of_whole


def _number(ending: str, text: str, part: str = "value") -> Change:
    def change(item: Any) -> Any:
        is_it = isinstance(item, Number) and item.quantity.endswith(ending) and item.part == part
        return replace(item, text=text) if is_it else item

    return change


def _moved(old: str, new: str) -> Change:
    def change(item: Any) -> Any:
        is_it = isinstance(item, Number) and item.quantity.endswith(old) and item.part == "ci_low"
        return replace(item, quantity=item.quantity.removesuffix(old) + new) if is_it else item

    return change


def _text(old: str, new: str) -> Change:
    def change(item: Any) -> Any:
        is_it = isinstance(item, Text) and old in item.text
        return Text(item.text.replace(old, new)) if is_it else item

    return change


def _limitation(text: str) -> Change:
    def change(item: Any) -> Any:
        is_it = isinstance(item, LimitsBox)
        return replace(item, items=(*item.items, (Text(text),))) if is_it else item

    return change


def _symbol(status: str) -> Change:
    def change(item: Any) -> Any:
        return replace(item, status=status) if isinstance(item, Cell) and item.status else item

    return change


MUTATIONS = {
    "the title of a figure says the opposite": (
        *("means", "wrong_claims", _claim("rose", "fell", within=FigureBlock)),
    ),
    "a sentence claims what the table leaves open": (
        *("means", "wrong_claims", _claim("Inconclusive", "Increase", within=TableBlock)),
    ),
    "a P value beside an interval that excludes no difference": (
        *("means", "wrong_intervals", _number("verdicts.of-visits.p_value", ".30")),
    ),
    "an interval that touches no difference as printed": (
        *(
            "means",
            "wrong_intervals",
            _number("visits.mean.after_vs_before.decided_ratio", "1.00", "ci_low"),
        ),
    ),
    "the interval of a difference beside the P value of a margin": (
        *("means", "mixed_tests", _moved("decided_equivalence_ratio", "decided_ratio")),
    ),
    "a 1-tailed P value beside an interval of two sides that are not named": (
        *("means", "mixed_tests", _text("2-sided ", "")),
    ),
    "a value that differs from that of another sentence": (
        *("means", "several_texts", _number("visits.mean.after.mean", "512")),
    ),
    "a ratio that is not that of its values": (
        *("means", "wrong_sums", _number("loans.mean.after_vs_before.decided_ratio", "1.97")),
    ),
    "a badge with another verdict": (
        *("monitored", "several_courses", _claim("Rose, for the better", "As expected")),
    ),
    "a change for the worse that is for the better": (
        *("monitored", "several_courses", _claim("Rose, for the better", "Rose, for the worse")),
    ),
    "a symbol of another status": ("monitored", "several_statuses", _symbol("missed")),
    "a limitation of another brief": (
        *("means", "wrong_limitations", _limitation("We could not make some comparisons.")),
    ),
    "a chance of false alarms that is not that of the methods": (
        *("monitored", "several_alarm_rates", _text("up to 7 in 100", "up to 10 in 100")),
    ),
    "a period of the plan beside the values of a year earlier": (
        *("hard", "wrong_periods", _text("against the same half-year a year", "against winter")),
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_contradiction_is_found(folder: Path, name: str) -> None:
    of, check, change = MUTATIONS[name]
    kind = next(item.briefs[0] for item in invented() if item.name == of)
    found = made(folder / of / "club.yaml", *kind)
    mutant = Made(altered(found.brief, change), found.outcomes)
    assert any(fault.startswith(f"{check}:") for fault in faults(mutant))


def test_the_interval_of_another_method_beside_a_goal_is_found() -> None:
    found = example("women-in-medicine", "editorial", "en")
    goal = "goals.grow-reach.value"
    of_trend = "followers.growth.after_vs_before.decided_ratio"

    def change(item: Any) -> Any:
        is_it = isinstance(item, Number) and item.quantity == of_trend
        return replace(item, quantity=goal) if is_it and item.part == "ci_low" else item

    assert any(
        fault.startswith("borrowed_intervals:")
        for fault in faults(Made(altered(found.brief, change), found.outcomes))
    )


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        (
            *("wrong_adjustments", "but only two after adjustment"),
            "but only before P values are adjusted",
        ),
        ("several_years_before", "in the year after", "in the year before"),
    ],
)
def test_words_on_the_basis_of_a_result_that_are_not_so_are_found(
    check: str, old: str, new: str
) -> None:
    found = example("women-in-medicine", "editorial", "en")
    brief = found.brief
    while (other := altered(brief, _text(old, new))) is not brief:
        brief = other
    assert any(fault.startswith(f"{check}:") for fault in faults(Made(brief, found.outcomes)))


def test_a_caveat_on_a_season_that_is_allowed_for_is_found() -> None:
    found = example("community-garden", "editorial", "en")
    item = found.outcomes.comparisons[0]
    caveats = tuple(
        replace(one, consequence="a part of the difference may be the season")
        for one in item.verdict.assumptions
    )
    verdict = replace(item.verdict, assumptions=caveats)
    outcomes = replace(found.outcomes, comparisons=(replace(item, verdict=verdict),))
    assert any(fault.startswith("wrong_seasons:") for fault in faults(Made(found.brief, outcomes)))


def test_an_interval_that_takes_the_earlier_mean_for_known_is_found() -> None:
    found = example("community-garden", "editorial", "en")
    item = found.outcomes.comparisons[0]
    assert item.decision is not None
    name = item.ids.decided_difference
    cut = replace(found.outcomes.quantities[name], ci_low=-item.decision.base)
    outcomes = replace(found.outcomes, quantities={**found.outcomes.quantities, name: cut})
    assert any(fault.startswith("known_means:") for fault in faults(Made(found.brief, outcomes)))
