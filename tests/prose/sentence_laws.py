"""Laws that every generated sentence keeps, each a function that lists its violations.

`LAWS_OF_TEXT` are about the words of one text, whatever it says; `LAWS_OF_NARRATIVE` hold numbers
and claims against the outcomes that they are printed from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.model.prose import Claim, Emphasis, Link, Number, Strong, Text, plain_text
from reportgen.model.quantity import Form
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative import claim_words
from reportgen.narrative.comparisons.comparison_words import compared_ids
from reportgen.narrative.fields.sentences import sentences
from tests.prose.words import banned_words, dotted_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import ComparisonOutcome, Outcomes
    from reportgen.model.prose import Inline, Prose
    from reportgen.model.quantity import Quantity
    from reportgen.narrative.narrative import Narrative

MINUS = "\N{MINUS SIGN}"
MOST_WORDS = {"en": 60, "es": 80}
"""Spanish dates have two words more than English ones, and two periods have four of them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A generated text: of whole sentences, or a title, label or cell."""

    place: str
    prose: Prose
    language: str
    is_of_sentences: bool = True

    @property
    def text(self) -> str:
        """Return the words as a reader sees them."""
        return plain_text(self.prose)


def passages_of(narrative: Narrative, language: str) -> Iterator[Passage]:
    """Yield every text of a narrative."""
    for key, found in narrative.statements.items():
        for place in ("short", "full", "notes"):
            for prose in getattr(found, place):
                yield Passage(f"{key}, {place}", prose, language)
    for key, words in narrative.figure_words.items():
        yield Passage(f"{key}, title", words.title, language, is_of_sentences=False)
        yield Passage(f"{key}, subtitle", words.subtitle, language, is_of_sentences=False)
        yield Passage(f"{key}, caption", words.caption, language)
        yield Passage(f"{key}, alternative text", words.alt, language)
    for place in ("standfirst", "opening"):
        yield Passage(place, getattr(narrative, place), language)
    several = ("introduction", "methods", "limitations", "data_notes", "must_know", "risks")
    for place in several:
        for prose in getattr(narrative, place):
            yield Passage(place, prose, language)
    for place in ("title", "board_title"):
        yield Passage(place, getattr(narrative, place), language, is_of_sentences=False)
    for headline in narrative.headlines:
        yield Passage("headline", headline.label, language, is_of_sentences=False)
        yield Passage("headline", headline.value, language, is_of_sentences=False)
    for key, prose in narrative.variations.items():
        yield Passage(f"{key}, variation", prose, language, is_of_sentences=False)


# --- Laws of a text


def wrong_articles(passage: Passage) -> list[str]:
    """“A” before a vowel, “an” before a consonant, in English."""
    if passage.language != "en":
        return []
    return _matches(_ARTICLES, passage.text)


_ARTICLES = re.compile(
    r"\b[Aa] (?=[aeio]|8\b|8[\d,]*\b|11\b|18\b)(?!one|once|eu)\w+"
    r"|\b[Aa] u(?!s[eu]|ni|su|til|k\b)\w+"
    r"|\b[Aa]n (?![aeiou]|hour|honest|honou?r|heir|8|11\b|18\b|[AEFHILMNORSX]-?[A-Z\d]?\b|X-)[\w]+",
)


def wrong_plurals(passage: Passage) -> list[str]:
    """One of several, or several of one: “1 months”, “2 month”, “all 1”, “ninguno de los 1”."""
    patterns = _PLURALS[passage.language]
    return _matches(patterns, passage.text)


_UNITS_EN = "month|week|quarter|year|day|visit|reader|alert|hour|follower|member|campaign|event"
_UNITS_EN += "|value|comparison|goal|role|structure|check|respondent|answer|level|pair|question"
_UNITS_ES = "mes|semana|trimestre|año|día|visita|lector|solicitud|hora|seguidor|miembro|campaña"
_UNITS_ES += "|objetivo|comparaci|papel|cargo|persona|respuesta|nivel|pregunta|dato|valor"
_PLURALS = {
    "en": re.compile(
        rf"(?<![\d.,/−-])[−-]?1 (?:{_UNITS_EN})s\b|\b(?:[2-9]|\d\d+) (?:{_UNITS_EN})\b(?!-)"
        rf"|\b(?:[Oo]ne|[Ee]ach|[Ee]very) (?:{_UNITS_EN})s\b"
        rf"|\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Bb]oth) (?:{_UNITS_EN})\b(?!-)"
        r"|\b(?:[Aa]ll|[Bb]oth|[Nn]one of the|[Aa]ll of the|[Oo]f the|the) 1\b(?![.,]?\d|-| person)"
        r"|\b[Oo]f 1 respondents\b|\b[Aa]ll one\b|\b[Bb]oth (?:three|four)\b"
    ),
    "es": re.compile(
        rf"(?<![\d.,/−-])[−-]?1 (?:{_UNITS_ES})(?:es|s|ones)\b"
        rf"|\b(?:[2-9]|\d\d+) (?:{_UNITS_ES})\b"
        rf"|\b[Uu]na? (?:{_UNITS_ES})(?:s|ones)\b(?!\w)"
        rf"|\b(?:[Dd]os|[Tt]res|[Cc]uatro|[Aa]mb[oa]s) (?:{_UNITS_ES})\b"
        r"|\b(?:[Ll][oa]s|[Tt]od[oa]s l[oa]s) 1\b(?![.,]?\d)"
    ),
}
_MES = re.compile(r"\bmeses\b")


def zero_times(passage: Passage) -> list[str]:
    """A multiple of nothing: “0.00 times”."""
    return _matches(_ZERO_TIMES, passage.text)


_ZERO_TIMES = re.compile(r"(?<![\d.,])0(?:[.,]0*)? (?:times|veces)\b")


def signs_after_verbs(passage: Passage) -> list[str]:
    """A verb of a direction before a negative number: “gained −4”, “fell by −2%”."""
    return _matches(_SIGNS[passage.language], passage.text)


_SIGNS = {
    "en": re.compile(
        rf"\b(?:gained|lost|gaining|losing|(?:slowly|faster): by|rose by|fell by|grew by"
        rf"|an increase of|a (?:fall|rise|loss|gain) of|grew|earned|raised|received)"
        rf" (?:about )?{MINUS}\S+"
        rf"|{MINUS}[\d.,]+%? (?:less|more|fewer|lower|higher|faster|slower|times)\b"
    ),
    "es": re.compile(
        rf"\b(?:ganó|ganaron|perdió|perdieron|ganando|perdiendo|un aumento de|una caída de"
        rf"|creció|crecieron|aumentó en|bajó en|cayó en) (?:un )?{MINUS}\S+"
        rf"|{MINUS}[\d.,]+ ?%? (?:menos|más|veces)\b"
    ),
}


def wrong_spaces_and_marks(passage: Passage) -> list[str]:
    """Two spaces or marks in a row, a space before a mark, empty brackets or quotation marks."""
    return _matches(_MARKS, passage.text)


_MARKS = re.compile(
    r"  +|^ | $| [,;:.)!?](?!\d)|[,;:]{2}|\.{2,}|[.;:],|,[.;:]|\(\s*\)|\( |“”|«»|\([,;:]|[,;:]\)"
    r"|: ?[.;]|—[.;,]|[;:]\."
)


def empty_lists(passage: Passage) -> list[str]:
    """A conjunction or preposition with nothing after it: “and .”."""
    return _matches(_EMPTY[passage.language], passage.text)


_EMPTY = {
    "en": re.compile(
        r"\b(?:and|or|of|with|than|the|from|by|between|an|in the|was|were)\s*[.,;:)]"
        r"|, (?:and|or),|:\s*$|\bof , |\bbetween and\b",
    ),
    "es": re.compile(
        r"\b(?:y|o|de|con|que|el|la|los|las|por|entre|un|fue|del|al)\s*[.;:)]|, [yo],|:\s*$"
    ),
}


def wrong_beginnings(passage: Passage) -> list[str]:
    """A sentence that does not begin with a capital letter, or begins with a digit."""
    if not passage.is_of_sentences:
        return []
    return [item.text for item in sentences(passage.text) if not _begins_well(item.text)]


def _begins_well(text: str) -> bool:
    # Between quotation marks, a label keeps the case that the organization gave it.
    return text[0].isupper() or text[0] in "“«¿¡(" or text.startswith(_NAMES_WITH_DIGITS)


# A label of an organization may, and so do the names of tests, in notes below a table.
_NAMES_WITH_DIGITS = ("8-week", "1-tailed", "2-tailed")


def wrong_ends(passage: Passage) -> list[str]:
    """A sentence without a full stop at its end."""
    text = passage.text
    if not passage.is_of_sentences or not text or re.search(r"[.!?][”»)]?$", text):
        return []
    return [text]


def unfilled_places(passage: Passage) -> list[str]:
    """A placeholder that nothing was filled into, or a value of Python that is no text."""
    return _matches(_UNFILLED, passage.text)


_UNFILLED = re.compile(
    r"[{}<>](?![.\d$€¥£])|\bNone\b(?! (?:of|was|has|is))|\b(?:nan|inf|null|True|False)\b|\\"
)


def banned(passage: Passage) -> list[str]:
    """Words that readers can't be expected to know, and ids of quantities."""
    # A board report bans more; the narrative of any brief may become one of a board.
    return [
        *banned_words(passage.text, passage.language, is_board=False),
        *dotted_ids(passage.text),
    ]


