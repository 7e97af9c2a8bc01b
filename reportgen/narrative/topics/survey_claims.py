"""What may be claimed of the answers of two times: the wording of their verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import claim
from reportgen.narrative.phrases import phrase, sentence

if TYPE_CHECKING:
    from reportgen.model.prose import Prose
    from reportgen.model.verdict import Verdict

_SIDES = {
    VerdictKind.INCREASE: gettext_noop("up from"),
    VerdictKind.DECREASE: gettext_noop("down from"),
}
_UNCLEAR_SHARE = gettext_noop("the answers do not show whether the share changed")
_SCALE = {
    VerdictKind.INCREASE: gettext_noop("the later answers were higher"),
    VerdictKind.DECREASE: gettext_noop("the later answers were lower"),
    VerdictKind.INCONCLUSIVE: gettext_noop(
        "the answers do not show whether they became higher or lower"
    ),
}


def compared_with(verdict: Verdict | None) -> Prose:
    """Return ``up from`` before the earlier share; ``compared with`` where nothing is shown."""
    if verdict is None or verdict.verdict not in _SIDES:
        return phrase("compared with")
    return (claim(_SIDES[verdict.verdict], verdict),)


def share_finding(verdict: Verdict | None) -> Prose:
    """Return that the answers do not show a change of the share; empty if they do."""
    if verdict is None or verdict.verdict in _SIDES:
        return ()
    return sentence(claim(_UNCLEAR_SHARE, verdict))


def scale_finding(verdict: Verdict | None) -> Prose:
    """Return ``The later answers were higher.``, or that they do not show it; empty untested."""
    return sentence(claim(_SCALE[verdict.verdict], verdict)) if verdict is not None else ()
