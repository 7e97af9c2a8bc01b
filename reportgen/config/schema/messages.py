"""Explain pydantic validation errors as diagnostics for the author of the file."""

from __future__ import annotations

import re
import types
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from reportgen.config.naming import name_spot, nearest, path_in_file, shorten, suggest
from reportgen.config.schema import slips
from reportgen.config.schema.root import ConfigurationSchema
from reportgen.diagnostics import Diagnostic, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from reportgen.model.configuration import KeyPath


class _Words(NamedTuple):
    """A diagnostic without severity and place."""

    code: str
    message: str
    help: str = ""
    note: str = ""


_EXPECTED = {
    "bool_type": "`true` or `false`",
    "dict_type": "a group of keys",
    "float_type": "a number",
    "int_type": "a whole number",
    "list_type": "a list",
    "model_attributes_type": "a group of keys",
    "model_type": "a group of keys",
    "string_type": "a text",
}
_DATE_HELP = (
    "write a day as `2018-07-01`, a month as `2018-07`, a quarter as `2018-Q3` or a year as `2018`"
)
_PATTERN_HELP = {
    "currency": "write its three capital letters by ISO 4217: `USD`, `EUR`",
    "email": "write an address such as `name@example.org`",
    "orcid": "write the 16 digits with hyphens: `0000-0002-1825-0097`",
    "quantity": "write a quantity id such as `followers.growth.after_vs_before.slope_ratio`",
}


def explain_schema_error(
    error: ErrorDetails, *, document: Any, places: Mapping[KeyPath, Place]
) -> Diagnostic:
    """Return a pydantic error as a diagnostic."""
    path: KeyPath = tuple(error["loc"])
    if key := error.get("ctx", {}).get("key"):  # of a group that is read as one value
        path = (*path, key)
    is_key = path[-1:] == ("[key]",)
    if is_key:
        path = path[:-1]
    kind = error["type"]
    at_key = is_key or kind in ("extra_forbidden", "missing")
    place = _find_place(
        path_in_file(path, document), places, at_key=at_key, is_missing=kind == "missing"
    )
    words = _explain(error, path, document, place)
    return Diagnostic(
        code=words.code,
        severity=Severity.ERROR,
        message=words.message,
        place=place,
        help=words.help,
        note=words.note,
    )


def _find_place(
    path: KeyPath, places: Mapping[KeyPath, Place], *, at_key: bool, is_missing: bool
) -> Place | None:
    if is_missing:
        path = path[:-1]
    while path:
        if at_key and (*path, "#key") in places:
            return places[(*path, "#key")]
        if path in places:
            return places[path]
        path = path[:-1]
    return places.get(())


def _explain(error: ErrorDetails, path: KeyPath, document: Any, place: Place | None) -> _Words:
    kind, value = error["type"], error.get("input")
    if (key := error.get("ctx", {}).get("key")) and isinstance(value, dict):
        value = value.get(key)
    owner = name_spot(path[:-1], document)
    start = f"{owner}: " if len(path) > 1 else ""
    name = _key_name(path)
    if path == ("reportgen",):
        return _version(kind, value, place)
    if kind == "extra_forbidden":
        return _unknown_key(path, owner, place)
    if kind == "missing":
        return _missing_key(path, owner)
    if kind.startswith("day_"):
        return _day(kind, f"{start}expected a date for `{name}`", value, place, error)
    if kind == "literal_error":
        return _choice(error, f"{start}unknown word for `{name}`", value, place)
    if kind == "string_type" and isinstance(value, (bool, int, float)):
        return _Words(
            "CFG023",
            f"{start}expected a text for `{name}`, found {describe_value(value, place)}",
            f'quote this value: `"{_source_text(value, place)}"`',
        )
    if kind in _EXPECTED:
        return _wrong_kind(kind, f"{start}expected", name, value, place)
    return _range(error, owner, name, value, place)


