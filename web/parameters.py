"""What an address may ask: the parameters, their limits, and the request they make.

The models validate the requests and generate /openapi.json, so neither can drift from the other.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar, overload

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from search.answers import Request
from search.document import FACETS, PUBLIC_ID_LENGTH
from search.errors import InvalidRequest
from search.plan.nodes import Filters
from web.language import Code
from web.links import SHARE
from web.messages import problems
from web.periods import first_day, last_day

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from search.engines.matching import Sort
    from search.settings import Settings

UNDATED = "undated"
MAX_VALUES = 50
MAX_VALUE_CHARACTERS = 200

_T = TypeVar("_T")
_Model = TypeVar("_Model", bound="PageParameters")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso_day(value: object) -> object:
    """Refuse what pydantic would read as a time stamp (`20240619`)."""
    if isinstance(value, str) and not _ISO_DAY.fullmatch(value):
        raise ValueError(value)
    return value


FirstDay = Annotated[dt.date, BeforeValidator(first_day)]
LastDay = Annotated[dt.date, BeforeValidator(last_day)]
Day = Annotated[dt.date, BeforeValidator(_iso_day)]
Year = Annotated[str, StringConstraints(pattern=rf"^([1-9][0-9]{{3}}|{UNDATED})$")]
Month = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])$")]
Value = Annotated[str, StringConstraints(max_length=MAX_VALUE_CHARACTERS)]


_LANGUAGE: Any = Field(default="fr", description="Language of the sentences, errors included.")


def _values(description: str) -> Any:
    return Field(default=(), max_length=MAX_VALUES, description=description)


class Parameters(BaseModel):
    """Parameters of an address."""

    _schemas: ClassVar[dict[object, dict[str, Any]]] = {}

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the schema, made once: flask-openapi3 asks for it at every request (1 ms)."""
        key = cls, args, tuple(kwargs.items())
        if key not in cls._schemas:
            cls._schemas[key] = super().model_json_schema(*args, **kwargs)
        return cls._schemas[key]


class SetParameters(Parameters):
    """What a result set is asked by; unknown parameters are ignored, empty ones as if absent."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    q: str = Field(default="", description="The query; empty to browse, newest first.")
    match: Literal["all", "any"] = Field(
        default="all", description="Articles that hold all the words, or any of them."
    )
    from_: FirstDay | None = Field(
        default=None, alias="from", description="First day; a year or a month stands for its first."
    )
    to: LastDay | None = Field(
        default=None, description="Last day, included; a year or a month stands for its last."
    )
    year: tuple[Year, ...] = _values("Years; `undated` for the articles without a date.")
    month: tuple[Month, ...] = _values("Months, as 2024-06.")
    day: tuple[Day, ...] = _values("Days, as 2024-06-19.")
    source: tuple[Value, ...] = _values("Newspapers.")
    author: tuple[Value, ...] = _values("Authors.")
    section: tuple[Value, ...] = _values("Sections of the newspaper.")
    lang: Code = _LANGUAGE

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, given: Any) -> Any:
        """Drop what a form sends for fields that were left empty."""
        if not isinstance(given, dict):
            return given
        kept = {name: _without_blanks(name, value) for name, value in given.items()}
        return {name: value for name, value in kept.items() if value not in ("", [], ())}


def _without_blanks(name: str, value: object) -> object:
    if isinstance(value, list | tuple):
        return [item for item in value if item != ""]
    return value.strip() if isinstance(value, str) and name != "q" else value


class ExportParameters(SetParameters):
    """The parameters of a whole result set, in order."""

    sort: Literal["relevance", "newest", "oldest"] = Field(
        default="relevance", description="Order of the articles."
    )


class DatesParameters(SetParameters):
    """The parameters of a result set counted by date."""

    by: Literal["year", "month", "day"] | None = Field(
        default=None, description="What a line is; what the page's histogram shows if left out."
    )


class SearchParameters(ExportParameters):
    """The parameters of a search."""

    page: int = Field(default=1, ge=1, description="Page, from 1.")
    size: int = Field(default=10, ge=1, description="Articles on a page.")


class PageParameters(SearchParameters):
    """The parameters of a page of results."""

    scale: Literal["count", "share"] = Field(
        default="count", description="Counts by date, or shares of what was published."
    )


class FacetParameters(PageParameters):
    """The parameters of the page of every value of a facet; `page` is a page of values."""

    contains: Value = Field(default="", description="Letters of the values wanted.")
    order: Literal["count", "name"] = Field(
        default="count", description="Most used first, or from A to Z."
    )


class DocumentPath(Parameters):
    """Which article."""

    document_id: str = Field(description="Public id or key of the article.")


class ReferencePath(Parameters):
    """Which article, for its reference."""

    document_id: str = Field(
        description="Public id of the article.", pattern=rf"^[a-z2-7]{{{PUBLIC_ID_LENGTH}}}$"
    )


class DocumentParameters(Parameters):
    """How an article is shown."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    q: str = Field(default="", description="The query whose words are marked.")
    lang: Code = _LANGUAGE


