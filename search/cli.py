"""Commands about an index as a whole: `info` and `verify`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console
from rich.table import Table

from search.engines.open import open_engine
from search.errors import ManchetteError
from search.settings import Settings

FAILED = 1
_MEGA = 1_000_000
_SHOWN_SOURCES = 10

index_option = click.option(
    "--index",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Dossier de l’index (par défaut : MANCHETTE_INDEX, sinon var/index).",
)


def settings_for(folder: Path | None) -> Settings:
    """Return the settings of the environment, with the folder of the command line."""
    return Settings() if folder is None else Settings(index=folder)


def fail(error: ManchetteError) -> NoReturn:
    """Print what went wrong on the standard error, and exit with the code of a failure."""
    click.echo(f"Erreur : {error}", err=True)
    sys.exit(FAILED)


@click.command()
@index_option
def info(folder: Path | None) -> None:
    """Dit ce que contient l’index : articles, dates, sources, versions."""
    settings = settings_for(folder)
    try:
        with open_engine(settings).snapshot() as snapshot:
            held = snapshot.inventory()
    except ManchetteError as error:
        fail(error)
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in (
        ("Index", str(settings.index)),
        ("Génération", snapshot.generation),
        ("Articles", _number(held.documents)),
        ("Dates", f"du {held.first} au {held.last}" if held.first else "aucune"),
        ("Sans date", _number(held.undated)),
        ("Formes distinctes", _number(held.forms)),
        ("Segments", _number(held.segments)),
        ("Taille", f"{held.bytes / _MEGA:.1f} Mo".replace(".", ",")),
        ("Versions", ", ".join(f"{n} {v}" for n, v in sorted(held.versions.items()))),
    ):
        table.add_row(name, value)
    for name, documents in held.sources[:_SHOWN_SOURCES]:
        table.add_row("Source", f"{name} ({_number(documents)})")
    if (more := len(held.sources) - _SHOWN_SOURCES) > 0:
        table.add_row("", f"et {_number(more)} autres sources")
    Console(highlight=False, soft_wrap=True).print(table)


@click.command()
@index_option
def verify(folder: Path | None) -> None:
    """Compare chaque fichier de l’index à ce qu’en dit son manifeste."""
    wrong = checked = 0
    try:
        for finding in open_engine(settings_for(folder)).verify():
            checked += 1
            if not finding.sound:
                wrong += 1
                click.echo(f"{finding.file} : {finding.problem}", err=True)
    except ManchetteError as error:
        fail(error)
    if wrong:
        click.echo(f"{wrong} fichiers endommagés sur {checked}. Relancez « manchette rebuild ».")
        sys.exit(FAILED)
    click.echo(f"{checked} fichiers vérifiés, tous intacts.")


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


COMMANDS: tuple[click.Command, ...] = (info, verify)