def _version(kind: str, value: Any, place: Place | None) -> _Words:
    if kind == "missing":
        return _Words(
            "CFG021",
            "the configuration lacks the key `reportgen`",
            "write `reportgen: 1` as its first line",
            "it says which version of the format the file is written for",
        )
    return _Words(
        "CFG027",
        f"expected version `1` of the format, found {describe_value(value, place)}",
        "write `reportgen: 1`",
    )


def _unknown_key(path: KeyPath, owner: str, place: Place | None) -> _Words:
    model = model_at(path[:-1])
    known = key_names(model) if model else []
    key = str(path[-1])
    fix = slips.cut_number(key, place)
    # A similar key of the same group is likelier than the same key of another one.
    if not fix and nearest(key, known) is None:
        fix = slips.place_meant(key, _homes())
    return _Words(
        "CFG020",
        f"unknown key `{shorten(key)}` in {owner}",
        fix or suggest(key, known),
        _odd_letters(key),
    )


def _homes() -> dict[str, tuple[str, ...]]:
    """Return the keys of the file and of each group directly in it."""
    homes = {"": tuple(key_names(ConfigurationSchema))}
    for name in homes[""]:
        model = model_at((name,))
        homes[name] = tuple(key_names(model)) if model else ()
    return homes


def _odd_letters(key: str) -> str:
    """Return a note about letters of a key that only look like ASCII letters."""
    odd = [letter for letter in key if not letter.isascii()]
    named = ", ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(odd))
    return f"it contains {named}, which no key has; type it again" if odd else ""


def _missing_key(path: KeyPath, owner: str) -> _Words:
    model = model_at(path[:-1])
    key = str(path[-1])
    said = ""
    for field_name, field in (model.model_fields if model else {}).items():
        if (field.alias or field_name) == key and field.description:
            said = field.description.rstrip(".")
    return _Words("CFG021", f"{owner} lacks the key `{key}`", f"add `{key}: …`", said)


def _day(kind: str, start: str, value: Any, place: Place | None, error: ErrorDetails) -> _Words:
    reason = {
        "day_month": "there are 12 months",
        "day_day": f"that month has {error.get('ctx', {}).get('length', 31)} days",
        "day_week": "that year has no such week",
        "day_year": "the year must lie between 1900 and 2200",
    }.get(kind, "")
    meant = slips.day_meant(value)
    fix = f"write {meant}: year, month, day" if meant else _DATE_HELP
    return _Words("CFG025", f"{start}, found {describe_value(value, place)}", fix, reason)


def _choice(error: ErrorDetails, start: str, value: Any, place: Place | None) -> _Words:
    choices = re.findall(r"'([^']*)'", str(error.get("ctx", {}).get("expected", "")))
    found = slips.word_meant(value, choices)
    listed = ", ".join(f"`{choice}`" for choice in choices)
    return _Words(
        "CFG024",
        f"{start}: {describe_value(value, place)}",
        f"did you mean `{found}`?" if found else f"choose among {listed}",
        f"known are {listed}" if found else "",
    )


def _wrong_kind(kind: str, start: str, name: str, value: Any, place: Place | None) -> _Words:
    message = f"{start} {_EXPECTED[kind]} for `{name}`, found {describe_value(value, place)}"
    if value is None and slips.hidden_by_comment(place):
        return _Words(
            "CFG022",
            message,
            "put a text that starts with `#` in quotes",
            "what follows ` #` is a comment",
        )
    return _Words("CFG022", message, _fix_kind(kind, name, value))


def _fix_kind(kind: str, name: str, value: Any) -> str:
    if value is None:
        return "fill it in, or delete the key"
    if kind == "bool_type":
        is_yes = str(value).casefold() in {"yes", "on", "y", "1"}
        return f"write `{name}: {'true' if is_yes else 'false'}`"
    if kind == "list_type" and isinstance(value, (str, int, float)):
        return f"write `[{shorten(str(value))}]`"
    if kind in ("float_type", "int_type") and isinstance(value, str):
        return _fix_number(name, value)
    if name == "brand" and isinstance(value, dict):
        return "write these keys into a file next to this one, and name it: `brand: brand.yaml`"
    if kind == "list_type" and isinstance(value, dict):
        return "put `- ` in front of each entry"
    glued = re.match(r"([a-z_]+):(?=\S)", value) if isinstance(value, str) else None
    if glued and kind.startswith(("model", "dict")):
        return f"write a space after the colon: `{glued[1]}: …`"
    if kind.startswith(("model", "dict")) and isinstance(value, list):
        return "write `key: value` lines without `- ` in front"
    return ""


