"""Quantity ids are built and parsed in one module only."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reportgen
from reportgen.model import quantity_ids
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import (
    GoalIds,
    QuantityIds,
    Statistic,
    UnknownStatisticError,
    form_of,
    former,
    is_former,
    unformer,
)
from tests.analysis.organizations import organizations

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(reportgen.__file__).parent
GRAMMAR = Path(quantity_ids.__file__)
FAMILIES = [
    item
    for item in vars(quantity_ids).values()
    if isinstance(item, type) and issubclass(item, QuantityIds)
]
WORDS = {
    *("goals", "monitoring", "surveys", "committee", "campaigns", "milestones", "verdicts"),
    *("observed", "growth", "its", "xmr", "counts", "latest", "previous", "changes", "_vs_"),
    *("group_lead_share", "sensitivity", "organizations", "all_goals", "all"),
    *(
        word
        for family in FAMILIES
        for item in vars(family).values()
        if isinstance(item, Statistic)
        for word in item.path.split(".")
    ),
}
"""The parts of ids that are fixed words and not names of the user."""
OTHER_DOTTED_TEXTS = {
    # subjects of findings, keys of files, of the configuration, of JSON and of the ledger
    "verify/check_bindings.py": {"entry.partition('.')"},
    "verify/check_portfolio.py": {"{}.{}"},
    "batch/content.py": {"{}.{}"},
    "config/override.py": {"key.split('.')"},
    "config/schema/reference.py": {"{}.{}{}"},
    "config/schema/plan.py": {"followers.growth.after_vs_before.slope_ratio"},  # an example
    "ledger/readers/html.py": {"{}.{}"},
    "ledger/fingerprints.py": {"{}.{}"},
    # keys of figures
    "document/appendices.py": {"sensitivity.{}"},
    "document/illustrations.py": {
        "{}.{}",
        "months.{}",
        "xmr.{}",
        "counts.{}",
        "key.partition('.')",
    },
    "figures/figure.py": {"{}.{}"},
    "figures/control_chart.py": {"{}.{}", "chart.before", "status.met.light"},
    "figures/months.py": {"months.{}"},
    "figures/plot.py": {"{}.{}", "sensitivity.{}"},
    "figures/sensitivity.py": {"sensitivity.{}"},
    "narrative/figures/words.py": {"months.{}"},
    "narrative/figures/monitoring.py": {"{}.{}"},
    "narrative/figures/other.py": {"sensitivity.{}"},
    # design tokens
    "figures/observations.py": {"chart.after", "chart.before"},
    "figures/committee.py": {"chart.after", "chart.before"},
    "design/tokens.py": {"name.split('.')"},
    "render/share/share_pack.py": {"share.width", "share.picture", "share.height"},
    # names of files, versions, numbers
    "data/values/numbers.py": {"n.a."},
    "narrative/numbers/number_text.py": {"digits.partition('.')"},
    "render/pdf/system_libraries.py": {"{}.{}.{}"},
    "edition/atomic_write.py": {".{}.", ".{}.old{}"},
    "starter/folder.py": {"file.rpartition('.')"},
}
"""Strings and expressions that look like ids or their parsing, but are not."""
PARTED_BY = {"split", "rsplit", "partition", "rpartition"}
TESTED_BY = {"startswith", "endswith", "removeprefix", "removesuffix"}


def shape(node: ast.AST) -> str:
    """Return a string's constant parts with `{}` for each value; empty for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(shape(part) or "{}" for part in node.values)
    return ""


def is_id(text: str) -> bool:
    """Return whether a text is a part of a dotted path with a word of ids, or only values."""
    if not re.fullmatch(r"\.?(?:[a-z_]|\{\})+(?:\.(?:[a-z_]|\{\})+)*\.?", text) or "." not in text:
        return text == "_vs_" or "{}_vs_{}" in text
    parts = [part for part in text.split(".") if part]
    return any(part in WORDS for part in parts) or all("{}" in part for part in parts)


def spelled_ids(source: str) -> Iterator[str]:
    """Yield the expressions of a module that build, compare or split a quantity id."""
    nodes = list(ast.walk(ast.parse(source)))
    parts = {part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        text = shape(node)
        if node not in parts and is_id(text) and text != "{}.":  # the end of a sentence
            yield text
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        given = {shape(argument) for argument in node.args}
        if node.func.attr in PARTED_BY and given & {".", "_vs_"}:
            yield ast.unparse(node)
        if node.func.attr in TESTED_BY and "{}." in given:
            yield ast.unparse(node)


@pytest.mark.parametrize(
    "line",
    [
        'f"{metric}.observed.latest.value"',
        'f"{outcome.ids.stem}.slope_ratio"',
        'f"goals.{goal.id}"',
        'f"{stem}.{name}"',
        '"campaigns.record.value"',
        'name.startswith("committee.")',
        'name.startswith(f"{goal}.")',
        'name.partition(".")',
        'name.endswith((".mean", ".rate"))',
        'stem + ".target"',
        'f"{later}_vs_{base}"',
        '"mean.{}.rate".format(period)',
    ],
)
def test_a_literal_id_is_found(line: str) -> None:
    assert list(spelled_ids(line))


@pytest.mark.parametrize(
    "line", ['f"{kind}.html"', 'f"{words}."', '"Of a mean."', 'tokens.get(f"raw.{theme}")']
)
def test_other_texts_with_dots_are_not_ids(line: str) -> None:
    assert not list(spelled_ids(line))


def test_no_other_module_has_a_literal_quantity_id() -> None:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        spelled = {*spelled_ids(path.read_text(encoding="utf-8"))} - OTHER_DOTTED_TEXTS.get(
            name, set()
        )
        if spelled and path != GRAMMAR:
            found[name] = spelled
    assert not found


def test_a_name_that_a_family_does_not_declare_is_an_error() -> None:
    with pytest.raises(UnknownStatisticError, match="GoalIds declares no `vlaue`"):
        GoalIds("reach").of("vlaue")


def test_every_number_of_a_ledger_can_be_read_back_in_its_own_form() -> None:
    for _, outcomes in organizations().values():
        for item in outcomes.quantities.values():
            if item.value is not None:
                read = form_of(
                    item.id, item.form.public, unit=item.unit, derived_from=item.derived_from
                )
                assert read is item.form, item.id


def test_a_goal_of_another_edition_is_read_back_by_its_public_form() -> None:
    name = former(GoalIds("reach").value)
    assert is_former(name)
    assert unformer(name) == GoalIds("reach").value
    assert form_of(name, Form.MEASURE, derived_from=("a.mean.b.mean",)) is Form.MEASURE
    assert form_of(former("a.mean.b.mean"), Form.MEASURE) is Form.AVERAGE


@pytest.mark.parametrize("form", Form)
def test_public_forms_are_idempotent(form: Form) -> None:
    assert form.public.public is form.public
    assert form.as_target.public is form.public
