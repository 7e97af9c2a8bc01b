"""Measure a code base as a reviewer would: ``python -m tests.docs.code_review_table --tree PATH``.

Prints one Markdown row per measure, for a package (``--package``) in a git checkout; ``--range``
chooses the commits whose messages are read. Standard library only, so that it runs on any tree.
"""

from __future__ import annotations

import argparse
import ast
import io
import subprocess
import sys
import tokenize
from collections import Counter
from pathlib import Path
from statistics import mean

from tests.docs.plain_english import hits_of, per_10_000, python_texts, word_count

_SMALL = 100


def modules_of(tree: Path, package: str) -> dict[str, str]:
    """Return the source of each module by its path from `tree`; empty files are no modules."""
    found = {
        path.relative_to(tree).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((tree / package).rglob("*.py"))
    }
    return {path: source for path, source in found.items() if source.strip()}


def comments_per_1000_lines(sources: list[str]) -> float:
    """Return comment lines per 1,000 lines, without directives for tools."""
    tools = ("noqa", "type:", "pragma", "fmt:", "pylint", "mypy:")
    lines = comments = 0
    for source in sources:
        lines += source.count("\n")
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                comments += not token.string.lstrip("#! ").startswith(tools)
    return 1000 * comments / lines


def share_of_private_functions_used_once(sources: list[str]) -> tuple[float, int]:
    """Return the percentage of private functions that are used once.

    A use is any name or attribute of that spelling in the same module, which counts functions
    that are passed on as well as calls; methods of the language (``__init__``) are left out.
    """
    once = total = 0
    for source in sources:
        tree = ast.parse(source)
        defined = [
            node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.name.startswith("_")
            and not node.name.startswith("__")
        ]
        uses: Counter[str] = Counter()
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                uses[node.id] += 1
            elif isinstance(node, ast.Attribute):
                uses[node.attr] += 1
        total += len(defined)
        once += sum(uses[name] == 1 for name in defined)
    return (100 * once / total if total else 0.0), total


def fan_out(modules: dict[str, str], package: str) -> list[int]:
    """Return the number of the package's own modules that each module imports, smallest first."""
    names = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in modules
    }
    counts = []
    for path, source in modules.items():
        here = path.removesuffix(".py").replace("/", ".").split(".")
        imported: set[str] = set()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                imported |= {item.name for item in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = ".".join(here[: -node.level]) if node.level else ""
                module = ".".join(part for part in (base, node.module or "") if part)
                below = {f"{module}.{item.name}" for item in node.names}
                imported |= (below & names) or {module}
        counts.append(len({name for name in imported if name.split(".")[0] == package}))
    return sorted(counts)


def commits_with_body(tree: Path, commits: str) -> tuple[float, int]:
    """Return the percentage of commits with a body, without merges."""
    done = subprocess.run(
        ["git", "log", "--no-merges", "--format=%b%x00", commits],
        cwd=tree,
        capture_output=True,
        text=True,
        check=True,
    )
    bodies = done.stdout.split("\0")[:-1]
    return 100 * sum(bool(body.strip()) for body in bodies) / max(1, len(bodies)), len(bodies)


def docstring_dialect(modules: dict[str, str]) -> tuple[int, float]:
    """Return the number of words of all docstrings, and hits of the word list per 10,000."""
    found = [
        text
        for path, source in modules.items()
        for text in python_texts(path, source)
        if text.kind == "docstring"
    ]
    words = sum(map(word_count, found))
    return words, per_10_000(sum(len(list(hits_of(text))) for text in found), words)


def table(tree: Path, package: str, commits: str) -> str:
    """Return all measures as a Markdown table."""
    modules = modules_of(tree, package)
    sources = list(modules.values())
    lines = [source.count("\n") for source in sources]
    body, commit_count = commits_with_body(tree, commits)
    once, private = share_of_private_functions_used_once(sources)
    fan = fan_out(modules, package.replace("/", "."))
    words, dialect = docstring_dialect(modules)
    rows = [
        ("comments per 1,000 lines", f"{comments_per_1000_lines(sources):.1f}"),
        ("commits with a body", f"{body:.0f}% of {commit_count}"),
        ("mean module, lines", f"{mean(lines):.0f}"),
        (f"modules under {_SMALL} lines", f"{sum(n < _SMALL for n in lines)} of {len(lines)}"),
        ("private functions used exactly once", f"{once:.0f}% of {private}"),
        ("import fan-out, p90 / max", f"{fan[int(0.9 * (len(fan) - 1))]} / {fan[-1]}"),
        ("words of docstrings", f"{words:,}"),
        ("former dialect per 10,000 words of docstrings", f"{dialect:.1f}"),
    ]
    return "\n".join(["| | |", "|---|---|", *(f"| {what} | {value} |" for what, value in rows)])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.docs.code_review_table")
    parser.add_argument("--tree", type=Path, default=Path(__file__).parents[2])
    parser.add_argument("--package", default="reportgen")
    parser.add_argument("--range", default="HEAD", help="commits, such as v0.1.0..HEAD")
    options = parser.parse_args()
    sys.stdout.write(table(options.tree, options.package, options.range) + "\n")


if __name__ == "__main__":
    main()
