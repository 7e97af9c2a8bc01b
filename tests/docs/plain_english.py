"""Count words of the project's former dialect: ``python -m tests.docs.plain_english``.

Docstrings, comments and messages of the Python files and the prose of the Markdown files are
read; names, code blocks and the sentences of briefs (the strings of narrative, document and
figures, and those that tests quote) are not. ``--list`` prints every place with a better word,
``--only PART`` reads the files whose path begins so, ``--tree PATH`` another checkout. Fails above
`MOST_PER_10_000`.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
import tokenize
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A slip in one of ten thousand words.
MOST_PER_10_000 = 1.0

_NOUNS = (
    "batch|brief|bookmark|case|cell|change|column|commit|comparison|face|family|field|figure|file|"
    "format|goal|key|kind|language|line|member|metric|module|month|organization|page|part|period|"
    "quantity|report|row|section|sentence|table|test|word"
)
_LINKS = r"(?:as|by|for|from|has|in|into|is|not|of|on|or|that|to|was|which|with)\b"
DIALECT: tuple[tuple[str, str], ...] = (
    (r"mend(?:s|ed|ing)?", "fix"),
    (r"told|tells?", "said, reported, shows"),
    (r"st(?:ands?|anding|ood)(?! for\b| out\b)", "is, appears, is placed"),
    (r"beside", "next to, in addition to"),
    (r"(?:keeps?|kept|keeping) (?:\w+ )?back", "withhold, suppress"),
    (r"whoever", "anyone who, the user who"),
    (r"nobody", "no one; name who is meant"),
    (r"can(?:'t|not) be had", "is not available"),
    (r"shall be", "should be, must be"),
    (r"(?:the|an?|each|every|this|that|which|one|its own) rooms?|rooms", "package, layer"),
    (r"the house|the arrow", "project, dependency direction"),
    (rf"(?:an?|one|two|three|four|five|\d+) (?!{_LINKS})\w+ an? (?:{_NOUNS})", "per"),
    (r"for want of", "because of a missing"),
    (r"left over", "residual, remaining"),
    (r"hangs? together", "is consistent, is correlated"),
    (r"wears?|worn by", "use, apply"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """An exception: files whose path begins with `path` may say `words`, for `reason`."""

    path: str
    words: str
    reason: str


ALLOWED = (
    Allowed(path="docs/decisions/0009", words="beside", reason="title of a page that is linked"),
    Allowed(path="docs/decisions/README.md", words="beside", reason="cites that title"),
)

_ANY = "|".join(f"({words})" for words, _ in DIALECT).replace(" ", r"\s+")
_PATTERN = re.compile(rf"\b(?:{_ANY})\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_CODE = re.compile(r"```.*?```|``[^`]*``|`[^`\n]*`|<!--.*?-->", re.DOTALL)
# Tests quote the sentences of briefs, such as "41 readers a month", and hostile inputs.
_OF_BRIEFS = ("reportgen/narrative/", "reportgen/document/", "reportgen/figures/", "tests/")
_FILES: tuple[str, ...] = (
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"),
    *("reportgen", "docs", "tests", "benchmarks", "configs"),
)
_LISTS_THEM = ("tests/docs/plain_english.py", "tests/docs/test_plain_english.py")


@dataclass(frozen=True, slots=True)
class Text:
    """Words of one kind (docstring, comment, message or prose) that begin at a line of a file."""

    path: str
    line: int
    kind: str
    words: str


def texts_of(tree: Path, files: Iterable[str] = _FILES) -> Iterator[Text]:
    """Yield every text below a checkout; the files that list the words are left out."""
    for name in files:
        top = tree / name
        found = sorted(top.rglob("*")) if top.is_dir() else [top]
        for path in found:
            relative = path.relative_to(tree).as_posix()
            if relative in _LISTS_THEM:
                continue
            if path.suffix == ".py":
                yield from python_texts(relative, path.read_text(encoding="utf-8"))
            elif path.suffix == ".md" and path.is_file():
                prose = _CODE.sub(_blank, path.read_text(encoding="utf-8"))
                yield Text(relative, 1, "prose", prose)


def python_texts(path: str, source: str) -> Iterator[Text]:
    """Yield the docstrings, comments and messages of one module."""
    docstrings = set()
    strings = []
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        for item in body if isinstance(body, list) else ():
            if isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant):
                docstrings.add(id(item.value))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            strings.append(node)
    for node in strings:
        value = str(node.value)
        kind = "docstring" if id(node) in docstrings else "message"
        # Fewer words are keys, paths and names; a text of several is meant for people.
        is_read = kind == "docstring" or len(_WORD.findall(value)) >= 3
        if is_read and not (kind == "message" and path.startswith(_OF_BRIEFS)):
            yield Text(path, node.lineno, kind, _CODE.sub(_blank, value))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield Text(path, token.start[0], "comment", token.string)


def hits_of(text: Text) -> Iterator[tuple[int, str, str]]:
    """Yield line, words and better words of each place, without those that are allowed."""
    for match in _PATTERN.finditer(text.words):
        said = match.group()
        if any(text.path.startswith(item.path) and said.lower() == item.words for item in ALLOWED):
            continue
        line = text.line + text.words.count("\n", 0, match.start())
        yield line, " ".join(said.split()), DIALECT[(match.lastindex or 1) - 1][1]


def word_count(text: Text) -> int:
    """Return the number of words of a text."""
    return len(_WORD.findall(text.words))


def per_10_000(hits: int, words: int) -> float:
    """Return a rate per 10,000 words."""
    return 10_000 * hits / words if words else 0.0


def _blank(match: re.Match[str]) -> str:
    """Return a piece of code as empty lines, so that the lines below keep their numbers."""
    return "\n" * match.group().count("\n")


def _part(path: str) -> str:
    """Return the package of a module, or the first folder of another file."""
    first, *rest = path.split("/")
    return f"{first}/{rest[0]}" if first == "reportgen" and len(rest) > 1 else first


def _report(texts: Iterable[Text], *, lists: bool) -> tuple[str, float]:
    words: Counter[tuple[str, str]] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    lines = []
    for text in texts:
        key = (_part(text.path), text.kind)
        words[key] += word_count(text)
        for line, said, better in hits_of(text):
            hits[key] += 1
            lines.append(f"{text.path}:{line}: {text.kind}: `{said}`; better: {better}")
    kinds = ("docstring", "comment", "message", "prose")
    table = [f"{'per 10,000 words':<24}{''.join(f'{kind:>11}' for kind in kinds)}{'all':>11}"]
    for part in [*sorted({part for part, _ in words}), ""]:
        cells = []
        for chosen in [*((kind,) for kind in kinds), kinds]:
            keys = [key for key in words if key[0].startswith(part) and key[1] in chosen]
            count = sum(words[key] for key in keys)
            rate = per_10_000(sum(hits[key] for key in keys), count)
            cells.append(f"{rate:>11.1f}" if count else f"{'':>11}")
        table.append(f"{part or 'all':<24}{''.join(cells)}")
    rate = per_10_000(hits.total(), words.total())
    return "\n".join([*(sorted(lines) if lists else ()), *table]), rate


def main() -> int:
    """Print the report; return 1 where the rate of all texts is too high."""
    parser = argparse.ArgumentParser(prog="python -m tests.docs.plain_english")
    parser.add_argument("--tree", type=Path, default=Path(__file__).parents[2])
    parser.add_argument("--only", default="", help="files whose path begins so")
    parser.add_argument("--list", action="store_true", help="every place with a better word")
    options = parser.parse_args()
    texts = [text for text in texts_of(options.tree) if text.path.startswith(options.only)]
    report, rate = _report(texts, lists=options.list)
    sys.stdout.write(f"{report}\n")
    if rate > MOST_PER_10_000:
        sys.stdout.write(f"{rate:.1f} per 10,000 words; at most {MOST_PER_10_000:g} (--list)\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
