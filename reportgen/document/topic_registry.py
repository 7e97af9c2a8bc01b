"""Registry of topics other than comparisons: their statements, figures and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.document.tables.committee_table import (
    COMMITTEE_ANCHOR,
    committee_table,
    has_committee_table,
)
from reportgen.document.tables.goal_tables import GOALS_ANCHOR, goals_table, has_goals_table
from reportgen.document.tables.holders_table import holders_table, holds_roles
from reportgen.model.prose import Quote
from reportgen.model.quantity_ids import COMMITTEE_CHANGE, QuantityIds

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.document.brief import Block, TableBlock
    from reportgen.document.labels import Words
    from reportgen.document.material import Material, UserText


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTable:
    """A table that follows the sentences of a topic, once per brief.

    `replaces` returns the statements whose content is in the table.
    """

    anchor: str
    is_there: Callable[[Material], bool]
    make: Callable[[Material, UserText], TableBlock]
    replaces: Callable[[Material], tuple[str, ...]] = lambda _: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic.

    Attributes
    ----------
    name : str
        Its name in the `outcomes:` of a section; one of `reportgen.model.topics.TOPICS`.
    heading : callable
        The heading of its default section; topics with the same heading share a section.
    subjects : callable or None
        Its statements; by default those that begin with its name and a dot.
    figures : tuple of str
        Keys of its figures, or the first part of such keys.
    table : TopicTable or None
        Its table.
    blocks : callable or None
        Creates its blocks, for a topic without statements.
    """

    name: str
    heading: Callable[[Words, Material], str]
    subjects: Callable[[Material], tuple[str, ...]] | None = None
    figures: tuple[str, ...] = ()
    table: TopicTable | None = None
    blocks: Callable[[Material, UserText], tuple[Block, ...]] | None = None


def statements_under(material: Material, name: str) -> tuple[str, ...]:
    """Return the statements whose id begins with a name and a dot."""
    return tuple(key for key in material.narrative.statements if QuantityIds(name).holds(key))


def _structures(material: Material) -> tuple[str, ...]:
    return statements_under(material, "committee")


def _committee_subjects(material: Material) -> tuple[str, ...]:
    # The table holds the content of the sentences on each structure.
    own = (COMMITTEE_CHANGE,) if has_committee_table(material) else _structures(material)
    return tuple(key for key in (*own, "retention") if key in material.narrative.statements)


def _committee_table(material: Material) -> TableBlock:
    is_of_holdings = holds_roles(material)
    return holders_table(material) if is_of_holdings else committee_table(material)


def _testimonials(material: Material, user_text: UserText) -> tuple[Block, ...]:
    return tuple(
        Quote(user_text.blocks(item.text, "testimonials", position, "text"), item.who)
        for position, item in enumerate(material.configuration.testimonials)
    )


def first_heading(words: Words, material: Material) -> str:
    """Return the heading of the first section."""
    # Without an intervention nothing is known to have changed.
    return words.what_changed if material.configuration.intervention else words.what_we_follow


# All topics by name, in the order in which a brief reports them.
TOPICS = {
    topic.name: topic
    for topic in (
        Topic(name="milestones", heading=first_heading, figures=("milestones",)),
        Topic(
            name="campaigns", heading=lambda words, _: words.what_we_found, figures=("campaigns",)
        ),
        Topic(
            name="committee",
            heading=lambda words, _: words.the_committee,
            subjects=_committee_subjects,
            figures=("committee",),
            table=TopicTable(
                anchor=COMMITTEE_ANCHOR,
                is_there=has_committee_table,
                make=lambda material, _: _committee_table(material),
                replaces=_structures,
            ),
        ),
        Topic(
            name="surveys",
            heading=lambda words, _: words.what_people_said,
            figures=("surveys",),
        ),
        Topic(
            name="testimonials",
            heading=lambda words, _: words.what_people_said,
            blocks=_testimonials,
        ),
        Topic(
            name="goals",
            heading=lambda words, _: words.goals,
            figures=("goals",),
            table=TopicTable(anchor=GOALS_ANCHOR, is_there=has_goals_table, make=goals_table),
        ),
    )
}
