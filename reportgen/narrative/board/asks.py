"""What a board is asked, in words: labels, cost and reserve, and what a draft lacks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.board import AskKind
from reportgen.narrative.numbers.number_text import decimal_text, money_decimals
from reportgen.narrative.phrases import enumerated, paragraph, phrase, sentence
from reportgen.narrative.topics.goal_measures import due_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.board import Amount, Ask
    from reportgen.model.prose import Prose
    from reportgen.narrative.numbers.number_style import NumberStyle

_LABELS = {
    AskKind.APPROVE: gettext_noop("Approval asked"),
    AskKind.DECIDE: gettext_noop("Decision asked"),
    AskKind.ASSURANCE: gettext_noop("For assurance"),
    AskKind.NOTE: gettext_noop("For information"),
}
_FIELDS = {
    "reason": gettext_noop("Reason"),
    "cost": gettext_noop("Cost"),
    "cost_and_reserve": gettext_noop("Cost and reserve"),
    "alternatives": gettext_noop("Alternatives considered"),
    "by": gettext_noop("By when"),
    "otherwise": gettext_noop("Otherwise"),
    "how_known": gettext_noop("How we will know"),
    "proposed_by": gettext_noop("Proposed by"),
    "supported_by": gettext_noop("Supported by"),
    "missing": gettext_noop("Not given"),
}
_LACKING = {
    "reason": gettext_noop("the reason"),
    "cost": gettext_noop("the cost"),
    "alternatives": gettext_noop("alternatives"),
    "by": gettext_noop("the date"),
}
"""What a decision needs, as it is named in a draft that lacks it."""


def ask_label(kind: AskKind) -> str:
    """Return what is asked, in one or two words: ``Approval asked``."""
    return translated(_LABELS[kind])


def asks_heading(asks: tuple[Ask, ...]) -> str:
    """Return the heading above all that is asked."""
    kinds = {item.kind for item in asks}
    return ask_label(kinds.pop()) if len(kinds) == 1 else translated("What is asked")


def field_label(name: str) -> str:
    """Return the label of a field of an ask."""
    return translated(_FIELDS[name])


def lacking(ask: Ask) -> tuple[str, ...]:
    """Return the keys that a decision needs and does not have, in order."""
    if not ask.kind.is_decision:
        return ()
    given = {
        "reason": bool(ask.reason.strip()),
        "cost": ask.cost is not None,
        "alternatives": bool(ask.alternatives.strip()),
        "by": ask.by is not None,
    }
    return tuple(name for name, is_given in given.items() if not is_given)


def lacking_words(names: tuple[str, ...]) -> Prose:
    """Return what is missing: ``the cost, and by when``."""
    return enumerated([translated(_LACKING[name]) for name in names])


def cost_words(ask: Ask, style: NumberStyle) -> Prose:
    """Return the cost, what the reserve becomes, and how that compares with its minimum."""
    cost = sentence(amount_text(ask.cost, ask.currency, style)) if ask.cost else ()
    return paragraph(cost, _reserve(ask, style), _minimum(ask, style))


def by_words(ask: Ask) -> Prose:
    """Return the day by which a decision is needed; empty if none is given."""
    return sentence(due_text(ask.by)) if ask.by is not None else ()


def proposed_words(ask: Ask) -> Prose:
    """Return who proposes it, and who supports it."""
    supporters = enumerated(ask.supported_by)
    if not ask.proposed_by:
        return sentence(supporters)
    supported = phrase("Supported by {who}", who=supporters) if supporters else ()
    return paragraph(sentence(ask.proposed_by), sentence(supported))


def amount_text(amount: Amount, currency: str | None, style: NumberStyle) -> str:
    """Return an amount as typed; a plain number with its separators and currency."""
    if amount.text or amount.value is None:
        return amount.text
    # ".10g" prints the amount as typed: 4000.10 is 4000.0999… in binary.
    exact = Decimal(f"{amount.value:.10g}")
    decimals = max(0, -int(exact.as_tuple().exponent))
    if currency is not None:
        decimals = money_decimals(decimals, currency)
    return decimal_text(exact, decimals, style, currency=currency)


def stated_amounts(asks: tuple[Ask, ...], style: NumberStyle) -> Iterator[str]:
    """Yield all amounts that the organization states, as printed."""
    for ask in asks:
        for amount in (ask.cost, ask.reserve_before, ask.reserve_after, ask.reserve_minimum):
            if amount is not None:
                yield amount_text(amount, ask.currency, style)


def _reserve(ask: Ask, style: NumberStyle) -> Prose:
    before, after = ask.reserve_before, ask.reserve_after
    if before is None and after is None:
        return ()
    if after is None:
        return phrase("The reserve is {before}.", before=_text(ask, before, style))
    later = _text(ask, after, style)
    if before is None:
        return phrase("The reserve is then {after}.", after=later)
    earlier = _text(ask, before, style)
    if before.value is None or after.value is None:
        return phrase("The reserve: {before}, then {after}.", before=earlier, after=later)
    if before.value == after.value:
        return phrase("The reserve stays at {after}.", after=later)
    template = _FALLS if before.value > after.value else _RISES
    return phrase(template, before=earlier, after=later)


_FALLS = gettext_noop("The reserve falls from {before} to {after}.")
_RISES = gettext_noop("The reserve rises from {before} to {after}.")


def _minimum(ask: Ask, style: NumberStyle) -> Prose:
    least, after = ask.reserve_minimum, ask.reserve_after
    if least is None:
        return ()
    minimum = _text(ask, least, style)
    if after is None or after.value is None or least.value is None:
        return phrase("Its minimum is {minimum}.", minimum=minimum)
    if after.value < least.value:
        return phrase("That is below its minimum of {minimum}.", minimum=minimum)
    if after.value == least.value:
        return phrase("That is its minimum.")
    return phrase("That is above its minimum of {minimum}.", minimum=minimum)


def _text(ask: Ask, amount: Amount | None, style: NumberStyle) -> str:
    return "" if amount is None else amount_text(amount, ask.currency, style)
