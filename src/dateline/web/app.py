"""The app: pages, their files and the HTTP API over one record."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

from dateline import __version__
from dateline.errors import DatelineError, RecordError
from dateline.web.answers import Answers
from dateline.web.asking import REFUSED, answer
from dateline.web.guard import Guard
from dateline.web.jobs import Jobs
from dateline.web.keeper import Keeper
from dateline.web.routes import about, adding, claims, comparing, control, events, judging, output, reports
from dateline.web.settings import API, STATIC, Settings

PAGES = {
    "/": "map", "/report/{report}": "report", "/desk": "desk", "/compare": "compare", "/search": "search",
    "/add": "add", "/embed": "embed",
}  # fmt: skip
_ROUTERS = tuple(
    module.router for module in (about, control, claims, events, reports, judging, comparing, adding, output)
)


def create(settings: Settings, executor: Executor | None = None) -> FastAPI:
    """The app over the record of the settings, which is opened now.

    Args:
        executor: where heavy work is done; processes of the app's own unless given.

    Raises:
        RecordError: there is no record, or it cannot be opened.
    """
    keeper = Keeper(settings, executor)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        keeper.start()
        yield
        await app.state.jobs.stop()
        await keeper.stop()

    app = FastAPI(
        title="dateline",
        version=__version__,
        summary="A sourced record of a conflict: who says what happened, where and when, and who holds which place.",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=running,
    )
    app.state.keeper, app.state.jobs = keeper, Jobs(keeper)
    api = APIRouter(prefix=API, responses=REFUSED)
    for router in _ROUTERS:
        api.include_router(router)
    app.include_router(api)
    _serve_files(app)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(DatelineError, _refused)
    app.add_exception_handler(HTTPException, _failed)
    app.add_middleware(Answers, keeper=keeper)
    app.add_middleware(Guard, settings=settings)
    return app


def _serve_files(app: FastAPI) -> None:
    folder = Path(str(files("dateline.web"))) / STATIC
    app.mount("/static", GZipMiddleware(_Unkept(directory=folder), minimum_size=1000), name="static")
    for path, name in PAGES.items():
        app.add_api_route(path, _page(folder / "pages" / f"{name}.html"), include_in_schema=False)


class _Unkept(StaticFiles):
    """Files that a browser asks after each time, so that a newer version is seen at once."""

    def file_response(self, *args: object, **more: object) -> Response:
        """The file, or that it has not changed."""
        response = super().file_response(*args, **more)  # type: ignore[arg-type]
        response.headers["cache-control"] = "no-cache"
        return response


def _page(path: Path) -> Callable[[], Awaitable[Response]]:
    async def page() -> Response:
        return FileResponse(path, media_type="text/html; charset=utf-8", headers={"cache-control": "no-cache"})

    return page


async def _invalid(_: Request, error: Exception) -> Response:
    """What is wrong with a request's first bad value."""
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    where = ".".join(str(part) for part in first.get("loc", ())[1:]) or "request"
    return answer({"error": f"{where}: {first.get('msg', 'no meaning here')}"}, 422)


async def _refused(_: Request, error: Exception) -> Response:
    return answer({"error": str(error)}, 503 if isinstance(error, RecordError) else 422)


async def _failed(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return answer({"error": "failed"}, 500)
    response = answer({"error": str(error.detail)}, error.status_code)
    response.headers.update(error.headers or {})
    return response
