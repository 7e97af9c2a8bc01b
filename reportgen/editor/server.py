"""The editor's server on the loopback interface: a preview whose page can also save."""

from __future__ import annotations

import asyncio
import hashlib
import sys
from contextlib import asynccontextmanager, suppress
from json import JSONDecodeError, loads
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route

from reportgen.config.edits import ABSENT, ChangeRefusedError, changed_text, read_document
from reportgen.editor.answers import edits_of
from reportgen.editor.edited_file import EditedFile, version_of
from reportgen.editor.facts import facts_of, goals_of, metrics_of
from reportgen.editor.guard import Guard
from reportgen.editor.make import made_file, make_edition
from reportgen.editor.metric_files import add_file, safe_name, without_file
from reportgen.editor.page import asset, page
from reportgen.editor.page_model import page_model
from reportgen.errors import ReportgenError
from reportgen.preview.server import Preview

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.requests import Request

    from reportgen.editor.edited_file import Saved, Working
    from reportgen.preview.stages import Stages

_SHARED = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HEADERS = {
    **_SHARED,
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
}
BRIEF_HEADERS = {
    **_SHARED,
    # The brief is shown, and runs nothing: its own script would have the editor's rights.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
}
_MOST_BYTES = 4_000_000
# Of a file of numbers that is dropped on the page.
_MOST_FILE_BYTES = 60_000_000
# A pause in typing, after which the brief is made anew.
_PAUSE_SECONDS = 0.1
_SWITCH_SECONDS = 0.0005


