"""Random changes to example configurations: `build` must succeed wherever `check` does.

``python -m tests.fuzz.configurations --accepted 1000`` prints every mutant that `check` accepts
and `build` refuses, and every exception that is not a ReportgenError.
"""

from __future__ import annotations

import argparse
import copy
import datetime as dt
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from reportgen.config.yaml.nodes import load_yaml
from reportgen.diagnostics import has_errors
from reportgen.errors import ReportgenError
from reportgen.pipeline import BuildOptions, build_brief, check_brief

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = (
    ROOT / "configs" / "community-garden" / "community-garden.yaml",
    ROOT / "configs" / "harbor-shelter" / "harbor-shelter.yaml",
    ROOT / "configs" / "women-in-medicine" / "women-in-medicine.yaml",
    ROOT / "docs" / "examples" / "food-bank" / "food-bank.yaml",
    ROOT / "tests" / "config" / "full" / "full.yaml",
)
LIMIT_OF_LAYOUT = frozenset({"REN013"})
"""Codes that only layout can raise: the number of pages."""

Where = tuple[str | int, ...]

_TEXTS = (
    *("", " ", "x", "x" * 200, "word " * 400, "W" * 3000, "null", "true", "0", "-1", "1e400"),
    *("2019-02-30", "2019-13", "1066-01", "9999-12", "2020-07", "2020-07-01", "last year"),
    *("{{ followers.observed.before.last }}", "{{ nothing.at.all }}", "{{ say('reach') }}"),
    *('{{ say("goals") }}', "{{ unclosed", "[@kays2023]", "[@noname1900]", "@fig-trend-followers"),
    *("@tbl-goals", "see @fig-none", "It improved significantly.", "It caused a rise of 42%."),
    *("- a\n- b\n\n1. c", "# Heading\n\n> quote", "![x](y.png)", "<b>x</b>", "`code` **b** *i*"),
    *("a|b", "a\tb", "\N{PARTY POPPER} done", "\ue0a0", "\u0378", "e\u0301\u0323", "\u202eabc"),
    *("日本語", "العربية", "हिन्दी", "\N{KHITAN SMALL SCRIPT CHARACTER-18B00}", "ﬁ", "½ × ∑ ⟹ ⌘"),
    *("$x^2$", "\\frac{1}{2}", "</script>", "]]>", "&amp;", "--", "a" * 64, "Ünïcode Náme", "…"),
    *("https://example.org/" + "a" * 300, "javascript:alert(1)", "../../etc/passwd", "none.csv"),
    *("board", "editorial", "portfolio", "share", "letter", "es", "de", "ar", "xx", "a4"),
    *("CC BY 4.0", "MIT", "apa", "nature", "jama", "followers", "before", "after", "percent"),
    *("mean", "slope", "its", "rate", "higher", "lower", "level", "count", "two-sided", "greater"),
)
_NUMBERS = (0, 1, -1, 2, 3, 0.05, 0.5, 0.999999, 1.5, -7, 12, 100, 10**6, 10**15, 1e-12, 1e300)
_OTHERS: tuple[Any, ...] = (None, True, False, [], {}, [None], [[]], {"x": 1}, float("nan"))
_KEYS: dict[str, tuple[Any, ...]] = {
    "kind": ("board", "editorial", "level", "count", "rate", "portfolio", "share", "memo"),
    "language": ("en", "es", "es-MX", "de", "en-GB", "zz"),
    "number_style": ("ama", "apa", "plain", "si", "xx"),
    "page_size": ("a4", "letter", "a5"),
    "citation_style": ("apa", "nature", "ieee", "aap", "vancouver"),
    "test": ("mean", "slope", "its", "rate", "none"),
    "license": ("CC BY 4.0", "CC0", "all rights reserved"),
}
"""Valid and invalid values by key."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of one mutant: ``refused``, ``built``, ``layout``, ``missed`` or ``crashed``."""

    name: str
    detail: str = ""