def _fix_number(name: str, value: str) -> str:
    percent = re.fullmatch(r"(-?\d+(?:\.\d+)?) ?%", value)
    if percent:
        return f"write `{name}: {float(percent[1]) / 100:g}`; shares are fractions of 1"
    number = re.search(r"-?\d[\d,_ ]*(?:\.\d+)?", unicodedata.normalize("NFKC", value))
    plain = re.sub(r"[,_ ]", "", number[0]) if number else ""
    return (
        f"write the number alone: `{name}: {plain}`"
        if plain
        else f"write a number in digits, such as `{name}: 25`"
    )


def _range(error: ErrorDetails, owner: str, name: str, value: Any, place: Place | None) -> _Words:
    kind, context = error["type"], error.get("ctx", {})
    found = describe_value(value, place)
    limits = {
        "greater_than": f"more than {context.get('gt', 0):g}",
        "greater_than_equal": f"at least {context.get('ge', 0):g}",
        "less_than": f"less than {context.get('lt', 0):g}",
        "less_than_equal": f"at most {context.get('le', 0):g}",
    }
    if kind in limits:
        return _Words(
            "CFG026",
            f"{owner}: expected `{name}` to be {limits[kind]}, found {found}",
            "write a share as a fraction of 1, such as `0.95`"
            if name in ("alpha", "confidence_level")
            else "",
        )
    if kind in ("text_empty", "string_too_short", "too_short"):
        return _too_short(kind, owner, name, context)
    if kind in ("text_long", "string_too_long", "too_long"):
        most = context.get("most") or context.get("max_length")
        return _Words(
            "CFG028",
            f"{owner}: `{name}` is too long: at most {most} are allowed",
            "keep the most important ones, and say the rest in a section"
            if name == "asks"
            else "shorten it",
        )
    if kind.startswith("goal_words"):
        return _goal_words(kind, owner, context)
    if kind.startswith("target"):
        return _target(error, owner, name, value)
    if kind == "string_pattern_mismatch":
        return _pattern(owner, name, value)
    if kind == "margin":
        return _Words(
            "CFG022",
            f"{owner}: expected a margin for `{name}`, found {found}",
            "write a share such as `20%`, or a number above 0 in the metric's unit",
        )
    if kind == "wash_out":
        return _Words(
            "CFG022",
            f"{owner}: expected a number of steps or a span for `{name}`, found {found}",
            f"write how many, from 1 to {context.get('most')}, or `{{from: 2019-07, to: 2019-09}}`",
        )
    if kind == "scale":
        return _Words(
            "CFG022",
            f"{owner}: expected a scale for `{name}`, found {found}",
            "write the lowest and the highest number, such as `1-5`, or a list of 2 to 11 "
            "different answers in order",
        )
    if kind == "answer":
        return _Words(
            "CFG022",
            f"{owner}: expected an answer in `{name}`, found {found}",
            "write each answer as the file has it, such as `Agree` or `5`",
        )
    return _Words("CFG022", f"{owner}: the value of `{name}` can't be used: {found}")


def _too_short(kind: str, owner: str, name: str, context: Mapping[str, Any]) -> _Words:
    if kind == "too_short":
        least = context.get("min_length", 1)
        return _Words(
            "CFG028",
            f"{owner}: expected at least {least} entries in `{name}`, found "
            f"{context.get('actual_length', 0)}",
            "add what is missing",
        )
    return _Words("CFG028", f"{owner}: `{name}` is empty", "fill it in, or delete the key")


