"""The share pack, and the registry of all formats."""

from __future__ import annotations

import builtins
import re
import struct
import sys
import zlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from reportgen.design.tokens import load_tokens
from reportgen.document.brief import Finding
from reportgen.edition.edition import to_json
from reportgen.errors import EnvironmentProblemError
from reportgen.ledger.plain_data import to_plain
from reportgen.model.prose import Text, plain_text
from reportgen.render.figure_files import figures_of
from reportgen.render.formats import FORMATS, format_names, render_format
from reportgen.render.pdf import figure_pixels
from reportgen.render.share.posts import LONGEST, posts_of
from reportgen.render.share.share_pack import card_of, render_share
from tests.document.factories import brief
from tests.render.format_briefs import example

if TYPE_CHECKING:
    from pathlib import Path


@cache
def _pack() -> dict[str, bytes]:
    return render_share(example("women-in-medicine"), tokens=load_tokens())


def _size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def test_each_figure_has_double_resolution_and_a_file_with_its_description() -> None:
    for block in figures_of(example("women-in-medicine")):
        width, height = _size(_pack()[f"{block.anchor}.png"])
        assert width == pytest.approx(2 * 96 * block.width_mm / 25.4, abs=2)
        assert height == pytest.approx(2 * 96 * block.height_mm / 25.4, abs=2)
        assert _pack()[f"{block.anchor}.txt"].decode().strip() == block.alt


def test_the_card_has_the_size_for_social_media() -> None:
    assert _size(_pack()["card.png"]) == (1200, 630)


def test_the_card_has_the_main_finding_with_its_interval() -> None:
    pack = render_share(example("community-garden"), tokens=load_tokens())
    words = pack["card.txt"].decode()

    assert "rose to 1.18 times the earlier average" in words
    assert "95% CI" in words
    assert "Synthetic data" in words


def test_the_card_shows_no_number_of_another_metric_than_its_figure() -> None:
    whole = brief()
    front = replace(whole.front, key_numbers=whole.front.key_numbers[1:])

    matching = card_of(whole, picture_mm=100)
    other = card_of(replace(whole, front=front), picture_mm=100)

    assert len(matching.front.key_numbers) == 1
    assert not other.front.key_numbers
    assert plain_text(matching.front.title) == plain_text(figures_of(whole)[0].title)


def test_a_brief_without_figures_has_a_text_card() -> None:
    bare = replace(brief(), sections=(), back=replace(brief().back, appendices=()))

    files = render_share(bare, tokens=load_tokens())

    assert set(files) == {"card.png", "card.txt", "posts.txt"}
    assert plain_text(bare.front.standfirst).rstrip(".") in files["card.txt"].decode()


def test_no_post_exceeds_its_maximum_length() -> None:
    texts = [text for posts in posts_of(example("women-in-medicine")) for text in posts.texts]

    assert len(texts) > 10
    assert max(map(len, texts)) <= LONGEST
    assert all(text.startswith("Synthetic data. ") for text in texts)


def test_the_file_of_posts_states_their_lengths_correctly() -> None:
    entries = _pack()["posts.txt"].decode().strip().split("\n\n")

    for entry in entries:
        head, _, text = entry.partition("\n")
        assert head.endswith(f", {len(text)}]")


def _joined(texts: tuple[str, ...]) -> str:
    """Return the words of a finding's posts, without numbering and continuation marks."""
    words = [re.sub(r" \(\d/\d\)$", "", text.removeprefix("Synthetic data. ")) for text in texts]
    return "".join("".join(words).replace("…", "").split())


def test_the_posts_of_a_finding_are_complete() -> None:
    whole = example("women-in-medicine")

    for finding, posts in zip(whole.findings, posts_of(whole), strict=True):
        assert _joined(posts.texts) == "".join(plain_text(finding.text).split())


def _finding(*sentences: str) -> Finding:
    return Finding(subject="x", sentences=tuple((Text(words),) for words in sentences))


@checked(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet="abcdefgh.,;: ABC", max_size=400), min_size=1, max_size=5))
def test_posts_of_any_finding_are_short_and_complete(parts: list[str]) -> None:
    expected = [said for part in parts if (said := " ".join(part.split()))]
    strange = replace(brief(), findings=(_finding(*expected),))

    (posts,) = posts_of(strange)

    assert max(map(len, posts.texts)) <= LONGEST
    assert _joined(posts.texts) == "".join("".join(expected).split())


def test_a_finding_of_two_posts_is_numbered_in_both() -> None:
    long = replace(brief(), findings=(_finding(*["The first sentence is about this."] * 12),))

    (posts,) = posts_of(long)

    assert [text[-5:] for text in posts.texts] == ["(1/2)", "(2/2)"]
    assert all("this. (" in text for text in posts.texts)


def test_a_title_or_an_abbreviation_does_not_end_a_sentence() -> None:
    words = "The committee of Dr. Example and Prof. Sample met."
    long = replace(brief(), findings=(_finding(*[words] * 8),))

    (posts,) = posts_of(long)

    assert not [text for text in posts.texts if re.search(r"(Dr|Prof)\.( \(|$)", text)]


def test_a_custom_card_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "share" / "card.css").write_text(".card { background: black }")

    own = render_share(brief(), tokens=load_tokens(), templates=tmp_path)
    shipped = render_share(brief(), tokens=load_tokens())

    assert own["card.png"] != shipped["card.png"]
    assert own["posts.txt"] == shipped["posts.txt"]


def test_the_same_brief_gives_the_same_pack() -> None:
    before = _pack()
    figure_pixels._pdf.cache_clear()

    again = render_share(example("women-in-medicine"), tokens=load_tokens())

    assert {name: zlib.crc32(content) for name, content in again.items()} == {
        name: zlib.crc32(content) for name, content in before.items()
    }


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_returns_its_main_file_first(name: str) -> None:
    files = render_format(
        name,
        brief(),
        tokens=load_tokens(),
        templates=None,
        outcomes=to_json(to_plain(brief().ledger)),
    )

    suffix = FORMATS[name].suffix
    first = next(iter(files))
    assert first == (f"editorial.{suffix}" if suffix else "editorial-share/card.png")
    assert all(files.values())
    assert all(not path.startswith("/") and ".." not in path for path in files)


def test_formats_come_in_their_order_and_each_once() -> None:
    assert format_names(("pdf", "html", "pdf")) == ("html", "pdf")
    assert format_names(("all",)) == tuple(FORMATS)
    with pytest.raises(ValueError, match="no format 'word'"):
        format_names(("html", "word"))


@pytest.mark.parametrize("name", ["docx", "jats", "share"])
def test_a_missing_library_is_reported_with_its_extra(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = builtins.__import__

    def missing(module: str, *rest: Any, **named: Any) -> Any:
        if module == "pypdfium2":
            raise ImportError(module)
        return original(module, *rest, **named)

    monkeypatch.delitem(sys.modules, "pypdfium2", raising=False)
    monkeypatch.setattr(builtins, "__import__", missing)

    with pytest.raises(EnvironmentProblemError, match="pypdfium2") as caught:
        render_format(name, brief(), tokens=load_tokens(), templates=None, outcomes=b"{}")

    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "ENV010"
    assert "pip install pypdfium2" in diagnostic.help


@pytest.mark.parametrize("name", ["html", "md", "txt"])
def test_formats_without_images_do_not_need_that_library(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)

    assert render_format(name, brief(), tokens=load_tokens(), templates=None, outcomes=b"{}")
