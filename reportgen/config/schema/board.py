"""What only a board report prints: `brief.front`, `brief.asks`, and `next` of metrics and goals."""

import re
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from reportgen.config.schema.base import (
    DATE_SCHEMA,
    MAX_WORDS,
    Day,
    DaySpan,
    Markdown,
    Strict,
    Words,
    read_day_span,
    read_words,
)
from reportgen.config.schema.targets import read_target_number

MOST_ASKS = 3
"""More are not decided in one meeting; the rest belong to another paper."""

_CURRENCY = r"[A-Z]{3}|[$€£¥₹]"


class AmountText(NamedTuple):
    """An amount as read: its number, None if the text is more than a number; and the text."""

    value: float | None
    text: str


def _read_amount(value: Any) -> AmountText:
    """Return an amount: a number, or a text that is printed as it is typed."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return AmountText(float(value), "")
    text = read_words(value)
    bare = re.sub(rf"^({_CURRENCY}) ?|\s?({_CURRENCY})$", "", text)
    try:
        number = read_target_number(bare)
    except PydanticCustomError:
        return AmountText(None, text)
    return AmountText(None if number.is_percentage else number.value, text)


def _read_label(value: Any) -> str:
    """Return a number of a paper, which may be typed as a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return read_words(value)


def _read_expected(value: Any) -> DaySpan | str:
    try:
        return read_day_span(value)
    except PydanticCustomError:
        return read_words(value)


def _spread(value: Any) -> Any:
    """Return one entry as a list, so that both spellings validate alike."""
    return [value] if isinstance(value, (dict, str)) else value


class _OneOrSeveral:
    """Say in the JSON Schema that one entry needs no list."""

    @staticmethod
    def __get_pydantic_json_schema__(core_schema: Any, handler: Any) -> dict[str, Any]:
        several = handler(core_schema)
        return {"anyOf": [several, several["items"]]}


_WORDS: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": MAX_WORDS}
Label = Annotated[
    str, PlainValidator(_read_label), WithJsonSchema({"anyOf": [_WORDS, {"type": "integer"}]})
]
"""The number of a paper or of an item of the agenda: 4, `4b`."""

Amount = Annotated[
    AmountText,
    PlainValidator(_read_amount),
    WithJsonSchema({"anyOf": [{"type": "number"}, _WORDS]}),
]
"""Money: 38000, or a text that is printed as it is typed."""

Expected = Annotated[
    DaySpan | str,
    PlainValidator(_read_expected),
    WithJsonSchema({"anyOf": [_WORDS, {**DATE_SCHEMA, "type": "integer"}]}),
]
"""A date, or what else is expected."""

SeveralWords = Annotated[list[Words], BeforeValidator(_spread), _OneOrSeveral]
"""A text, or a list of texts."""


class FrontSheetSchema(Strict):
    """The front sheet of a board paper; what is left out closes up."""

    paper: Label | None = Field(default=None, description="The number of the paper.", examples=[4])
    item: Label | None = Field(
        default=None, description="The item of the agenda that it is for.", examples=[6]
    )
    meeting: Day | None = Field(
        default=None, description="The day of the meeting.", examples=["2026-07-16"]
    )
    sponsor: Words | None = Field(
        default=None,
        description="Who answers for the paper: a member's id or name, a role, or any name.",
        examples=["Executive director"],
    )
    considered_by: SeveralWords = Field(
        default_factory=list,
        description="Who has discussed it before, one text or a list.",
        examples=["Finance committee, 7 July"],
    )
    objectives: SeveralWords = Field(
        default_factory=list,
        description="The objectives of the organization that it serves, one text or a list.",
        examples=["Safe nights"],
    )
    risks: SeveralWords = Field(
        default_factory=list,
        description="The risks of the register that it is about, one text or a list.",
        examples=["R3, staffing at night"],
    )


class AskSchema(Strict):
    """One thing that the board is asked."""

    kind: Literal["approve", "decide", "assurance", "note"] = Field(
        default="decide",
        description="approve or decide: something is voted on. assurance: the board is to satisfy "
        "itself of something. note: it is to know something.",
    )
    what: Markdown = Field(
        min_length=1,
        description="The sentence to be minuted.",
        examples=["Approve $38,000 from the reserve for two night posts."],
    )
    reason: Markdown = Field(default="", description="Why.")
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = Field(
        default=None,
        description="The ISO 4217 code of `cost` and the reserves that are plain numbers.",
        examples=["USD"],
    )
    cost: Amount | None = Field(
        default=None,
        description="What it costs: a number, or a text, which is printed as it is typed.",
        examples=[38000, "$38,000 for six months"],
    )
    reserve_before: Amount | None = Field(
        default=None, description="The reserve before it is paid.", examples=[212000]
    )
    reserve_after: Amount | None = Field(
        default=None, description="The reserve after it is paid.", examples=[174000]
    )
    reserve_minimum: Amount | None = Field(
        default=None, description="The least that the reserve may be.", examples=[150000]
    )
    alternatives: Markdown = Field(default="", description="What else was considered.")
    by: Day | None = Field(default=None, description="The day by which it must be decided.")
    otherwise: Markdown = Field(
        default="", description="What happens if it is not decided, or is refused."
    )
    how_known: Markdown = Field(
        default="", description="How the board will know whether it has worked."
    )
    proposed_by: Words | None = Field(
        default=None,
        description="A member's id or name, a role, or any name; under `privacy` a member's role "
        "is printed.",
        examples=["Night team lead"],
    )
    supported_by: SeveralWords = Field(
        default_factory=list,
        description="Who supports it, one or a list, each as in `proposed_by`.",
        examples=[["Finance committee", "Executive director"]],
    )


class NextSchema(Strict):
    """One action: what is being done, by whom and by when."""

    what: Words = Field(description="What is being done.", examples=["Two people every night"])
    who: Words | None = Field(
        default=None,
        description="A member's id or name, a role, or any name; under `privacy` a member's role "
        "is printed.",
        examples=["Night team"],
    )
    by: Day | None = Field(default=None, description="Its last day or month.")
    status: Literal["done", "late", "dropped"] | None = Field(
        default=None,
        description="What became of it; left out while it is open. An edition that names the one "
        "before it (`previous`) lists what became of the actions that were open then.",
    )


Actions = Annotated[list[NextSchema], BeforeValidator(_spread), _OneOrSeveral]
"""One action, or a list of actions."""

WHY = "The reason that you see. A board report prints it as your view, never as a finding."
NEXT = "What is being done, by whom, by when: one action or a list. Board reports print it."
EXPECTED = (
    "When it is expected back on track, or what else is expected, as you see it: a date or a text."
)
