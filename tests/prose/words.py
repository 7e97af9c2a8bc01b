"""The words that are counted in briefs, by language."""

from __future__ import annotations

import re

# Such as `followers.growth.after.slope`: two full stops or more, so no name of a file.
_DOTTED_ID = re.compile(r"(?<![\w./@-])[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+){2,}(?![\w/])")

# Words that readers can't be expected to know, or that say less than they seem to. Each language
# has those of its own catalogue.
_BANNED = {
    "en": (
        r"(?:has|have|no) (?:a )?votes?",
        r"f(?:inds?|ound) a difference",
        r"deciding P",
        r"configurations?",
        r"quantit(?:y|ies)",
        r"metrics?",
        r"the (?:later|earlier) period",
        r"(?:fragile|strong|moderate) evidence",
    ),
    "es": (
        r"(?:tienen?|sin) votos?",
        r"encuentran? una diferencia",
        r"(?:P|valor de P|valor) decisivo",
        r"configuraci(?:ón|ones)",
        r"magnitud(?:es)?",
        r"métricas?",
        r"el per[ií]odo (?:posterior|anterior)",
        r"evidencia (?:frágil|fuerte|moderada)",
    ),
}
_BANNED_IN_BOARD_REPORTS = {
    "en": (r"signals?", r"running totals?"),
    "es": (r"señal(?:es)?", r"total(?:es)? acumulados?"),
}

# "Compared with" relates two values, not two sentences or findings.
_LINKING = {
    "en": r"but|while|also|both|still|again|either|neither|however|instead",
    "es": r"pero|mientras|también|tampoco|amb[oa]s|todavía|aún|de nuevo|otra vez|ni|sin embargo"
    r"|en cambio",
}


def banned_words(text: str, language: str, *, is_board: bool) -> list[str]:
    """Return the banned words of a text, in lower case and as often as they occur."""
    patterns = _BANNED[language] + (_BANNED_IN_BOARD_REPORTS[language] if is_board else ())
    found = re.finditer(rf"\b(?:{'|'.join(patterns)})\b", text, re.IGNORECASE)
    return [match.group().lower() for match in found]


def dotted_ids(text: str) -> list[str]:
    """Return the ids of quantities that a text prints."""
    return _DOTTED_ID.findall(text)


def has_linking_word(sentence: str, language: str) -> bool:
    """Return whether a sentence says how it relates to another finding or period."""
    return re.search(rf"\b(?:{_LINKING[language]})\b", sentence, re.IGNORECASE) is not None


_NUMERAL = re.compile(r"[<>−-]?[$€£]?\d(?:[\d.,\u00a0\u202f]*\d)?%?")
_TOKEN = re.compile(r"#|[^\W_]+(?:[-'’.][^\W_]+)*")


def four_word_strings(sentence: str) -> list[tuple[str, ...]]:
    """Return the strings of four successive words; each numeral is the same word."""
    words = _TOKEN.findall(_NUMERAL.sub("#", sentence.lower()))
    return [tuple(words[at : at + 4]) for at in range(len(words) - 3)]


def words_in_parentheses(text: str) -> int:
    """Return the number of words within parentheses."""
    return sum(len(part.split()) for part in re.findall(r"\(([^()]*)\)", text))
