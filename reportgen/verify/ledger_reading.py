"""A ledger's records as the types that the rooms of analysis and narrative know."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from reportgen.languages.catalogue import SOURCE
from reportgen.languages.current import speaking_numbers
from reportgen.ledger.ledger import PORTFOLIO_SCHEMA
from reportgen.ledger.recorded_quantity import recorded_quantity
from reportgen.model.quantity import Form, Quantity
from reportgen.narrative.numbers.number_style import JMIR, number_style
from reportgen.narrative.numbers.number_text import number_text
from reportgen.narrative.numbers.sensitivity_numbers import further_form

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from reportgen.narrative.numbers.number_style import NumberStyle

_SENSITIVITY_WORDS = 5


def quantity_of(ledger: Mapping[str, Any], name: str) -> Quantity | None:
    """Return a quantity of a ledger, None where it has none of that name.

    Parameters
    ----------
    ledger : mapping
        The document of outcomes.json.
    name : str
        A quantity id, or ``verdicts.<comparison>.sensitivity.<method>.<estimate|p_value>``.

    Raises
    ------
    ValueError, KeyError, TypeError, AssertionError
        The record is damaged: an interval that misses its estimate, a field that is gone.
    """
    record = ledger["quantities"].get(name)
    if record is None:
        return _sensitivity(ledger, name)
    return recorded_quantity(name, record)


def ledger_language(ledger: Mapping[str, Any]) -> AbstractContextManager[None]:
    """Return a block in which the language of a ledger is spoken, or its numbers at least."""
    tag = ledger.get("language", SOURCE)
    return speaking_numbers(tag) if isinstance(tag, str) else nullcontext()


def style_of(ledger: Mapping[str, Any]) -> NumberStyle:
    """Return the house style that the brief's numbers are printed in."""
    if ledger.get("schema") == PORTFOLIO_SCHEMA:
        return JMIR
    analysis = ledger["analysis"]
    return number_style(analysis.get("number_style", JMIR.name), alpha=analysis["alpha"])


def printed_text(ledger: Mapping[str, Any], name: str, part: str = "value") -> str | None:
    """Return a number as the brief must print it; None where the ledger has none of that name.

    Raises
    ------
    ValueError, KeyError, TypeError, AssertionError
        The record is damaged, or has no such part.
    """
    quantity = quantity_of(ledger, name)
    return None if quantity is None else number_text(quantity, style_of(ledger), part)


def _sensitivity(ledger: Mapping[str, Any], name: str) -> Quantity | None:
    words = name.split(".")
    if len(words) != _SENSITIVITY_WORDS or words[0] != "verdicts" or words[2] != "sensitivity":
        return None
    for item in ledger["verdicts"].get(words[1], {}).get("sensitivity", ()):
        if item["method"] != words[3]:
            continue
        if words[4] == "p_value":
            return Quantity(id=name, value=item["p_value"], form=Form.P_VALUE)
        return Quantity(
            id=name,
            value=item["estimate"],
            form=further_form(item["unit"]),
            unit=item["unit"],
            ci_low=item["ci_low"],
            ci_high=item["ci_high"],
            confidence_level=item["confidence_level"],
        )
    return None