class Editor(Preview):
    """One configuration that is being edited, for any number of open pages."""

    def __init__(self, stages: Stages, token: str, output: Path) -> None:
        super().__init__(stages)
        self.token = token
        self.output = output
        self.file = EditedFile(stages.path, stages.options.data_roots)
        self._saved = ""
        self._wanted = asyncio.Event()
        self._built: dict[str, Any] = {}
        self._saving = asyncio.Lock()
        self._is_stale = False
        self._is_ending = False

    def app(self) -> Starlette:
        """Return the application, which watches the files while it runs."""
        routes = [
            Route("/", self._page),
            Route("/assets/{name}", self._asset),
            Route("/state", self._state),
            Route("/built", self._built_now),
            Route("/brief", self._shown_brief),
            Route("/events", self.events),
            Route("/save", self._save, methods=["POST"]),
            Route("/drop", self._drop, methods=["POST"]),
            Route("/file", self._add_file, methods=["POST"]),
            Route("/make", self._make, methods=["POST"]),
            Route("/made/{name}", self._made),
        ]
        return Starlette(
            routes=[Mount(f"/{self.token}", routes=routes)],
            middleware=[Middleware(Guard, token=self.token)],
            lifespan=self.editing,
        )

    @asynccontextmanager
    async def editing(self, app: Starlette) -> AsyncIterator[None]:
        """Watch the files and make the brief in the background while the application runs."""
        # An answer must not wait long for the thread that makes the brief.
        interval = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_SECONDS)
        async with self.watching(app):
            self._wanted.set()
            builder = asyncio.create_task(self._build_when_wanted())
            yield
            sys.setswitchinterval(interval)
            # Not cancelled: the thread that makes a brief would run on without its lock.
            self._is_ending = True
            self._wanted.set()
            await builder

    async def take_changes(self, paths: list[Path]) -> None:
        """Take changes of files that were not made here."""
        names = {self.file.path.name, self.file.draft.name, self.file.not_chosen.name}
        others = [path for path in paths if path.name not in names and ".draft" not in path.name]
        others = [path for path in others if not path.name.endswith(".part")]
        others = [path for path in others if not path.is_relative_to(self.output.absolute())]
        with suppress(OSError, UnicodeDecodeError):
            # What the editor itself has saved is known.
            if self.file.working().version != self._saved:
                others.append(self.file.path)
        if others:
            async with self.one_at_a_time:
                self.stages.forget(others)
            self._wanted.set()
            await self.tell()

    async def _build_when_wanted(self) -> None:
        """Make the brief after each pause in typing."""
        while not self._is_ending:
            await self._wanted.wait()
            await asyncio.sleep(_PAUSE_SECONDS)
            self._wanted.clear()
            if self._is_ending:
                return
            if self._is_stale:
                self._is_stale = False
                async with self.one_at_a_time:
                    self.stages.forget([self.file.path])
            shown = await self.show(None)
            page = self.last_made.get((shown.kind, shown.language), "")
            made = self.stages.made() if shown.is_made else None
            self._built = {
                **self._built,
                "is_made": shown.is_made,
                "page": hashlib.sha256(page.encode()).hexdigest() if page else "",
                "kind": shown.kind,
                "found": shown.problems,
                "html": page,
            }
            if made is not None:
                self._built |= {
                    "facts": facts_of(*made),
                    "goals": goals_of(made[1]),
                    "metrics": metrics_of(*made),
                    "is_synthetic": made[1].ledger.synthetic,
                }
            await self.tell()

    # What the page asks for

    async def _page(self, _: Request) -> Response:
        return HTMLResponse(page(self.file.path.name), headers=HEADERS)

    async def _asset(self, request: Request) -> Response:
        found = asset(request.path_params["name"])
        if found is None:
            return _no("there is no such file", 404)
        content, kind = found
        return Response(content, media_type=kind, headers=HEADERS)

    async def _state(self, _: Request) -> Response:
        try:
            working = self.file.working()
        except (OSError, UnicodeDecodeError) as problem:
            return _no(f"the configuration can't be read: {problem}", 409)
        return JSONResponse(self._state_of(working), headers=HEADERS)

    def _state_of(self, working: Working) -> dict[str, Any]:
        state = "saved" if working.is_on_disk else "failed"
        state = "draft" if working.is_draft and working.is_on_disk else state
        self._saved = working.version
        return {
            "state": "conflict" if working.other is not None else state,
            "text": working.text,
            "version": working.version,
            "other": working.other or "",
            "other_version": version_of(working.other) if working.other is not None else "",
            "file": self.file.path.name,
            **self._model(working.text),
        }

    def _model(self, text: str) -> dict[str, Any]:
        return page_model(text, self.file.problems(text), file=str(self.file.path))

    async def _save(self, request: Request) -> Response:
        """Save a text, or answers to questions, which are put into the text."""
        sent = await _json(request, _MOST_BYTES)
        if sent is None or not _is_sound(sent):
            return _no("the request can't be read", 400)
        async with self._saving:
            try:
                working = self.file.working()
                text = self._text_of(sent, working)
                saved = self.file.save(
                    text, based_on=str(sent.get("based_on")), tab=str(sent.get("tab"))
                )
            except ChangeRefusedError as problem:
                return _no(f"this can only be changed in the whole file: {problem}", 422)
            except (OSError, ValueError) as problem:
                return _no(f"the configuration can't be saved: {problem}", 409)
            answer = self._answer(saved, text)
            if saved.state != "conflict":
                self._saved = saved.version
                if saved.state == "saved" and working.text != text:
                    await self._changed_here()
            elif working.other is None and text == working.text:
                self._saved = working.version
        return JSONResponse(answer, headers=HEADERS)

    def _text_of(self, sent: dict[str, Any], working: Working) -> str:
        """Return the text that a request stands for, with the line breaks of the file."""
        base = _with_breaks(sent["text"], working.text) if "text" in sent else working.text
        for answer in sent.get("answers", []):
            content, _ = read_document(base)
            if content is None:
                raise ChangeRefusedError("its text can't be read")
            path = tuple(answer["path"])
            if path[:1] == ("files",):
                base = without_file(base, str(path[1]))
                continue
            if answer.get("kind") == "remove":
                base = changed_text(base, path, ABSENT)
                continue
            for place, value in edits_of(content, path, answer["kind"], str(answer["answer"])):
                base = changed_text(base, place, value)
        return base

    def _answer(self, saved: Saved, text: str) -> dict[str, Any]:
        model = page_model(text, saved.problems, file=str(self.file.path))
        if saved.state == "conflict":
            model = self._model(text)
        return {
            "state": saved.state,
            "text": text,
            "version": saved.version,
            "other": saved.other,
            "other_version": saved.version if saved.state == "conflict" else "",
            "why": saved.why,
            "file": self.file.path.name,
            **model,
        }

    async def _changed_here(self) -> None:
        """Make the brief anew, and inform the other pages."""
        self._is_stale = True
        self._wanted.set()
        await self.tell()

    async def _drop(self, request: Request) -> Response:
        """Go back to the file, and forget the draft."""
        sent = await _json(request, _MOST_BYTES) or {}
        async with self._saving:
            try:
                self.file.give_up(str(sent.get("tab")))
                if sent.get("is_draft") is not False and not self.file.drop_draft(
                    based_on=str(sent.get("based_on"))
                ):
                    return _no("the draft was changed meanwhile, or the disk is full", 409)
            except (OSError, ValueError) as problem:
                return _no(f"the draft can't be given up: {problem}", 400)
            await self._changed_here()
            return JSONResponse(self._state_of(self.file.working()), headers=HEADERS)

    async def _built_now(self, _: Request) -> Response:
        """Return what is known since the brief was last made."""
        built = {key: value for key, value in self._built.items() if key not in ("found", "html")}
        found = self._built.get("found", ())
        with suppress(OSError, UnicodeDecodeError):
            text = self.file.working().text
            model = page_model(text, found, file=str(self.file.path))
            built["problems"] = model["problems"]
        return JSONResponse(built, headers=HEADERS)

    async def _shown_brief(self, _: Request) -> Response:
        """Return the brief; if it has errors now, the last one without."""
        html = self._built.get("html", "")
        if not html:
            return PlainTextResponse("no brief yet\n", status_code=404, headers=HEADERS)
        return HTMLResponse(html, headers=BRIEF_HEADERS)

    async def _add_file(self, request: Request) -> Response:
        """Copy a dropped file next to the configuration, and add its metrics."""
        name = safe_name(request.query_params.get("name", ""))
        if name is None:
            return _no("this name of a file can't be used; rename the file", 400)
        content = await _body(request, _MOST_FILE_BYTES)
        if content is None:
            return _no("this file is too large", 413)
        async with self._saving:
            working = self.file.working()
            try:
                added = await to_thread.run_sync(
                    add_file, self.file.path, working.text, name, content
                )
            except (ReportgenError, ChangeRefusedError) as problem:
                details = [str(item.message) for item in getattr(problem, "diagnostics", ())]
                return _no("; ".join([str(problem), *details[:3]]).replace("`", "“"), 422)
            except OSError as problem:
                return _no(f"the file can't be copied: {problem.strerror}", 507)
            tab = str(request.query_params.get("tab"))
            try:
                saved = self.file.save(added.text, based_on=working.version, tab=tab)
            except ValueError:
                return _no("the request can't be read", 400)
            self._saved = saved.version
            await self._changed_here()
        answer = {**self._answer(saved, added.text), "said": list(added.said)}
        return JSONResponse(answer, headers=HEADERS)

    async def _make(self, _: Request) -> Response:
        """Write the finished brief as HTML, PDF and Word."""
        async with self.one_at_a_time:
            made = await to_thread.run_sync(make_edition, self.file.path, self.output)
        return JSONResponse(made, headers=HEADERS)

    async def _made(self, request: Request) -> Response:
        found = made_file(self.file.path, self.output, request.path_params["name"])
        if found is None:
            return _no("there is no such file", 404)
        content, kind = found
        name = request.path_params["name"]
        named = {**BRIEF_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=kind, headers=named)


