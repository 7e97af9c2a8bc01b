"""Kinds of brief: registered ones, and those that only add templates."""

from __future__ import annotations

from reportgen.document.kinds import KINDS, brief_kind
from tests.document.factories import of_kind


def test_an_unregistered_kind_has_the_sections_of_an_editorial() -> None:
    own = of_kind("leaflet")
    editorial = of_kind("editorial")
    assert own.kind == "leaflet"
    assert own.front.kicker == "Leaflet"
    assert own.sections == editorial.sections
    # Only its supplement is named after it.
    assert repr(own.back).replace("leaflet-numbers", "editorial-numbers") == repr(editorial.back)


def test_every_registered_kind_is_found_by_its_name() -> None:
    assert all(brief_kind(name) is kind and kind.name == name for name, kind in KINDS.items())
