"""Every sentence on a million drawn outcomes keeps every law, in English and Spanish.

``python -m tests.prose.test_extreme_outcomes 3000`` draws as many outcomes, prints each kind of
violation with its seed, and measures the time.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.survey_outcome import ShareTest
from reportgen.languages.current import use_language
from reportgen.model.comparison import Test
from reportgen.model.goal import GoalStatus
from reportgen.model.monitoring_verdict import Course
from reportgen.model.prose import Claim, Number, Text
from reportgen.model.verdict import Restraint, Strength, VerdictKind
from reportgen.narrative.comparisons.comparison_words import compared_ids
from reportgen.narrative.narrative import describe_outcomes
from tests.prose.extreme_outcomes import Drawn, draw
from tests.prose.sentence_laws import (
    LAWS_OF_OUTCOMES,
    LAWS_OF_TEXT,
    Passage,
    claims_beyond_verdicts,
    passages_of,
    strengths_beyond_verdicts,
    wrong_directions,
    wrong_ratios,
    zeros_for_more,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PARTS = 50
OUTCOMES_OF_PART = 20_000
OUTCOMES_OF_EVERY_TEST = 2_000


def violations_of(part: str, outcomes: int) -> Iterator[str]:
    """Draw a number of outcomes, half of them in each language; yield what their words violate."""
    for language in ("en", "es"):
        with use_language(language):
            known: set[str] = set()
            count, place = 0, 0
            while count < outcomes / 2:
                seed = f"{part} {place}"
                drawn = draw(Random(seed), language)
                yield from (f"{seed}: {found}" for found in _violations(drawn, language, known))
                count += drawn.count
                place += 1


def _violations(drawn: Drawn, language: str, known: set[str]) -> Iterator[str]:
    """Yield the violations of one organization; texts that are `known` have been judged before."""
    narrative = describe_outcomes(drawn.configuration, drawn.outcomes)
    for passage in passages_of(narrative, language):
        for of_outcomes in LAWS_OF_OUTCOMES:
            for found in of_outcomes(passage, drawn.outcomes):
                yield f"{of_outcomes.__name__}: {passage.place}: {found}"
        text = passage.text
        if text in known:
            continue
        known.add(text)
        for of_text in LAWS_OF_TEXT:
            for found in of_text(passage):
                yield f"{of_text.__name__}: {passage.place}: {found}"


def test_the_sentences_on_drawn_outcomes_keep_every_law() -> None:
    assert list(violations_of("every test", OUTCOMES_OF_EVERY_TEST)) == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_sentences_on_a_million_drawn_outcomes_keep_every_law(part: int) -> None:
    assert list(violations_of(f"part {part}", OUTCOMES_OF_PART)) == []


BROKEN = {
    "wrong_articles": ("It was a increase.", "An visit was made.", "There was a 8% rise."),
    "wrong_plurals": ("It took 1 months.", "All 1 were met.", "Two month passed.", "Both three."),
    "zero_times": ("It fell to 0.00 times that.", "It was 0 times as many."),
    "signs_after_verbs": ("It gained \u22124 members.", "It was \u22122% less."),
    "wrong_spaces_and_marks": ("It  rose.", "It rose ,.", "It rose...", "It rose ().", "It “”."),
    "empty_lists": ("Visits and .", "It rose in, and, June.", "There were of ."),
    "wrong_beginnings": ("it rose.", "Visits rose. 3 fell."),
    "wrong_ends": ("It rose", "Visits rose:"),
    "unfilled_places": ("{label} rose.", "It rose to None.", "It rose to nan."),
    "banned": ("The earlier period had more.", "See visits.mean.after.mean."),
    "too_long": (f"It {'very ' * 60}rose.",),
    "repeated_words": ("It rose in the the year.", "It was 3 a month a month."),
}
"""Texts that a law has to object to."""


@pytest.mark.parametrize("law", LAWS_OF_TEXT, ids=lambda law: law.__name__)
def test_a_law_objects_to_what_it_forbids(law: Callable[[Passage], list[str]]) -> None:
    for text in BROKEN.get(law.__name__, ()):
        assert law(Passage("here", (Text(text),), "en")), text
    if law.__name__ == "other_language":
        assert law(Passage("here", (Text("Las visitas rose from 3."),), "es"))
        assert not law(Passage("here", (Text("It rose from 3."),), "en"))
    else:
        assert law.__name__ in BROKEN


def _found_increase() -> Drawn:
    """Return a drawn organization whose first comparison is a rise with a ratio."""
    for place in range(2000):
        drawn = draw(Random(f"rise {place}"))
        for item in drawn.outcomes.comparisons:
            ratio = drawn.outcomes.quantities.get(item.ids.decided_ratio)
            is_rise = item.verdict.verdict is VerdictKind.INCREASE
            if (
                is_rise
                and ratio is not None
                and ratio.value
                and len(drawn.outcomes.comparisons) == 1
            ):
                return drawn
    raise AssertionError("no organization with a rise was drawn")


def _retold(passage: Passage, numbers: dict[str, str], claim: str = "") -> Passage:
    """Return a passage with other numbers, by quantity, or another claim."""
    prose = tuple(
        replace(item, text=numbers[item.quantity])
        if isinstance(item, Number) and item.quantity in numbers and item.part == "value"
        else replace(item, text=claim)
        if isinstance(item, Claim) and claim
        else item
        for item in passage.prose
    )
    return replace(passage, prose=prose)


def test_the_laws_of_numbers_and_claims_object_to_other_ones() -> None:
    drawn = _found_increase()
    outcomes, (rise,) = drawn.outcomes, drawn.outcomes.comparisons
    (base, later), ratio = compared_ids(rise), rise.ids.decided_ratio
    narrative = describe_outcomes(drawn.configuration, outcomes)
    full = Passage("full", narrative.statements[rise.comparison.id].full[0], "en")
    for law in LAWS_OF_OUTCOMES:
        assert law(full, outcomes) == [], law.__name__
    assert wrong_directions(_retold(full, {base: "9", later: "3"}), outcomes)
    assert wrong_directions(_retold(full, {base: "9", later: "9"}), outcomes)
    assert wrong_ratios(_retold(full, {base: "3", later: "9", ratio: "2.0"}), outcomes)
    assert not wrong_ratios(_retold(full, {base: "3", later: "9", ratio: "3.0"}), outcomes)
    assert zeros_for_more(_retold(full, {later: "0.0"}), outcomes)
    assert claims_beyond_verdicts(_retold(full, {}, claim="fell"), outcomes)


def test_evidence_is_strong_only_where_something_was_found() -> None:
    words = Passage("here", (Text("There is strong evidence of a rise."),), "en")
    for place in range(40):
        outcomes = draw(Random(f"strength {place}")).outcomes
        is_found = any(item.strength is not Strength.NONE for item in outcomes.verdicts)
        assert bool(strengths_beyond_verdicts(words, outcomes)) is not is_found


@pytest.mark.slow
def test_the_drawn_outcomes_are_of_every_kind() -> None:
    """Of every verdict, course, status and topic, or the laws are not tried on them."""
    seen: Counter[object] = Counter()
    for place in range(1500):
        found = draw(Random(f"kinds {place}")).outcomes
        seen.update((item.comparison.test, item.verdict.verdict) for item in found.comparisons)
        seen.update(item.verdict.restraint for item in found.comparisons)
        seen.update(item.verdict.course for item in found.monitoring)
        seen.update(item.status for item in found.goals)
        seen.update(item.test for item in found.surveys)
        seen.update(record=found.record is not None, committee=found.committee is not None)
    every = [(test, kind) for test in Test for kind in VerdictKind]
    impossible = [(Test.ITS, VerdictKind.EQUIVALENT)]
    wanted = [*every, *Course, *GoalStatus, *ShareTest, *_DRAWN_RESTRAINTS, "record", "committee"]
    missing = [item for item in wanted if item not in impossible and not seen[item]]
    assert missing == [], missing


_DRAWN_RESTRAINTS = [item for item in Restraint if item is not Restraint.REDEFINED]


def main() -> None:
    """Print how many violations of each law are found, with the first of each, and how fast."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else OUTCOMES_OF_EVERY_TEST
    start = time.process_time()
    found: dict[str, list[str]] = {}
    for item in violations_of(sys.argv[2] if len(sys.argv) > 2 else "look", wanted):
        found.setdefault(item.split(": ")[1], []).append(item)
    seconds = time.process_time() - start
    for law, items in found.items():
        print(f"{law}: {len(items)}")
        print(*(f"  {item}" for item in items[:6]), sep="\n")
    print(f"{wanted / seconds:.0f} outcomes a second of processor time")


if __name__ == "__main__":
    main()
