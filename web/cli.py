"""The commands that answer: `serve` and `search`."""

from __future__ import annotations

import dataclasses
import itertools
import os
import sys
from typing import TYPE_CHECKING, Literal, TypeVar

import click
from pydantic import ValidationError
from rich.console import Console

from search.commands import index_option, reporting
from search.document import FACETS
from search.errors import InvalidRequest
from search.settings import settings_for
from search.usage import Command, WrongUsage
from web import completing
from web.app import open_searcher
from web.exports.csv_file import csv_file
from web.exports.formats import MOST_ROWS
from web.json_answers import search_json
from web.listening import check_free, port_of, workers_of
from web.messages import serving
from web.parameters import SearchParameters, refusal, to_request
from web.terminal import print_answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from search.answers import Request
    from search.searcher import Searcher
    from search.settings import Settings

_Command = TypeVar("_Command", bound="Callable[..., None]")


@click.command(cls=Command)
@index_option
@click.option("--host", metavar="ADRESSE", help="Adresse d’écoute (par défaut\u00a0: 127.0.0.1).")
@click.option(
    "--port",
    metavar="PORT",
    type=click.IntRange(0, 65535),
    help="Port d’écoute (par défaut\u00a0: 8000).",
)
def serve(folder: Path | None, host: str | None, port: int | None) -> None:
    """Servir le site de recherche, jusqu’à Ctrl-C."""
    with reporting():
        settings = settings_for(folder, host=host, port=port)
        check_free(settings.host, port_of(settings, os.environ))
        workers_of(os.environ)
    os.environ.update(
        _environment(MANCHETTE_INDEX=folder, MANCHETTE_HOST=host, MANCHETTE_PORT=port)
    )
    # A heap for each of many threads is memory that none gives back, and caches that none warms.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    # Gunicorn takes this process over, so that signals reach it without a go-between.
    os.execv(sys.executable, gunicorn_command())  # noqa: S606 - our own command, no shell


def gunicorn_command() -> list[str]:
    """Return the command that serves the site with the project's own configuration."""
    return [sys.executable, "-m", "gunicorn", "--config", "python:web.gunicorn_conf"]


def _environment(**options: object) -> dict[str, str]:
    return {name: str(value) for name, value in options.items() if value is not None}


def _filter_options(command: _Command) -> _Command:
    """Add the options that carry the names of the parameters of the address."""
    for name, text in (
        ("section", "Rubrique ; peut se répéter."),
        ("author", "Auteur ; peut se répéter."),
        ("source", "Journal ; peut se répéter."),
        ("day", "Jour (2024-06-19) ; peut se répéter."),
        ("month", "Mois (2024-06) ; peut se répéter."),
        ("year", "Année (2024), ou undated ; peut se répéter."),
    ):
        completed = completing.values if name in FACETS else None
        command = click.option(
            f"--{name}", multiple=True, metavar="VALEUR", help=text, shell_complete=completed
        )(command)
    return command


# Words such as « -maire » are the query's: short options would take them apart.
@click.command(
    cls=Command, context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]}
)
@click.argument("words", metavar="RECHERCHE…", nargs=-1, shell_complete=completing.words)
@index_option
@click.option("--match", type=click.Choice(["all", "any"]), help="Tous les mots, ou un seul.")
@click.option("--from", "from_", metavar="DATE", help="Premier jour (2024, 2024-06, 2024-06-19).")
@click.option("--to", metavar="DATE", help="Dernier jour, inclus.")
@_filter_options
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), help="Ordre.")
@click.option("--page", metavar="N", type=int, help="Page, à partir de 1.")
@click.option("--size", metavar="N", type=int, help="Articles par page (par défaut\u00a0: 10).")
@click.option("--json", "form", flag_value="json", help="Donner le JSON de /api/search.")
@click.option("--csv", "form", flag_value="csv", help="Donner le fichier de /search.csv, entier.")
def search(
    words: tuple[str, ...],
    folder: Path | None,
    from_: str | None,
    *,
    form: Literal["json", "csv"] | None,
    **options: object,
) -> None:
    """Chercher dans l’index et afficher la réponse."""
    query = _query(words)
    if form == "csv" and (options["page"], options["size"]) != (None, None):
        raise WrongUsage(serving.CSV_IS_WHOLE)
    with reporting():
        settings = settings_for(folder)
        request = _request({"q": query, "from": from_, **options}, settings)
        searcher = open_searcher(settings)
        try:
            if form == "csv":
                _print_csv(searcher, request)
                return
            # A terminal shows no facet but the dates, with the first page.
            wanted = form == "json" or request.page == 1
            asked = dataclasses.replace(request, facets=wanted, days=form is None)
            answer = searcher.answer(asked)
        except InvalidRequest as error:
            raise WrongUsage(str(error)) from error
    if form == "json":
        click.echo(search_json(answer).model_dump_json())
    else:
        print_answer(answer, Console())


def _print_csv(searcher: Searcher, request: Request) -> None:
    """Print the file of a result set, whatever the encoding of the terminal; say if it is cut."""
    batches = searcher.batches(request, MOST_ROWS)
    first = next(batches)
    found = (one for batch in itertools.chain([first], batches) for one in batch.found)
    for piece in csv_file(found, whole=False):
        sys.stdout.buffer.write(piece.encode())
    sys.stdout.buffer.flush()
    if first.total > MOST_ROWS:
        click.echo(serving.csv_cut(first.total, MOST_ROWS), err=True)


def _query(words: tuple[str, ...]) -> str:
    """Return the arguments as one query; what looks like an option is a mistyped one."""
    for word in words:
        if word.startswith("--"):
            raise WrongUsage(f"L’option {word.partition('=')[0]} n’existe pas.")
    return " ".join(words)


def _request(given: dict[str, object], settings: Settings) -> Request:
    """Return the question of a command line, checked by the model of the address."""
    try:
        str(given["q"]).encode()
        parameters = SearchParameters.model_validate(
            {name: value for name, value in given.items() if value is not None}
        )
        return to_request(parameters, settings)
    except UnicodeEncodeError as error:
        raise WrongUsage(serving.NOT_UTF8) from error
    except ValidationError as error:
        raise WrongUsage(str(refusal(error))) from error
    except InvalidRequest as error:
        raise WrongUsage(str(error)) from error


COMMANDS: tuple[click.Command, ...] = (serve, search)
