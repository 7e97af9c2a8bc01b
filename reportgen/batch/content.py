"""Hash everything that a brief depends on, to decide whether it is up to date.

Modification times are not used: copies, checkouts and clocks change them without changing a byte.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.batch.versions import all_versions
from reportgen.design.font_files import font_files
from reportgen.design.tokens import templates_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.pipeline import Analysed, BuildOptions

KEY = "content_key"
INPUTS = "inputs"
MADE_WITH = "made_with"
VERSIONS = "versions"
PROGRAM = "program"


def common_parts(options: BuildOptions) -> dict[str, Any]:
    """Return the shared inputs of a batch: options, templates, fonts, program, versions."""
    folders = [templates_folder(), *([options.templates] if options.templates else [])]
    return {
        "options": {
            "kind": options.kind,
            "formats": list(options.formats),
            "strict": options.is_strict,
        },
        "templates": [_tree_hash(folder, _files_below(folder)) for folder in folders],
        "fonts": _tree_hash(None, [file.path for file in font_files()]),
        PROGRAM: program_hash(),
        VERSIONS: dict(all_versions()),
    }


def input_parts(analysed: Analysed) -> dict[str, Any]:
    """Return the hashes of the inputs of one brief, as they were when read."""
    configuration, read = analysed.configuration, analysed.dataset.files
    return {
        "configuration": {"file": configuration.path.name, "sha256": configuration.sha256},
        "files": {
            name: read[name].sha256 if name in read else file_hash(path)
            for name, path in sorted(configuration.files.items())
        },
    }


def current_inputs(
    recorded: Mapping[str, Any], configuration: Path, content: bytes, roots: Sequence[Path]
) -> dict[str, Any]:
    """Return the current hashes of the inputs that an edition records.

    The file names come from the edition, so the configuration need not be parsed: as long as
    its hash is the same, it names the same files.
    """
    return {
        "configuration": {
            "file": configuration.name,
            "sha256": sha256(content).hexdigest(),
        },
        "files": {
            str(name): file_hash(find_input(str(name), configuration, roots))
            for name in recorded.get("files", {})
        },
    }


def find_input(name: str, configuration: Path, roots: Sequence[Path]) -> Path | None:
    """Find a file of a configuration: in its own folder first, then in the data roots."""
    for root in (configuration.parent, *roots):
        if (root / name).is_file():
            return root / name
    return None


def content_key(common: Mapping[str, Any], inputs: Mapping[str, Any]) -> str:
    """Return one hash over everything that a brief depends on."""
    parts = {MADE_WITH: common, INPUTS: inputs}
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def differences(old: Mapping[str, Any], new: Mapping[str, Any], *, kind: str = "") -> list[str]:
    """Return the dotted names of the parts that differ, sorted.

    For versions, both values are given: ``versions.pango (system): 1.50.12 is now 1.56.3``.
    """
    found = []
    for name in sorted(set(old) | set(new)):
        before, after = old.get(name), new.get(name)
        label = f"{kind}.{name}" if kind else str(name)
        if isinstance(before, dict) and isinstance(after, dict):
            found += differences(before, after, kind=label)
        elif before != after and kind == VERSIONS:
            found.append(f"{label}: {before or 'none'} is now {after or 'none'}")
        elif before != after:
            found.append(label)
    return found


def file_hash(path: Path | None) -> str | None:
    """Return the SHA-256 of a file; None if it can't be read."""
    if path is None:
        return None
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


@cache
def program_hash() -> str:
    """Return one hash of reportgen's source, which can change without its version."""
    package = Path(__file__).parent.parent
    return _tree_hash(package, package.rglob("*.py"))


def _files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _tree_hash(root: Path | None, paths: Iterable[Path]) -> str:
    """Return one hash of files and their names relative to a folder, in any order."""
    whole = sha256()
    for path in sorted(paths):
        name = path.name if root is None else path.relative_to(root).as_posix()
        whole.update(f"{name}\0{file_hash(path)}\n".encode())
    return whole.hexdigest()
