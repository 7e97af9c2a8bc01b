"""The keys `metrics`, `campaigns` and `testimonials`."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from reportgen.config.schema.base import (
    Cell,
    Day,
    FileName,
    Key,
    Markdown,
    MonthName,
    Strict,
    Words,
)
from reportgen.config.schema.board import EXPECTED, NEXT, WHY, Actions, Expected
from reportgen.config.schema.targets import Target


def _given(key: str) -> JsonDict:
    """Return the schema of a group that has a text for a key; a key without a value is null."""
    return {"properties": {key: {"type": "string"}}, "required": [key]}


_COUNTS_ROWS: JsonDict = {"properties": {"count_rows": {"const": True}}, "required": ["count_rows"]}


class CoveredSchema(Strict):
    """The days for which a source is complete."""

    start: Day | None = Field(
        default=None,
        alias="from",
        description="Its first day or month; that of the first row if left out.",
    )
    end: Day | None = Field(
        default=None,
        alias="to",
        description="Its last day or month; that of the last row if left out.",
    )


class RedefinitionSchema(Strict):
    """A change of what a metric counts."""

    on: Day = Field(description="The first day or month that it counts anew.")
    note: Words = Field(
        description="What changed.", examples=["returns by the same person count once"]
    )


class SizeSchema(Strict):
    """How large an organization is, where no metric measures it."""

    count: Annotated[float, Field(gt=0, allow_inf_nan=False)] = Field(
        description="How many: residents of the area, members of staff.", examples=[54000]
    )
    of: Words = Field(description="What it counts, in the plural.", examples=["residents"])


class MetricSchema(Strict):
    """One metric and the file that holds it."""

    # The rule of `check_metrics` for `value` and `count_rows`, for editors.
    model_config = ConfigDict(
        json_schema_extra={
            "if": _COUNTS_ROWS,
            "then": {"properties": {"kind": {"const": "count"}, "value": {"type": "null"}}},
            "else": {"anyOf": [_given("value"), _given("denominator")]},
        }
    )

    label: Words | None = Field(
        default=None,
        description="Its name as used within a sentence; titles and tables capitalize it.",
        examples=["volunteer hours", "Twitter followers"],
    )
    short: Words | None = Field(
        default=None,
        description="A shorter name, for titles and key figures, where `label` is long.",
        examples=["the housed share"],
    )
    kind: Literal["level", "count", "amount", "rate", "average"] = Field(
        description="level: a running total (followers). count: how many in a month or another "
        "step of time (impressions). amount: money in it (donations). rate: a share "
        "(engagement). average: a score, minutes, days, which do not add up."
    )
    every: Literal["day", "week", "month", "quarter", "year", "span"] | None = Field(
        default=None,
        description="How often it is kept; found from the dates if left out. Finer rows are "
        "combined. span: from-to spans of several years, which may overlap.",
        examples=["quarter"],
    )
    year_starts: MonthName | None = Field(
        default=None,
        description="The month with which its years and quarters begin, for fiscal years.",
        examples=["April"],
    )
    unit: Words | None = Field(
        default=None,
        description="What is counted, in the plural; the value column's name where it is one "
        "plain word, else the metric's id.",
        examples=["followers"],
    )
    file: FileName = Field(
        description="A CSV or TSV file, a workbook (.xlsx, .ods), a Parquet file, or a SQLite or "
        "DuckDB database (.sqlite, .db, .duckdb). With `*` or "
        "`?` in its name all files that match, such as one download per month.",
        examples=["data/twitter.csv", "data/downloads/*.csv"],
    )
    sheet: Words | None = Field(
        default=None,
        description="Which sheet of a workbook; if left out the only one that fits, or all sheets "
        "that are named after years or months.",
    )
    query: Annotated[str, Field(min_length=1, max_length=20_000)] | None = Field(
        default=None,
        description="The SELECT whose rows to read from a SQLite or DuckDB database; `date` and "
        "`value` name its columns.",
        examples=["SELECT month, visitors FROM attendance ORDER BY month"],
    )
    date: Words | None = Field(
        default=None,
        description="The column with the months or days; not needed for a known export.",
        examples=["month"],
    )
    value: Words | None = Field(
        default=None,
        description="The column with the numbers; left out where rows are counted. In a table with "
        "months, quarters or years in columns: the row, or a name for what the table counts.",
        examples=["followers"],
    )
    numerator: Words | None = Field(
        default=None,
        description="For a rate: the column that counts those that did; with `denominator`, "
        "instead of `value`.",
        examples=["answered"],
    )
    misses: Words | None = Field(
        default=None,
        description="For a rate: the column that counts those that did not, instead of "
        "`numerator`.",
        examples=["breaches"],
    )
    denominator: Words | None = Field(
        default=None,
        description="For a rate: the column that counts all. Shares of longer periods are pooled.",
        examples=["calls"],
    )
    weight: Words | None = Field(
        default=None,
        description="For an average: the column that says how many each value is the mean of.",
        examples=["answers"],
    )
    in_percent: bool = Field(
        default=False,
        description="Whether the numbers of a rate are percentages without a sign: 85 is 85%.",
    )
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = Field(
        default=None,
        description="For money: its ISO 4217 code, instead of `unit`. Numbers are printed as "
        "$13,262, or 13.262 € in Spanish.",
        examples=["USD"],
    )
    restarts: Literal["never", "yearly", "once"] | None = Field(
        default=None,
        description="For a level: whether it starts again from 0. yearly: with each year, as a "
        "total of the year to date does. once: at its deepest fall, as a counter that was set "
        "back. never: also where its values look so. Left out, such values are asked about.",
        examples=["yearly"],
    )
    season: Literal["automatic", "none"] = Field(
        default="automatic",
        description="Whether decisions allow for the time of year. automatic: as the values show. "
        "none: not at all, for what does not depend on it; `season_reason` says how you know.",
    )
    season_reason: Words | None = Field(
        default=None,
        description="With `season: none`: why the time of year has no part in it. The brief "
        "prints it.",
        examples=["the number of beds is fixed"],
    )
    redefined: list[RedefinitionSchema] = Field(
        default_factory=list,
        description="When what it counts, or how, was changed. An interrupted series takes each as "
        "a step of its own; what to expect of a reporting period comes from the values since the "
        "last one; of other comparisons across one the brief claims nothing.",
        examples=[[{"on": "2024-03", "note": "returns by the same person count once"}]],
    )
    count_rows: bool = Field(
        default=False,
        description="True counts rows: each is one event, one new member. Without `covers` the "
        "file is taken to have all of them up to the report date.",
    )
    where: dict[str, Cell] = Field(
        default_factory=dict,
        description="Take only rows that say this, in a file of many organizations; '' is an "
        "empty cell.",
        examples=[{"chapter": "paris"}],
    )
    combine: Literal["sum", "last", "mean"] | None = Field(
        default=None,
        description="How the rows of one month, or another step of time, become its value: by "
        "default last for level, sum for count and amount, mean for rate and average.",
    )
    absent_days: Literal["unknown", "zero"] = Field(
        default="unknown",
        description="What a day without a row means in a daily file. unknown: the month is not "
        "complete. zero: the source leaves out days on which nothing happened.",
    )
    absent_months: Literal["unknown", "zero"] = Field(
        default="unknown",
        description="What a month without a row means for a count. unknown: nothing is known of "
        "it. zero: nothing happened in it, as in a list of events; always so for `count_rows`, and "
        "for sums over a file whose rows another metric counts, unless it is set.",
    )
    covers: CoveredSchema | None = Field(
        default=None,
        description="From when to when a count's file has everything: months in it without a row "
        "are 0, also before the first and after the last row; months that it covers in part are "
        "left out.",
        examples=[{"from": "2018-03", "to": "2026-07"}],
    )
    undated: Literal["error", "leave_out"] = Field(
        default="error",
        description="What to do with rows that have a value and no date, such as planned events. "
        "leave_out: the brief says how many there were.",
    )
    source: Key | None = Field(
        default=None,
        description="Which platform's export the file is; detected where left out.",
        examples=["x_account_overview"],
    )
    time_zone: Words | None = Field(
        default=None,
        description="Whose days count, for times with an offset from UTC; as written if left out.",
        examples=["America/Chicago"],
    )
    year: Annotated[int, Field(ge=1900, le=2200)] | None = Field(
        default=None, description="The year of the first row, for dates without one (TikTok)."
    )
    check_against: str | None = Field(
        default=None,
        description="A metric that counts the same from another source; months in which the two "
        "disagree are named in the brief.",
        examples=["impressions_by_tweet"],
    )
    per: Key | SizeSchema | None = Field(
        default=None,
        description="On the page over many organizations: what a count or amount is divided by, "
        "so that organizations of different size can be compared. Another metric, such as "
        "`members`, or `{count: 54000, of: residents}`, which a roster may give; `none` where all "
        "are of one size.",
        examples=["members"],
    )
    good: Literal["up", "down", "neither"] = Field(default="up", description="Which way is good.")
    target: Target | None = Field(
        default=None,
        description="What its values are to reach, on average over the reporting period, or "
        "`after` a change; of a running total, what the last one is to reach. One number, or one "
        "for each year, quarter, month or fiscal year (`2025/26`). It counts as a goal, at most "
        "where `good: down`.",
        examples=[1300, "60%", {"2025": 900, "2026": 950}],
    )
    budget: Target | None = Field(
        default=None,
        description="Of a count or amount, what the sum of the reporting period is to reach, or "
        "to stay within where `good: down`; written like `target`.",
        examples=[24000, {"2025/26": 96000}],
    )
    owner: Words | None = Field(
        default=None,
        description="Whose view `why` is: a member's id or name, a role, or any name. If left out, "
        "the owner of a goal that it measures.",
        examples=["Night team"],
    )
    why: Markdown = Field(default="", description=WHY)
    next: Actions = Field(default_factory=list, description=NEXT)
    expected: Expected | None = Field(
        default=None, description=EXPECTED, examples=["2027-03", "stays above 60%"]
    )


class CampaignsSchema(Strict):
    """The file that lists the campaigns."""

    file: FileName = Field(description="A CSV file or a workbook with one row per campaign.")
    name: Words = Field(description="The column with the names.", examples=["campaign"])
    date: Words = Field(description="The column with the days or months.", examples=["month"])
    value: Words = Field(description="The column with what each reached.")
    complete: bool = Field(default=False, description="Whether no campaign is left out.")
    unit: Words | None = Field(
        default=None, description="What is counted; the value column if left out."
    )


class TestimonialSchema(Strict):
    """A quotation."""

    __test__ = False  # pytest would collect the class by its name

    text: Markdown = Field(min_length=1, description="What was said.")
    who: Words = Field(description="Who said it.", examples=["Faculty member"])
    on: Day | None = Field(default=None, description="When it was said.")
