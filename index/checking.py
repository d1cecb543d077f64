"""The command `verify`: is each file intact, and does the index hold exactly what its inputs do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.comparing import compare
from index.options import map_option, verbose_option
from index.progress import shown, transferring
from index.report import visible
from search.commands import FAILED, SOME_SKIPPED, index_option, reporting
from search.engines.open import open_engine
from search.french import NAMES_SHOWN, abridged, counted, number
from search.settings import settings_for
from search.usage import Command, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.comparing import Comparison
    from search.engines.interface import Engine


@click.command(cls=Command)
@click.argument("paths", metavar="[CHEMIN]…", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--inputs",
    is_flag=True,
    help="Relire aussi ces entrées, et comparer chaque article à celui de l’index.",
)
@map_option
@verbose_option
@index_option
def verify(
    paths: tuple[Path, ...],
    *,
    inputs: bool,
    field_names: tuple[tuple[str, str], ...],
    verbose: bool,
    folder: Path | None,
) -> None:
    """Comparer chaque fichier de l’index à ce qu’en dit son manifeste."""
    if inputs != bool(paths):
        raise WrongUsage("--inputs va avec les chemins des entrées à relire, et eux avec lui.")
    with reporting():
        settings = settings_for(folder)
        engine = open_engine(settings)
        _verify_files(engine)
        if not inputs:
            return
        with shown(verbose=verbose) as observer:
            found = compare(engine, paths, settings, observer, field_names)
    _say(found, most=sys.maxsize if verbose else NAMES_SHOWN)


def _verify_files(engine: Engine) -> None:
    """Check every file; end the command where one is not intact."""
    wrong = checked = 0
    with transferring("Vérification") as told:
        for finding in engine.verify(told):
            checked += 1
            if not finding.sound:
                wrong += 1
                click.echo(f"{finding.file}\u00a0: {finding.problem}", err=True)
    if wrong:
        damaged = counted(wrong, "fichier endommagé", "fichiers endommagés")
        click.echo(
            f"{damaged} sur {number(checked)}. Restaurez une sauvegarde («\u00a0manchette restore "
            "FICHIER\u00a0») ou relancez «\u00a0manchette rebuild\u00a0»."
        )
        sys.exit(FAILED)
    sound = "intact" if checked < 2 else "tous intacts"
    click.echo(f"{counted(checked, 'fichier vérifié', 'fichiers vérifiés')}, {sound}.")


def _say(found: Comparison, *, most: int) -> None:
    """Print what was compared; end with 1 if the index holds something else than its inputs."""
    read = counted(found.read, "article lu dans les entrées", "articles lus dans les entrées")
    held = counted(found.held, "article", "articles")
    click.echo(f"{read}\u202f; l’index en compte {held} (génération {found.generation}).")
    _name(found.forgotten, "oublié, laissé de côté", "oubliés, laissés de côté", most)
    for line in found.skipped:
        click.echo(f"  – {line}")
    _name(found.missing, "manque dans l’index", "manquent dans l’index", most)
    _name(found.extra, "n’est dans aucune entrée", "ne sont dans aucune entrée", most)
    _name(found.different, "diffère de son entrée", "diffèrent de leur entrée", most)
    if not found.same:
        click.echo("L’index et ses entrées diffèrent. Relancez «\u00a0manchette rebuild\u00a0».")
        sys.exit(FAILED)
    click.echo("L’index contient exactement ce que ses entrées contiennent.")
    if found.skipped:
        sys.exit(SOME_SKIPPED)


def _name(keys: Sequence[str], one: str, several: str, most: int) -> None:
    if keys:
        names = abridged(list(map(visible, keys)), most=most)
        click.echo(f"{counted(len(keys), one, several)}\u00a0: {names}.")
