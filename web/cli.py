"""The commands that answer: `serve` and `search`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypeVar

import click
from pydantic import ValidationError
from rich.console import Console

from search.cli import fail, index_option
from search.errors import InvalidRequest, ManchetteError
from search.settings import Settings
from web.app import open_searcher
from web.json_answers import search_json
from web.listening import check_free, port_of
from web.messages import serving
from web.parameters import SearchParameters, refusal, to_request
from web.terminal import print_answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from search.searcher import Request

_Command = TypeVar("_Command", bound="Callable[..., None]")


@click.command()
@index_option
@click.option("--host", metavar="ADRESSE", help="Adresse d’écoute (par défaut : 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port d’écoute (par défaut : 8000).")
def serve(folder: Path | None, host: str | None, port: int | None) -> None:
    """Sert le site de recherche, jusqu’à Ctrl-C."""
    environment = _environment(MANCHETTE_INDEX=folder, MANCHETTE_HOST=host, MANCHETTE_PORT=port)
    os.environ.update(environment)
    try:
        settings = Settings()
        check_free(settings.host, port_of(settings, os.environ))
    except ManchetteError as error:
        fail(error)
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
        command = click.option(f"--{name}", multiple=True, metavar="VALEUR", help=text)(command)
    return command


@click.command()
@click.argument("query", metavar="RECHERCHE", default="")
@index_option
@click.option("--match", type=click.Choice(["all", "any"]), help="Tous les mots, ou un seul.")
@click.option("--from", "from_", metavar="DATE", help="Premier jour (2024, 2024-06, 2024-06-19).")
@click.option("--to", metavar="DATE", help="Dernier jour, inclus.")
@_filter_options
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), help="Ordre.")
@click.option("--page", type=int, help="Page, à partir de 1.")
@click.option("--size", type=int, help="Articles par page (par défaut : 10).")
@click.option("--json", "as_json", is_flag=True, help="Le JSON de /api/search.")
def search(
    query: str, folder: Path | None, from_: str | None, *, as_json: bool, **options: object
) -> None:
    """Cherche dans l’index et affiche la réponse."""
    settings = Settings() if folder is None else Settings(index=folder)
    request = _request({"q": query, "from": from_, **options}, settings)
    try:
        answer = open_searcher(settings).answer(request)
    except InvalidRequest as error:
        raise click.UsageError(str(error)) from error
    except ManchetteError as error:
        fail(error)
    if as_json:
        click.echo(search_json(answer).model_dump_json())
    else:
        print_answer(answer, Console())


def _request(given: dict[str, object], settings: Settings) -> Request:
    """Return the question of a command line, checked by the model of the address."""
    try:
        str(given["q"]).encode()
        parameters = SearchParameters.model_validate(
            {name: value for name, value in given.items() if value is not None}
        )
        return to_request(parameters, settings)
    except UnicodeEncodeError as error:
        raise click.UsageError(serving.NOT_UTF8) from error
    except ValidationError as error:
        raise click.UsageError(str(refusal(error))) from error
    except InvalidRequest as error:
        raise click.UsageError(str(error)) from error


COMMANDS: tuple[click.Command, ...] = (serve, search)
