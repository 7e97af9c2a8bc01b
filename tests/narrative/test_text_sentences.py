"""Sentences of texts that people write, in several languages."""

from __future__ import annotations

import pytest

from reportgen.narrative.fields.sentences import Sentence, sentences


def _texts(text: str) -> list[str]:
    return [item.text for item in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "See e.g. Oxford, cf. Fig. 2 and Smith et al. 2019.",
        "Dr. J. Smith and Prof. Jones met on St. Ann's Road, i.e. No. 5.",
        "It rose by 3.5 points, to 1.234,50 euros.",
        "The data are at https://example.org/a.b?c=d.e and in data/twitter.csv today.",
        "Others found the same [@kays2023; @clarke.2019] in 2019 [see p. 3] as well.",
        "La Sra. López y el Dr. Ruiz, p. ej. en EE. UU. y en el n.º 5, núm. 3.",
        "Am 5. Mai 2024 kamen z. B. Gäste, d. h. mehr als im 3. Quartal, vgl. Abb. 2 u. a. Orte.",
        "Den 5. mai kom der flere gjester, bl.a. fra Oslo.",
        "Wait ... it goes on, they asked why? and left.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert _texts(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met. Then we left! Why? So.", ["We met.", "Then we left!", "Why?", "So."]),
        ("Of all, 5. Then more.", ["Of all, 5.", "Then more."]),
        ("It ends here.[@kays2023] It begins.", ["It ends here.[@kays2023]", "It begins."]),
        ("**Approve it.** Without it, no.", ["**Approve it.**", "Without it, no."]),
        ("He said “No.” She left.", ["He said “No.”", "She left."]),
        ("We said no. Then we made art. So.", ["We said no.", "Then we made art.", "So."]),
        ("It is at https://example.org/a.b. We read it.", None),
        ("They came from the U.S. The rest did not.", None),
        ("¿Y qué? ¡Sí! «Bien.» 5 casas.", ["¿Y qué?", "¡Sí!", "«Bien.»", "5 casas."]),
        ("यह एक है। यह दूसरा है।", ["यह एक है।", "यह दूसरा है।"]),
        ("今日は。明日は。", ["今日は。", "明日は。"]),
        ("Line one  \nLine two", ["Line one", "Line two"]),
        ("   ", []),
    ],
)
def test_sentences_are_divided(text: str, expected: list[str] | None) -> None:
    found = _texts(text)
    assert found == expected if expected is not None else len(found) == 2


def test_an_offset_is_that_of_the_first_letter() -> None:
    assert list(sentences(" We met.\nThen  left.")) == [
        Sentence("We met.", 1),
        Sentence("Then  left.", 9),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It rose by 3.5% to 1,234 – a well-known number.", 9),
        ("We saw it—twice—at https://example.org/a.b.", 6),
        ("{{ followers.observed.latest.value }} people [@kays2023; @clarke2019].", 2),
        ("हिन्दी में लिखा", 3),
        ("Los niños y las niñas", 5),
    ],
)
def test_words_are_counted_as_readers_count_them(text: str, words: int) -> None:
    assert sum(item.words for item in sentences(text)) == words


@pytest.mark.parametrize("text", [". " * 20_000, "." * 50_000, ". [@" * 15_000, " " * 50_000])
def test_a_text_of_marks_alone_takes_no_time(text: str) -> None:
    assert not any(item.words for item in sentences(text))
