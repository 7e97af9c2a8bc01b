"""Judge what a sentence of the organization claims, and whether anything bears it out.

A number or claim word rests on a computed quantity or verdict, on a citation in its sentence, or
on the word of the authors; what rests on none of them is unbound. What the data say of the same
metric is never contradicted, whatever the sentence rests on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.quantity_ids import parsed
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claims.lexicon import NUMERAL, ClaimKind
from reportgen.narrative.claims.reading import SpanKind, read_own_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.narrative.claims.lexicon import Lexicon
    from reportgen.narrative.claims.reading import OwnSentence, Span

PERMITS = {
    ClaimKind.RISE: VerdictKind.INCREASE,
    ClaimKind.FALL: VerdictKind.DECREASE,
    ClaimKind.STABLE: VerdictKind.EQUIVALENT,
}
"""The verdict that each kind of claim needs; the same as for the words of `claim_words`."""

_FOUND = (VerdictKind.INCREASE, VerdictKind.DECREASE)
# Ends what a claim word says something about.
_CLAUSE = re.compile(r"[,;:—()]|\s(?:and|but|while|whereas|y|e|pero|mientras)\s")
_WORD = re.compile(r"[^\W\d_]{4,}")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_SAME = 1e-9
# From this share of capitalized words on, a text is a title, whose capitals make no names.
_TITLE = 0.7


class Basis(StrEnum):
    """What a number or claim in hand-written text rests on."""

    CITED = "cited"
    STATED = "stated"
    UNBOUND = "unbound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A typed number or claim that no computation bears out.

    Attributes
    ----------
    words : str
        As a reader sees them.
    offset : int
        Of the words in the sentence.
    contradicts : str
        The id of the comparison whose verdict says otherwise; empty if none does.
    stated : Span or None
        What the authors state, with the words in it; None if they are outside of it.
    is_number : bool
        Whether the words are or hold a number, such as "half" or "12 times as many".
    """

    kind: ClaimKind
    words: str
    offset: int
    sentence: OwnSentence
    basis: Basis
    contradicts: str = ""
    stated: Span | None = None
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the data say, as far as a sentence could claim it.

    Attributes
    ----------
    verdicts : mapping of str to VerdictKind
        By the id of each comparison.
    compared : mapping of str to tuple of str
        The comparisons of each metric that could be assessed, by id of the metric.
    stems : mapping of str to str
        The comparison whose numbers have a stem: the id of a quantity without its last part.
    names : mapping of str to re.Pattern
        What each metric is called.
    years : frozenset of str
        The years that the comparisons are of.
    counts : frozenset of int
        The numbers of members that the configuration has.
    facts : tuple of str
        The names in the configuration that hold a digit.
    """

    verdicts: Mapping[str, VerdictKind] = field(default_factory=dict)
    compared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stems: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    years: frozenset[str] = frozenset()
    counts: frozenset[int] = frozenset()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Permitted:
    """What a field may say by itself.

    Attributes
    ----------
    is_view : bool
        It is printed as the organization's own view.
    is_name : bool
        It is what something is called: its numbers are part of the name.
    target : float or None
        It is an aim with this target, and says nothing of what was found.
    """

    is_view: bool = False
    is_name: bool = False
    is_aim: bool = False
    target: float | None = None


ANYWHERE = Permitted()


def judge(
    sentence: OwnSentence,
    words: Lexicon,
    evidence: Evidence,
    permitted: Permitted = ANYWHERE,
) -> tuple[Doubt, ...]:
    """Return the numbers and claims of a sentence that no computation bears out, in order.

    Parameters
    ----------
    words : Lexicon
        The words of the language of the brief.
    permitted : Permitted
        What the field may say by itself.
    """
    basis = (
        Basis.STATED
        if permitted.is_view or sentence.is_quoted
        else Basis.CITED
        if sentence.has(SpanKind.CITE)
        else Basis.UNBOUND
    )
    text = _without_facts(sentence.unbound, words, evidence)
    claims = [] if permitted.is_aim else list(_claims(text, words))
    numbers = [] if permitted.is_name else list(_numbers(text, words, permitted, evidence.counts))
    # A claim with a number in it, such as "nine in ten", is one.
    apart = [
        (ClaimKind.NUMBER, start, end)
        for start, end in numbers
        if not any(one < end and start < other for _, one, other in claims)
    ]
    found = list(_stated(sentence, words, evidence))
    for kind, start, end in (*claims, *apart):
        against = _contradicted(kind, sentence.text, start, end, words, evidence)
        if against or not _is_borne_out(kind, sentence, evidence):
            found.append(
                Doubt(
                    kind=kind,
                    words=sentence.text[start:end],
                    offset=start,
                    sentence=sentence,
                    basis=basis,
                    contradicts=against,
                    is_number=kind is ClaimKind.QUANTITY
                    or any(one < end and start < other for one, other in numbers),
                )
            )
    return tuple(sorted(found, key=lambda item: item.offset))


def _stated(sentence: OwnSentence, words: Lexicon, evidence: Evidence) -> Iterator[Doubt]:
    """Yield what the authors state in so many words, each number and claim of it."""
    for span in sentence.spans:
        if span.kind is not SpanKind.STATED:
            continue
        for part in read_own_text(span.content, is_markdown=False):
            for item in judge(part, words, evidence, Permitted(is_view=True)):
                yield replace(item, offset=span.start, sentence=sentence, stated=span)


def _without_facts(text: str, words: Lexicon, evidence: Evidence) -> str:
    """Return a text in which a character of no meaning stands for each one of a plain fact."""
    for name in evidence.facts:
        text = text.replace(name, "\ufffc" * len(name))
    text = text.replace("’", "'").replace("\n", " ")
    for pattern in words.facts:
        text = pattern.sub(lambda found: "\ufffc" * len(found.group()), text)
    return text


def _numbers(
    text: str, words: Lexicon, permitted: Permitted, counts: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """Yield where a text has a number that is no plain fact."""
    found: list[tuple[float | None, int, int]] = []
    for match in NUMERAL.finditer(text):
        value = _value(match.group())
        if value not in counts or not words.people.match(text, match.end()):
            found.append((value, *match.span()))
    for match in words.words.finditer(text):
        name = match.group().lower()
        if name not in words.alone and not _is_name(text, *match.span()):
            found.append((words.values.get(name), *match.span()))
    known = [value for value, _, _ in found if value is not None]
    named = {permitted.target}
    # "Three in five" is a target of .6, and "60%" as well.
    named |= {
        part
        for one in known
        for other in known
        if permitted.target is not None and abs(one - permitted.target * other) < _SAME * other
        for part in (one, other)
        if one < other
    }
    for value, start, end in found:
        is_target = value is not None and (value in named or value / 100 in named)
        if not is_target:
            yield start, end


def _value(numeral: str) -> float | None:
    """Return a number in digits; None if it has several marks that may divide it."""
    plain = re.sub(r"[^\d.,]", "", numeral)
    plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", plain).replace(",", ".")
    return float(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def _claims(text: str, words: Lexicon) -> Iterator[tuple[ClaimKind, int, int]]:
    """Yield the claim words of a text that are no part of a name, an aim or an order."""
    taken: list[tuple[int, int]] = []
    patterns = (
        *((kind, pattern, False) for kind, pattern in words.verdict_words.items()),
        *((kind, pattern, False) for kind, pattern in words.claims.items()),
        *((kind, pattern, True) for kind, pattern in words.base_forms.items()),
    )
    for kind, pattern, is_base in patterns:
        for found in pattern.finditer(text):
            start, end = found.span()
            before = text[:start]
            is_aim = is_base and (not before.strip(" *_\"“'") or words.ahead.search(before))
            is_taken = any(one < end and start < other for one, other in taken)
            if is_aim or is_taken or _is_name(text, start, end):
                continue
            taken.append((start, end))
            yield kind, start, end


def _is_name(text: str, start: int, end: int) -> bool:
    """Return whether words are capitalized as part of a name, not of a title or a sentence."""
    if not text[start:end].split(" ", maxsplit=1)[0].istitle():
        return False
    longer = _WORD.findall(text)
    if longer and sum(item[0].isupper() for item in longer) / len(longer) >= _TITLE:
        return False
    is_first = not text[:start].strip(" *_\"“'¿¡(")
    following = text[end:].lstrip()[:1]
    return following.isupper() if is_first else True


def _is_borne_out(kind: ClaimKind, sentence: OwnSentence, evidence: Evidence) -> bool:
    """Return whether a computed number of the sentence, or a statement in it, says the same."""
    stems = [
        evidence.stems.get(parsed(span.content).stem, "")
        for span in sentence.spans
        if span.kind is SpanKind.QUANTITY
    ]
    if kind in (ClaimKind.COMPARE, ClaimKind.QUANTITY):
        return sentence.has(SpanKind.QUANTITY)
    verdicts = {evidence.verdicts.get(name) for name in (*stems, *sentence.said)}
    if kind is ClaimKind.STATISTICS:
        return bool(sentence.said)
    return kind in PERMITS and PERMITS[kind] in verdicts


def _contradicted(
    kind: ClaimKind, text: str, start: int, end: int, words: Lexicon, evidence: Evidence
) -> str:
    """Return the comparison that says otherwise of the metric that a claim is about."""
    years = set(_YEAR.findall(text))
    is_of_other_years = bool(years) and not years & evidence.years
    is_of_earlier = bool(words.earlier.search(text[:start]))
    if kind not in PERMITS or is_of_other_years or is_of_earlier:
        return ""
    metric = _subject(text, start, end, evidence)
    compared = evidence.compared.get(metric, ())
    if not compared or words.negation.search(_clause_before(text, start)):
        return ""
    if any(evidence.verdicts[name] is PERMITS[kind] for name in compared):
        return ""
    if kind is ClaimKind.STABLE and not any(evidence.verdicts[name] in _FOUND for name in compared):
        return ""
    return compared[0]


def _clause_before(text: str, start: int) -> str:
    return _CLAUSE.split(text[:start])[-1]


def _subject(text: str, start: int, end: int, evidence: Evidence) -> str:
    """Return the metric that the clause of a claim word names; empty if it names none."""
    before = _clause_before(text, start)
    after = _CLAUSE.split(text[end:])[0]
    for part in (before, after):
        named = [
            (found.start(), metric)
            for metric, pattern in evidence.names.items()
            for found in pattern.finditer(part)
        ]
        if named:
            return max(named)[1] if part is before else min(named)[1]
    return ""