def mutant(example: Path, seed: str) -> str:
    """Return the text of a configuration with one to three random changes."""
    chance = random.Random(seed)
    value: Any = load_yaml(example.read_bytes(), "").value
    # The full configuration names a previous edition that does not exist.
    value.get("brief", {}).pop("previous", None)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        chance.choice(_CHANGES)(chance, value)
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def places_of(value: Any, here: Where = ()) -> Iterator[Where]:
    """Yield the path of every value within another."""
    items: Sequence[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, item in items:
        yield (*here, key)
        yield from places_of(item, (*here, key))


def _at(value: Any, where: Where) -> Any:
    for key in where:
        value = value[key]
    return value


def _chosen(
    chance: random.Random, value: Any, is_wanted: Callable[[Where], bool] = lambda _: True
) -> tuple[Any, str | int] | None:
    """Return a random place as its container and key, or None."""
    found = [where for where in places_of(value) if is_wanted(where)]
    if not found:
        return None
    where = chance.choice(found)
    return _at(value, where[:-1]), where[-1]


def _remove(chance: random.Random, value: Any) -> None:
    if (spot := _chosen(chance, value)) is not None:
        del spot[0][spot[1]]


def _replace(chance: random.Random, value: Any) -> None:
    if (spot := _chosen(chance, value)) is not None:
        known = _KEYS.get(str(spot[1]), ())
        pools = (_TEXTS, _TEXTS, _NUMBERS, _OTHERS, *((known,) * 4 if known else ()))
        spot[0][spot[1]] = copy.deepcopy(chance.choice(chance.choice(pools)))


def _retext(chance: random.Random, value: Any) -> None:
    """Replace a text, or add to it."""
    spot = _chosen(chance, value, lambda where: isinstance(_at(value, where), str))
    if spot is not None:
        text = chance.choice(_TEXTS)
        spot[0][spot[1]] = chance.choice((text, f"{spot[0][spot[1]]} {text}"))


def _renumber(chance: random.Random, value: Any) -> None:
    spot = _chosen(chance, value, lambda where: type(_at(value, where)) in (int, float))
    if spot is not None:
        old = spot[0][spot[1]]
        spot[0][spot[1]] = chance.choice((*_NUMBERS, -old, old * 10, old + 1))


def _rename(chance: random.Random, value: Any) -> None:
    """Rename a key, usually to a key of another place."""
    spot = _chosen(chance, value, lambda where: isinstance(where[-1], str))
    if spot is not None:
        keys = [where[-1] for where in places_of(value) if isinstance(where[-1], str)]
        name = chance.choice((chance.choice(keys), f"{spot[1]}s", chance.choice(_TEXTS)))
        spot[0][name] = spot[0].pop(spot[1])


def _swap(chance: random.Random, value: Any) -> None:
    """Swap the values of two keys of the same name, such as ids, dates or quantities."""
    spot = _chosen(chance, value, lambda where: isinstance(where[-1], str))
    if spot is None:
        return
    other = _chosen(chance, value, lambda where: where[-1] == spot[1])
    if other is not None:
        one, two = copy.deepcopy(spot[0][spot[1]]), copy.deepcopy(other[0][other[1]])
        spot[0][spot[1]], other[0][other[1]] = two, one


def _copy(chance: random.Random, value: Any) -> None:
    """Copy a value to another place."""
    source, target = _chosen(chance, value), _chosen(chance, value)
    if source is not None and target is not None:
        target[0][target[1]] = copy.deepcopy(source[0][source[1]])


def _multiply(chance: random.Random, value: Any) -> None:
    """Repeat an item of a list, or shuffle, empty or shorten the list."""
    spot = _chosen(chance, value, lambda where: isinstance(_at(value, where), list))
    if spot is None or not spot[0][spot[1]]:
        return
    items = spot[0][spot[1]]
    match chance.randrange(4):
        case 0:
            items += [copy.deepcopy(chance.choice(items))] * chance.choice((1, 1, 3, 40))
        case 1:
            chance.shuffle(items)
        case 2:
            items.clear()
        case _:
            del items[chance.randrange(len(items)) :]


def _redate(chance: random.Random, value: Any) -> None:
    """Shift a date or a month."""
    spot = _chosen(chance, value, lambda where: _is_date(_at(value, where)))
    if spot is None:
        return
    old = spot[0][spot[1]]
    if isinstance(old, dt.date):
        days = chance.choice((-4000, -400, -31, -1, 1, 31, 400, 4000))
        spot[0][spot[1]] = old + dt.timedelta(days=days)
    else:
        year, month = int(old[:4]), chance.randrange(1, 13)
        spot[0][spot[1]] = f"{year + chance.choice((-3, -1, 0, 0, 1, 3)):04}-{month:02}"


def _is_date(value: Any) -> bool:
    if isinstance(value, dt.date):
        return True
    return isinstance(value, str) and len(value) == 7 and value[4] == "-" and value[:4].isdigit()


def _extend(chance: random.Random, value: Any) -> None:
    """Set a key that the example does not have."""
    brief = value.setdefault("brief", {}) if isinstance(value, dict) else None
    if not isinstance(brief, dict):
        return
    name, choices = chance.choice(_EXTRAS)
    target = {"brief": brief}.get(name.partition(".")[0], value)
    key = name.partition(".")[2] or name
    if name.startswith("organization."):
        target = value.get("organization")
    if isinstance(target, dict):
        target[key] = copy.deepcopy(chance.choice(choices))


_EXTRAS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    *((f"brief.{key}", choices) for key, choices in _KEYS.items() if key != "test"),
    ("brief.title", _TEXTS),
    ("brief.abstract", _TEXTS),
    ("brief.recommendations", ([], ["Do it {{ nothing }}"], ["Go on."], _TEXTS[:3])),
    ("brief.references", ("references.bib", "none.bib", "brand.yml")),
    ("brief.previous", ("last.json", "none.json")),
    ("brief.sections", ([], [{"heading": "A", "text": "b"}], [{"outcomes": ["goals"]}])),
    ("organization.brand", ("brand.yml", "none.yml", "bad.yml", "fonts.yml", "logo.yml")),
    ("privacy", ({"smallest_group": 5}, {"smallest_group": 100}, {"names": "initials"})),
    ("analysis", ({"confidence_level": 0.5}, {"confidence_level": 0.9999}, {"alpha": 0.2})),
    ("surveys", ([], [{"id": "s", "label": "x", "agreed": 1, "asked": 2}])),
    ("milestones", ([], [{"on": "2020-01-01", "what": "Opened"}])),
)
_CHANGES = (
    *(_remove, _replace, _replace, _retext, _retext, _renumber, _rename, _swap, _swap),
    *(_copy, _multiply, _redate, _redate, _extend, _extend),
)
_BRANDS = {
    "brand.yml": "color: {palette: {forest: '#2E6B34'}, primary: forest}\n",
    "bad.yml": "color: {primary: forrest}\ncolour: 1\n",
    "fonts.yml": "typography:\n  base: Lora\n  fonts: [{family: Lora, source: file, files: [a]}]\n",
    "logo.yml": "logo: logo.png\n",
    "a": "no font",
}
_BROKEN_PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06\x00\x00\x00"
)


