"""The key `committee`."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from reportgen.config.schema.base import DATE_SCHEMA, MAX_WORDS, Day, Key, Strict, Words


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


class MemberSchema(Strict):
    """A person on the committee."""

    id: Key = Field(description="How roles name this person.", examples=["a1"])
    name: Words = Field(description="As it may be printed.", examples=["Member A"])
    rank: RankSpells = Field(description="One rank, or a list of `{rank: …, from: …}`.")
    groups: list[Words] = Field(default_factory=list, description="Such as woman.")
    skills: list[Words] = Field(default_factory=list, description="Such as graphic design.")
    joined: Day | None = Field(default=None, description="When; from the beginning where left out.")
    left: Day | None = Field(
        default=None, description="The first day without them; null if still there."
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


class CommitteeSchema(Strict):
    """The committee: its people, and how it was organized over time."""

    ranks: list[Words] = Field(min_length=1, description="The lowest first.")
    trainee_ranks: list[Words] = Field(default_factory=list, description="Which are in training.")
    members: list[MemberSchema] = Field(min_length=1, description="Everyone who ever belonged.")
    structures: list[StructureSchema] = Field(min_length=1, description="The oldest first.")