def too_long(passage: Passage) -> list[str]:
    """A sentence of more words than anybody reads at once."""
    return [
        item.text for item in sentences(passage.text) if item.words > MOST_WORDS[passage.language]
    ]


def repeated_words(passage: Passage) -> list[str]:
    """A word twice in a row: “the the”, “a month a month”."""
    return _matches(_REPEATED, passage.text)


_REPEATED = re.compile(r"\b([^\W\d_]{1,20}(?: [^\W\d_]{1,20})?) \1\b", re.IGNORECASE)


def other_language(passage: Passage) -> list[str]:
    """English words in a Spanish text."""
    if passage.language == "en":
        return []
    return _matches(_ENGLISH, passage.text)


_ENGLISH = re.compile(r"\b(?:the|of|and|was|were|with|from|than|months?|weeks?|years?|which)\b")


LAWS_OF_TEXT = (
    wrong_articles,
    wrong_plurals,
    zero_times,
    signs_after_verbs,
    wrong_spaces_and_marks,
    empty_lists,
    wrong_beginnings,
    wrong_ends,
    unfilled_places,
    banned,
    too_long,
    repeated_words,
    other_language,
)


def _matches(pattern: re.Pattern[str], text: str) -> list[str]:
    return [
        f"{match.group()!r} in {text[max(0, match.start() - 60) : match.end() + 60]!r}"
        for match in pattern.finditer(text)
    ]


