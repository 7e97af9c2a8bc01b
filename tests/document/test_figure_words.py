"""Laws of the words of figures: each thing once, and short alternative texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.document.brief import BriefSection, FigureBlock
from reportgen.document.numbering import numbered
from reportgen.model.prose import Text, plain_text
from reportgen.narrative.narrative import describe_outcomes
from tests.analysis.organizations import organizations
from tests.conftest import ROOT
from tests.document.factories import brief, organization
from tests.document.one_truth import made

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.document.brief import Brief
    from reportgen.model.prose import Prose

EXAMPLES = ("community-garden", "harbor-shelter", "women-in-medicine")
MOST_WORDS = 45


def figures_of(made: Brief) -> list[FigureBlock]:
    return [
        block
        for section in (*made.sections, *made.back.appendices)
        for block in section.blocks
        if isinstance(block, FigureBlock)
    ]


def assert_alternative(alt: str, title: Prose, caption: Iterable[Prose]) -> None:
    assert len(alt.split()) <= MOST_WORDS, alt
    # In a short report the heading above a figure is its title.
    for words in filter(None, (title, *caption)):
        assert plain_text(words).rstrip(".") not in alt, alt
    # Spanish needs its quotation marks where a label has no article.
    assert not set(alt) & set("“”"), alt


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["board", "editorial"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_brief_says_each_sentence_below_its_figures_once(
    name: str, kind: str, language: str
) -> None:
    found = figures_of(made(ROOT / "configs" / name / f"{name}.yaml", kind, language).brief)
    told = Counter(plain_text(item) for figure in found for item in figure.caption_sentences)
    assert found
    assert not [words for words, count in told.items() if count > 1]
    for figure in found:
        assert_alternative(figure.alt, figure.title, figure.caption_sentences)


@pytest.mark.parametrize("name", organizations())
def test_an_alternative_text_is_short_and_repeats_nothing(name: str) -> None:
    configuration, outcomes = organizations()[name]
    for words in describe_outcomes(configuration, outcomes).figure_words.values():
        assert_alternative(plain_text(words.alt), words.title, words.caption_sentences)


def test_a_later_figure_keeps_the_sentences_that_are_its_own() -> None:
    own, shared = (Text("One year is left out."),), (Text("Each bar is a year."),)
    made = brief(organization())
    figure = figures_of(made)[0]
    blocks = (
        replace(figure, caption_sentences=(shared,)),
        replace(figure, caption_sentences=(shared, own)),
    )
    section = BriefSection(anchor="a", heading="A", blocks=blocks)
    first, second = numbered((section,), made.words)[0].blocks
    assert isinstance(first, FigureBlock)
    assert isinstance(second, FigureBlock)
    assert plain_text(first.caption) == "Each bar is a year."
    assert plain_text(second.caption) == "One year is left out."
