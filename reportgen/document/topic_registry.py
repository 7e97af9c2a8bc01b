"""The topics of a brief besides its comparisons: the statements, figures and table of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.document.tables.committee_table import (
    COMMITTEE_ANCHOR,
    committee_table,
    has_committee_table,
)
from reportgen.document.tables.holders_table import holders_table, holds_roles
from reportgen.document.tables.result_tables import GOALS_ANCHOR, goals_table, has_goals_table
from reportgen.model.prose import Quote
from reportgen.model.quantity_ids import COMMITTEE_CHANGE, QuantityIds

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.document.brief import Block, TableBlock
    from reportgen.document.labels import Words
    from reportgen.document.material import Material
    from reportgen.document.user_text import UserText


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTable:
    """A table that stands after a topic's sentences, once in a brief.

    `replaces` returns the statements whose content the table holds.
    """

    anchor: str
    is_there: Callable[[Material], bool]
    make: Callable[[Material, UserText], TableBlock]
    replaces: Callable[[Material], tuple[str, ...]] = lambda _: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic.

    Attributes
    ----------
    name : str
        As a section's `outcomes:` names it; one of `reportgen.model.topics.TOPICS`.
    heading : callable
        The heading of its section where the configuration names no sections; topics of the
        same heading share one.
    subjects : callable or None
        Its statements, where they are not the one of its name and those that begin with its
        name and a dot.
    figures : tuple of str
        Keys of its figures.
    table : TopicTable or None
        Its table.
    blocks : callable or None
        All that is said of it, for a topic without statements.
    """

    name: str
    heading: Callable[[Words, Material], str]
    subjects: Callable[[Material], tuple[str, ...]] | None = None
    figures: tuple[str, ...] = ()
    table: TopicTable | None = None
    blocks: Callable[[Material, UserText], tuple[Block, ...]] | None = None


def statements_under(material: Material, name: str) -> tuple[str, ...]:
    """Return the statements whose subject begins with a name and a dot."""
    return tuple(key for key in material.narrative.statements if QuantityIds(name).holds(key))


def _structures(material: Material) -> tuple[str, ...]:
    return statements_under(material, "committee")


def _on_committee(material: Material) -> tuple[str, ...]:
    # The table holds what the sentences on each structure say.
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
    return words.what_changed if material.configuration.intervention else words.what_we_follow


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
            subjects=_on_committee,
            figures=("committee",),
            table=TopicTable(
                anchor=COMMITTEE_ANCHOR,
                is_there=has_committee_table,
                make=lambda material, _: _committee_table(material),
                replaces=_structures,
            ),
        ),
        Topic(name="surveys", heading=lambda words, _: words.what_people_said),
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
"""Every topic by its name, in the order in which a brief treats them."""