def judge(text: str, example: Path, folder: Path, *, formats: tuple[str, ...]) -> Verdict:
    """Check a mutant with the example's data, and build it if the check has no error."""
    if not folder.exists():
        shutil.copytree(example.parent, folder)
        for file in example.parent.glob("*.csv"):
            (folder / "data").mkdir(exist_ok=True)
            shutil.copy2(file, folder / "data")
        for name, content in _BRANDS.items():
            (folder / name).write_text(content, encoding="utf-8")
        (folder / "logo.png").write_bytes(_BROKEN_PNG)
    path = folder / example.name
    path.write_text(text, encoding="utf-8")
    output = folder / "output"
    shutil.rmtree(output, ignore_errors=True)
    options = BuildOptions(output=output, formats=formats)
    try:
        found = check_brief(path, BuildOptions(output=output))
    except ReportgenError as error:
        return Verdict("refused", str(error))
    except Exception:  # noqa: BLE001
        return Verdict("crashed", f"check: {traceback.format_exc()}")
    if has_errors(found):
        return Verdict("refused", " ".join(sorted({item.code for item in found})))
    try:
        made = build_brief(path, options)
    except ReportgenError as error:
        codes = {item.code for item in error.diagnostics}
        return Verdict("layout" if codes and codes <= LIMIT_OF_LAYOUT else "missed", repr(error))
    except Exception:  # noqa: BLE001
        return Verdict("crashed", f"build: {traceback.format_exc()}")
    if not made.is_made:
        return Verdict("missed", " ".join(item.message for item in made.diagnostics))
    return Verdict("built")


def main(arguments: Sequence[str]) -> int:
    """Judge mutants until a number of them was accepted; return the number of failures."""
    parser = argparse.ArgumentParser(description="Compare what check and build find.")
    parser.add_argument("--accepted", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pdf-every", type=int, default=5, help="lay out one accepted in so many")
    parser.add_argument("--keep", type=Path, help="a folder for the mutants that are wrong")
    given = parser.parse_args(arguments)
    counts: Counter[str] = Counter()
    started = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        accepted = number = 0
        while accepted < given.accepted:
            number += 1
            example = EXAMPLES[number % len(EXAMPLES)]
            is_printed = number % given.pdf_every == 0
            formats = ("html", "pdf") if is_printed else ("html",)
            text = mutant(example, f"{given.seed} {number}")
            found = judge(text, example, Path(folder) / example.stem, formats=formats)
            counts[found.name] += 1
            accepted += found.name in ("built", "layout", "missed")
            if found.name in ("missed", "crashed", "layout"):
                print(
                    f"--- {number} {example.stem} {found.name}: {found.detail[-1500:]}", flush=True
                )
                if given.keep is not None:
                    given.keep.mkdir(parents=True, exist_ok=True)
                    (given.keep / f"{number}-{example.name}").write_text(text, encoding="utf-8")
            if number % 100 == 0:
                print(f"{number} mutants, {dict(counts)}", flush=True)
    print(f"{number} mutants in {time.process_time() - started:.0f} s of CPU time: {dict(counts)}")
    return counts["missed"] + counts["crashed"]


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
