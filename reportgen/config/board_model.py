"""Convert the keys of board reports to the frozen model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.config.schema.base import DaySpan
from reportgen.model.board import (
    Action,
    ActionStatus,
    Amount,
    Ask,
    AskKind,
    Expectation,
    FrontSheet,
    Length,
    View,
)
from reportgen.model.frequency import DateSpan

if TYPE_CHECKING:
    from typing import TypedDict

    from reportgen.config.schema.board import AmountText, AskSchema, FrontSheetSchema, NextSchema
    from reportgen.config.schema.brief import BriefSchema
    from reportgen.config.schema.metrics import MetricSchema
    from reportgen.config.schema.plan import GoalSchema

    class BoardSettings(TypedDict):
        """The settings of a brief that only board reports have."""

        asks: tuple[Ask, ...]
        front: FrontSheet | None
        length: Length | None
        is_draft: bool


def board_settings(schema: BriefSchema) -> BoardSettings:
    """Return the asks, the front sheet, and how long the brief is."""
    return {
        "asks": tuple(_ask(item) for item in schema.asks),
        "front": _front_sheet(schema.front) if schema.front is not None else None,
        "length": Length(schema.length) if schema.length is not None else None,
        "is_draft": schema.draft,
    }


def view(schema: MetricSchema | GoalSchema) -> View:
    """Return what the organization says of a metric or goal."""
    return View(
        why=schema.why,
        actions=tuple(_action(item) for item in schema.next),
        expected=_expectation(schema.expected),
    )


def _ask(schema: AskSchema) -> Ask:
    return Ask(
        kind=AskKind(schema.kind),
        what=schema.what,
        reason=schema.reason,
        currency=schema.currency,
        cost=_amount(schema.cost),
        reserve_before=_amount(schema.reserve_before),
        reserve_after=_amount(schema.reserve_after),
        reserve_minimum=_amount(schema.reserve_minimum),
        alternatives=schema.alternatives,
        by=schema.by.last if schema.by else None,
        otherwise=schema.otherwise,
        how_known=schema.how_known,
        proposed_by=schema.proposed_by or "",
        supported_by=tuple(schema.supported_by),
    )


def _amount(given: AmountText | None) -> Amount | None:
    return None if given is None else Amount(value=given.value, text=given.text)


def _front_sheet(schema: FrontSheetSchema) -> FrontSheet:
    return FrontSheet(
        paper=schema.paper or "",
        item=schema.item or "",
        meeting=schema.meeting.first if schema.meeting else None,
        sponsor=schema.sponsor or "",
        considered_by=tuple(schema.considered_by),
        objectives=tuple(schema.objectives),
        risks=tuple(schema.risks),
    )


def _action(schema: NextSchema) -> Action:
    return Action(
        what=schema.what,
        who=schema.who or "",
        by=schema.by.last if schema.by else None,
        status=ActionStatus(schema.status) if schema.status else None,
    )


def _expectation(given: DaySpan | str | None) -> Expectation | None:
    if given is None:
        return None
    if isinstance(given, DaySpan):
        return Expectation(span=DateSpan(*given))
    return Expectation(words=given)
