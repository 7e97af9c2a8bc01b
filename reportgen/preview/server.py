"""Preview server on the loopback interface: a page, its state, and change events."""

from __future__ import annotations

import asyncio
import hashlib
import os
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from watchfiles import awatch

from reportgen.errors import ReportgenError
from reportgen.preview.page import problems_html, shell_page
from reportgen.render.templates.template_files import template_folders

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from reportgen.preview.stages import Shown, Stages

HOST = "127.0.0.1"
HEADERS = {
    "Cache-Control": "no-store",
    # A brief loads no external resources; the policy makes the browser enforce it.
    "Content-Security-Policy": (
        "default-src 'self' data: 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
}
# Watching recursively takes one inotify watch per folder, of which Linux allows few.
_MANY_FOLDERS = 2000
# An editor can write a file in several steps; wait for a pause, but not for long.
_QUIET_MS = 50
_LONGEST_WAIT_MS = 300
# How soon an open event stream notices that the server is stopping.
_HEARTBEAT_SECONDS = 0.5


class Preview:
    """One watched configuration, for any number of open pages."""

    def __init__(self, stages: Stages) -> None:
        self.stages = stages
        self.version = 0
        self.is_stopping = False
        self.last_made: dict[tuple[str, str], str] = {}
        self.one_at_a_time = asyncio.Lock()
        self._changed = asyncio.Condition()

    def app(self) -> Starlette:
        """Return the application, which watches the files while it runs."""
        return Starlette(
            routes=[
                Route("/", self._shell),
                Route("/state", self._state),
                Route("/events", self.events),
                Route("/kind/{kind}.pdf", self._pdf),
                Route("/kind/{kind}", self._brief),
            ],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])],
            lifespan=self.watching,
        )

    @asynccontextmanager
    async def watching(self, _: Starlette) -> AsyncIterator[None]:
        """Watch the files while the application runs."""
        stop = asyncio.Event()
        watch = asyncio.create_task(self._watch(stop))
        # Start building the first brief before the browser requests it.
        warm = asyncio.create_task(self.show(None))
        yield
        stop.set()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(watch, warm)

    async def _watch(self, stop: asyncio.Event) -> None:
        folders, is_deep = watched_folders(self.stages)
        async for changes in awatch(
            *folders,
            stop_event=stop,
            recursive=is_deep,
            step=_QUIET_MS,
            debounce=_LONGEST_WAIT_MS,
            ignore_permission_denied=True,
        ):
            await self.take_changes([Path(name) for _, name in changes])

    async def take_changes(self, paths: list[Path]) -> None:
        """Forget what depends on changed files, and inform the open pages."""
        async with self.one_at_a_time:
            self.stages.forget(paths)
        await self.tell()

    async def tell(self) -> None:
        """Inform the open pages of something new."""
        async with self._changed:
            self.version += 1
            self._changed.notify_all()

    async def show(self, kind: str | None, language: str | None = None) -> Shown:
        """Return the brief, built in the background if it is out of date."""
        async with self.one_at_a_time:
            shown = await to_thread.run_sync(self.stages.show, kind, language)
        if shown.is_made:
            self.last_made[shown.kind, shown.language] = shown.html
        return shown

    async def _shell(self, _: Request) -> Response:
        shown = await self.show(None)
        page = shell_page(
            self.stages.path.name,
            kinds=self.stages.kinds(),
            kind=shown.kind,
            languages=self.stages.languages(),
        )
        return HTMLResponse(page, headers=HEADERS)

    async def _state(self, request: Request) -> Response:
        kind = request.query_params.get("kind")
        if kind is not None and not self._has(kind):
            return _no_such_kind()
        shown = await self.show(kind, _language(request))
        page = self.last_made.get((shown.kind, shown.language), "")
        return JSONResponse(
            {
                "is_made": shown.is_made,
                "page": hashlib.sha256(page.encode()).hexdigest() if page else "",
                "count": len(shown.problems),
                "problems": problems_html(
                    shown.problems, kind=shown.kind, templates=self.stages.options.templates
                ),
            },
            headers=HEADERS,
        )

    async def _brief(self, request: Request) -> Response:
        """Return the brief; if it has errors now, the last version without."""
        kind = request.path_params["kind"]
        if not self._has(kind):
            return _no_such_kind()
        shown = await self.show(kind, _language(request))
        page = self.last_made.get((shown.kind, shown.language))
        if page is None:
            return PlainTextResponse(
                "no brief has been built yet\n", status_code=404, headers=HEADERS
            )
        return HTMLResponse(page, headers=HEADERS)

    def _has(self, kind: str) -> bool:
        """Return whether there are templates for a kind; other folders, as `share`, hold none."""
        return kind in self.stages.kinds()

    async def _pdf(self, request: Request) -> Response:
        kind = request.path_params["kind"]
        if not self._has(kind):
            return _no_such_kind()
        shown = await self.show(kind, _language(request))
        if not shown.is_made:
            problem = "fix the problem that the preview page shows first\n"
            return PlainTextResponse(problem, status_code=409, headers=HEADERS)
        try:
            async with self.one_at_a_time:
                content = await to_thread.run_sync(self.stages.pdf, kind, shown.language)
        except ReportgenError as error:
            return PlainTextResponse(f"{error}\n", status_code=409, headers=HEADERS)
        named = {**HEADERS, "Content-Disposition": f'inline; filename="{kind}.pdf"'}
        return Response(content, media_type="application/pdf", headers=named)

    async def events(self, _: Request) -> Response:
        """Answer with a stream of the state's number, at once and after every change."""
        return StreamingResponse(self._versions(), media_type="text/event-stream", headers=HEADERS)

    async def _versions(self) -> AsyncIterator[str]:
        """Yield the state number immediately and after every change, until shutdown."""
        sent = -1
        while not self.is_stopping:
            if sent != self.version:
                sent = self.version
                yield f"data: {sent}\n\n"
            await self._news_since(sent)

    async def _news_since(self, sent: int) -> None:
        """Wait for a newer state, with a timeout so that a shutdown is noticed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_HEARTBEAT_SECONDS), self._changed:
                await self._changed.wait_for(lambda: self.version != sent)


def _no_such_kind() -> Response:
    return PlainTextResponse("there is no such kind of brief\n", status_code=404, headers=HEADERS)


def _language(request: Request) -> str | None:
    """Return the requested language; None for that of the configuration."""
    return request.query_params.get("language") or None


def watched_folders(stages: Stages) -> tuple[tuple[Path, ...], bool]:
    """Return the folders to watch, and whether to watch them recursively.

    If one has too many subfolders, only the subfolders with files of the brief are watched.
    """
    own = (stages.path.parent, *stages.options.data_roots)
    folders = {path.resolve() for path in (*own, *template_folders(stages.options.templates))}
    if all(_is_small(folder) for folder in folders):
        return tuple(sorted(folders)), True
    templates = template_folders(stages.options.templates)
    below = {path for root in templates for path in root.iterdir() if path.is_dir()}
    return tuple(sorted({*folders, *below, *stages.data_folders()})), False


def _is_small(folder: Path) -> bool:
    return all(count < _MANY_FOLDERS for count, _ in enumerate(os.walk(folder)))
