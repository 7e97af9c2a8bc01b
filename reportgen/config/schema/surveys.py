"""The key `surveys`."""

import re
from typing import Annotated, Any, NamedTuple

from pydantic import ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from reportgen.config.schema.base import MAX_WORDS, Count, FileName, Key, Strict, Words

_NUMBERS = re.compile(r"(\d{1,2}) ?[-\u2013] ?(\d{1,2})", re.ASCII)
MOST_ANSWERS = 11
"""Of a scale, as in 0-10: more are an average, not a choice."""


class ScaleWords(NamedTuple):
    """The answers of a scale from the least to the most, and the number of the first one."""

    labels: tuple[str, ...]
    first: int
    is_numeric: bool


def _read_scale(value: Any) -> ScaleWords:
    """Return the scale given by its ends, ``1-5``, or by all of its answers in order."""
    if isinstance(value, str) and (found := _NUMBERS.fullmatch(value.strip())):
        first, last = int(found[1]), int(found[2])
        if 1 <= last - first < MOST_ANSWERS:
            labels = tuple(str(number) for number in range(first, last + 1))
            return ScaleWords(labels, first, is_numeric=True)
    if isinstance(value, list) and 2 <= len(value) <= MOST_ANSWERS:
        words = tuple(_read_answer(item) for item in value)
        if len({word.casefold() for word in words}) == len(words):
            return ScaleWords(words, 1, is_numeric=False)
    raise PydanticCustomError("scale", "a scale")


def _read_answer(value: Any) -> str:
    """Return an answer as its text: a number, `true` or a word."""
    text = str(value).lower() if isinstance(value, bool) else value
    words = " ".join(str(text).split()) if isinstance(text, (str, int)) else ""
    if not words or len(words) > MAX_WORDS:
        raise PydanticCustomError("answer", "an answer")
    return words


_ANSWER_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "minLength": 1, "maxLength": MAX_WORDS},
        {"type": "integer"},
        {"type": "boolean"},
    ]
}
Answer = Annotated[str, PlainValidator(_read_answer), WithJsonSchema(_ANSWER_SCHEMA)]
"""An answer as the file has it."""
ScaleValue = Annotated[
    ScaleWords,
    PlainValidator(_read_scale),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": "^[0-9]{1,2} ?[-\u2013] ?[0-9]{1,2}$"},
                {
                    "type": "array",
                    "items": _ANSWER_SCHEMA,
                    "minItems": 2,
                    "maxItems": MOST_ANSWERS,
                },
            ]
        }
    ),
]
"""Numbers by their ends, ``1-5``, or all answers in order."""


class PairedSchema(Strict):
    """Yes-or-no answers of the same people at two times."""

    both: Count = Field(description="Yes before and after.")
    gained: Count = Field(description="No before, yes after.")
    lost: Count = Field(description="Yes before, no after.")
    neither: Count = Field(description="No before and after.")


class AnswersSchema(Strict):
    """How many said yes of those who were asked, or the form that they filled in."""

    # The rule of `check_surveys` for two counts or one file (CFG170), for editors.
    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {
                    "required": ["yes", "asked"],
                    "properties": {
                        "yes": {"type": "integer"},
                        "asked": {"type": "integer"},
                        "file": {"type": "null"},
                    },
                },
                {
                    "required": ["file"],
                    "properties": {
                        "yes": {"type": "null"},
                        "asked": {"type": "null"},
                        "file": {"type": "string"},
                    },
                },
            ]
        }
    )

    yes: Count | None = Field(default=None, description="How many said yes.")
    asked: Count | None = Field(default=None, description="How many answered.")
    file: FileName | None = Field(
        default=None,
        description="Instead: the export of the form at that time.",
        examples=["data/spring.csv"],
    )


class SurveySchema(Strict):
    """One question, asked once or at two times."""

    id: Key = Field(description="Such as skills.", examples=["skills"])
    question: Words = Field(description="As it was asked.")
    statement: Words | None = Field(
        default=None,
        description="What those who said yes did, as it follows “8 of 9 …” in the past tense; "
        "if left out, the question is quoted.",
        examples=["used a social media skill in their own account"],
    )
    paired: PairedSchema | None = Field(default=None, description="Answers of the same people.")
    before: AnswersSchema | None = Field(default=None, description="Answers of the first time.")
    after: AnswersSchema | None = Field(default=None, description="Answers of the second time.")
    answers: AnswersSchema | None = Field(
        default=None, description="Answers to a question that was asked once."
    )
    file: FileName | None = Field(
        default=None,
        description="The export of a form (Google Forms, Microsoft Forms, Nextcloud Forms) as "
        "downloaded, with one column per question; or a CSV file with one row per person and the "
        "columns `before` and `after`: yes, no.",
        examples=["data/responses.csv"],
    )
    sheet: Words | None = Field(
        default=None, description="Which sheet of a workbook; the only one that fits if left out."
    )
    column: Words | None = Field(
        default=None,
        description="The column of a form: the question, or a part of it that no other column "
        "has; `question` if left out.",
        examples=["How likely are you"],
    )
    scale: ScaleValue | None = Field(
        default=None,
        description="The possible answers in a form, from the least to the most: numbers by their "
        "ends, or all words in order.",
        examples=["0-10", ["Disagree", "Neither", "Agree"]],
    )
    yes: list[Answer] = Field(
        default_factory=list,
        description="The answers in a form that count as yes, for the share who gave them. "
        "Without it and without `scale`: yes, y, true, 1.",
        examples=[["Agree", "Strongly agree"]],
    )
    no_answer: list[Answer] = Field(
        default_factory=list,
        description="Texts in the column that are no answer; an empty cell never is one.",
        examples=[["Don't know"]],
    )
    date: Words | None = Field(
        default=None,
        description="The column of a form that says when it was filled in: answers before the "
        "intervention are compared with later ones, or those of two periods with each other.",
        examples=["Timestamp"],
    )
    contrast: Annotated[list[Key], Field(min_length=2, max_length=2)] | None = Field(
        default=None,
        description="With `date`: the later and the earlier period.",
        examples=[["after", "before"]],
    )
    person: Words | None = Field(
        default=None,
        description="The column that says who answered, which is never printed: the two answers "
        "of each person are then compared.",
        examples=["Email address"],
    )

    @property
    def form_keys(self) -> tuple[str, ...]:
        """Return the keys given that belong to the export of a form."""
        keys = ("sheet", "column", "scale", "yes", "no_answer", "date", "contrast", "person")
        return tuple(key for key in keys if getattr(self, key))

    @property
    def is_form(self) -> bool:
        """Return whether the answers are in the export of a form."""
        groups = (self.before, self.after, self.answers)
        return any(item is not None and item.file for item in groups) or bool(self.form_keys)
