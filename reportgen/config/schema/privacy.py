"""The key `privacy`."""

from typing import Annotated, Literal

from pydantic import Field

from reportgen.config.schema.base import Strict


class PrivacySchema(Strict):
    """What the brief withholds about people, in every format and in its evidence."""

    members: Literal["roles", "initials", "names"] = Field(
        default="roles", description="How members of the committee are named."
    )
    authors: Literal["names", "initials"] = Field(
        default="names", description="How the brief is signed."
    )
    named: list[str] = Field(
        default_factory=list, description="Ids or names of members who agreed to be named."
    )
    contacts: bool = Field(
        default=False, description="Whether authors' ORCID iDs and e-mail addresses are shown."
    )
    smallest_group: Annotated[int, Field(ge=2, le=1000)] | None = Field(
        default=5,
        description="Counts and shares of fewer people are suppressed, as are the numbers from "
        "which they could be derived; null shows all.",
        examples=[5, 10],
    )