# --- Laws of a narrative


def wrong_directions(passage: Passage, outcomes: Outcomes) -> list[str]:
    """“Rose” with a later value that is not printed as larger, and the other way round."""
    found = []
    for outcome in outcomes.comparisons:
        sign = _SIGN.get(outcome.verdict.verdict)
        if sign is None or _goes_beyond_trend(outcome, outcomes):
            continue
        for numbers, claims in _by_sentence(passage.prose):
            base, later = (
                _printed(numbers.get(name), passage.language) for name in compared_ids(outcome)
            )
            if base is None or later is None or outcome.comparison.id not in claims:
                continue
            if sign * (later - base) <= 0:
                found.append(f"{outcome.verdict.verdict}: {passage.text}")
    return found


_SIGN = {VerdictKind.INCREASE: 1, VerdictKind.DECREASE: -1}


def wrong_ratios(passage: Passage, outcomes: Outcomes) -> list[str]:
    """A ratio that is not that of the two printed values next to it."""
    found = []
    for outcome in outcomes.comparisons:
        base_id, later_id = compared_ids(outcome)
        for numbers, _ in _by_sentence(passage.prose):
            ratio, base, later = (
                numbers.get(name) for name in (outcome.ids.decided_ratio, base_id, later_id)
            )
            if ratio is None or base is None or later is None:
                continue
            if not _may_be_ratio(ratio, base, later, passage.language):
                found.append(f"{later}/{base} is not {ratio}: {passage.text}")
    return found


def zeros_for_more(passage: Passage, outcomes: Outcomes) -> list[str]:
    """An estimate that is printed as 0 and is not, unless next to an interval around 0."""
    found = []
    for item in _walk(passage.prose):
        if not isinstance(item, Number) or item.part not in ("value", "size"):
            continue
        quantity = outcomes.quantities.get(item.quantity)
        if quantity is None or quantity.form in _COEFFICIENTS:
            continue
        value = quantity.value
        if not isinstance(value, (int, float)) or _may_be_zero(quantity):
            continue
        if value and _printed(item.text, passage.language) == 0:
            found.append(f"{item.quantity} = {value} as {item.text}: {passage.text}")
    return found


def claims_beyond_verdicts(passage: Passage, outcomes: Outcomes) -> list[str]:
    """A claim of a direction, or of evidence, that the verdict does not allow."""
    verdicts = {item.comparison.id: item.verdict for item in outcomes.comparisons}
    found = []
    for item in _walk(passage.prose):
        if not isinstance(item, Claim) or item.subject not in verdicts:
            continue
        kind, words = verdicts[item.subject].verdict, item.text[:1].lower() + item.text[1:]
        for direction, said in _direction_words().items():
            if words in said and kind is not direction:
                found.append(f"{words!r} of {kind}: {passage.text}")
    return found


