"""What may be claimed of the answers of two times: the wording of their verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity_ids import parsed
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import OPEN, claim
from reportgen.narrative.phrases import phrase

if TYPE_CHECKING:
    from reportgen.model.prose import Prose
    from reportgen.model.verdict import Verdict
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_SIDES = {
    VerdictKind.INCREASE: gettext_noop("up from"),
    VerdictKind.DECREASE: gettext_noop("down from"),
}
_SHARE_MAY = {
    True: gettext_noop("the share may have risen"),
    False: gettext_noop("the share may have fallen"),
}
_SCALE = {
    VerdictKind.INCREASE: gettext_noop("the later answers were higher"),
    VerdictKind.DECREASE: gettext_noop("the later answers were lower"),
}
_SCALE_MAY = {
    True: gettext_noop("the later answers may have been higher"),
    False: gettext_noop("the later answers may have been lower"),
}


def compared_with(verdict: Verdict | None) -> Prose:
    """Return ``up from`` before the earlier share; ``compared with`` where nothing is shown."""
    if verdict is None or verdict.verdict not in _SIDES:
        return phrase("compared with")
    return (claim(_SIDES[verdict.verdict], verdict),)


def share_finding(formatter: QuantityFormatter, verdict: Verdict | None) -> Prose:
    """Return what the difference of an open result may be; else empty."""
    if verdict is None or verdict.verdict in _SIDES:
        return ()
    return _open(formatter, verdict, _SHARE_MAY)


def scale_finding(formatter: QuantityFormatter, verdict: Verdict | None) -> Prose:
    """Return ``the later answers were higher``, or what may be instead; empty untested."""
    if verdict is None:
        return ()
    if verdict.verdict in _SCALE:
        return (claim(_SCALE[verdict.verdict], verdict),)
    return _open(formatter, verdict, _SCALE_MAY)


def _open(formatter: QuantityFormatter, verdict: Verdict, may: dict[bool, str]) -> Prose:
    if not verdict.is_blocked_by_holm:
        return (claim(OPEN[None], verdict),)
    # Half of all pairs is no difference.
    null = 0.5 if parsed(verdict.primary).statistic == "superiority" else 0.0
    return (claim(may[formatter.value(verdict.primary) > null], verdict),)
