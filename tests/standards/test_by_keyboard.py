"""Keyboard and pointer: focus order, and notes that open and close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.standards.browsing import opened, show

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# Only ends the loop if focus never leaves the page; a brief has far fewer focusable elements.
MOST_STOPS = 4000
STOP = """() => {
  const here = document.activeElement;
  const note = document.querySelector(".evidence-note");
  const style = getComputedStyle(here);
  const said = note.hidden ? null : note.firstElementChild.textContent;
  const box = note.getBoundingClientRect();
  return {
    name: here.tagName,
    number: here.dataset.q ?? null,
    note: said,
    isNoteInWindow: note.hidden || (box.top >= 0 && box.left >= 0
      && box.right <= document.documentElement.clientWidth && box.bottom <= window.innerHeight),
    isDescribed: here.getAttribute("aria-describedby") === note.id,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
  };
}"""
ALL = """() => [...document.querySelectorAll("[data-q]")].map((mark) => mark.dataset.q)"""


def stops(page: Page) -> list[dict[str, Any]]:
    """Return the element that each press of Tab focuses, until it leaves the page."""
    found: list[dict[str, Any]] = []
    while len(found) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["name"] == "BODY":
            return found
        found.append(stop)
    pytest.fail("Tab never leaves the page")


@pytest.mark.parametrize("width", [1440, 320])
def test_tab_reaches_every_number_in_the_order_of_the_page(
    browser: Browser, small: Path, width: int
) -> None:
    with opened(browser, small) as seen:
        show(seen.page, width, "light")
        reached = stops(seen.page)
        numbers = [stop for stop in reached if stop["number"]]
        assert [stop["number"] for stop in numbers] == seen.page.evaluate(ALL)
        assert [stop["note"] for stop in numbers] == [stop["number"] for stop in numbers]
        assert all(stop["isDescribed"] and stop["isNoteInWindow"] for stop in numbers)
        assert all(stop["note"] is None for stop in reached if not stop["number"])
        assert min(stop["outline"] for stop in reached) >= 2


def test_a_pointer_can_move_into_the_note_and_escape_closes_it(
    browser: Browser, small: Path
) -> None:
    with opened(browser, small) as seen:
        note = seen.page.locator(".evidence-note")
        seen.page.locator("[data-q]").first.hover()
        box = note.bounding_box()
        assert box is not None
        seen.page.mouse.move(box["x"] + 10, box["y"] + 10, steps=4)
        seen.page.wait_for_timeout(400)
        assert note.is_visible()
        seen.page.keyboard.press("Escape")
        assert note.is_hidden()
        seen.page.mouse.move(2, 2)
        seen.page.locator("[data-q]").first.hover()
        seen.page.mouse.move(2, 2)
        note.wait_for(state="hidden", timeout=2000)
