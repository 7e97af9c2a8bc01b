"""Numbers and claims typed by hand: what is found, what is a plain fact, what bears them out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import (
    LEVEL_WORDS,
    SLOPE_WORDS,
    TURNED_WORDS,
    within_margin_words,
)
from reportgen.narrative.claims.judgement import (
    PERMITS,
    Basis,
    Doubt,
    Evidence,
    Permitted,
    judge,
)
from reportgen.narrative.claims.lexicon import LANGUAGES, ClaimKind, lexicon
from reportgen.narrative.claims.reading import read_own_text

HERE = Path(__file__).parent
SOARED = (
    "Our hours soared to 9,999 a month and donations doubled because of the tool library; "
    "87% of members were delighted."
)
DONATIONS = Evidence(
    verdicts={"giving": VerdictKind.DECREASE, "time": VerdictKind.INCREASE},
    compared={"donations": ("giving",), "hours": ("time",)},
    stems={"donations.mean.after_vs_before": "giving", "hours.mean.after_vs_before": "time"},
    names={name: re.compile(name, re.IGNORECASE) for name in ("donations", "hours")},
    years=frozenset({"2023", "2024"}),
    counts=frozenset({340}),
    facts=("Club 1000",),
)


def _sentences(kind: str, language: str) -> list[str]:
    text = (HERE / f"{kind}_{language}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line]


def _judged(
    text: str,
    language: str = "en",
    *,
    evidence: Evidence = DONATIONS,
    permitted: Permitted | None = None,
) -> tuple[Doubt, ...]:
    words = lexicon(language)
    return tuple(
        item
        for sentence in read_own_text(text)
        for item in judge(sentence, words, evidence, permitted or Permitted())
    )


def _unbound(text: str, language: str = "en") -> list[str]:
    return [item.words for item in _judged(text, language) if item.basis is Basis.UNBOUND]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_claim_passes_unmarked(language: str) -> None:
    sentences = _sentences("claims", language)
    passed = [text for text in sentences if not _judged(text, language, evidence=Evidence())]
    assert passed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_most_one_in_fifty_sentences_without_a_claim_is_flagged(language: str) -> None:
    sentences = _sentences("facts", language)
    flagged = [text for text in sentences if _judged(text, language, evidence=Evidence())]
    assert len(flagged) <= len(sentences) / 50, flagged


def test_there_are_as_many_sentences_as_a_measurement_needs() -> None:
    count = {
        kind: sum(len(_sentences(kind, language)) for language in LANGUAGES)
        for kind in ("claims", "facts")
    }
    assert (count["claims"] >= 60, count["facts"] >= 200) == (True, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SOARED, ["soared", "9,999", "doubled", "because of", "87%", "were delighted"]),
        ("It **do*ub*led** to 9,**999**.", ["doubled", "9,999"]),
        ("It rose to &#57;&#57;.", ["rose", "99"]),
        ("It ro\u00adse to \uff19\uff19.", ["rose", "\uff19\uff19"]),
        ("# Donations Doubled", ["Doubled"]),
        ("- 87%\n- 88%", ["87%", "88%"]),
        ("| a |\n|---|\n| 87% |", ["87%"]),
        ("    87%", ["87%"]),
        ("Rose Miller joined Club 1000, which has 340 members.", []),
        ("Donations did not double.", ["double"]),
        ("We want to double them.", []),
        ("Double the donations by May.", []),
    ],
)
def test_the_words_of_a_text_are_found_as_a_reader_sees_them(text: str, words: list[str]) -> None:
    assert [item.words for item in _judged(text)] == words


@pytest.mark.parametrize(
    "text",
    [
        "Hours rose by {{ hours.mean.after_vs_before.ratio }}.",
        '{{ say("time") }} They rose as hoped, significantly.',
        "They are {{ hours.mean.after_vs_before.ratio }} times as many.",
    ],
)
def test_a_claim_that_a_verdict_supports_is_borne_out(text: str) -> None:
    assert _judged(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "They fell by {{ hours.mean.after_vs_before.ratio }}.",
        "They rose to {{ hours.latest.value }}.",
        "They are {{ hours.mean.after_vs_before.ratio }} because of the library.",
        "They rose. {{ hours.latest.value }}",
    ],
)
def test_a_claim_beside_a_number_that_does_not_say_it_is_unbound(text: str) -> None:
    assert len(_unbound(text)) == 1


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Elsewhere 87% were delighted [@kays2023].", Basis.CITED),
        ("Elsewhere 87% stayed. [@kays2023]", Basis.CITED),
        ('{{ stated("87% stayed.", source="survey, May 2024") }}', Basis.STATED),
        ("> 87% stayed.", Basis.STATED),
    ],
)
def test_a_number_may_be_cited_or_stated(text: str, basis: Basis) -> None:
    (found,) = (item for item in _judged(text) if item.kind is ClaimKind.NUMBER)
    assert found.basis is basis


def test_a_citation_is_of_its_sentence_alone() -> None:
    assert _unbound("Others rose [@kays2023]. Ours rose by 12%.") == ["rose", "12%"]


def test_what_is_stated_keeps_its_source_and_the_words_around_it_are_judged() -> None:
    text = 'In May {{ stated("87% stayed. All were glad", source="survey") }}, and 12 left.'
    stated, left = _judged(text)
    assert stated.stated is not None
    assert (stated.words, stated.stated.source) == ("87%", "survey")
    assert (left.words, left.basis) == ("12", Basis.UNBOUND)


@pytest.mark.parametrize(
    "text",
    [
        "Our hours rose and donations doubled.",
        "Donations doubled [@kays2023].",
        '{{ stated("Donations doubled in 2024", source="treasurer") }}',
        "There was a rise in donations.",
        "Donations remained stable.",
    ],
)
def test_a_claim_that_a_verdict_contradicts_is_named_whatever_it_rests_on(text: str) -> None:
    assert [item.contradicts for item in _judged(text) if item.contradicts] == ["giving"]
    as_view = _judged(text, permitted=Permitted(is_view=True))
    assert [item.contradicts for item in as_view if item.contradicts] == ["giving"]


@pytest.mark.parametrize(
    "text",
    [
        "Donations did not rise.",
        "Donations had doubled before that.",
        "Donations doubled between 1990 and 1999.",
        "Donations fell.",
        "Hours rose, and visits to the shop doubled.",
    ],
)
def test_other_claims_about_a_metric_contradict_nothing(text: str) -> None:
    assert [item.contradicts for item in _judged(text) if item.contradicts] == []


@pytest.mark.parametrize(
    ("text", "target", "words"),
    [
        ("House three families in five within 90 days", 0.6, []),
        ("House 60% of families", 0.6, []),
        ("Win 1,300 donors, so that giving is stable", 1300.0, []),
        ("Win 500 donors", 600.0, ["500"]),
        ("Win 500 donors because of the appeal", 500.0, []),
        ("Win 500 donors", None, ["500"]),
    ],
)
def test_an_aim_names_its_target_and_claims_nothing(
    text: str, target: float | None, words: list[str]
) -> None:
    found = _judged(text, permitted=Permitted(is_aim=True, target=target))
    assert [item.words for item in found] == words


def test_a_name_may_hold_a_number_and_no_claim() -> None:
    found = _judged("Visits of 30 minutes soared", permitted=Permitted(is_name=True))
    assert [item.words for item in found] == ["soared"]


def test_the_words_of_verdicts_are_claims_of_the_same_kind() -> None:
    """The words that a brief prints for a verdict are the words that it asks a verdict for."""
    said = [(kind, words) for (kind, _), words in SLOPE_WORDS.items()]
    said += [*TURNED_WORDS.items(), *LEVEL_WORDS.items()]
    said += [(VerdictKind.EQUIVALENT, str(within_margin_words("5%")))]
    for verdict, words in said:
        kinds = [item.kind for item in _judged(f"It {words}.", evidence=Evidence())]
        assert [PERMITS.get(kind) for kind in kinds if kind in PERMITS] == [verdict], words


def test_other_languages_have_their_digits_checked() -> None:
    assert _unbound("Am 3. Mai 2024 waren es 87 % der Mitglieder.", "de") == ["87 %"]
