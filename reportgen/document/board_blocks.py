"""Blocks of what the organization itself says in a board report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.document.brief import (
    Agreed,
    AgreedAction,
    Ask,
    AskField,
    FrontSheetField,
    OwnersView,
    PlannedAction,
    ReserveBar,
)
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.board import ActionStatus
from reportgen.model.prose import plain_text
from reportgen.model.quantity_ids import GoalIds
from reportgen.narrative.board.asks import (
    ask_label,
    asks_heading,
    by_words,
    cost_words,
    field_label,
    lacking,
    lacking_words,
    proposed_words,
)
from reportgen.narrative.board.carried_actions import (
    UNKNOWN,
    carried_heading,
    carried_status,
    carried_words,
)
from reportgen.narrative.board.owners_view import (
    action_details,
    expected_label,
    expected_words,
    next_label,
    why_label,
)
from reportgen.narrative.front.goal_lines import metric_of
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import compose, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.document.brief import BriefSection
    from reportgen.document.material import Material, UserText
    from reportgen.document.numbering import Anchors
    from reportgen.model import board as model
    from reportgen.model.configuration import KeyPath
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose

_OTHER_GOALS = gettext_noop("What is being done about the other goals")
_PAPER = {
    "paper": gettext_noop("Paper"),
    "item": gettext_noop("Agenda item"),
    "meeting": gettext_noop("Meeting"),
    "sponsor": gettext_noop("Sponsor"),
    "considered_by": gettext_noop("Considered by"),
    "objective": gettext_noop("Objective"),
    "objectives": gettext_noop("Objectives"),
    "risk": gettext_noop("Risk"),
    "risks": gettext_noop("Risks"),
}


def front_sheet(sheet: model.FrontSheet | None) -> tuple[FrontSheetField, ...]:
    """Return the fields of the front sheet that are given, in the order of print."""
    if sheet is None:
        return ()
    paper = sheet.paper
    if sheet.paper and sheet.item:
        paper = plain_text(
            phrase("{paper}, agenda item {item}", paper=sheet.paper, item=sheet.item)
        )
    texts = {
        "paper": paper,
        "item": "" if sheet.paper else sheet.item,
        "meeting": date_text(sheet.meeting) if sheet.meeting else "",
        "sponsor": sheet.sponsor,
        "considered_by": "; ".join(sheet.considered_by),
        "objective" if len(sheet.objectives) == 1 else "objectives": "; ".join(sheet.objectives),
        "risk" if len(sheet.risks) == 1 else "risks": "; ".join(sheet.risks),
    }
    return tuple(
        FrontSheetField(name=name, label=translated(_PAPER[name]), text=text)
        for name, text in texts.items()
        if text
    )


def asks_sections(
    material: Material, user_text: UserText, anchors: Anchors
) -> Iterator[BriefSection]:
    """Yield the section with all that the board is asked, if there is anything."""
    brief = material.configuration.brief
    # The text of `decision` is the first ask, and has a key of its own.
    shift = 1 if brief.decision.strip() else 0
    for position, ask in enumerate(brief.asks):
        _warn_of_past(material, user_text, ask.by, ("brief", "asks", position, "by"))
    asks = [
        _ask(
            material,
            user_text,
            ask,
            ("brief", "asks", position - shift) if position >= shift else ("brief", "decision"),
        )
        for position, ask in enumerate(brief.all_asks)
    ]
    if asks:
        yield anchors.section(asks_heading(brief.all_asks), asks, design="decision")


def _ask(material: Material, user_text: UserText, ask: model.Ask, path: KeyPath) -> Ask:
    what = path if path == ("brief", "decision") else (*path, "what")
    fields = [
        AskField(name=name, label=field_label(label), text=text)
        for name, label, text in _fields(material, user_text, ask, path)
        if text
    ]
    absent = lacking(ask) if material.configuration.brief.is_draft else ()
    if absent:
        fields.append(
            AskField(
                name="missing",
                label=field_label("missing"),
                text=lacking_words(absent),
                is_missing=True,
            )
        )
    return Ask(
        kind=ask.kind.value,
        label=ask_label(ask.kind),
        what=user_text.blocks(ask.what, *what),
        fields=tuple(fields),
        reserve=_reserve_bar(ask),
        is_labelled=len(material.configuration.brief.all_asks) > 1,
    )


def _fields(
    material: Material, user_text: UserText, ask: model.Ask, path: KeyPath
) -> Iterator[tuple[str, str, Prose]]:
    """Yield name, label and text of each field; the text is empty if it is not given."""

    def line(key: str) -> Prose:
        text: str = getattr(ask, key)
        return user_text.line(text, *path, key) if text.strip() else ()

    has_reserve = ask.reserve_before is not None or ask.reserve_after is not None
    yield "reason", "reason", line("reason")
    yield (
        "cost",
        "cost_and_reserve" if has_reserve else "cost",
        cost_words(ask, material.narrative.style),
    )
    yield "alternatives", "alternatives", line("alternatives")
    by, otherwise = by_words(ask), line("otherwise")
    both = compose(by, " ", otherwise) if by and otherwise else by or otherwise
    yield "by", "by" if by else "otherwise", both
    yield "how_known", "how_known", line("how_known")
    yield (
        "proposed_by",
        "proposed_by" if ask.proposed_by else "supported_by",
        proposed_words(ask),
    )


def _reserve_bar(ask: model.Ask) -> ReserveBar | None:
    """Return the shares of the reserve, if all of its amounts are numbers that can be drawn."""
    before, after, least = (
        item.value if item is not None else None
        for item in (ask.reserve_before, ask.reserve_after, ask.reserve_minimum)
    )
    if before is None or after is None or not 0 <= after <= before or before == 0:
        return None
    has_minimum = least is not None and 0 <= least <= before
    return ReserveBar(
        after=round(100 * after / before, 1),
        minimum=round(100 * least / before, 1) if has_minimum and least is not None else None,
    )


def metric_views(material: Material, user_text: UserText, metric: Metric) -> Iterator[OwnersView]:
    """Yield what is said of a metric, then what is said of the goals that it measures."""
    of_metric = [item for item in _goals(material) if _metric(material, item[1]) == metric.id]
    owner = metric.owner or next((item.goal.owner for _, item in of_metric if item.goal.owner), "")
    if not metric.view.is_empty:
        path: KeyPath = ("metrics", metric.id)
        yield _view(material, user_text, metric.view, owner=owner, path=path, subject=path)
    for position, progress in of_metric:
        yield from _goal_view(material, user_text, progress, position)


def other_goals_sections(
    material: Material, user_text: UserText, anchors: Anchors, shown: set[str]
) -> Iterator[BriefSection]:
    """Yield a section with what is said of goals without a metric on these pages.

    Parameters
    ----------
    shown : set of str
        The metrics that have a part of their own.
    """
    views = [
        view
        for position, progress in _goals(material)
        if _metric(material, progress) not in shown
        for view in _goal_view(material, user_text, progress, position, is_named=True)
    ]
    if views:
        yield anchors.section(translated(_OTHER_GOALS), views)


def _goals(material: Material) -> list[tuple[int, GoalProgress]]:
    return list(enumerate(material.outcomes.goals))


def _metric(material: Material, progress: GoalProgress) -> str:
    found = metric_of(material.formatter, progress)
    return found.id if found is not None else ""


def _goal_view(
    material: Material,
    user_text: UserText,
    progress: GoalProgress,
    position: int,
    *,
    is_named: bool = False,
) -> Iterator[OwnersView]:
    goal = progress.goal
    if goal.view.is_empty:
        return
    yield _view(
        material,
        user_text,
        goal.view,
        owner=goal.owner,
        path=("goals", position),
        subject=("goals", goal.id),
        about=(goal.short or goal.specific) if is_named else "",
    )


def _view(
    material: Material,
    user_text: UserText,
    view: model.View,
    *,
    owner: str,
    path: KeyPath,
    subject: KeyPath,
    about: str = "",
) -> OwnersView:
    day = material.outcomes.plan.report_date
    for position, action in enumerate(view.actions):
        if action.status not in (ActionStatus.DONE, ActionStatus.DROPPED):
            _warn_of_past(material, user_text, action.by, (*path, "next", position, "by"))
    return OwnersView(
        subject=".".join(str(part) for part in subject),
        about=about,
        why_label=why_label(owner.strip()),
        why=user_text.blocks(view.why, *path, "why"),
        next_label=next_label(),
        actions=tuple(
            PlannedAction(
                what=user_text.line(action.what, *path, "next", position, "what"),
                details=action_details(action, day),
            )
            for position, action in enumerate(view.actions)
        ),
        expected_label=expected_label(view.expected),
        expected=expected_words(view.expected),
    )


def _warn_of_past(material: Material, user_text: UserText, by: date | None, path: KeyPath) -> None:
    """Add a warning if something is to be done by a day before that of the report."""
    day = material.outcomes.plan.report_date
    if by is not None and by < day:
        user_text.diagnostics.append(
            Diagnostic(
                code="TXT026",
                severity=Severity.WARNING,
                message=f"this was to be done by {by}, before the date of the report, {day}",
                place=material.configuration.place(*path),
                help="write a later date"
                if path[:2] == ("brief", "asks")
                else "add `status: done`, `dropped`, or `late` with the new date",
            )
        )


def agreed_sections(
    material: Material, user_text: UserText, anchors: Anchors
) -> Iterator[BriefSection]:
    """Yield what became of the actions that were open in the last edition, if there were any."""
    previous = material.previous
    if previous is None or not previous.actions:
        return
    now = _actions(material)
    day = material.outcomes.plan.report_date
    actions = []
    for record in previous.actions:
        found = now.get((record.subject, _key(record.what))) or now.get(("", _key(record.what)))
        if carried_status(found, day) == UNKNOWN:
            user_text.diagnostics.append(_not_reported(material, record.subject, record.what))
        actions.append(
            AgreedAction(
                status=carried_status(found, day), text=carried_words(record.what, found, day)
            )
        )
    heading = carried_heading(previous.record.report_date)
    yield anchors.section(
        heading, [Agreed(heading=heading, actions=tuple(actions))], design="agreed"
    )


def _actions(material: Material) -> dict[tuple[str, str], model.Action]:
    """Return the actions of this edition by subject and words, and by their words alone."""
    configuration = material.configuration
    views = {f"metrics.{key}": item.view for key, item in configuration.metrics.items()}
    views |= {GoalIds(item.id).stem: item.view for item in configuration.goals}
    found: dict[tuple[str, str], model.Action] = {}
    for subject, view in views.items():
        for action in view.actions:
            found.setdefault((subject, _key(action.what)), action)
            # An action may have moved from a metric to the goal that it measures.
            found.setdefault(("", _key(action.what)), action)
    return found


def _key(what: str) -> str:
    """Return the words of an action, by which it is recognized: letters and digits alone."""
    return " ".join("".join(item if item.isalnum() else " " for item in what).casefold().split())


def _not_reported(material: Material, subject: str, what: str) -> Diagnostic:
    return Diagnostic(
        code="AUD031",
        severity=Severity.WARNING,
        message=f"the last edition planned “{what}”, and this one does not say what became of it",
        place=material.configuration.place("brief", "previous"),
        help=f"keep it under `next` of `{subject}`, with `status: done`, `late` or `dropped`, or "
        "without a status while it is open",
    )
