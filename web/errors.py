"""From every error to what is said: a French page for people, problem+json for programs."""

from __future__ import annotations

import dataclasses
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from search.errors import (
    DeadlineExceeded,
    IndexProblem,
    InvalidRequest,
    ManchetteError,
    NoIndex,
    PlanTooCostly,
    UnknownDocument,
)
from web import query_string
from web.language import language, say
from web.links import SEARCH_PAGE
from web.messages import problems
from web.places import Busy
from web.schemas import ProblemJson
from web.site import site

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as WerkzeugResponse

RETRY_SECONDS = "5"

_FOR_PROGRAMS = ("/api/", "/search.", "/openapi.json", "/opensearch.xml", "/healthz", "/readyz")

_FILES = (".csv", ".bib", ".ris")

_STATUSES: tuple[tuple[type[ManchetteError], int], ...] = (
    (InvalidRequest, 400),
    (UnknownDocument, 404),
    (PlanTooCostly, 422),
    (DeadlineExceeded, 503),
    (IndexProblem, 503),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong.

    Attributes:
        status: HTTP status.
        kind: last part of its type.
        detail: what happened and what to do.
        parameter: the parameter that is wrong, empty if none is.
        limit: the limit it breaks.
        word: the word that costs too much.
        request_id: what the log calls the request, where a person may want to report it.
    """

    status: int
    kind: str
    detail: str
    parameter: str = ""
    limit: int | None = None
    word: str = ""
    request_id: str = ""

    @property
    def title(self) -> str:
        """What this kind of problem is called."""
        return problems.title(self.status)


def register_errors(app: Flask) -> None:
    """Answer every error of ours, of HTTP, and the unexpected ones."""
    app.register_error_handler(ManchetteError, _answer_ours)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_unexpected)


def problem_of(error: ManchetteError) -> Problem:
    """Return what is said of one of our errors."""
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 500)
    return Problem(
        status=status,
        kind=_kind(type(error).__name__),
        detail=_detail(error, status),
        parameter=error.parameter if isinstance(error, InvalidRequest) else "",
        limit=error.limit if isinstance(error, InvalidRequest) else None,
        word=error.word if isinstance(error, PlanTooCostly) else "",
    )


def _detail(error: ManchetteError, status: int) -> str:
    """Return what an error says, in the reader's language.

    What is wrong with an index is for whoever keeps it, whose messages are French.
    """
    if error.parameters:
        return say(error.sentence, **error.parameters)
    if isinstance(error, IndexProblem) and language().code != "fr":
        return problems.detail(status)
    return str(error) or problems.detail(status)


def _answer_ours(error: ManchetteError) -> Response:
    problem = problem_of(error)
    # Of who is refused when the site is busy, the line of the request says enough.
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, Busy):
        site().log.warning("problem", kind=problem.kind, detail=problem.detail, **_request_id())
    if isinstance(error, NoIndex) and not for_programs(request.path):
        return _retriable(make_response(render_template("no_index.html"), problem.status))
    return answer(problem)


def _answer_http(error: HTTPException) -> WerkzeugResponse:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:  # a redirection is no problem
        return error.get_response()
    kind = _kind(type(error).__name__)
    response = answer(Problem(error.code, kind, problems.detail(error.code)))
    for name, value in error.get_headers(request.environ):
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _answer_unexpected(error: Exception) -> Response:
    site().log.error("unexpected", exc_info=error, path=request.path, **_request_id())
    status = HTTPStatus.INTERNAL_SERVER_ERROR.value
    return answer(
        Problem(status, "unexpected", problems.detail(status), request_id=g.get("request_id", ""))
    )


def answer(problem: Problem) -> Response:
    """Return the problem as JSON for programs, as a page for people."""
    if for_programs(request.path):
        response = Response(_json(problem), mimetype="application/problem+json")
    else:
        response = make_response(
            render_template(
                "error.html",
                problem=problem,
                retry=_retry(problem),
                typed=query_string.typed(request.query_string),
            )
        )
    response.status_code = problem.status
    return _retriable(response)


def _retriable(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _json(problem: Problem) -> str:
    return ProblemJson(
        type=f"urn:manchette:problem:{problem.kind}",
        title=problem.title,
        status=problem.status,
        detail=problem.detail,
        parameter=problem.parameter,
        limit=problem.limit,
        word=problem.word,
        request_id=problem.request_id,
    ).model_dump_json()


def for_programs(path: str) -> bool:
    """Tell whether programs ask at this path, and are answered in JSON."""
    return path.startswith(_FOR_PROGRAMS) or path.endswith(_FILES)


def _retry(problem: Problem) -> str:
    """Return the address of the search without the parameter that is wrong, if one is."""
    if not problem.parameter or problem.parameter == "q" or request.path not in {"/", "/search"}:
        return ""
    kept = query_string.without(request.query_string, problem.parameter)
    return f"{SEARCH_PAGE}?{kept}" if kept else SEARCH_PAGE


def _request_id() -> dict[str, str]:
    return {"request_id": g.get("request_id", "")}


def _kind(class_name: str) -> str:
    """Return a class name as it stands in a problem's type (UnknownDocument → unknown-document)."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in class_name).lstrip("-")
