"""Changes of single values in a hand-written file leave everything else as it is."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from reportgen.config.edits import ABSENT, ChangeRefusedError, changed_text, read_document
from reportgen.config.yaml.change import change_value
from reportgen.config.yaml.spans import find_spans
from tests.conftest import ROOT
from tests.editor.handwritten import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

EDITS = 200
VALUES: tuple[Any, ...] = (
    "Nine walks",
    "yes",
    "2026-07",
    "25,000",
    "60%",
    "a: b # c",
    "- dash",
    "{{ walks.observed.latest.value }} walks",
    'It\'s "so", they say',
    "Zoë's club 🛶",
    " spaces around ",
    "One line.\n\nAnother one: with a colon.\n",
    "word " * 40 + "end",
    "tab\tand\\backslash",
    "# not a comment",
    "",
    12,
    0.5,
    True,
    None,
    ["a", "b, c"],
    {"metric": "walks", "target": "90%"},
    [{"what": "Sweep", "who": "Ana"}, {"what": "word " * 30}],
)


def leaves(content: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    items: Iterable[tuple[Any, Any]] = content.items() if isinstance(content, dict) else ()
    items = enumerate(content) if isinstance(content, list) else items
    for key, value in items:
        yield from leaves(value, (*path, key))


def at(content: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        content = content[part]
    return content


def content_of(text: str) -> Any:
    content, _ = read_document(text)
    assert content is not None
    return content


def lines_of_entry(text: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Return the first and the last line of an entry, counted from 0."""
    parent = find_spans(text).at(path[:-1])
    assert parent is not None
    entry = parent.entries[path[-1]]
    end = max(entry.key_end, entry.value.end)
    return text.count("\n", 0, entry.start), text.count("\n", 0, end)


COMMENTS = [
    found
    for found in re.findall(r"(?:^|(?<=\s))# [^\n]*", TEXT, re.MULTILINE)
    if "this is no comment" not in found
]


def comments_outside(text: str, path: tuple[str | int, ...], *, with_line: bool) -> list[str]:
    """Return the comments of a text in their order, without those of an entry or of its line."""
    parent = find_spans(text).at(path[:-1])
    assert parent is not None
    entry = parent.entries[path[-1]]
    end = max(entry.key_end, entry.value.end)
    if with_line and not parent.is_flow:
        end = (text + "\n").index("\n", end)
    rest = text[: entry.start] + "\n" + text[end:]
    return comments_of(rest)


def comments_of(text: str) -> list[str]:
    places = {text.find(comment): comment for comment in COMMENTS if comment in text}
    return [places[place] for place in sorted(places)]


def changed_lines(before: str, after: str) -> tuple[int, int]:
    """Return which lines of the text before differ: from the first, to before the second."""
    old, new = before.split("\n"), after.split("\n")
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    if start is None:
        start = min(len(old), len(new))
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, len(old) - end


def meant(content: Any, path: tuple[str | int, ...], value: Any) -> Any:
    content = deepcopy(content)
    parent = at(content, path[:-1])
    if value is not ABSENT:
        parent[path[-1]] = value
        return content
    while True:
        del parent[path[-1]]
        path = path[:-1]
        if parent or not path:
            return content
        parent = at(content, path[:-1])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_200_random_edits_keep_comments_order_and_all_that_was_not_edited(
    seed: int, line_break: str
) -> None:
    chance = np.random.default_rng(seed)
    text = TEXT.replace("\n", line_break)
    done = 0
    while done < EDITS:
        content = content_of(text)
        paths = [*leaves(content)]
        if len(paths) < 20:
            text = TEXT.replace("\n", line_break)
            continue
        path = paths[chance.integers(len(paths))]
        is_removal = chance.random() < 0.15 and len(path) > 1
        value = ABSENT if is_removal else VALUES[chance.integers(len(VALUES))]
        # A group is replaced by a value only now and then, else little would be left.
        if isinstance(at(content, path), (dict, list)) and chance.random() < 0.9:
            continue
        after = changed_text(text, path, value)
        assert repr(content_of(after)) == repr(meant(content, path, value))
        while is_removal and len(path) > 1 and len(at(content, path[:-1])) == 1:
            path = path[:-1]
        outside = comments_outside(text, path, with_line=is_removal)
        assert [item for item in comments_of(after) if item in outside] == outside
        # Only lines of the entry itself are other ones than before, and the comma before it.
        first, last = lines_of_entry(text, path)
        start, end = changed_lines(text, after)
        assert after == text or first - is_removal <= start, (path, value)
        assert after == text or end <= last + 1 + is_removal, (path, value)
        assert after.count("\r\n") == (after.count("\n") if line_break == "\r\n" else 0)
        text = after
        done += 1


