"""The kit of bad inputs, numbered 1 to 112: where each of them is tried."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import ROOT

HERE = Path(__file__).parent
FIRST_AND_LAST = {"a": (1, 24), "b": (25, 42), "c": (43, 52), "d": (53, 74), "e": (75, 86)}
FIRST_AND_LAST |= {"f": (87, 100), "g": (101, 106), "h": (107, 112)}

ELSEWHERE = {
    22: ("config/test_hostile_files.py", "test_a_file_beyond_a_megabyte_is_refused"),
    39: ("hardening/test_outputs.py", "test_two_organizations_of_one_folder_are_both_refused"),
    45: ("config/test_hostile_files.py", "test_a_link_out_of_the_folder_is_refused"),
    50: ("config/test_hostile_files.py", "test_a_file_that_may_not_be_read_is_named"),
    51: ("hardening/test_outputs.py", "test_no_name_leads_out_of_the_output_folder"),
    52: ("hardening/test_outputs.py", "test_an_output_folder_that_is_none"),
    102: ("hardening/test_text_and_figures.py", "test_a_text_that_shows_itself_in_another_order"),
    103: ("hardening/test_text_and_figures.py", "test_a_label_stays_the_words_that_it_is"),
    104: ("hardening/test_text_and_figures.py", "test_values_that_say_little_are_drawn_or_refused"),
    105: ("hardening/test_text_and_figures.py", "test_five_thousand_campaigns_take_seconds"),
    106: ("hardening/test_vectors.py", "test_a_brief_full_of_attacks_is_made"),
    107: ("render/test_write.py", "test_a_failure_on_the_way_leaves_the_old_file_as_it_was"),
    108: ("batch/test_locks_and_kills.py", "test_kills_at_random_moments_tear_nothing"),
    109: ("batch/test_isolation.py", "test_exactly_the_guilty_fail_each_with_its_reason"),
    110: ("hardening/test_run_faults.py", "test_clocks_and_zones_change_no_byte"),
    111: ("hardening/test_run_faults.py", "test_inputs_that_change_or_go_during_a_batch"),
    112: ("hardening/test_run_faults.py", "test_giving_up_more_than_once"),
}
NOT_IN_THE_FORMAT = {
    33: "units are words of the user's own, so none is unknown",
    42: "goals have no weights",
}


def test_every_number_of_the_kit_is_tried_by_a_case_or_a_test() -> None:
    found = set(ELSEWHERE) | set(NOT_IN_THE_FORMAT)
    for folder in HERE.glob("*/expected.json"):
        match = re.match(r"([a-h])(\d{2,3})_", folder.parent.name)
        if match:
            first, last = FIRST_AND_LAST[match[1]]
            number = int(match[2])
            found |= {number} if first <= number <= last else set()
    assert found == set(range(1, 113))


def test_the_tests_that_stand_for_numbers_are_there() -> None:
    for file, name in ELSEWHERE.values():
        text = (ROOT / "tests" / file).read_text(encoding="utf-8")
        assert f"def {name}" in text, (file, name)


def test_at_least_sixty_cases_are_beyond_the_kit() -> None:
    beyond = list(HERE.glob("[i-o]*/expected.json"))
    assert len(beyond) >= 60
