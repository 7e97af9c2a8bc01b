"""In the pseudo-language, only the organization's own text has Latin letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from string import digits
from typing import TYPE_CHECKING

import pytest

from reportgen.languages.current import use_language
from reportgen.model.comparison import Alternative, Margin, Test, Variant
from reportgen.model.metric import MetricKind
from reportgen.model.period import Event
from reportgen.model.prose import plain_text
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.figures.initials import holders_of_roles, initials_of
from reportgen.narrative.narrative import describe_outcomes
from reportgen.pipeline import analyse_organization, load_organization
from tests.conftest import ROOT
from tests.languages.pseudo import pseudo_folder
from tests.narrative.factories import case, comparison, with_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.configuration import Configuration
    from reportgen.narrative.narrative import Narrative

EXAMPLES = ("women-in-medicine", "community-garden", "harbor-shelter")
MONTHS = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
NO_WORDS = re.compile(rf"(?:\b\d{{1,2}} de )?\b(?:{MONTHS})\b(?: de \d{{4}})?| de \d{{4}}\b")
"""Dates, which Babel formats in Spanish."""
SYMBOLS = re.compile(r"(?<![a-z])(?:P|t|n|g|R2|XmR|Welch|Student|US(?=\$))(?![a-z])", re.IGNORECASE)
"""Symbols of statistics and currencies, and personal names: the same in every language."""
WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return (pseudo_folder(tmp_path_factory.mktemp("pseudo")),)


def texts(value: object) -> Iterator[str]:
    """Yield every text of a tree, prose as displayed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts(item)
    elif (
        isinstance(value, tuple) and value and type(value[0]).__module__ == "reportgen.model.prose"
    ):
        yield plain_text(value)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for part in fields(value):
            yield from texts(getattr(value, part.name))


def own_texts(configuration: Configuration, outcomes: Outcomes) -> set[str]:
    """Return the organization's own texts, including ids."""
    found = {text.strip().rstrip(".") for text in texts(configuration)}
    units = [metric.unit for metric in configuration.metrics.values()]
    found |= {unit.partition(" ")[0].removesuffix("s") for unit in units}  # one of them
    record = outcomes.record
    if record is not None:
        found |= {item.name for item in (record.record, record.previous) if item is not None}
    if configuration.committee is not None:
        signs = initials_of(holders_of_roles(configuration.committee)).values()
        found |= {sign.rstrip(digits) for sign in signs}
    return {text for text in found if len(text) > 1}


def untranslated(narrative: Narrative, own: set[str]) -> list[str]:
    """Return the texts that still have untranslated words."""
    known = own | {statement.subject for statement in narrative.statements.values()}
    longest_first = sorted(known, key=lambda text: (-len(text), text))
    one_of_them = "|".join(map(re.escape, longest_first))
    pattern = re.compile(rf"(?<!\w)(?:{one_of_them})(?!\w)", re.IGNORECASE)
    left = []
    for name in (part.name for part in fields(narrative)):
        if name == "style":
            continue
        value = getattr(narrative, name)
        for text in texts(tuple(value.values()) if isinstance(value, Mapping) else value):
            rest = SYMBOLS.sub("", NO_WORDS.sub("", pattern.sub("", text)))
            if WORD.search(rest):
                left.append(f"{name}: {rest}")
    return left


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_sentence_of_an_example_is_a_message(name: str, folders: tuple[Path, ...]) -> None:
    analysed = analyse_organization(load_organization(ROOT / "configs" / name / f"{name}.yaml"))
    assert analysed is not None
    outcomes = analysed.outcomes
    with use_language("es", folders):
        narrative = describe_outcomes(
            analysed.configuration, outcomes, diagnostics=analysed.diagnostics
        )
    assert untranslated(narrative, own_texts(analysed.configuration, outcomes)) == []


