"""The configuration file under the editor: saved whole or not at all, with a draft next to it.

A text that does not validate never replaces a file that does: it is kept as a draft. So is one
that was typed in a page that did not know of a newer text. Every text has a version, its hash; a
page names the version that it started from.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from stat import S_IMODE
from typing import TYPE_CHECKING

from reportgen.config.loader import load_configuration
from reportgen.diagnostics import has_errors
from reportgen.edition.atomic_write import write_atomically
from reportgen.limits import limits
from reportgen.regular_file import read_regular

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic

_HEAD = "# Draft of reportgen edit, not yet valid. It was made from the version {version}.\n"
_HEAD_PATTERN = re.compile(r"# Draft of reportgen edit, [^\n]*version ([0-9a-f]{64})\.\r?\n")
_TAB = re.compile(r"[a-z0-9]{8,32}", re.ASCII)
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """The text to go on with.

    Attributes
    ----------
    version : str
        The hash of the text.
    is_draft : bool
        Whether the file has another, older text.
    other : str or None
        A text of the file that the draft was not made from: somebody else saved it meanwhile.
    is_on_disk : bool
        Whether the text is in the file or the draft; if not, only in memory, because writing
        failed.
    """

    text: str
    version: str
    is_draft: bool = False
    other: str | None = None
    is_on_disk: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of a text.

    Attributes
    ----------
    state : str
        ``saved``; ``draft`` if it does not validate; ``conflict`` if another text was saved
        meanwhile; ``failed`` if it could not be written.
    version : str
        The version of the text to go on with; in a conflict that of the other text.
    problems : tuple of Diagnostic
        What is wrong with the text.
    other : str
        In a conflict, the other text.
    why : str
        Why it could not be written.
    """

    state: str
    version: str
    problems: tuple[Diagnostic, ...] = ()
    other: str = ""
    why: str = ""