def _target(error: ErrorDetails, owner: str, name: str, value: Any) -> _Words:
    kind, key = error["type"], error.get("ctx", {}).get("key", "")
    if kind == "target_period":
        return _Words(
            "CFG025",
            f"{owner}: expected a period as a key of `{name}`, found `{shorten(key)}`",
            "write a year as `2025`, a quarter as `2025-Q1`, a month as `2025-03` or a fiscal "
            "year as `2025/26`",
        )
    if kind == "target_empty":
        return _Words("CFG028", f"{owner}: `{name}` is empty", "fill it in, or delete the key")
    return _wrong_kind("float_type", f"{owner}: expected", name, value, None)


_ONE_NUMBER = (
    "write `metric: …` with `average_of: reporting`, `total_of: reporting`, `latest: true`, "
    "`change_over: reporting` or `growth_ratio: [after, before]`; or `survey: …`; or "
    "`retention: …`"
)


def _goal_words(kind: str, owner: str, context: Mapping[str, Any]) -> _Words:
    """Explain a goal whose words name no number, or more than one."""
    if kind == "goal_words_many":
        names = " and ".join(f"`{name}`" for name in context["names"])
        return _Words(
            "CFG020", f"{owner}: {names} name more than one number", "keep the one that is meant"
        )
    if kind == "goal_words_none":
        return _Words(
            "CFG021",
            f"{owner}: which number of the metric `{context['metric']}` is meant?",
            _ONE_NUMBER.partition(" with ")[2].partition(";")[0].join(("add ", "")),
        )
    if kind == "goal_words_no_metric":
        return _Words(
            "CFG021",
            f"{owner}: of which metric is `{context['word']}` meant?",
            "add `metric: …`, one of those in `metrics`",
        )
    return _Words("CFG021", f"{owner}: it is not said what is measured", _ONE_NUMBER)


def _pattern(owner: str, name: str, value: Any) -> _Words:
    fix = _PATTERN_HELP.get(name) or slips.period_meant(name, value) or None
    if fix is None:
        fix = "use letters, digits, `_` and `-`, and start with a letter"
        if name == "id" and owner == "`organization`":
            fix = "use small letters, digits and `-`, as in `women-in-medicine`"
    shown = shorten(str(value))
    if name == value:
        return _Words("CFG026", f"{owner}: the name `{shown}` can't be used", fix)
    return _Words("CFG026", f"{owner}: `{name}` can't be `{shown}`", fix)


def _key_name(path: KeyPath) -> str:
    """Return the last key of a path; list entries have the key of their list."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def describe_value(value: Any, place: Place | None = None) -> str:
    """Return a description of a value in the file that avoids names of data types."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text `{shorten(value)}`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, (int, float)):
        return f"the number `{_source_text(value, place)}`"
    return "a list" if isinstance(value, (list, tuple)) else "a group of keys"


def _source_text(value: Any, place: Place | None) -> str:
    """Return a value as typed: ``1.10``, not 1.1."""
    if place is not None and place.column is not None and place.text:
        typed = place.text[place.column - 1 :][: place.width]
        if typed and "\n" not in typed and not typed.startswith(("{", "[")):
            return shorten(typed)
    return str(value).lower() if isinstance(value, bool) else str(value)


def model_at(path: KeyPath) -> type[BaseModel] | None:
    """Return the schema at a key path, None if it is not a group of known keys."""
    current: Any = ConfigurationSchema
    for part in path:
        current = _step(current, part)
    return _as_model(current)


def _step(annotation: Any, part: str | int) -> Any:
    model = _as_model(annotation)
    if model is not None:
        for name, field in model.model_fields.items():
            if (field.alias or name) == part:
                return field.annotation
        return None
    inner = _without_none(annotation)
    arguments = get_args(inner)
    return arguments[-1] if get_origin(inner) in (list, dict) and arguments else None


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) is types.UnionType:
        return next(item for item in get_args(annotation) if item is not type(None))
    if hasattr(annotation, "__metadata__"):
        return _without_none(get_args(annotation)[0])
    return annotation


def _as_model(annotation: Any) -> type[BaseModel] | None:
    inner = _without_none(annotation)
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def key_names(model: type[BaseModel]) -> list[str]:
    """Return the keys of a schema as spelled in the file."""
    return [field.alias or name for name, field in model.model_fields.items()]