class SuggestParameters(Parameters):
    """What is to be completed."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    q: str = Field(default="", description="The query, its last word being typed.")
    lang: Code = _LANGUAGE


@overload
def read(args: MultiDict[str, str]) -> PageParameters: ...
@overload
def read(args: MultiDict[str, str], model: type[_Model]) -> _Model: ...
def read(args: MultiDict[str, str], model: type[PageParameters] = PageParameters) -> PageParameters:
    """Return the parameters of the address of a page.

    Args:
        args: of the address.
        model: which parameters the page has.

    Raises:
        InvalidRequest: one is not what it must be; the error names it.
    """
    given: dict[str, object] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key in args:
            given[key] = args.getlist(key) if field.default == () else args[key]
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise refusal(error) from error


def refusal(error: ValidationError) -> InvalidRequest:
    """Return the error of ours that names the first parameter pydantic refused."""
    first = error.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "q"
    kind = first["type"]
    if kind == "too_long":
        return InvalidRequest(name, problems.too_many_values(name, MAX_VALUES), MAX_VALUES)
    if kind == "string_too_long":
        message = problems.too_long(name, MAX_VALUE_CHARACTERS)
        return InvalidRequest(name, message, MAX_VALUE_CHARACTERS)
    limit = 1 if kind == "greater_than_equal" else None
    return InvalidRequest(name, problems.wrong_parameter(name), limit)


def to_request(parameters: SearchParameters, settings: Settings) -> Request:
    """Return the question that the parameters ask.

    Raises:
        InvalidRequest: the page is larger than the settings allow, or the period ends before it
            begins.
    """
    if parameters.size > settings.max_page_size:
        limit = settings.max_page_size
        raise InvalidRequest("size", problems.too_large("size", limit), limit)
    whole = to_set_request(parameters, parameters.sort)
    return dataclasses.replace(whole, page=parameters.page, size=parameters.size)


def to_page_request(parameters: PageParameters, settings: Settings) -> Request:
    """Return the question that a page of results answers.

    Raises:
        InvalidRequest: as `to_request`.
    """
    request = to_request(parameters, settings)
    return dataclasses.replace(request, shares=parameters.scale == SHARE)


def to_set_request(parameters: SetParameters, sort: Sort) -> Request:
    """Return the question that asks for a whole result set in an order.

    Raises:
        InvalidRequest: the period ends before it begins.
    """
    start, end = parameters.from_, parameters.to
    if start is not None and end is not None and end < start:
        raise InvalidRequest("to", problems.period_reversed())
    return Request(
        text=parameters.q,
        match=parameters.match,
        filters=_filters(parameters),
        sort=sort,
    )


def _filters(parameters: SetParameters) -> Filters:
    return Filters(
        start=parameters.from_,
        end=parameters.to,
        years=tuple(int(year) for year in _once(parameters.year) if year != UNDATED),
        months=tuple((int(m[:4]), int(m[5:])) for m in _once(parameters.month)),
        days=_once(parameters.day),
        undated=UNDATED in parameters.year,
        values={name: _once(values) for name in FACETS if (values := getattr(parameters, name))},
    )


def _once(values: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))
