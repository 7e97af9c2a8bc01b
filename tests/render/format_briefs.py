"""Briefs for the tests of every format: the examples, and one with every kind of content."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.document.brief import (
    Agreed,
    AgreedAction,
    Ask,
    AskField,
    BriefSection,
    FormattedReference,
    LimitsBox,
    OwnersView,
    PlannedAction,
    ReserveBar,
    SideNote,
)
from reportgen.model.prose import (
    BulletList,
    Cite,
    Claim,
    Code,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    Number,
    OrderedList,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Superscript,
    Text,
)
from reportgen.pipeline import (
    BuildOptions,
    analyse_organization,
    load_organization,
    prepare_brief,
)
from tests.conftest import ROOT
from tests.document.factories import brief

if TYPE_CHECKING:
    from reportgen.document.brief import Block, Brief
    from reportgen.model.prose import Prose, TextBlock

HOSTILE = (
    "<b>&amp; \\ `x` *y* __z__ [a](b) | # ~~c~~ ]]> $d$ {{ 7*7 }} \x02\ue000 \"q\" 'r' <!-- --> ?>"
)


@cache
def example(name: str, kind: str = "editorial", language: str = "en") -> Brief:
    """Return the brief of an example organization, composed as in a build."""
    loaded = load_organization(ROOT / "configs" / name / f"{name}.yaml")
    analysed = analyse_organization(loaded)
    assert analysed is not None
    spoken = replace(analysed.configuration.brief, language=language)
    analysed = replace(analysed, configuration=replace(analysed.configuration, brief=spoken))
    options = BuildOptions(output=Path("unused"))
    return prepare_brief(analysed, kind, options, lambda _: None).brief


@cache
def everything() -> Brief:
    """Return a brief with every kind of block and run, including hostile text."""
    plain = brief()
    section = BriefSection(anchor="section-everything", heading=HOSTILE, blocks=_blocks())
    back = tuple(replace(item, blocks=_texts()) for item in plain.back.sections)
    reference = FormattedReference(
        key="berg2020",
        anchor="ref-1",
        number="1",
        text=(Text("Berg A. A work. "), Link("https://doi.org/10.1234/x", (Text("10.1234/x"),))),
        item={
            "type": "article-journal",
            "title": HOSTILE,
            "author": [{"family": "Berg", "given": "Ada"}, {"literal": "The Garden Group"}],
            "container-title": "J Gard",
            "issued": {"date-parts": [[2020, 3]]},
            "page": "12–19",
            "volume": 4,
            "DOI": "10.1234/x",
            "URL": "https://example.org/x",
            "accessed": {"date-parts": [[2020, 6, 1]]},
        },
    )
    return replace(
        plain,
        sections=(*plain.sections, section),
        front=replace(plain.front, abstract=_texts(), keywords=("a & b", HOSTILE)),
        back=replace(plain.back, sections=back, references=(reference,)),
        citations={"berg2020": "1"},
    )


def _words() -> Prose:
    return (
        Text("1. "),
        Number("1.5", "followers.growth.after_vs_before.slope_ratio"),
        Text(" against "),
        Number("<.001", "verdicts.reach.p_value"),
        Text(" and "),
        Claim("grew", "reach"),
        Emphasis((Text("P"), Strong((Number("12", "followers.growth.after.slope", "n"),)))),
        Superscript("2"),
        Code("a `tick`"),
        LineBreak(),
        Link("https://example.org/a?b=1&c=2", (Text("out"),)),
        Link("javascript:alert(1)", (Text("words only"),)),
        Link("#nowhere", (Text("inside"),)),
        Cite(("berg2020", "unknown")),
        Reference("fig-trend-followers"),
        Reference("fig-nowhere"),
        Text(HOSTILE),
    )


def _texts() -> tuple[TextBlock, ...]:
    item = (Paragraph(_words()),)
    nested = (*item, BulletList((item, item)), Quote(item, "Someone"), Heading(4, _words()))
    return (
        Paragraph(_words()),
        BulletList((item, nested)),
        OrderedList((item, nested)),
        Quote((Paragraph(_words()), BulletList((item,))), HOSTILE),
    )


def _blocks() -> tuple[Block, ...]:
    return (
        *_texts(),
        SideNote(heading=HOSTILE, text=_words()),
        Heading(3, _words()),
        *_texts(),
        Heading(4, _words()),
        Paragraph(_words()),
        Heading(3, _words()),
        LimitsBox(heading=HOSTILE, items=(_words(), _words())),
        Ask(
            kind="approve",
            label=HOSTILE,
            what=_texts(),
            fields=(AskField(name="cost", label=HOSTILE, text=_words()),),
            reserve=ReserveBar(after=80.0, minimum=70.0),
            is_labelled=True,
        ),
        OwnersView(
            subject="metrics.followers",
            about=HOSTILE,
            why_label=HOSTILE,
            why=_texts(),
            next_label=HOSTILE,
            actions=(PlannedAction(what=_words(), details=_words()), PlannedAction(what=_words())),
            expected_label=HOSTILE,
            expected=_words(),
        ),
        Agreed(heading=HOSTILE, actions=(AgreedAction(status="late", text=_words()),)),
    )
