"""The addresses of exports: `/search.csv` and its like, and the feed of a search."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING, Any, Literal

from flask import Response, g, request
from flask_openapi3.blueprint import APIBlueprint

from search.analysis.folding import fold
from search.document import PUBLIC_ID_LENGTH
from search.errors import ManchetteError
from web.charts.counting import counted_by_date
from web.charts.page import FILE
from web.exports.atom_feed import ATOM, MOST, Feed, atom_feed
from web.exports.dates_file import dates_file
from web.exports.formats import FORMATS, MOST_ROWS
from web.exports.taking import FEED, feed_address
from web.freshness import conditional
from web.links import Address
from web.messages import exports as wording
from web.parameters import (
    DatesParameters,
    ExportParameters,
    ReferencePath,
    SetParameters,
    to_set_request,
)
from web.responses import ALWAYS, BAD_REQUEST, NOT_FOUND, TOO_COSTLY, UNAVAILABLE
from web.schemas import RowJson
from web.site import site
from web.typography import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from http import HTTPStatus

    from search.answers import Batch
    from search.articles import Article
    from search.results import Found
    from web.exports.formats import Format
    from web.logs import Log

_NOT_IN_NAMES = re.compile(r"[\W_]+", re.ASCII)
_LONGEST_NAME = 60
_BLOCK_BYTES = 65_536


def exports_blueprint() -> APIBlueprint:
    """Return the endpoints, one a format."""
    exports = APIBlueprint("exports", __name__, abp_responses=ALWAYS)
    for one in FORMATS:
        exports.get(
            f"/search.{one.extension}",
            endpoint=one.extension,
            operation_id=f"search_{one.extension}",
            summary=one.summary,
            description=(
                f"In the order asked for, up to {MOST_ROWS:,} articles; `X-Total-Count` says how "
                "many there are."
            ),
            responses=_responses(one.media_type, _schema(one)),
        )(conditional(_view(one)))
        if one.reference is not None:
            exports.get(
                f"/documents/<string(length={PUBLIC_ID_LENGTH}):document_id>.{one.extension}",
                endpoint=f"document_{one.extension}",
                operation_id=f"document_{one.extension}",
                summary=f"The reference of an article (.{one.extension})",
                description="The article is named by its public id.",
                responses=_responses(one.media_type, _schema(one), 404),
            )(conditional(_reference_view(one, one.reference)))
    exports.get(
        FILE,
        operation_id="search_dates_csv",
        summary="A result set counted by date",
        description="A line a year, a month or a day, beside what the collection holds.",
        responses=_responses("text/csv", {"type": "string"}),
    )(conditional(dates))
    exports.get(
        FEED,
        operation_id="search_atom",
        summary="The newest articles of a search as an Atom feed",
        description="Answers 304 to a reader that has seen them (`ETag`, `Last-Modified`).",
        responses=_responses(ATOM, {"type": "string"}),
    )(conditional(atom))
    return exports


def _view(one: Format) -> Callable[[ExportParameters], Response]:
    def export(query: ExportParameters) -> Response:
        return _download(one, query)

    return export


def _reference_view(
    one: Format, write: Callable[[Article], str]
) -> Callable[[ReferencePath], Response]:
    def reference(path: ReferencePath) -> Response:
        article = site().searcher.article(path.document_id)
        g.generation = article.generation
        response = Response(write(article), content_type=f"{one.media_type}; charset=utf-8")
        _name_file(response, unmarked(article.title), one.extension)
        return response

    return reference


def _download(one: Format, query: ExportParameters) -> Response:
    """Send a result set while it is read; what goes wrong before the first article is answered."""
    g.query = query.q
    asked = to_set_request(query, query.sort)
    batches = site().searcher.batches(asked, MOST_ROWS)
    first = next(batches)
    g.generation = first.generation
    whole = site().settings.full_text == "on"
    response = Response(
        _blocks(one.write(_rows(first, batches, site().log), whole=whole)),
        content_type=f"{one.media_type}; charset=utf-8",
    )
    response.call_on_close(batches.close)
    _name_file(response, query.q, one.extension)
    response.headers["X-Total-Count"] = str(first.total)
    return response


def _rows(first: Batch, others: Generator[Batch, None, None], log: Log) -> Iterator[Found]:
    """Yield the articles of batches; an error ends the transfer before its end, and is logged."""
    try:
        for batch in itertools.chain([first], others):
            yield from batch.found
    except ManchetteError as error:
        log.warning("export broken off", kind=type(error).__name__, detail=str(error))
        raise


def _blocks(pieces: Iterable[str]) -> Iterator[bytes]:
    """Yield pieces of text joined, so that each call to the network carries many lines."""
    block = bytearray()
    for piece in pieces:
        block += piece.encode()
        if len(block) >= _BLOCK_BYTES:
            yield bytes(block)
            block.clear()
    if block:
        yield bytes(block)


def atom(query: SetParameters) -> Response:
    """Answer with the newest articles of a search."""
    g.query = query.q
    asked = to_set_request(query, "newest")
    batches = site().searcher.batches(asked, MOST)
    batch = next(batches)
    batches.close()
    g.generation = batch.generation
    address = Address(asked)
    about = Feed(
        title=wording.feed_title(query.q, site().settings.site_name),
        site_name=site().settings.site_name,
        root=request.host_url.rstrip("/"),
        address=address,
        path=feed_address(address),
        published=batch.published,
    )
    response = Response(atom_feed(about, [one.hit for one in batch.found]), mimetype=ATOM)
    response.headers["Cache-Control"] = "no-cache"
    if not batch.moves:
        response.last_modified = batch.published
    if not request.if_none_match:  # who has an ETag is answered by it
        response.make_conditional(request)
    return response


def dates(query: DatesParameters) -> Response:
    """Send the counts of a result set by date."""
    g.query = query.q
    asked = counted_by_date(to_set_request(query, "newest"))
    answer = site().searcher.answer(dataclasses.replace(asked, days=True))
    g.generation = answer.generation
    response = Response(
        _blocks(dates_file(answer, query.by)), content_type="text/csv; charset=utf-8"
    )
    _name_file(response, f"{query.q} dates", "csv")
    response.headers["X-Total-Count"] = str(answer.total)
    return response


def _name_file(response: Response, words: str, extension: str) -> None:
    """Make a response a download, named by words in letters that every system knows."""
    folded = " ".join(fold(word) for word in words.split())
    name = _NOT_IN_NAMES.sub("-", folded).strip("-").lower()[:_LONGEST_NAME].rstrip("-")
    file_name = f"{name or 'articles'}.{extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response.headers["Cache-Control"] = "no-cache"


def _schema(one: Format) -> dict[str, Any]:
    """Return what a row is, where it is JSON."""
    if one.extension == "jsonl":
        return RowJson.model_json_schema(mode="serialization")
    return {"type": "string"}


def _responses(
    media_type: str, schema: dict[str, Any], missing: Literal[404, 422] = 422
) -> dict[str | int | HTTPStatus, Any]:
    content = {media_type: {"schema": schema}}
    return {
        200: {"description": "The articles.", "content": content},
        400: BAD_REQUEST,
        missing: {404: NOT_FOUND, 422: TOO_COSTLY}[missing],
        503: UNAVAILABLE,
    }
