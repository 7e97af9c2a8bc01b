"""An unchanged brief agrees, whatever an organization wrote by hand."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from reportgen.ledger.transcript import Kind, Passage, Run, Transcript
from reportgen.pipeline import BuildOptions, build_brief
from reportgen.verify.check_words import check_words
from reportgen.verify.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

_PIECES = (
    *(
        "2nd",
        "1st-rate",
        "3-month",
        "x7a9",
        "10–20",
        "12\n345",
        "1,234.5",
        "50%",
        "(2)",
        "x²",
        "3°",
    ),
    *("ﬁve", "oﬃce", "soft\u00adhyphen", "1\u00ad234\u00ad567", "non\u2011break", "a\u200bb", "ĳ"),
    *(
        "−5",
        "—",
        "-",
        "5",
        "8am",
        "A1-B2",
        "covid19related",
        "internationalization2nd",
        "e\u0301te",
    ),
    *("“q”", "’s", "…", "ß", "www.example.org/a-b/2-3", "resident", "posts", "of", "the", "kind"),
)
_SPEAKERS = ("a 2nd-year resident", "2nd-year resident", "5 members", "— a member", "-x", "“q”")


def _text(chance: random.Random, count: int) -> str:
    pieces = chance.choice
    joined = (pieces(_PIECES) + pieces(_PIECES) * (chance.random() < 0.3) for _ in range(count))
    return " ".join(joined)


@pytest.mark.parametrize("seed", [2, 5])
def test_texts_with_digits_dashes_and_ligatures_agree(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    one_line = (_text(chance, 4).replace("\n", " ") for _ in range(99))
    configuration = {
        "reportgen": 1,
        "organization": {"name": "Riverside Garden"},
        "intervention": {"on": "2023-01-01", "label": f"Start {next(one_line)}"},
        "metrics": {
            "hours": {
                "label": f"hours {next(one_line)}",
                "kind": "count",
                "unit": "hours",
                "file": "hours.csv",
                "date": "month",
                "value": "hours",
            }
        },
        "brief": {
            "sections": [
                {"heading": f"Part {next(one_line)}", "text": _text(chance, 60)} for _ in range(3)
            ]
        },
        "testimonials": [
            {"text": f"Said {_text(chance, 20)}", "who": f"{who} {next(one_line)}"}
            for who in _SPEAKERS
        ],
    }
    months = [f"{year}-{month:02d}" for year in (2022, 2023) for month in range(1, 13)]
    rows = "".join(f"{month},{100 + 3 * at + at % 4}\n" for at, month in enumerate(months))
    (tmp_path / "hours.csv").write_text(f"month,hours\n{rows}", encoding="utf-8")
    path = tmp_path / "garden.yaml"
    path.write_text(json.dumps(configuration), encoding="utf-8")  # JSON is YAML
    made = build_brief(path, BuildOptions(output=tmp_path / "out", formats=("html", "pdf")))
    assert made.is_made, made.diagnostics
    for file in made.files:
        if file.suffix in (".html", ".pdf"):
            assert verify(file).findings == ()


def _transcript(*texts: str) -> Transcript:
    return Transcript(passages=tuple(Passage(Kind.TEXT, "x", (Run(text),)) for text in texts))


@pytest.mark.parametrize(
    ("recorded", "shown", "is_same"),
    [
        (("Good.", "2nd-year resident"), ("Good. —2nd-year resident",), True),
        (("Good.", "— resident"), ("Good. —— resident",), True),
        (("covid19related posts",), ("covid19-\nrelated posts",), True),
        (("1\u00ad234 posts",), ("1-\n234 posts",), True),
        (("ﬁve oﬃces",), ("five offices",), True),
        (("cafe\u0301",), ("café",), True),
        (("fell to 5 posts",), ("fell to -5 posts",), False),
        (("between 1 5 posts",), ("between 1-5 posts",), False),
        (("all of 15 posts",), ("all of 1-5 posts",), False),
        (("they said it works",), ("they said — it works",), False),
        (("more than 12 posts",), ("more than 12th posts",), False),
    ],
)
def test_only_what_layout_inserts_is_the_same(
    recorded: tuple[str, ...], shown: tuple[str, ...], is_same: bool
) -> None:
    found = list(check_words(_transcript(*recorded), _transcript(*shown), is_bound=False))
    assert (found == []) is is_same
