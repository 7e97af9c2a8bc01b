"""Small counts are suppressed, with every count from which they could be derived."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from reportgen.analysis.privacy.suppression import Teller, kept_back
from reportgen.analysis.privacy.suppression_surveys import is_small, keep_back_survey
from reportgen.analysis.survey_outcome import estimate_survey
from reportgen.model.estimate import Refusal
from reportgen.model.survey import Answers, PairedAnswers, Survey


@pytest.mark.parametrize(("size", "is_told"), [(0, False), (1, False), (4, False), (5, True)])
def test_a_count_is_published_from_the_minimum_size_on(size: int, is_told: bool) -> None:
    assert Teller(5).may_tell(range(size)) is is_told


@pytest.mark.parametrize(("some", "everyone", "is_told"), [(5, 10, True), (6, 10, False)])
def test_a_share_needs_enough_people_on_both_sides(some: int, everyone: int, is_told: bool) -> None:
    assert Teller(5).may_tell_share(range(some), range(everyone)) is is_told
    assert Teller(5).may_tell_share(range(everyone - some), range(everyone)) is is_told


def test_counts_that_disclose_a_small_difference_are_suppressed_too() -> None:
    teller = Teller(5)
    assert teller.may_tell(range(20))
    assert not teller.may_tell(range(17))  # three others
    assert teller.may_tell(range(12))  # eight others
    assert not teller.may_tell(range(12, 18))  # of those eight, two others
    assert teller.may_tell(range(9, 15))


def test_a_suppressed_group_is_not_used_for_later_differences() -> None:
    teller = Teller(5)
    assert teller.may_tell(range(20))
    assert not teller.may_tell(range(17))
    assert teller.may_tell(range(14))  # together with the 17 it would have disclosed three


def test_no_order_of_queries_discloses_a_small_group() -> None:
    chance = np.random.default_rng(20261123)
    for _ in range(60):
        teller = Teller(4)
        published = []
        for _ in range(6):
            group = frozenset(int(item) for item in np.flatnonzero(chance.random(16) < 0.6))
            if teller.may_tell(group):
                published.append(group)
        for one, other in product(published, repeat=2):
            assert not (one < other and 0 < len(other - one) < 4)


def test_more_differences_than_are_tracked_are_suppressed() -> None:
    # n people counted one by one, cumulatively: differences give every subset, 2^n - 1.
    ten, eleven = Teller(1), Teller(1)
    assert ten.may_tell(*(range(size) for size in range(1, 11)))
    assert len(ten.known) == 2**10 - 1
    assert not eleven.may_tell(*(range(size) for size in range(1, 12)))
    assert eleven.known == set()


def test_at_most_two_thousand_differences_are_tracked() -> None:
    # Nested groups give 2^10 - 1 differences; disjoint groups give none.
    nested = [range(size) for size in range(1, 11)]
    apart = [{100 + number} for number in range(2000 - 1023)]
    assert Teller(1).may_tell(*nested, *apart)
    assert not Teller(1).may_tell(*nested, *apart, {99})


@pytest.mark.parametrize(
    ("paired", "is_kept"),
    [((5, 5, 5, 5), False), ((5, 5, 5, 4), True), ((9, 9, 0, 9), True)],
)
def test_paired_answers_are_published_together_or_not_at_all(
    paired: tuple[int, int, int, int], is_kept: bool
) -> None:
    both, gained, lost, neither = paired
    answers = PairedAnswers(both=both, gained=gained, lost=lost, neither=neither)
    assert is_small(Survey(id="s", question="?", paired=answers), 5) is is_kept


@pytest.mark.parametrize(
    ("before", "after", "is_kept"),
    [((5, 10), (9, 20), False), ((5, 9), (9, 20), True), ((5, 10), (20, 20), True)],
)
def test_two_groups_need_the_minimum_size_of_yes_and_of_no(
    before: tuple[int, int], after: tuple[int, int], is_kept: bool
) -> None:
    survey = Survey(
        id="s",
        question="?",
        before=Answers(yes=before[0], asked=before[1]),
        after=Answers(yes=after[0], asked=after[1]),
    )
    assert is_small(survey, 5) is is_kept


def test_a_suppressed_survey_has_no_number() -> None:
    answers = PairedAnswers(both=7, gained=8, lost=1, neither=9)
    outcome = estimate_survey(Survey(id="s", question="?", paired=answers))
    kept = keep_back_survey(outcome, kept_back(5))
    assert kept.p_value is None
    assert isinstance(kept.difference, Refusal)
    assert kept.survey.paired == PairedAnswers(both=0, gained=0, lost=0, neither=0)
    assert "7" not in repr(kept)
    assert "fewer than 5 people" in kept_back(5).reason