LEVELS = [100, 104, 109, 113, 118, 122, 127, 131, 136, 140, 145, 149]
STEEP = [160, 171, 183, 194, 206, 217, 229, 240, 252, 263, 275, 286]
LOW = [40, 44, 39, 47, 41, 45, 38, 46, 43, 42, 40, 44]
HIGH = [60, 66, 58, 69, 61, 68, 57, 70, 64, 63, 59, 65]
PANDEMIC = Event(on=date(2018, 3, 11), what="a pandemic was declared")
TEN_PERCENT = Margin(value=0.1, is_relative=True)
CASES = {
    "slopes": lambda: case(LEVELS, STEEP, comparison(Test.SLOPE), kind=MetricKind.LEVEL),
    "slower": lambda: case(STEEP, LEVELS, comparison(Test.SLOPE), kind=MetricKind.LEVEL),
    "falling": lambda: case(
        STEEP[::-1], LEVELS[::-1], comparison(Test.SLOPE), kind=MetricKind.LEVEL
    ),
    "turned": lambda: case(LEVELS[::-1], STEEP, comparison(Test.SLOPE), kind=MetricKind.LEVEL),
    "even slopes": lambda: case(
        LEVELS,
        [x + 55 for x in LEVELS],
        comparison(Test.SLOPE, margin=TEN_PERCENT),
        kind=MetricKind.LEVEL,
    ),
    "means": lambda: case(LOW, HIGH, comparison(Test.MEAN), events=(PANDEMIC,)),
    "Student": lambda: case(HIGH, LOW, comparison(Test.MEAN, variant=Variant.STUDENT)),
    "one-sided": lambda: case(
        HIGH, LOW, comparison(Test.MEAN, alternative=Alternative.GREATER), events=(PANDEMIC,)
    ),
    "margin": lambda: case(LOW, LOW[::-1], comparison(Test.MEAN, margin=TEN_PERCENT)),
    "margin of units": lambda: case(
        LOW, HIGH, comparison(Test.MEAN, margin=Margin(value=2, is_relative=False))
    ),
    "shares": lambda: case(
        [x / 100 for x in LOW], [x / 100 for x in HIGH], comparison(Test.MEAN), kind=MetricKind.RATE
    ),
    "small counts": lambda: case([1, 0, 2, 1, 0, 1], [4, 3, 5, 6, 2, 4], comparison(Test.MEAN)),
    "too few": lambda: case([5], [6, 7, 8], comparison(Test.MEAN)),
    "too few for a slope": lambda: case(
        [5, 6], [6, 7, 8], comparison(Test.SLOPE), kind=MetricKind.LEVEL
    ),
    "all the same": lambda: case([5, 5, 5], [5, 5, 5], comparison(Test.MEAN)),
    "interrupted": lambda: case(LOW, HIGH, comparison(Test.ITS)),
    "interrupted without": lambda: case(LOW, LOW[::-1], comparison(Test.ITS)),
}


@pytest.mark.parametrize("name", CASES)
def test_every_sentence_on_a_comparison_is_a_message(name: str, folders: tuple[Path, ...]) -> None:
    known = CASES[name]()
    with use_language("es", folders):
        narrative = known.narrative
    assert untranslated(narrative, own_texts(known.configuration, known.outcomes)) == []


STRENGTHS = [
    (VerdictKind.INCREASE, Strength.STRONG, (True, True, True)),
    (VerdictKind.INCREASE, Strength.MODERATE, (True, True, False)),
    (VerdictKind.DECREASE, Strength.FRAGILE, (True, False, False)),
    (VerdictKind.DECREASE, Strength.FRAGILE, ()),
    (VerdictKind.INCONCLUSIVE, Strength.NONE, (True, False)),
    (VerdictKind.INCONCLUSIVE, Strength.NONE, (True, True)),
    (VerdictKind.INCONCLUSIVE, Strength.NONE, (False, False)),
]


@pytest.mark.parametrize(("kind", "strength", "votes"), STRENGTHS)
def test_every_word_of_a_verdict_is_a_message(
    kind: VerdictKind, strength: Strength, votes: tuple[bool, ...], folders: tuple[Path, ...]
) -> None:
    for is_blocked in (False, True):
        known = with_verdict(
            case(LOW, HIGH, comparison(Test.MEAN)),
            kind,
            strength,
            votes=votes,
            is_blocked_by_holm=is_blocked,
        )
        with use_language("es", folders):
            narrative = known.narrative
        assert untranslated(narrative, own_texts(known.configuration, known.outcomes)) == []