def _direction_words() -> dict[VerdictKind, set[str]]:
    """Return the words that claim a direction, in the current language."""
    found = {}
    for direction in _SIGN:
        known = [claim_words.TURNED_WORDS[direction], claim_words.LEVEL_WORDS[direction]]
        known += [
            words for (kind, _), words in claim_words.SLOPE_WORDS.items() if kind is direction
        ]
        found[direction] = {translated(words) for words in known}
    return found


def strengths_beyond_verdicts(passage: Passage, outcomes: Outcomes) -> list[str]:
    """A word for strong evidence where nothing was found."""
    match = _STRENGTH.search(passage.text)
    verdicts = outcomes.verdicts
    if match is None or any(item.strength is not Strength.NONE for item in verdicts):
        return []
    return [f"{match.group()!r}: {passage.text}"]


_STRENGTH = re.compile(r"\b(?:strong|moderate) evidence\b|\bevidencia (?:fuerte|moderada)\b")


def _may_be_zero(quantity: Quantity) -> bool:
    """Return whether its interval is around 0, or it is no hundredth of a percentage point."""
    low, high = quantity.ci_low, quantity.ci_high
    if low is None and high is None:
        return quantity.form is Form.POINTS and abs(float(quantity.value or 0)) < _LEAST_POINTS
    return (low is None or low < 0) and (high is None or high > 0)


_LEAST_POINTS = 0.00005


_COEFFICIENTS = (Form.COEFFICIENT, Form.STATISTIC, Form.DEGREES_OF_FREEDOM)
"""Their two decimals are a convention: a correlation of 0.00 is one of nearly nothing."""

LAWS_OF_OUTCOMES = (
    wrong_directions,
    wrong_ratios,
    zeros_for_more,
    claims_beyond_verdicts,
    strengths_beyond_verdicts,
)


def _goes_beyond_trend(outcome: ComparisonOutcome, outcomes: Outcomes) -> bool:
    """Return whether the direction is that beyond a trend, which the two values need not have."""
    return outcome.ids.decided_trend in outcomes.quantities


def _walk(prose: Prose) -> Iterator[Inline]:
    for item in prose:
        yield item
        if isinstance(item, (Emphasis, Strong, Link)):
            yield from _walk(item.children)


def _by_sentence(prose: Prose) -> Iterator[tuple[dict[str, str], set[str]]]:
    """Yield the printed numbers by quantity, and the subjects of claims, sentence by sentence."""
    numbers: dict[str, str] = {}
    claims: set[str] = set()
    for item in _walk(prose):
        if isinstance(item, Number) and item.part == "value":
            numbers[item.quantity] = item.text
        elif isinstance(item, Claim):
            claims.add(item.subject)
        elif isinstance(item, Text) and re.search(r"\. [A-Z“¿]", item.text):
            yield numbers, claims
            numbers, claims = {}, set()
    yield numbers, claims


_NUMBER = re.compile(r"[\d.,\u00a0\u202f\u2009]*\d")


def _printed(text: str | None, language: str) -> float | None:
    """Return a printed number; None where its text is none, as of “<0.1”."""
    if text is None or text[0] in "<>":
        return None
    match = _NUMBER.search(text)
    if match is None:
        return None
    thousands, decimal = _MARKS_OF_NUMBERS[language]
    digits = re.sub(rf"[{thousands}\s]", "", match.group()).replace(decimal, ".")
    return (-1 if MINUS in text[: match.start()] else 1) * float(digits)


_MARKS_OF_NUMBERS = {"en": (",", "."), "es": (".", ",")}


def _may_be_ratio(ratio: str, base: str, later: str, language: str) -> bool:
    """Return whether printed numbers can be those of a ratio, each rounded by half a digit."""
    values = [_printed(text, language) for text in (ratio, base, later)]
    halves = [_half_digit(text, language) for text in (ratio, base, later)]
    ranges = [
        (value - half, value + half)
        for value, half in zip(values, halves, strict=True)
        if value is not None
    ]
    if len(ranges) < len(values) or ranges[1][0] <= 0 <= ranges[1][1]:
        return True
    found, divisors, numerators = ranges
    ends = [numerator / divisor for numerator in numerators for divisor in divisors]
    return min(ends) <= found[1] and found[0] <= max(ends)


def _half_digit(text: str, language: str) -> float:
    """Return half a unit of the last printed digit, and a little for halves in binary."""
    decimals = text.rpartition(_MARKS_OF_NUMBERS[language][1])
    return 0.5000001 * 10.0 ** -(len(re.sub(r"\D", "", decimals[2])) if decimals[1] else 0)
