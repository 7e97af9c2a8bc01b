"""The key `committee`."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from reportgen.config.schema.base import (
    DATE_SCHEMA,
    MAX_WORDS,
    Day,
    FileName,
    Key,
    Strict,
    Words,
)


class RankSpellSchema(Strict):
    """A rank and the day from which it was held."""

    rank: Words = Field(description="One of `ranks`.")
    start: Day | None = Field(
        default=None, alias="from", description="From when on; from the beginning where left out."
    )


def _spread_rank(value: Any) -> Any:
    """Return a single rank as a list of one spell, so that both spellings validate alike."""
    return [{"rank": value}] if isinstance(value, str) else value


_WORDS = {"type": "string", "minLength": 1, "maxLength": MAX_WORDS}
RankSpells = Annotated[
    list[RankSpellSchema],
    BeforeValidator(_spread_rank),
    WithJsonSchema(
        {
            "anyOf": [
                _WORDS,
                {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["rank"],
                        "additionalProperties": False,
                        "properties": {
                            "rank": _WORDS,
                            "from": {"anyOf": [DATE_SCHEMA, {"type": "null"}]},
                        },
                    },
                },
            ]
        }
    ),
    Field(min_length=1),
]


class TermSchema(Strict):
    """A period of membership."""

    joined: Day | None = Field(default=None, description="When; from the beginning if left out.")
    left: Day | None = Field(
        default=None, description="The first day without them; null if still there."
    )


class MemberSchema(Strict):
    """A person on the committee, or a vacant role."""

    id: Key | None = Field(
        default=None,
        description="How roles name this person; made from the name if left out.",
        examples=["a1"],
    )
    name: Words | None = Field(
        default=None,
        description="As it may be printed; left out for a vacant role. An entry with the same "
        "name and no `id` is the same person in another role or at another time.",
        examples=["Member A"],
    )
    role: Words | None = Field(
        default=None,
        description="What the person does, in a committee without `structures`.",
        examples=["Treasurer"],
    )
    reports_to: Words | None = Field(default=None, description="The role above `role`.")
    rank: RankSpells = Field(
        default_factory=list, description="One rank, or a list of `{rank: …, from: …}`."
    )
    groups: list[Words] = Field(default_factory=list, description="Such as woman.")
    skills: list[Words] = Field(default_factory=list, description="Such as graphic design.")
    joined: Day | None = Field(default=None, description="When; from the beginning where left out.")
    left: Day | None = Field(
        default=None, description="The first day without them; null if still there."
    )
    terms: list[TermSchema] = Field(
        default_factory=list,
        description="Instead of `joined` and `left`: all terms of a member who came back.",
    )


class RoleSchema(Strict):
    """A role of one structure."""

    title: Words = Field(description="Once in each structure.", examples=["Chair"])
    holders: list[str] = Field(default_factory=list, description="Ids of members.")
    lead: bool = Field(default=False, description="Whether the role leads.")
    reports_to: Words | None = Field(default=None, description="The title of the role above.")
    needs: list[Words] = Field(default_factory=list, description="Skills that the role asks for.")


class MentoringSchema(Strict):
    """One direction of a mentoring pair."""

    mentor: str = Field(description="Id of the member who teaches.")
    mentee: str = Field(description="Id of the member who learns.")


class StructureSchema(Strict):
    """How the committee was organized for a time."""

    id: Key = Field(description="Such as before.", examples=["before", "after"])
    label: Words | None = Field(
        default=None, description="As it is printed; the id where left out."
    )
    start: Day = Field(alias="from", description="Its first day or month.")
    end: Day | None = Field(
        default=None, alias="to", description="Its last; until today if left out."
    )
    roles: list[RoleSchema] = Field(min_length=1, description="All roles of that time.")
    mentoring: list[MentoringSchema] = Field(default_factory=list, description="Who taught whom.")


class HoldingsSchema(Strict):
    """The file that lists who held which role when."""

    file: FileName = Field(
        description="A CSV file or a workbook with one row per person, role and term.",
        examples=["data/committee.csv"],
    )
    person: Words = Field(default="person", description="The column with the names of people.")
    role: Words = Field(default="role", description="The column with the titles of roles.")
    start: Words = Field(
        default="from", alias="from", description="The column with the first days."
    )
    end: Words = Field(
        default="until",
        alias="until",
        description="The column with the last days; an empty cell if the role is still held.",
    )
    until_is: Literal["last_day", "first_day_out"] | None = Field(
        default=None,
        description="Whether `until` is the last day in the role or the first day out of it; "
        "the last day if left out.",
    )
    reports_to: Words | None = Field(
        default=None,
        description="The column with the role above; `reports_to` if there is such a column.",
    )
    group: Words | None = Field(
        default=None,
        description="The column with the group that a role belongs to; `group` if there is "
        "such a column. Roles of different groups are different roles.",
    )
    where: dict[Words, str] = Field(
        default_factory=dict,
        description="Only rows with these texts in these columns.",
        examples=[{"group": "Events"}],
    )


class CommitteeSchema(Strict):
    """The committee: its people, and how it was organized over time."""

    ranks: list[Words] = Field(
        default_factory=list, description="The lowest first, where `structures` are studied."
    )
    trainee_ranks: list[Words] = Field(default_factory=list, description="Which are in training.")
    members: list[MemberSchema] = Field(
        default_factory=list, description="Everyone who ever belonged."
    )
    holdings: HoldingsSchema | None = Field(
        default=None, description="Instead of `members`: a file of dated role holdings."
    )
    dates: list[Day] = Field(
        default_factory=list,
        description="The days to compare, without `structures`; if left out, the day before "
        "the intervention and the report date, or the day before the reporting period and its "
        "last day.",
        examples=[["2024-01-01", "2025-01-01"]],
    )
    structures: list[StructureSchema] = Field(
        default_factory=list, description="The oldest first; made from the roles if left out."
    )
