"""Audit of goals: which SMART criteria each one meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import BriefSection, Cell, ColumnLabel, Row, TableBlock
from reportgen.document.material import EN_DASH, with_references
from reportgen.model.prose import Paragraph, Text
from reportgen.narrative.phrases import compose

if TYPE_CHECKING:
    from reportgen.document.material import Material
    from reportgen.document.user_text import UserText
    from reportgen.model.goal import Goal

SMART_ANCHOR = "table-smart"


def smart_audit(material: Material, user_text: UserText) -> BriefSection | None:
    """Return one row per goal and one column per criterion; None without goals."""
    words = material.words
    goals = [item.goal for item in material.outcomes.goals]
    if not goals:
        return None
    table = TableBlock(
        anchor=SMART_ANCHOR,
        label="",
        design="smart",
        title=(Text(words.smart_title),),
        subtitle=(Text(words.smart_subtitle),),
        stub_head=(Text(words.goal),),
        column_labels=tuple(
            ColumnLabel(text=(Text(criterion),)) for criterion in words.smart_columns
        ),
        rows=tuple(
            Row(
                stub=user_text.line(goal.specific, "goals", position, "specific"),
                cells=tuple(Cell(text=(Text(answer),)) for answer in _criteria(material, goal)),
            )
            for position, goal in enumerate(goals)
        ),
        is_wide=True,
    )
    lead = with_references(compose(words.smart_lead), (SMART_ANCHOR,))
    return BriefSection(
        anchor="appendix-smart", heading=words.smart, blocks=(Paragraph(lead), table)
    )


def _criteria(material: Material, goal: Goal) -> tuple[str, ...]:
    """Return the cell of each criterion, and the owner."""
    words = material.words
    filled = (
        goal.measurable is not None,
        bool(goal.achievable.strip()),
        bool(goal.relevant.strip()),
        goal.time_bound is not None,
    )
    answers = tuple(words.agrees_yes if is_filled else words.lacking for is_filled in filled)
    return (*answers, goal.owner.strip() or EN_DASH)
