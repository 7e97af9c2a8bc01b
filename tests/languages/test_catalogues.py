"""The shipped catalogues are complete: messages, plural forms, placeholders."""

from __future__ import annotations

import ast
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from docs._build.messages import LANGUAGES, TEMPLATE, collect, template_text, updated_text
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Message

SHIPPED = sorted(LANGUAGES.glob("*.po"))
AGAIN = "run `python docs/_build/messages.py`"
SAME = {"Editorial", "no"}
"""Longer messages that may be the same in another language."""


@pytest.fixture(scope="module", params=SHIPPED, ids=lambda path: path.stem)
def catalogue(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def messages(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        yield from (item for item in read_po(file, locale=path.stem) if item.id)


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_spanish_is_shipped() -> None:
    assert "es" in {path.stem for path in SHIPPED}


def test_the_list_for_translators_is_up_to_date() -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == template_text(), AGAIN


def test_a_catalogue_has_the_messages_of_today_and_no_other(catalogue: Path) -> None:
    assert catalogue.read_text(encoding="utf-8") == updated_text(catalogue), AGAIN


def test_every_message_is_translated_and_none_is_fuzzy(catalogue: Path) -> None:
    found = list(messages(catalogue))
    assert len(found) > 900
    assert [
        item.id for item in found if not forms(item.string) or not all(forms(item.string))
    ] == []
    assert [item.id for item in found if item.fuzzy] == []


def test_every_plural_form_exists(catalogue: Path) -> None:
    with catalogue.open("rb") as file:
        known = read_po(file, locale=catalogue.stem)
    counted = [item for item in known if item.id and not isinstance(item.id, str)]
    assert counted
    assert [item.id for item in counted if len(forms(item.string)) != known.num_plurals] == []


def test_a_translation_has_the_placeholders_of_its_message(catalogue: Path) -> None:
    wrong = [
        (item.id, form)
        for item in messages(catalogue)
        for form in forms(item.string)
        if names(form) != set().union(*map(names, forms(item.id)))
    ]
    assert wrong == []


def test_a_translation_begins_and_ends_with_the_spaces_of_its_message(catalogue: Path) -> None:
    def edges(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    wrong = [
        item.id
        for item in messages(catalogue)
        if edges(forms(item.string)[0]) != edges(forms(item.id)[0])
    ]
    assert wrong == []


def test_no_sentence_is_left_in_english(catalogue: Path) -> None:
    left = [
        item.id
        for item in messages(catalogue)
        if len(forms(item.id)[0].split()) > 3 and forms(item.id)[0] == forms(item.string)[0]
    ]
    assert left == []


def test_different_claims_have_different_translations(catalogue: Path) -> None:
    """No two verdicts share a translation that differ in English."""
    texts = {forms(item.id)[0]: forms(item.string)[0] for item in messages(catalogue)}
    apart = (
        ("rose", "fell"),
        ("grew faster", "grew more slowly"),
        ("may be chance", "the same to within {margin}"),
        ("ran higher than expected", "ran lower than expected"),
        ("higher for a time", "higher than expected"),
        ("came out higher than a year earlier", "came out lower than a year earlier"),
        ("the difference may be chance", "stayed the same to within {margin}"),
        ("the difference may be chance", "the difference may be the season"),
        ("may have risen", "rose"),
        ("strong evidence", "moderate evidence"),
        ("Inconclusive", "Within the margin"),
    )
    for one, other in apart:
        assert texts[one] != texts[other]


def test_messages_are_literals_where_they_are_used() -> None:
    """Messages are literals; a concatenated one can't be collected for translation."""
    said = ("phrase", "counted", "translated", "translated_count", "Message", "gettext_noop")
    built = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "reportgen").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in said
        and node.args
        and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp))
    ]
    assert built == []


def test_all_messages_can_be_formatted() -> None:
    for item in collect():
        if item.id:
            for form in forms(item.id):
                assert all(name.isidentifier() or not name for name in names(form)), form