def test_only_the_line_of_a_value_differs_and_its_comment_stays() -> None:
    after = changed_text(TEXT, ("goals", 0, "measurable", "target"), 14)
    assert after == TEXT.replace("target: 12    # not 10", "target: 14    # not 10")
    after = changed_text(TEXT, ("organization", "name"), "River: Club")
    assert after == TEXT.replace('"River Club"', '"River: Club"')
    after = changed_text(TEXT, ("goals", 1, "owner"), "Ana")
    assert after == TEXT.replace("owner:\n", "owner: Ana\n")
    after = changed_text(TEXT, ("organization", "description"), "A club.")
    assert ">-  # one sentence\n    A club.\n\n  # the colours come later" in after


def test_a_new_key_goes_where_it_is_usually_written() -> None:
    after = changed_text(TEXT, ("brief", "title"), "Our year")
    assert "    kind: board\n    title: Our year\n    report_date" in after
    after = changed_text(TEXT, ("goals", 2), {"id": "new", "specific": "Something"})
    assert "  owner:\n- id: new\n  specific: Something\n# The end." in after
    after = changed_text(TEXT, ("metrics", "members", "next", 2, "what"), "Sweep")
    assert "# in May\n      - {what: Sweep}\n" in after
    after = changed_text(TEXT, ("intervention", "on"), "2026-01")
    assert "      reports_to: Chair\n\nintervention:\n  on: 2026-01\ngoals:" in after
    after = changed_text(TEXT, ("metrics", "walks", "unit"), "walks")
    assert "value: walks, unit: walks}" in after


def test_the_last_entry_takes_its_group_with_it() -> None:
    text = "reportgen: 1\nbrief:\n  front:\n    paper: 4\n  kind: board\n"
    after = changed_text(text, ("brief", "front", "paper"), ABSENT)
    assert after == "reportgen: 1\nbrief:\n  kind: board\n"


@pytest.mark.parametrize("file", sorted((ROOT / "configs").glob("*/*.yaml")), ids=lambda f: f.stem)
def test_every_value_of_the_examples_can_be_changed_and_changed_back(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    content = content_of(text)
    for path in leaves(content):
        value = at(content, path)
        if isinstance(value, str) and "\n" not in value:
            after = changed_text(text, path, "Something else")
            assert content_of(after) == meant(content, path, "Something else")
            start, end = changed_lines(text, after)
            first, last = lines_of_entry(text, path)
            assert (first, last + 1) >= (start, end) or first <= start


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a: [1, 2\n", ("a",)),
        ("a: &x 1\nb: *x\n", ("a",)),
        ("a: 1\n---\nb: 2\n", ("a",)),
        ("- 1\n- 2\n", ("a",)),
        ("a: 1\n", ("a", "b")),
        ("a: [1]\n", ("a", 5)),
        ("", ("a",)),
    ],
)
def test_a_change_that_can_not_be_made_is_refused(text: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(ChangeRefusedError):
        change_value(text, path, "new")
    with pytest.raises(ChangeRefusedError):
        change_value(text, (*path, "further"), ABSENT)
