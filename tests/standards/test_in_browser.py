"""Every example, in every kind, in a browser."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.standards.browsing import (
    ALIKE,
    COLOURS,
    EVERY_OTHER_RULE,
    EVERY_RULE,
    SCHEMES,
    TURNS,
    WIDTHS,
    is_as_wide_as_its_window,
    opened,
    show,
    violations,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

UNEXPLAINED = """() => {
  const note = document.querySelector(".evidence-note");
  const marks = [...document.querySelectorAll("[data-q]")];
  const unexplained = marks.filter((mark) => {
    mark.focus();
    const isShown = document.activeElement === mark && !note.hidden
      && note.firstElementChild.textContent === mark.dataset.q && note.children.length > 1;
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    return !isShown || !note.hidden;
  });
  return [marks.length, unexplained.map((mark) => mark.dataset.q)];
}"""
"""Numbers that can't be focused, or whose note does not open on focus or close on Escape."""


def test_a_page_is_accessible_in_every_window_explains_its_numbers_and_makes_no_request(
    browser: Browser, html: Path
) -> None:
    """Check every rule in every width, and every colour in both schemes.

    A scheme changes only colours, and a width no colour, so they are not combined here. The
    slow test combines them.
    """
    with opened(browser, html) as seen:
        for width in WIDTHS:
            show(seen.page, width, "light")
            assert is_as_wide_as_its_window(seen.page), width
            rest = ALIKE if width < max(WIDTHS) else ()
            assert violations(seen.page, EVERY_OTHER_RULE, without=rest) == [], width
        for width, scheme in TURNS:
            show(seen.page, width, scheme)
            assert violations(seen.page, COLOURS, without=ALIKE) == [], scheme
        count, unexplained = seen.page.evaluate(UNEXPLAINED)
        assert count > 10
        assert unexplained == []
        assert seen.said == []
        assert [url[:80] for url in seen.asked if not url.startswith("data:")] == [
            html.as_uri()[:80]
        ]


@pytest.mark.slow
def test_every_rule_holds_in_every_width_and_scheme(browser: Browser, html: Path) -> None:
    with opened(browser, html) as seen:
        for width, scheme in product(WIDTHS, SCHEMES):
            show(seen.page, width, scheme)
            assert violations(seen.page, EVERY_RULE) == [], (width, scheme)
