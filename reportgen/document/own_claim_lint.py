"""Report numbers and claims in the organization's own texts that rest on nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.languages.current import current_language
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claims.judgement import Basis
from reportgen.narrative.claims.lexicon import ClaimKind
from reportgen.narrative.claims.own_texts import own_claims
from reportgen.narrative.fields.text_inline import place_inside

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.diagnostics import Place
    from reportgen.model.configuration import Configuration
    from reportgen.narrative.claims.own_texts import OwnClaim

_MARK = 'mark it: `{{ stated("…", source="…") }}`'
_HELP = {
    ClaimKind.NUMBER: f"bind it with `{{{{ quantity.id }}}}`, cite it with `[@key]`, or {_MARK}",
    ClaimKind.CAUSE: "a comparison of periods shows what happened, not why: say when it happened, "
    f"cite it with `[@key]`, or {_MARK}",
}
_CLAIM_HELP = (
    f'let `{{{{ say("id") }}}}` say it, use a neutral word, cite it with `[@key]`, or {_MARK}'
)
_PLAIN_HELP = (
    "leave it out here, and say it in a text field, where it can be bound, cited or marked"
)
_SAYS = {
    VerdictKind.INCREASE: "the data show an increase",
    VerdictKind.DECREASE: "the data show a decrease",
    VerdictKind.EQUIVALENT: "the data show no change beyond its margin",
    VerdictKind.INCONCLUSIVE: "the data show no clear change",
}


def lint_own_claims(configuration: Configuration, outcomes: Outcomes) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each number and claim that nothing bears out.

    Returns
    -------
    tuple of Diagnostic
        TXT011 for a number and TXT008 for a claim word that rests on nothing, TXT009 for a cause
        (warnings, which fail a strict build); TXT012, an error, for a claim that a verdict
        contradicts.
    """
    found = own_claims(configuration, outcomes, current_language())
    verdicts = {item.verdict.comparison: item.verdict.verdict for item in outcomes.comparisons}
    source = _Source(configuration)
    return tuple(
        _diagnostic(item, source.place(item), verdicts.get(item.doubt.contradicts))
        for item in found
        if item.doubt.contradicts or item.doubt.basis is Basis.UNBOUND
    )


def _diagnostic(item: OwnClaim, place: Place | None, verdict: VerdictKind | None) -> Diagnostic:
    doubt = item.doubt
    words = f"`{' '.join(doubt.words.split())}`"
    if verdict is not None:
        return Diagnostic(
            code="TXT012",
            severity=Severity.ERROR,
            message=f"{words} contradicts `{doubt.contradicts}`: {_SAYS[verdict]}",
            place=place,
            help=f'print the finding with `{{{{ say("{doubt.contradicts}") }}}}`, or leave it out',
        )
    code, message = "TXT008", f"{words} is claimed without a verdict that supports it"
    if doubt.kind in (ClaimKind.NUMBER, ClaimKind.QUANTITY):
        code, message = "TXT011", f"{words} was typed, and rests on nothing"
    elif doubt.kind is ClaimKind.CAUSE:
        code, message = "TXT009", f"{words} claims a cause"
    kind = ClaimKind.NUMBER if code == "TXT011" else doubt.kind
    return Diagnostic(
        code=code,
        severity=Severity.WARNING,
        message=message,
        place=place,
        help=_HELP.get(kind, _CLAIM_HELP) if item.own.is_markdown else _PLAIN_HELP,
    )


class _Source:
    """The lines of the configuration, in which words are found that YAML has folded."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        try:
            text = configuration.path.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            text = ""
        self._lines = text.splitlines(keepends=True)

    def place(self, item: OwnClaim) -> Place | None:
        """Return the place of the words of a claim; that of its field if they are not there."""
        doubt, own = item.doubt, item.own
        field = self._configuration.place(*own.path)
        if field is None or field.line is None:
            return field
        rest = "".join(self._lines[field.line - 1 :])
        start = 0 if field.column is None else field.column - 1
        sentence = _anywhere(doubt.sentence.text).search(rest, start)
        at = start if sentence is None else sentence.start()
        before = doubt.sentence.text[: doubt.offset]
        ahead = _anywhere(before + doubt.words).search(rest, at)
        words = _anywhere(doubt.words)
        # The words after those before them, since the same word may be in a sentence twice.
        found = ahead and words.search(rest, ahead.end() - len(doubt.words) - 2)
        found = found or words.search(rest, at)
        if found is None:
            return place_inside(field, own.text, doubt.sentence.line, doubt.words)
        line = field.line + rest.count("\n", 0, found.start())
        column = found.start() - (rest.rfind("\n", 0, found.start()) + 1)
        shown = self._lines[line - 1].rstrip("\r\n")
        width = min(found.end() - found.start(), len(shown) - column)
        return replace(field, line=line, column=column + 1, width=max(1, width), text=shown)


def _anywhere(words: str) -> re.Pattern[str]:
    """Return a pattern of words that may be on several lines of a YAML file, in curly quotes."""
    parts = [re.sub(r"[“”‘’\"']", "[“”‘’\"']{1,2}", re.escape(part)) for part in words.split()]
    return re.compile(r"\s+(?:#\s*)?".join(parts))
