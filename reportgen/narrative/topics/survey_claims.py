"""What may be claimed of the answers of two times: the wording of their verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import LEVEL_WORDS, ClaimWords, claim
from reportgen.narrative.phrases import phrase, sentence

if TYPE_CHECKING:
    from reportgen.model.prose import Prose
    from reportgen.model.verdict import Verdict

_SHARE = {
    **LEVEL_WORDS,
    VerdictKind.INCONCLUSIVE: ClaimWords(
        short=gettext_noop("the answers do not show whether the share changed"),
        full=gettext_noop("the two shares did not differ statistically significantly"),
    ),
}
_SCALE = {
    VerdictKind.INCREASE: ClaimWords(
        short=gettext_noop("were higher"),
        full=gettext_noop("were statistically significantly higher"),
    ),
    VerdictKind.DECREASE: ClaimWords(
        short=gettext_noop("were lower"),
        full=gettext_noop("were statistically significantly lower"),
    ),
    VerdictKind.INCONCLUSIVE: ClaimWords(
        short=gettext_noop("the answers do not show whether they became higher or lower"),
        full=gettext_noop(
            "the answers of the two times did not differ statistically significantly"
        ),
    ),
}


def share_finding(verdict: Verdict | None, *, is_short: bool) -> Prose:
    """Return ``The share rose.``, or that the answers do not show it; empty without a test."""
    return _finding(verdict, _SHARE, gettext_noop("the share {claim}"), is_short=is_short)


def scale_finding(verdict: Verdict | None, *, is_short: bool) -> Prose:
    """Return ``The later answers were higher.``, or that they do not show it."""
    return _finding(verdict, _SCALE, gettext_noop("the later answers {claim}"), is_short=is_short)


def _finding(
    verdict: Verdict | None, words: dict[VerdictKind, ClaimWords], found: str, *, is_short: bool
) -> Prose:
    if verdict is None:
        return ()
    chosen = words[verdict.verdict]
    said = claim(chosen.short if is_short else chosen.full, verdict)
    is_found = verdict.verdict is not VerdictKind.INCONCLUSIVE
    return sentence(phrase(found, claim=said) if is_found else said)
