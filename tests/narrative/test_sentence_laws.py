"""Properties of every sentence for arbitrary data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.model.comparison import Alternative, Margin, Test, Variant
from reportgen.model.metric import MetricKind
from reportgen.model.period import Event
from reportgen.model.prose import Claim, Emphasis, Link, Number, Strong, Superscript, plain_text
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.numbers.number_text import number_text
from reportgen.narrative.phrases import paragraph
from tests.narrative.factories import Case, case, comparison, with_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.comparison import Comparison
    from reportgen.model.prose import Inline, Prose
    from reportgen.model.verdict import Verdict

MINUS = "\u2212"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NOT_NUMBERS = re.compile(
    rf"\b(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}}\b"  # days and months
    r"|\b201[89]\b"  # calendar years
    r"|\b[12]-(?:tailed|sided)\b"
    r"|\b(?:within the margin of|the same (?:pace )?to within) [\d.]+"
    r"(?:%| readers(?: a month)?| percentage points)"
    r"|\bneeds? at least \d+|\bhas \d+|\bCOVID-19\b|\b\d+ are needed|\b\d+ events?\b"
    r"|\bonly \d+ of the \d+ months of both periods\b"
)
CAUSAL = re.compile(
    r"\b(?:caus\w*|led to|leads? to|due to|thanks to|result\w* (?:in|of|from)|effects? of"
    r"|impact of|attribut\w*|improve\w*|boost\w*|drove|driven by|owing to)\b"
)
CLAIMS = {
    VerdictKind.INCREASE: re.compile(
        r"grew faster|fell more slowly|gained more on average|rose|turned from losses to gains"
    ),
    VerdictKind.DECREASE: re.compile(
        r"grew more slowly|fell faster|gained less on average|fell|turned from gains to losses"
    ),
    VerdictKind.EQUIVALENT: re.compile(
        r"(?:stayed the same|changed at the same pace) to within .+"
        r"|the (?:ratio|difference) lies within that margin"
        r"|the difference is clear, but smaller than the margin|the same to within .+"
    ),
    VerdictKind.INCONCLUSIVE: re.compile(
        r"may have (?:risen|fallen|grown|gained|turned).*"
        r"|(?:(?:the|any) difference )?may be chance|the values are too few to tell"
        r"|the difference may be the (?:season|trend under way|new way of counting)"
        r"|the series may have wandered by itself|perhaps by chance"
    ),
    VerdictKind.NOT_ASSESSABLE: re.compile(r"could not be compared"),
}
AGREEING = {"none": 0, "neither": 0, "one": 1, "two": 2, "both": 2, "all": 3}
VOTERS = {"one": 1, "both": 2, "two": 2, "three": 3}
ROBUSTNESS = re.compile(
    r"(?:(?P<agreeing>none|neither|one|two) of the (?P<voters>two|three)|(?P<every>both|all three))"
    r" checks agrees?|the one check that could be computed (?:agrees|does not agree)"
    r"|no check could be computed"
)
UNFOUND = re.compile(
    r"(?:none|neither) of the (?:two|three) checks shows a clear change(?: either)?"
    r"|(?:(?:one|two) of the (?:two|three) checks|both checks|all three checks"
    r"|the one check that could be computed) shows? (?:a change|no clear change either)"
)
OUTSIDE = re.compile(r"it is not shown to stay within the margin of .+")

pandemic = Event(on=date(2018, 5, 1), what="COVID-19 was called a pandemic")
counts = st.lists(st.integers(20, 90).map(float), min_size=4, max_size=14)
small = st.lists(st.integers(0, 6).map(float), min_size=4, max_size=12)
gains = st.lists(st.integers(-30, 60), min_size=5, max_size=14)
shares = st.lists(st.integers(1, 999).map(lambda x: x / 1000), min_size=4, max_size=12)
alternatives = st.sampled_from(list(Alternative))
margins = st.sampled_from(
    [None, Margin(value=0.2, is_relative=True), Margin(value=12.5, is_relative=False)]
)


def totals(steps: list[int], start: int = 500) -> list[float]:
    return [float(start + sum(steps[: place + 1])) for place in range(len(steps))]


@dataclass(frozen=True)
class Drawn:
    """The parameters of a case, which print shorter than the case if a test fails."""

    before: list[float]
    after: list[float]
    asked: Comparison
    kind: MetricKind
    events: tuple[Event, ...]

    def analysed(self) -> Case:
        return case(self.before, self.after, self.asked, kind=self.kind, events=self.events)


@st.composite
def cases(draw: st.DrawFn) -> Drawn:
    """Draw an organization of one metric, with one comparison of any kind."""
    test = draw(st.sampled_from(list(Test)))
    events = draw(st.sampled_from([(), (pandemic,)]))
    margin = None if test is Test.ITS else draw(margins)
    chosen = comparison(
        test,
        alternative=draw(alternatives),
        margin=margin,
        variant=draw(st.sampled_from(list(Variant))),
    )
    if test is Test.SLOPE:
        before = totals(draw(gains))
        after = totals(draw(gains), start=int(before[-1]))
        return Drawn(before, after, chosen, MetricKind.LEVEL, events)
    if draw(st.booleans()):
        known = draw(st.sampled_from([counts, small]))
        return Drawn(draw(known), draw(known), chosen, MetricKind.COUNT, events)
    return Drawn(draw(shares), draw(shares), chosen, MetricKind.RATE, events)


def walk(prose: Prose) -> Iterator[Inline]:
    for item in prose:
        yield item
        if isinstance(item, (Emphasis, Strong, Link)):
            yield from walk(item.children)


def everything(known: Case) -> list[Prose]:
    narrative = known.narrative
    figures = [
        prose
        for words in narrative.figure_words.values()
        for prose in (words.title, words.subtitle, words.caption, words.alt)
    ]
    statements = [
        paragraph(*printed)
        for found in narrative.statements.values()
        for printed in (found.short, found.full)
    ]
    headlines = [item.label for item in narrative.headlines]
    first = [narrative.title, narrative.opening] if narrative.opening else [narrative.title]
    return [*statements, *figures, *headlines, *first, *narrative.limitations]


def check_numbers(known: Case) -> None:
    """Every number prints its quantity as `number_text` does, and no digit is unbound."""
    style, quantities = known.narrative.style, known.outcomes.quantities
    for prose in everything(known):
        for item in walk(prose):
            if isinstance(item, Number):
                assert item.text == number_text(quantities[item.quantity], style, item.part)
        unbound = (item for item in prose if not isinstance(item, (Number, Superscript)))
        words = "".join(plain_text((item,)) for item in unbound)
        left = NOT_NUMBERS.sub("", words.replace("95% CI", ""))
        assert not re.search(r"\d", left), left


def check_claims(known: Case) -> None:
    """Every claim word is permitted by its verdict, and reported votes are those counted."""
    verdicts = {item.comparison.id: item.verdict for item in known.outcomes.comparisons}
    for prose in everything(known):
        for item in walk(prose):
            if not isinstance(item, Claim):
                continue
            verdict = verdicts[item.subject]
            words = item.text[:1].lower() + item.text[1:]
            if found := ROBUSTNESS.fullmatch(words):
                assert verdict.strength is not Strength.NONE
                check_votes(verdict, found)
            elif UNFOUND.fullmatch(words):
                assert verdict.strength is Strength.NONE
            elif OUTSIDE.fullmatch(words):
                assert not verdict.is_within_margin
            else:
                assert CLAIMS[verdict.verdict].fullmatch(words), (words, verdict.verdict)


def check_votes(verdict: Verdict, found: re.Match[str]) -> None:
    """The checks that are said to agree are those that do."""
    cast = [vote.agrees for vote in verdict.sensitivity if vote.counted and vote.agrees is not None]
    if found["every"]:
        assert all(cast)
        assert len(cast) == VOTERS[found["every"].split()[-1]]
    elif found["agreeing"]:
        assert (sum(cast), len(cast)) == (AGREEING[found["agreeing"]], VOTERS[found["voters"]])


def check_tone(known: Case) -> None:
    """No cause is claimed, no sentence starts with a digit, no P value is bare or zero."""
    for prose in everything(known):
        text = plain_text(prose)
        assert not CAUSAL.search(text.lower()), text
        assert not re.search(r"(?:^|[.!?] )\d", text), text
        assert "P=.00 " not in text
        assert ".." not in text
        assert "  " not in text
        assert "( " not in text
        assert "()" not in text
    for statement in known.narrative.statements.values():
        assert not re.search(r"\bP\b|CI|statistic", plain_text(paragraph(*statement.short)))


def check_significance_has_its_evidence(known: Case) -> None:
    """A full statement with “significantly” has a P value, and an interval unless of too few."""
    for statement in known.narrative.statements.values():
        text = plain_text(paragraph(*statement.full))
        if "significantly" in text:
            assert re.search(r"P[=<>]", text), text
            assert "CI" in text or re.search(r"too (short|few) for a claim", text), text


def check_agreement(known: Case) -> None:
    """No two sentences of a brief contradict each other."""
    text = " ".join(plain_text(prose) for prose in everything(known))
    label = re.escape(known.configuration.metrics["readers"].label)
    found = re.search(rf"{label} (?:rose|fell|grew|gained|turned)", text, re.IGNORECASE)
    undecided = re.search(rf"{label} (?:averaged|totalled|may have)", text, re.IGNORECASE)
    assert not (found and undecided), text
    alike = r"\b(?:the same (?:as|level|rate)|consistent|unchanged|no change|stable)\b"
    assert not re.search(alike, text), text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_every_sentence_has_every_property(drawn: Drawn) -> None:
    known = drawn.analysed()
    check_numbers(known)
    check_claims(known)
    check_tone(known)
    check_significance_has_its_evidence(known)
    check_agreement(known)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_the_direction_of_the_words_is_that_of_the_estimate(drawn: Drawn) -> None:
    known = drawn.analysed()
    outcome = known.outcomes.comparisons[0]
    quantity = known.outcomes.quantities.get(outcome.ids.decided_difference)
    if quantity is None or quantity.value is None:
        return
    assert isinstance(quantity.value, (int, float))
    if outcome.verdict.verdict is VerdictKind.INCREASE:
        assert quantity.value > 0
    if outcome.verdict.verdict is VerdictKind.DECREASE:
        assert quantity.value < 0


RULINGS = [
    (VerdictKind.INCREASE, Strength.STRONG, (True, True, True)),
    (VerdictKind.INCREASE, Strength.MODERATE, (True, True, False)),
    (VerdictKind.INCREASE, Strength.MODERATE, (True, False)),
    (VerdictKind.INCREASE, Strength.WEAK, ()),
    (VerdictKind.DECREASE, Strength.STRONG, (True, True)),
    (VerdictKind.INCONCLUSIVE, Strength.NONE, (False, False)),
]


@pytest.mark.parametrize("test", [Test.SLOPE, Test.MEAN, Test.ITS])
@pytest.mark.parametrize(("kind", "strength", "votes"), RULINGS)
def test_every_verdict_on_every_test_has_the_properties(
    test: Test, kind: VerdictKind, strength: Strength, votes: tuple[bool, ...]
) -> None:
    slower = [100, 112, 119, 133, 140, 152, 158, 171]
    faster = [230, 262, 280, 311, 333, 360, 395, 417]
    before, after = (faster, slower) if kind is VerdictKind.DECREASE else (slower, faster)
    base = case(
        before,
        after,
        comparison(test),
        kind=MetricKind.LEVEL if test is Test.SLOPE else MetricKind.COUNT,
    )
    known = with_verdict(base, kind, strength, votes=votes)
    check_numbers(known)
    check_claims(known)
    check_tone(known)
    check_significance_has_its_evidence(known)
    check_agreement(known)
