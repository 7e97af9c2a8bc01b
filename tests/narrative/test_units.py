"""Singular of units in English; tests/languages has those in Spanish."""

from __future__ import annotations

import pytest

from reportgen.model.message import Message
from reportgen.narrative.quantity_phrases import singular


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("members", "member"),
        ("people", "person"),
        ("enquiries", "enquiry"),
        ("hours of volunteering", "hour of volunteering"),
        ("fitness", "fitness"),
        ("staff", "staff"),
        (Message("{unit} a month", unit="followers"), "follower a month"),
    ],
)
def test_one_of_a_unit_is_in_the_singular(unit: str, one: str) -> None:
    assert singular(unit) == one
