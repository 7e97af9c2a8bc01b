"""Parse text cells to numbers; the whole column decides the decimal mark.

Nothing is guessed silently: an ambiguous cell is a fault at its row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MISSING = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        ".",
        "..",
        "na",
        "n/a",
        "n.a.",
        "#n/a",
        "nan",
        "null",
        "none",
        "nil",
        "missing",
        "undefined",
    }
)
"""Contents of a cell without a value, in lower case."""

UNCOMPUTED = "#formula without a stored result"
"""Placeholder for a formula that was never computed."""

# Space, no-break space, figure space, thin space and narrow no-break space.
_SPACES = "\u0020\u00a0\u2007\u2009\u202f"
# Thousands separators that can't be a decimal mark: 12 345, 12'345.
_GROUPED = re.compile(rf"(?<=[0-9])[{_SPACES}'’](?=[0-9]{{3}}(?![0-9]))")
_CURRENCIES = {"US$": "$", "USD": "$", "EUR": "€", "GBP": "£"}
_CURRENCY = re.compile(r"^(?:US\$|[$€£¥]|USD|EUR|GBP|CHF)\s*|\s*(?:[$€£¥]|USD|EUR|GBP|CHF)$")
_CORE = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]{1,3})?|[.,][0-9]+", re.ASCII)
_LARGEST = 1e50
"""Variances are squared twice, which must not overflow; 1e999 is infinite as a float."""
_SUFFIXES = {"k": 1_000.0, "m": 1_000_000.0}
# Longer texts are not numbers; in messages they are cut to this length.
_LONGEST_CELL = 60


class _Form(StrEnum):
    """What the dots and commas of a number can mean."""

    PLAIN = "no mark"
    DOT_DECIMAL = "dot"
    COMMA_DECIMAL = "comma"
    EITHER_COMMA = "1,234"
    EITHER_DOT = "1.234"


class Fault(NamedTuple):
    """A cell that is not a number: its position in the column, code, message and fix."""

    position: int
    code: str
    message: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberColumn:
    """A column's numbers; None where a cell has no value.

    Attributes
    ----------
    is_percent : bool
        Whether the cells had percent signs; the values are fractions of 1 then.
    rounded : tuple of int
        Positions of cells such as ``40.6K``.
    """

    values: tuple[float | None, ...]
    faults: tuple[Fault, ...] = ()
    is_percent: bool = False
    rounded: tuple[int, ...] = ()


@dataclass(slots=True)
class _Cell:
    """A number's text without sign, currency, percent sign and suffix."""

    index: int
    core: str
    form: _Form
    sign: int
    scale: float
    is_percent: bool
    currency: str = ""


@dataclass(slots=True)
class _Reading:
    """The cells and faults of a column while it is read."""

    cells: list[_Cell] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_numbers(cells: Sequence[str], *, is_whole: bool) -> NumberColumn:
    """Return a column's numbers.

    Parameters
    ----------
    cells : sequence of str
        As written in the file.
    is_whole : bool
        Whether whole numbers are expected: then ``12,345`` without other hints has a thousands
        separator; otherwise it is ambiguous.

    Returns
    -------
    NumberColumn
        With a fault for each cell that is neither a number nor empty.
    """
    reading = _Reading()
    for index, cell in enumerate(cells):
        _take(reading, index, cell)
    _check_percent(reading)
    _check_currency(reading)
    has_decimal_comma = _decimal_mark(reading, is_whole=is_whole)
    values: list[float | None] = [None] * len(cells)
    for item in reading.cells if not _is_contradictory(reading) else ():
        value = _value(item, has_decimal_comma=has_decimal_comma)
        if value is None:
            reading.faults.append(
                _fault(
                    item.index, f"expected a number, found `{item.core}`", "correct its separators"
                )
            )
        values[item.index] = value
    return NumberColumn(
        values=tuple(values),
        faults=tuple(sorted(reading.faults)),
        is_percent=any(cell.is_percent for cell in reading.cells),
        rounded=tuple(cell.index for cell in reading.cells if cell.scale > 1),
    )


def _is_contradictory(reading: _Reading) -> bool:
    """Return whether the column's marks contradict each other, so that no cell can be read."""
    return any(fault.code == "DAT031" for fault in reading.faults)


def _take(reading: _Reading, index: int, text: str) -> None:
    words = text.strip()
    if words.casefold() in MISSING:
        return
    shown = words[:_LONGEST_CELL]
    if words == UNCOMPUTED:
        message = "found a formula whose result the workbook does not hold"
        fix = "open the workbook in a spreadsheet and save it there, or write the number itself"
        reading.faults.append(Fault(index, "DAT076", message, fix))
        return
    if words.startswith("#"):
        fault = _fault(index, f"found the spreadsheet error `{shown}`", "fix the formula")
        reading.faults.append(fault)
        return
    cell = _strip_marks(index, words) if len(words) <= _LONGEST_CELL else None
    if cell is None:
        fix = "write the number alone, or leave the cell empty if there is none"
        reading.faults.append(_fault(index, f"expected a number, found `{shown}`", fix))
        return
    reading.cells.append(cell)


