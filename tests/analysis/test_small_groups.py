"""Small counts are suppressed, with every count from which they could be derived."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from reportgen.analysis.privacy.suppression import DisclosureControl, suppressed
from reportgen.analysis.privacy.suppression_surveys import is_small, suppress_survey
from reportgen.analysis.survey_outcome import estimate_survey
from reportgen.model.estimate import Refusal
from reportgen.model.survey import Answers, PairedAnswers, Survey


@pytest.mark.parametrize(("size", "is_released"), [(0, False), (1, False), (4, False), (5, True)])
def test_a_group_is_released_from_the_smallest_size_on(size: int, is_released: bool) -> None:
    assert DisclosureControl(5).release(range(size)) is is_released


@pytest.mark.parametrize(("some", "everyone", "is_released"), [(5, 10, True), (6, 10, False)])
def test_a_share_needs_enough_people_on_both_sides(
    some: int, everyone: int, is_released: bool
) -> None:
    assert DisclosureControl(5).release_share(range(some), range(everyone)) is is_released
    assert (
        DisclosureControl(5).release_share(range(everyone - some), range(everyone)) is is_released
    )


def test_what_subtraction_would_show_is_suppressed_too() -> None:
    control = DisclosureControl(5)
    assert control.release(range(20))
    assert not control.release(range(17))  # three others
    assert control.release(range(12))  # eight others
    assert not control.release(range(12, 18))  # of those eight, two others
    assert control.release(range(9, 15))


def test_a_refused_group_is_not_known_afterwards() -> None:
    control = DisclosureControl(5)
    assert control.release(range(20))
    assert not control.release(range(17))
    assert control.release(range(14))  # together with the 17 it would have shown three


def test_no_order_of_queries_discloses_a_small_group() -> None:
    chance = np.random.default_rng(20261123)
    for _ in range(60):
        control = DisclosureControl(4)
        released = []
        for _ in range(6):
            group = frozenset(int(item) for item in np.flatnonzero(chance.random(16) < 0.6))
            if control.release(group):
                released.append(group)
        for one, other in product(released, repeat=2):
            assert not (one < other and 0 < len(other - one) < 4)


def test_more_differences_than_can_be_followed_are_suppressed() -> None:
    # Of n people counted one by one, each on top of the last, every subset can be had: 2^n - 1.
    ten, eleven = DisclosureControl(1), DisclosureControl(1)
    assert ten.release(*(range(size) for size in range(1, 11)))
    assert len(ten.known) == 2**10 - 1
    assert not eleven.release(*(range(size) for size in range(1, 12)))
    assert eleven.known == set()


def test_at_most_two_thousand_differences_are_tracked() -> None:
    # Nested groups give 2^10 - 1 differences; disjoint groups give none.
    nested = [range(size) for size in range(1, 11)]
    apart = [{100 + number} for number in range(2000 - 1023)]
    assert DisclosureControl(1).release(*nested, *apart)
    assert not DisclosureControl(1).release(*nested, *apart, {99})


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


def test_a_survey_that_is_suppressed_has_no_number_left() -> None:
    answers = PairedAnswers(both=7, gained=8, lost=1, neither=9)
    outcome = estimate_survey(Survey(id="s", question="?", paired=answers))
    kept = suppress_survey(outcome, suppressed(5))
    assert kept.p_value is None
    assert isinstance(kept.difference, Refusal)
    assert kept.survey.paired == PairedAnswers(both=0, gained=0, lost=0, neither=0)
    assert "7" not in repr(kept)
    assert "fewer than 5 people" in suppressed(5).reason
