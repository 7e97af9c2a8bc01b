"""Extract all messages for translation: ``python docs/_build/messages.py``.

It writes reportgen/languages/messages.pot, the list of every English sentence that a brief may
print, and updates the shipped catalogues: new sentences are added without a translation, removed
sentences are dropped, and comments say where each one is used.
"""

from __future__ import annotations

import ast
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
LANGUAGES = ROOT / "reportgen" / "languages"
TEMPLATE = LANGUAGES / "messages.pot"

_MODULES = ("reportgen.languages.", "reportgen.model.message", "reportgen.narrative.phrases")
"""Modules that define the functions; others may have functions of the same names."""
_SINGLE = {"phrase", "translated", "gettext_noop", "Message", "joined"}
_COUNTED = {"counted", "translated_count", "ngettext_noop", "counted_message"}
_HEAD = """# Every English sentence that a brief may print, for translators.
# Written by docs/_build/messages.py from the code; do not edit it.
# Copy it as xx.po, translate each msgstr, and keep the names in braces.
#"""


def collect() -> Catalog:
    """Return all messages of the package, in the order of its files."""
    catalogue = Catalog(project="reportgen", version="", header_comment=_HEAD, charset="utf-8")
    for path in sorted((ROOT / "reportgen").rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        for message, context in _messages(ast.parse(path.read_text(encoding="utf-8"))):
            catalogue.add(message, context=context or None, locations=[(where, 1)])
    return catalogue


def template_text() -> str:
    """Return all messages as a PO template."""
    return _text(collect())


def updated_text(path: Path) -> str:
    """Return a catalogue with all current messages, and no others."""
    with path.open("rb") as file:
        known = read_po(file, locale=path.stem)
    known.update(collect(), no_fuzzy_matching=True, update_header_comment=False)
    known.obsolete.clear()
    return _text(known)


def _text(catalogue: Catalog) -> str:
    file = BytesIO()
    write_po(file, catalogue, width=100, ignore_obsolete=True, include_lineno=False)
    lines = file.getvalue().decode("utf-8").split("\n")
    left_out = (
        '"Report-Msgid',
        '"Language-Team',
        '"POT-Creation-Date',
        '"PO-Revision-Date',
        '"Generated-By',
        '"Last-Translator',
    )
    return "\n".join(line for line in lines if not line.startswith(left_out))


def _messages(tree: ast.Module) -> Iterator[tuple[str | tuple[str, str], str]]:
    """Yield each message of a module, with its plural where it has one, and its context."""
    constants, imported = dict(_constants(tree)), set(_imported(tree))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name not in imported:
            continue
        texts = [_text_of(item, constants) for item in call.args[:2]]
        found = next((item.value for item in call.keywords if item.arg == "context"), None)
        context = _text_of(found, constants) or ""
        if name in _SINGLE and texts and texts[0]:
            yield texts[0], context
        elif name in _COUNTED and len(texts) > 1 and texts[0] and texts[1]:
            yield (texts[0], texts[1]), context


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = node.value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield node.targets[0].id, value.value


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_MODULES):
            yield from (item.name for item in node.names)
    if any(isinstance(node, ast.FunctionDef) and node.name == "phrase" for node in tree.body):
        yield "phrase"  # the module itself


def _text_of(node: ast.expr | None, constants: dict[str, str]) -> str:
    """Return a literal text or that of a module constant, or an empty text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return constants.get(node.id, "") if isinstance(node, ast.Name) else ""


if __name__ == "__main__":
    TEMPLATE.write_text(template_text(), encoding="utf-8")
    for shipped in sorted(LANGUAGES.glob("*.po")):
        shipped.write_text(updated_text(shipped), encoding="utf-8")
