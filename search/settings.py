"""Every setting of the product, read from the environment with the prefix MANCHETTE_.

Only `create_app`, the gunicorn configuration and the command lines read the environment, all by
`settings_for`; everything else is handed what it needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from search.errors import InvalidInput
from search.french import french, listed, number, quoted

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

_PREFIX = "MANCHETTE_"


class Settings(BaseSettings):
    """The settings, each with its default, its unit and what it does."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="ignore", frozen=True)

    index: Path = Field(
        default=Path("var/index"),
        description="Folder of the index.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address the server binds to; 0.0.0.0 for every interface.",
    )
    port: int = Field(
        default=8000,
        ge=0,
        le=65535,
        description="Port the server listens on; `PORT` is used where this is not set.",
    )
    threads: int = Field(
        default=128,
        ge=1,
        le=1024,
        description="Threads of each worker: a quarter may wait for a search, a quarter may send "
        "an export.",
    )
    concurrent_searches: int = Field(
        default=2,
        ge=1,
        description="Searches that one worker runs at the same time; others wait their turn.",
    )
    site_name: str = Field(
        default="Manchette",
        description="Name of the site, in the masthead and the page titles.",
    )
    suggested_searches: Path | None = Field(
        default=None,
        description="JSON file of the searches suggested on the home page.",
    )
    full_text: Literal["on", "off"] = Field(
        default="on",
        description="`off` shows snippets and the link to the original only.",
    )
    robots: Literal["noindex", "index"] = Field(
        default="noindex",
        description="What search robots are told; `index` lets them list the pages.",
    )
    trusted_hosts: str = Field(
        default="",
        description="Host names the site answers to, parted by commas; empty for any.",
    )
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        le=10,
        description="Reverse proxies before the site, whose X-Forwarded headers are believed.",
    )
    requests_per_minute: int = Field(
        default=600,
        ge=0,
        description="Requests a minute that a worker answers one network (24 bits of IPv4, 48 of "
        "IPv6); beyond, 429. 0 for no limit; requests of this machine have none.",
    )
    requests_before_restart: int = Field(
        default=50_000,
        ge=0,
        description="Requests after which a worker is replaced, give or take a tenth, if it is "
        "not the only one; 0 for never.",
    )
    metrics_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Port of 127.0.0.1 that answers /metrics (Prometheus); 0 for none.",
    )
    nothing_found_log: Path | None = Field(
        default=None,
        description="Folder that keeps the words of searches that found nothing, a file a day.",
    )
    nothing_found_days: int = Field(
        default=30,
        ge=1,
        description="Days after which those files are removed.",
    )
    log_queries: bool = Field(
        default=False,
        description="Write the text of queries in the log.",
    )
    max_query_characters: int = Field(
        default=512,
        ge=1,
        description="Longest query, in characters; beyond, 400.",
    )
    max_query_terms: int = Field(
        default=32,
        ge=1,
        description="Most words in a query; beyond, 400.",
    )
    max_page_size: int = Field(
        default=50,
        ge=1,
        description="Most results on one page.",
    )
    max_offset: int = Field(
        default=1000,
        ge=1,
        description="Furthest result that a page can show.",
    )
    deadline_seconds: float = Field(
        default=3.0,
        gt=0,
        description="Time one answer may take, in seconds; beyond, 503.",
    )
    max_plan_postings: int = Field(
        default=50_000_000,
        ge=1,
        description="Postings and positions a query may read; beyond, 422 naming the dearest word.",
    )
    max_document_bytes: int = Field(
        default=10_000_000,
        ge=1,
        description="Largest article, in bytes; a larger one is skipped and named.",
    )
    max_input_bytes: int = Field(
        default=2_000_000_000,
        ge=1,
        description="Largest input file, decompressed, in bytes; a larger one is skipped, named.",
    )
    reader_processes: int = Field(
        default=2,
        ge=1,
        le=64,
        description="Processes that read inputs.",
    )
    reader_seconds: float = Field(
        default=60.0,
        gt=0,
        description="Time a reader may go without yielding an article, in seconds.",
    )
    reader_memory_bytes: int = Field(
        default=2_000_000_000,
        ge=400_000_000,
        description="Memory a reader process may hold, in bytes.",
    )
    build_memory_bytes: int = Field(
        default=1_000_000_000,
        ge=256_000_000,
        description="Memory that building an index may hold, in bytes.",
    )
    build_processes: int = Field(
        default=2,
        ge=1,
        le=64,
        description="Processes that analyse articles while an index is built.",
    )


def settings_for(folder: Path | None = None, **options: object) -> Settings:
    """Return the settings of the environment, those of a command line over them.

    Args:
        folder: of the index, None where the command line names none.
        options: other settings by name, None where the command line is silent.

    Raises:
        InvalidInput: a variable is not what it must be; the message names it and its bounds.
    """
    given = {"index": folder, **options}
    try:
        return Settings.model_validate(
            {name: value for name, value in given.items() if value is not None}
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        message = french("{variable} vaut {value} : il faut {wanted}.").format(
            variable=f"{_PREFIX}{name.upper()}",
            value=quoted(str(first["input"])),
            wanted=_wanted(Settings.model_fields[name]),
        )
        raise InvalidInput(message) from error


def _wanted(field: FieldInfo) -> str:
    """Return what a setting must be (« un nombre entier de 0 à 65 535 »)."""
    choices = get_args(field.annotation)
    if choices and all(isinstance(choice, str) for choice in choices):
        return listed([quoted(choice) for choice in choices], "ou")
    if field.annotation is bool:
        return listed([quoted("true"), quoted("false")], "ou")
    if field.annotation not in (int, float):
        return "un chemin" if Path in (field.annotation, *choices) else "un texte"
    noun = "un nombre entier" if field.annotation is int else "un nombre"
    bounds = {
        name: getattr(limit, name)
        for limit in field.metadata
        for name in ("ge", "le", "gt")
        if hasattr(limit, name)
    }
    if "gt" in bounds:
        return f"{noun} plus grand que {number(bounds['gt'])}"
    if "le" in bounds:
        return f"{noun} de {bounds['ge']} à {bounds['le']}"
    return f"{noun} d’au moins {number(bounds['ge'])}" if "ge" in bounds else noun