@dataclass(slots=True)
class EditedFile:
    """A configuration file with its draft.

    Parameters
    ----------
    path : Path
        The YAML file, which exists.
    data_roots : tuple of Path
        As for `load_configuration`.
    """

    path: Path
    data_roots: tuple[Path, ...] = ()
    _unwritten: tuple[str, str] | None = field(default=None, init=False)

    @property
    def draft(self) -> Path:
        """Return where the draft is kept."""
        return self.path.with_name(f"{self.path.name}.draft")

    @property
    def not_chosen(self) -> Path:
        """Return where the version is kept that was not chosen when two had met."""
        return self.path.with_name(f"{self.path.name}.not-chosen")

    def kept(self, tab: str) -> Path:
        """Return where the text of one page is kept that met another text."""
        if not _TAB.fullmatch(tab):
            raise ValueError("not the name of a page")
        return self.path.with_name(f"{self.path.name}.{tab}.draft")

    def working(self) -> Working:
        """Return the text to go on with: the draft where there is one, else the file.

        Raises
        ------
        OSError
            The file can't be read.
        UnicodeDecodeError
            The file is not written in UTF-8.
        """
        saved = self._read(self.path)
        if self._unwritten is not None:
            text, base = self._unwritten
            other = None if base == version_of(saved) else saved
            return Working(
                text=text, version=version_of(text), is_draft=True, other=other, is_on_disk=False
            )
        try:
            found = _HEAD_PATTERN.match(kept := self._read(self.draft))
        except (OSError, UnicodeDecodeError):
            found = None
        if found is None:
            return Working(text=saved, version=version_of(saved))
        text = kept[found.end() :]
        if text == saved:
            return Working(text=saved, version=version_of(saved))
        other = None if found[1] == version_of(saved) else saved
        return Working(text=text, version=version_of(text), is_draft=True, other=other)

    def save(self, text: str, *, based_on: str, tab: str) -> Saved:
        """Save a text if it validates and no one has saved another; keep it in any case.

        Parameters
        ----------
        text : str
            The whole text of the configuration.
        based_on : str
            The version that it was made from.
        tab : str
            A name of the page that sends it: 8 to 32 small letters and digits.
        """
        kept = self.kept(tab)
        working = self.working()
        if text == working.text and working.other is None:
            return self._again(working, kept)
        known = {working.version} if working.other is None else {version_of(working.other)}
        if based_on not in known:
            other = working.text if working.other is None else working.other
            why = self._put(kept, _headed(text, based_on))
            version = version_of(other)
            return Saved(state="conflict", version=version, other=other, why=why)
        problems = self.problems(text)
        if kept.exists():
            # The two versions were shown, and this one is chosen.
            lost = working.text if working.other is None else working.other
            if why := self._put(self.not_chosen, lost.encode("utf-8", "replace")):
                return Saved(state="failed", version=working.version, problems=problems, why=why)
        save = self._keep if has_errors(problems) else self._write
        saved = save(text, problems)
        if saved.state != "failed":
            kept.unlink(missing_ok=True)
        return saved

    def problems(self, text: str) -> tuple[Diagnostic, ...]:
        """Return what is wrong with a text, as `reportgen check` finds it in the configuration."""
        content = text.encode("utf-8", "replace")
        loaded = load_configuration(self.path, data_roots=self.data_roots, content=content)
        return loaded.diagnostics

    def give_up(self, tab: str) -> None:
        """Take the version of the file; that of a page is kept as the one that was not chosen."""
        kept = self.kept(tab)
        if kept.exists():
            content = _HEAD_PATTERN.sub("", self._read(kept), count=1)
            self._put(self.not_chosen, content.encode())
            kept.unlink()

    def drop_draft(self, *, based_on: str) -> bool:
        """Take the file and not the draft; False if another draft was saved meanwhile."""
        working = self.working()
        if working.version != based_on:
            return False
        if self._put(self.not_chosen, working.text.encode("utf-8", "replace")):
            return False
        self._unwritten = None
        self.draft.unlink(missing_ok=True)
        return True

    def _again(self, working: Working, kept: Path) -> Saved:
        """Answer a page that sends what is there already, trying again what could not be written.

        A file that the text names may have come or gone meanwhile.
        """
        problems = self.problems(working.text)
        if not working.is_on_disk or (working.is_draft and not has_errors(problems)):
            save = self._keep if has_errors(problems) else self._write
            return save(working.text, problems)
        kept.unlink(missing_ok=True)
        state = "draft" if working.is_draft else "saved"
        return Saved(state=state, version=working.version, problems=problems)

    def _keep(self, text: str, problems: tuple[Diagnostic, ...]) -> Saved:
        base = version_of(self._read(self.path))
        return self._done("draft", text, problems, self._put(self.draft, _headed(text, base)))

    def _write(self, text: str, problems: tuple[Diagnostic, ...]) -> Saved:
        content = self._with_mark(text)
        why = self._put(self.path, content)
        if not why:
            self.draft.unlink(missing_ok=True)
        return self._done("saved", text, problems, why)

    def _done(self, state: str, text: str, problems: tuple[Diagnostic, ...], why: str) -> Saved:
        version = version_of(text)
        self._unwritten = None
        if why:
            # A reload of the page finds the text here, as long as this process lives.
            self._unwritten = (text, version_of(self._read(self.path)))
            return Saved(state="failed", version=version, problems=problems, why=why)
        return Saved(state=state, version=version, problems=problems)

    def _put(self, path: Path, content: bytes) -> str:
        """Write a file whole, for those who may read the configuration; return why not."""
        try:
            write_atomically(path, content, mode=S_IMODE(self.path.stat().st_mode))
        except OSError as problem:
            return problem.strerror or str(problem)
        return ""

    def _read(self, path: Path) -> str:
        return read_regular(path, limits().yaml_bytes).removeprefix(_MARK).decode()

    def _with_mark(self, text: str) -> bytes:
        """Return the bytes of a text, with a byte order mark if the file has one."""
        had = read_regular(self.path, len(_MARK)).startswith(_MARK)
        return (_MARK if had else b"") + text.encode("utf-8", "replace")


def version_of(text: str) -> str:
    """Return the version of a text: its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _headed(text: str, base: str) -> bytes:
    return (_HEAD.format(version=base) + text).encode("utf-8", "replace")