def _strip_marks(index: int, words: str) -> _Cell | None:
    """Return a number without sign, currency, percent sign and suffix; None if it is not one."""
    sign = 1
    # U+2212 is the typographic minus sign.
    bare = words.replace("\u2212", "-")
    # In accounting, (12) is -12.
    if bare.startswith("(") and bare.endswith(")"):
        sign, bare = -1, bare[1:-1].strip()
    # The currency may come before or after the sign: $-5, -$5.
    marks = _CURRENCY.findall(bare)
    bare = _CURRENCY.sub("", bare)
    if bare[:1] in ("-", "–", "+"):
        sign, bare = (sign if bare[0] == "+" else -sign), bare[1:].strip()
    marks += _CURRENCY.findall(bare)
    bare = _CURRENCY.sub("", bare)
    is_percent = bare.endswith("%")
    bare = bare.rstrip("%").rstrip() if is_percent else bare
    scale = _SUFFIXES.get(bare[-1:].casefold(), 1.0)
    bare = bare[:-1].rstrip() if scale > 1 else bare
    core = _GROUPED.sub("", bare)
    if not _CORE.fullmatch(core):
        return None
    mark = marks[0].strip() if marks else ""
    form = _form(core, is_scaled=scale > 1)
    return _Cell(index, core, form, sign, scale, is_percent, _CURRENCIES.get(mark, mark))


def _form(core: str, *, is_scaled: bool) -> _Form:
    """Return what the dots and commas of one number can mean, without the rest of the column."""
    number = re.split("[eE]", core)[0]
    dots, commas = number.count("."), number.count(",")
    if not dots and not commas:
        return _Form.PLAIN
    # The decimal mark is the last of two, and never occurs twice.
    if dots and commas:
        last_is_dot = number.rfind(".") > number.rfind(",")
        return _Form.DOT_DECIMAL if last_is_dot else _Form.COMMA_DECIMAL
    mark = "." if dots else ","
    if number.count(mark) > 1:
        return _Form.COMMA_DECIMAL if dots else _Form.DOT_DECIMAL
    # 1,234 is ambiguous; 0,123 and 12,34 are decimals, and so are 1.234K and 1.234e5.
    before, after = number.split(mark)
    can_be_thousands = len(after) == 3 and 1 <= len(before) <= 3 and before[0] != "0"
    if can_be_thousands and not is_scaled and number == core:
        return _Form.EITHER_DOT if dots else _Form.EITHER_COMMA
    return _Form.DOT_DECIMAL if dots else _Form.COMMA_DECIMAL


def _check_percent(reading: _Reading) -> None:
    # 0 is the same with and without the sign.
    with_sign = [cell for cell in reading.cells if cell.is_percent]
    without = [cell for cell in reading.cells if not cell.is_percent and cell.core != "0"]
    if with_sign and without:
        # The smaller group is more likely to be the mistake.
        odd = min(with_sign, without, key=len)[0]
        message = "some values of the column have a percent sign and some have none"
        fault = Fault(odd.index, "DAT033", message, "write all of them in one way")
        reading.faults.append(fault)


def _check_currency(reading: _Reading) -> None:
    first: dict[str, _Cell] = {}
    for cell in reading.cells:
        if cell.currency:
            first.setdefault(cell.currency, cell)
    if len(first) > 1:
        names = " and ".join(f"`{name}`" for name in first)
        odd = [*first.values()][1]
        message = f"the values of the column are in several currencies: {names}"
        reading.faults.append(Fault(odd.index, "DAT033", message, "convert them into one"))


def _decimal_mark(reading: _Reading, *, is_whole: bool) -> bool:
    """Return whether the column's decimal mark is a comma; add a fault if it is ambiguous."""
    # In reverse, so that the first cell of each form is the one that stays.
    first = {}
    for cell in reversed(reading.cells):
        first[cell.form] = cell
    dot, comma = first.get(_Form.DOT_DECIMAL), first.get(_Form.COMMA_DECIMAL)
    if dot and comma:
        message = f"the column has both `{dot.core}` and `{comma.core}`; one mark must be wrong"
        fix = "use the same decimal mark in all rows"
        reading.faults.append(Fault(max(dot.index, comma.index), "DAT031", message, fix))
    if dot or comma:
        return comma is not None
    either_comma, either_dot = first.get(_Form.EITHER_COMMA), first.get(_Form.EITHER_DOT)
    if either_comma and either_dot:
        # One has a thousands separator, the other a decimal mark, and either could be either.
        reading.faults.append(
            _ambiguous(max(either_comma, either_dot, key=lambda cell: cell.index))
        )
    elif either_comma and not is_whole:
        reading.faults.append(_ambiguous(either_comma))
    elif either_dot and is_whole:
        reading.faults.append(_ambiguous(either_dot))
    return False


def _ambiguous(cell: _Cell) -> Fault:
    mark = "." if "." in cell.core else ","
    whole, decimal = cell.core.replace(mark, ""), cell.core.replace(mark, ".")
    message = f"`{cell.core}` may mean {whole} or {decimal}, and no other row shows which"
    # A fourth decimal, because groups of thousands have three digits.
    return Fault(
        cell.index, "DAT032", message, f"write `{whole}`, or `{decimal}0` for the decimals"
    )


def _value(cell: _Cell, *, has_decimal_comma: bool) -> float | None:
    group, decimal = (".", ",") if has_decimal_comma else (",", ".")
    number = re.split("[eE]", cell.core)[0]
    whole = number.split(decimal)[0]
    groups = whole.split(group)
    if len(groups) > 1 and not _are_thousands(groups):
        return None
    if number.count(decimal) > 1 or group in number[len(whole) :]:
        return None
    value = float(cell.core.replace(group, "").replace(decimal, "."))
    value = value * cell.scale / (100 if cell.is_percent else 1)
    return cell.sign * value if value <= _LARGEST else None


def _are_thousands(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def _fault(index: int, message: str, fix: str) -> Fault:
    return Fault(index, "DAT030", message, fix)
