"""Narratives of the two example organizations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.config.loader import load_configuration
from reportgen.data.loader import load_dataset
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.model.comparison import Alternative
from reportgen.model.goal import GoalStatus
from reportgen.model.message import Message, Month, Named, Naming
from reportgen.model.prose import Claim, Number, plain_text
from reportgen.narrative.narrative import describe_outcomes
from reportgen.narrative.numbers.number_text import number_text
from reportgen.narrative.phrases import paragraph
from tests.narrative.factories import Case
from tests.narrative.test_sentence_laws import CAUSAL, everything, walk

if TYPE_CHECKING:
    from reportgen.narrative.narrative import Narrative

CONFIGS = Path(__file__).parents[2] / "configs"
EXAMPLES = ("women-in-medicine", "community-garden")
VERBS = {
    "grew", "fell", "rose", "gained", "stood", "do", "does", "did", "went", "had", "has", "reached",
    "was", "were", "is", "are", "held", "could", "decreased", "increased", "showed", "stayed",
    "agree", "agrees", "may", "show", "shows", "have",
}  # fmt: skip


def load(name: str) -> Case:
    loaded = load_configuration(CONFIGS / name / f"{name}.yaml")
    assert loaded.configuration is not None
    dataset = load_dataset(loaded.configuration).dataset
    assert dataset is not None
    outcomes = analyse(loaded.configuration, dataset)
    return Case(configuration=loaded.configuration, outcomes=outcomes)


@pytest.fixture(scope="module", params=EXAMPLES)
def example(request: pytest.FixtureRequest) -> Case:
    return load(request.param)


@pytest.fixture(scope="module")
def model() -> Case:
    return load("women-in-medicine")


def texts(narrative: Narrative, field: str) -> str:
    return " ".join(plain_text(prose) for prose in getattr(narrative, field))


def test_every_number_is_bound_to_what_it_prints(example: Case) -> None:
    style = example.narrative.style
    for prose in everything(example):
        for item in walk(prose):
            if isinstance(item, Number):
                quantity = example.outcomes.quantities[item.quantity]
                assert item.text == number_text(quantity, style, item.part)


def test_no_generated_sentence_claims_a_cause(example: Case) -> None:
    for prose in (*everything(example), *example.narrative.methods):
        assert not CAUSAL.search(plain_text(prose).lower())


def test_every_comparison_goal_and_topic_has_its_statement(model: Case) -> None:
    assert list(model.narrative.statements) == [
        "reach",
        "impressions",
        "sustained",
        "goals",
        "goals.grow-reach",
        "goals.retain-team",
        "goals.impart-skills",
        "campaigns",
        "committee.before",
        "committee.after",
        "committee.change",
        "retention",
        "surveys.skills",
        "milestones",
    ]


def test_the_second_year_is_not_called_equivalent_on_a_large_p_value(model: Case) -> None:
    printed = plain_text(paragraph(*model.narrative.statements["sustained"].full))
    assert "It is not shown to stay within the margin of 20%" in printed
    assert "changed at the same pace" not in printed
    assert "P=.15" in plain_text(paragraph(*model.narrative.statements["sustained"].notes))


def test_goals_are_claimed_by_their_status_alone(model: Case) -> None:
    for progress in model.outcomes.goals:
        statement = model.narrative.statements[f"goals.{progress.goal.id}"]
        for version in (statement.short, statement.full):
            (printed,) = [item for item in paragraph(*version) if isinstance(item, Claim)]
            assert printed == Claim("Met", f"goals.{progress.goal.id}")
            assert progress.status is GoalStatus.MET


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (GoalStatus.MET_LATE, "Reach. Met late: growth"),
        (GoalStatus.ON_TRACK, "Reach. On track: growth"),
        (GoalStatus.AT_RISK, "Reach. At risk: growth"),
        (GoalStatus.NOT_DUE, "Reach. Not yet due: growth"),
        (GoalStatus.MISSED, "Reach. Missed: growth"),
        (GoalStatus.NOT_MEASURED, "Reach. Not measured: no counts."),
    ],
)
def test_every_status_of_a_goal_has_its_words(model: Case, status: GoalStatus, words: str) -> None:
    first, *others = model.outcomes.goals
    changed = replace(first, status=status, reason="no counts")
    outcomes = replace(model.outcomes, goals=(changed, *others))
    statement = describe_outcomes(model.configuration, outcomes).statements["goals.grow-reach"]
    assert words in plain_text(paragraph(*statement.full))
    assert statement.short == statement.full


def test_titles_of_figures_have_a_verb_and_at_most_15_words(example: Case) -> None:
    for key, words in example.narrative.figure_words.items():
        title = plain_text(words.title)
        assert len(title.split()) <= 15, (key, title)
        assert VERBS & set(title.split()), (key, title)
        assert not title.endswith(".")
        assert title[:1].isupper()


def test_every_figure_has_all_its_words(example: Case) -> None:
    for key, words in example.narrative.figure_words.items():
        for prose in (words.title, words.caption, words.alt):
            assert plain_text(prose).strip(), key
        assert words.source, key


def test_alternative_text_has_the_numbers_of_the_figure(model: Case) -> None:
    alt = plain_text(model.narrative.figure_words["trend.followers"].alt)
    assert "from 1045 to 1474 followers in the year before; " in alt


def test_methods_name_the_tests_that_were_used_and_no_other(model: Case) -> None:
    methods = texts(model.narrative, "methods")
    for words in (
        "simple linear regression",
        "unpaired Student t test",
        "Holm",
        "two 1-sided tests",
        "exact unconditional McNemar test",
        "those of survey answers among them",
        "1-tailed test of tweet impressions",
    ):
        assert words in methods
    assert "segmented" not in methods
    assert "Fisher" not in methods


def test_methods_list_every_default_that_was_taken() -> None:
    garden = load("community-garden")
    methods = texts(garden.narrative, "methods")
    assert garden.outcomes.plan.assumptions
    assert methods.count(". ") > len(garden.outcomes.plan.assumptions)
    assert "31 March 2025" in methods
    assert "2025-03-31" not in methods


def test_only_a_registration_makes_a_plan_pre_specified(model: Case) -> None:
    assert "We planned the comparisons" in texts(model.narrative, "methods")
    assert "in advance" not in texts(model.narrative, "methods")
    registered = replace(
        model.configuration,
        analysis=replace(model.configuration.analysis, registration="https://osf.example/abc"),
    )
    narrative = describe_outcomes(registered, model.outcomes)
    assert "in advance (https://osf.example/abc)" in texts(narrative, "methods")
    assert "did not register" not in texts(narrative, "limitations")


def test_two_sided_tests_are_said_to_be_so(model: Case) -> None:
    comparisons = tuple(
        replace(item, comparison=replace(item.comparison, alternative=Alternative.TWO_SIDED))
        for item in model.outcomes.comparisons
    )
    outcomes = replace(model.outcomes, comparisons=comparisons)
    assert "All tests are 2-tailed." in texts(
        describe_outcomes(model.configuration, outcomes), "methods"
    )


def test_limitations_name_design_events_and_dependence(model: Case) -> None:
    limits = texts(model.narrative, "limitations")
    for words in ("not why", "11 March 2020", "synthetic", "does not mean that nothing changed"):
        assert words in limits


def test_diagnostics_for_the_brief_become_data_notes(model: Case) -> None:
    findings = (
        Diagnostic(
            code="DAT030",
            severity=Severity.WARNING,
            message=Message(
                "{metric} has no value for {month} in {period}",
                metric=Named(Naming.METRIC, "followers"),
                month=Month(date(2019, 3, 1)),
                period=Named(Naming.PERIOD, "before"),
            ),
            note=Message("see {file}", file=Named(Naming.ID, "data/twitter.csv")),
            in_brief=True,
        ),
        Diagnostic(code="DAT031", severity=Severity.ADVICE, message="not for the reader"),
    )
    narrative = describe_outcomes(model.configuration, model.outcomes, diagnostics=findings)
    first = plain_text(narrative.data_notes[0])
    assert first == (
        "Twitter followers has no value for March 2019 in the period from July 2018 to June 2019. "
        "See “data/twitter.csv”."
    )
    assert "not for the reader" not in texts(narrative, "data_notes")


def test_the_ama_style_prints_the_same_sentences_with_its_own_marks(model: Case) -> None:
    configuration = replace(
        model.configuration, brief=replace(model.configuration.brief, number_style="ama")
    )
    ama = describe_outcomes(configuration, model.outcomes)
    printed = plain_text(paragraph(*ama.statements["impressions"].full))
    jmir = plain_text(paragraph(*model.narrative.statements["impressions"].full))
    assert "2-sided CI, 0.7-5.2" in printed
    assert printed.replace("CI, ", "CI ").replace("\u2009", ",") == jmir
