"""Record every sentence of several organizations: `python -m tests.narrative.brief_words`."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.model.prose import plain_text
from reportgen.narrative.narrative import describe_outcomes
from reportgen.narrative.numbers.common_decimals import with_common_decimals
from reportgen.narrative.phrases import paragraph
from tests.analysis.organizations import organizations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.configuration import Configuration
    from reportgen.model.prose import Prose
    from reportgen.narrative.narrative import Narrative

RECORDED = Path(__file__).parent / "brief_words.txt"


def every_line() -> list[str]:
    """Return each sentence once, under the first organization that has it."""
    lines: dict[str, None] = {}
    for name, (configuration, outcomes) in organizations().items():
        lines[f"# An organization {name}"] = None
        lines |= dict.fromkeys(_lines_of(configuration, outcomes))
    return list(lines)


def _lines_of(configuration: Configuration, outcomes: Outcomes) -> Iterator[str]:
    narrative = describe_outcomes(configuration, with_common_decimals(outcomes))
    yield from _prose("title", narrative.title)
    yield from _prose("a board's title", narrative.board_title)
    yield from _prose("standfirst", narrative.standfirst)
    yield from _prose("opening", narrative.opening)
    for key, statement in narrative.statements.items():
        yield from _prose(f"{key}, short", paragraph(*statement.short))
        yield from _prose(f"{key}, full", paragraph(*statement.full))
    for key, words in narrative.figure_words.items():
        for part in ("title", "subtitle", "caption", "alt"):
            yield from _prose(f"figure {key}, {part}", getattr(words, part))
        yield f"figure {key}, source: {words.source}"
    yield from _lists(narrative)


def _lists(narrative: Narrative) -> Iterator[str]:
    for key, word in narrative.variations.items():
        yield from _prose(f"variation of {key}", word)
    for place, headline in enumerate(narrative.headlines, start=1):
        for part in fields(headline):
            value = getattr(headline, part.name)
            prose = value if isinstance(value, tuple) else (value,)
            if all(map(is_dataclass, prose)):
                yield from _prose(f"headline {place}, {part.name}", prose)
    for name in ("must_know", "methods", "limitations", "data_notes"):
        for prose in getattr(narrative, name):
            yield from _prose(name, prose)


def _prose(label: str, prose: Prose) -> Iterator[str]:
    yield f"{label}: {plain_text(prose) or 'nothing'}"


if __name__ == "__main__":
    RECORDED.write_text("\n".join(every_line()) + "\n", encoding="utf-8")
