"""JATS is valid against the DTD of JATS 1.3, which is stored with the real data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from reportgen.render.jats.article import render_jats
from tests.document.factories import brief
from tests.render.format_readers import jats_tree
from tests.render.test_jats import BRIEFS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def dtd(shared_data: Path) -> etree.DTD:
    """Return the DTD of JATS 1.3 Journal Publishing, loaded without a network."""
    path = shared_data / "jats_schema" / "1.3" / "JATS-journalpublishing1-3-mathml3.dtd"
    return etree.DTD(file=str(path))


@pytest.mark.parametrize("name", BRIEFS)
def test_it_is_valid_against_the_dtd(name: str, dtd: etree.DTD) -> None:
    tree = jats_tree(render_jats(BRIEFS[name]()))
    assert dtd.validate(tree), [(item.line, item.message) for item in dtd.error_log]


def test_the_dtd_finds_a_mistake(dtd: etree.DTD) -> None:
    broken = render_jats(brief()).replace(b"<alt-text>", b"<graphic/><alt-text>", 1)
    assert not dtd.validate(jats_tree(broken))