def _is_sound(sent: dict[str, Any]) -> bool:
    """Return whether a request is one that the page would send."""
    if "text" in sent:
        return isinstance(sent["text"], str)
    answers = sent.get("answers")
    return isinstance(answers, list) and all(_is_answer(item) for item in answers)


def _is_answer(item: Any) -> bool:
    if not isinstance(item, dict) or not isinstance(path := item.get("path"), list):
        return False
    is_path = bool(path) and all(type(part) in (str, int) for part in path)
    return is_path and all(isinstance(item.get(key), str) for key in ("kind", "answer"))


def _with_breaks(text: Any, like: str) -> str:
    """Return a text from a browser, which knows one kind of line break, with those of the file."""
    plain = str(text).encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("\n", "\r\n") if "\r\n" in like else plain


async def _json(request: Request, most: int) -> dict[str, Any] | None:
    body = await _body(request, most)
    if body is None or request.headers.get("content-type") != "application/json":
        return None
    try:
        sent = loads(body)
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        return None
    return sent if isinstance(sent, dict) else None


async def _body(request: Request, most: int) -> bytes | None:
    """Return the body of a request; None if it is too large."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            return None
        parts.append(part)
    return b"".join(parts)


def _no(why: str, status: int) -> Response:
    return JSONResponse({"why": why}, status_code=status, headers=HEADERS)
