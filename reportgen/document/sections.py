"""The body: the configuration's sections, or sensible ones, and nothing dropped silently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.document.brief import BriefSection, LimitsBox
from reportgen.document.illustrations import figure_block, further_figure_keys
from reportgen.document.topics import TESTIMONIALS, Topics
from reportgen.document.user_text import said_subjects
from reportgen.model.prose import Paragraph, Text
from reportgen.narrative.limitations import SYNTHETIC_LIMIT

if TYPE_CHECKING:
    from reportgen.document.brief import Block
    from reportgen.document.material import Material
    from reportgen.document.user_text import UserText

_RESERVED = ("milestones", "campaigns", "committee", "surveys", TESTIMONIALS, "goals")


def body_sections(material: Material, user_text: UserText) -> tuple[BriefSection, ...]:
    """Return every section of the body, in order.

    The configuration's own come first; what they leave out follows under a heading of its
    own, then how it was done, and what it cannot show.
    """
    topics = Topics(material, user_text)
    own = material.configuration.brief.sections
    anchors = _Anchors()
    if own:
        sections = _configured(material, user_text, topics, anchors)
        sections += _further(material, topics, anchors)
    else:
        sections = _default(material, topics, anchors)
    return (*sections, *_methods(material, anchors))


class _Anchors:
    """Anchors from headings, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, heading: str) -> str:
        """Return an anchor of ASCII letters, digits and hyphens."""
        stem = "section-" + (re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") or "part")
        anchor = stem
        count = 1
        while anchor in self._taken:
            count += 1
            anchor = f"{stem}-{count}"
        self._taken.add(anchor)
        return anchor


def _configured(
    material: Material, user_text: UserText, topics: Topics, anchors: _Anchors
) -> list[BriefSection]:
    sections = []
    for position, section in enumerate(material.configuration.brief.sections):
        said = said_subjects(section.text)
        blocks: list[Block] = [
            *user_text.blocks(section.text, "brief", "sections", position, "text"),
            *topics.illustrations(said),
        ]
        for topic in section.outcomes:
            blocks += topics.blocks(topic)
        if any(material.comparison(name) for name in (*said, *section.outcomes)):
            blocks += topics.results()
        if blocks:
            sections.append(_section(anchors, section.heading, blocks))
    return sections


def _default(material: Material, topics: Topics, anchors: _Anchors) -> list[BriefSection]:
    """Return the sections of a brief whose configuration names none."""
    words = material.words
    plan = (
        (words.what_changed, [*_opening(material), *topics.blocks("milestones")]),
        (words.what_we_found, _findings(material, topics)),
        (words.the_committee, [*topics.blocks("committee")]),
        (words.what_people_said, [*topics.blocks("surveys"), *topics.blocks(TESTIMONIALS)]),
        (words.goals, [*topics.blocks("goals")]),
    )
    sections = [_section(anchors, heading, blocks) for heading, blocks in plan if blocks]
    return sections + _further(material, topics, anchors)


def _opening(material: Material) -> list[Block]:
    """Return who the brief is about and what happened to it."""
    configuration = material.configuration
    blocks: list[Block] = []
    if configuration.organization.description:
        blocks.append(Paragraph((Text(configuration.organization.description),)))
    if material.narrative.opening:
        blocks.append(Paragraph(material.narrative.opening))
    return blocks


def _findings(material: Material, topics: Topics) -> list[Block]:
    blocks: list[Block] = []
    for outcome in material.outcomes.comparisons:
        blocks += topics.blocks(outcome.comparison.id)
    blocks += topics.results()
    blocks += topics.blocks("campaigns")
    return blocks


def _further(material: Material, topics: Topics, anchors: _Anchors) -> list[BriefSection]:
    """Return what no section named: every outcome appears in a brief."""
    blocks: list[Block] = []
    for outcome in material.outcomes.comparisons:
        if outcome.comparison.id not in topics.told:
            blocks += topics.blocks(outcome.comparison.id)
    for topic in _RESERVED:
        left = [name for name in topics.subjects(topic) if name not in topics.told]
        if left or topic == TESTIMONIALS:
            blocks += topics.blocks(topic)
    for name in material.narrative.statements:
        if name not in topics.told:
            blocks += topics.blocks(name)
    blocks += topics.results()
    unseen = further_figure_keys(material, topics.shown)
    blocks += [figure_block(material, key) for key in unseen]
    return [_section(anchors, material.words.further, blocks)] if blocks else []


def _methods(material: Material, anchors: _Anchors) -> list[BriefSection]:
    words = material.words
    blocks: list[Block] = [Paragraph(prose) for prose in material.narrative.methods]
    limits = material.narrative.limitations
    if material.is_synthetic:
        limits = tuple(dict.fromkeys((SYNTHETIC_LIMIT, *limits)))
    if limits:
        blocks.append(LimitsBox(heading=words.limits, items=limits))
    return [_section(anchors, words.methods, blocks)] if blocks else []


def _section(anchors: _Anchors, heading: str, blocks: list[Block]) -> BriefSection:
    return BriefSection(anchor=anchors.take(heading), heading=heading, blocks=tuple(blocks))
