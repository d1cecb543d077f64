"""The commands over inputs and over the whole index; here those that change what it holds."""

from __future__ import annotations

import datetime as dt
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.checking import verify
from index.ingest import rebuild, rebuild_from_index, update
from index.keeping import backup, restore
from index.options import map_option, verbose_option
from index.progress import shown, working
from search.commands import SOME_SKIPPED, index_option, reporting
from search.document import DocumentId, public_id
from search.engines.open import open_engine
from search.errors import IndexProblem, UnknownDocument
from search.french import counted, day_in_words
from search.settings import settings_for
from search.usage import Command, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.report import Report
    from search.engines.interface import Engine, Snapshot
    from search.engines.keeping import Receipt
    from search.settings import Settings

INTERRUPTED = 130
TERMINATED = 143

_NOTHING_CHANGED = "Interrompu\u00a0: rien n’a changé."
_PUBLISHED = "Interrompu après la publication\u00a0: le nouvel index répond."
_FORGOTTEN = (
    "Interrompu\u00a0: les articles sont oubliés et ne répondent plus, mais ne sont pas encore "
    "effacés du disque. Ils le seront à la prochaine écriture (update, forget)."
)


@contextmanager
def _engine(folder: Path | None, published: str = _PUBLISHED) -> Iterator[tuple[Engine, Settings]]:
    """Hand out the engine to change, and end the command well where something goes wrong.

    Args:
        folder: of the index, None for that of the settings.
        published: what is said of an interruption that comes after the change took effect.
    """
    engine, before = None, ""
    at_term = signal.signal(signal.SIGTERM, _end)
    try:
        with reporting():
            settings = settings_for(folder)
            engine = open_engine(settings)
            before = _generation(engine)
            yield engine, settings
    except KeyboardInterrupt:
        changed = engine is not None and _generation(engine) != before
        click.echo(published if changed else _NOTHING_CHANGED, err=True)
        sys.exit(INTERRUPTED)
    finally:
        signal.signal(signal.SIGTERM, at_term)


def _end(_signal: int, _frame: object) -> None:
    """Leave as if asked to, so that the reader processes are ended too."""
    sys.exit(TERMINATED)


def _generation(engine: Engine) -> str:
    """Return the generation that answers, empty where none can."""
    try:
        with engine.snapshot() as snapshot:
            return snapshot.generation
    except IndexProblem:
        return ""


def _say(report: Report, receipt: Receipt, *, verbose: bool = False) -> None:
    """Print the summary; end with code 3 if something was left out."""
    for line in report.summary(receipt, verbose=verbose):
        click.echo(line)
    if report.skipped:
        sys.exit(SOME_SKIPPED)


@click.command("rebuild", cls=Command)
@click.argument("paths", metavar="[CHEMIN]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--from-index", is_flag=True, help="Relire les articles que l’index garde.")
@map_option
@verbose_option
@index_option
def rebuild_command(
    paths: tuple[Path, ...],
    *,
    from_index: bool,
    field_names: tuple[tuple[str, str], ...],
    verbose: bool,
    folder: Path | None,
) -> None:
    """Faire un index neuf de ces fichiers et dossiers."""
    if from_index == bool(paths):
        raise WrongUsage("Donnez soit des chemins à lire, soit --from-index.")
    with _engine(folder) as (engine, settings), shown(verbose=verbose) as observer:
        if from_index:
            report, receipt = rebuild_from_index(engine, observer)
        else:
            report, receipt = rebuild(engine, paths, settings, observer, field_names)
    _say(report, receipt, verbose=verbose)


@click.command("update", cls=Command)
@click.argument(
    "paths", metavar="CHEMIN…", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--mirror", is_flag=True, help="Retirer aussi les articles des fichiers qui ne sont plus là."
)
@map_option
@verbose_option
@index_option
def update_command(
    paths: tuple[Path, ...],
    *,
    mirror: bool,
    field_names: tuple[tuple[str, str], ...],
    verbose: bool,
    folder: Path | None,
) -> None:
    """Ajouter ces fichiers et dossiers à l’index, en remplaçant par identifiant."""
    with _engine(folder) as (engine, settings), shown(verbose=verbose) as observer:
        report, receipt = update(
            engine, paths, settings, observer, mirror=mirror, field_names=field_names
        )
    _say(report, receipt, verbose=verbose)


@click.command("forget", cls=Command)
@click.argument("names", metavar="ID…", nargs=-1, required=True)
@index_option
def forget_command(names: tuple[str, ...], *, folder: Path | None) -> None:
    """Effacer des articles pour de bon ; ID est l’identifiant public ou celui de l’entrée."""
    with _engine(folder, _FORGOTTEN) as (engine, _):
        with engine.snapshot() as snapshot:
            ids = [_live_id(snapshot, name) for name in names]
        with working("Oubli") as told:
            receipt = engine.forget(ids, told)
        gone = counted(len(set(ids)), "article oublié", "articles oubliés")
        held = counted(receipt.documents, "article")
        click.echo(f"{gone}\u202f; l’index compte {held} (génération {receipt.generation}).")
        moment = dt.datetime.now().astimezone()
        click.echo(
            f"Reçu\u00a0: {receipt.proof}, le {day_in_words(moment.date())} à {moment:%H h %M}. "
            "C’est l’empreinte salée de ce qui est refusé désormais. Hors d’atteinte\u00a0: vos "
            "entrées, les sauvegardes, les copies des lecteurs, les blocs libérés du disque."
        )


def _live_id(snapshot: Snapshot, name: str) -> DocumentId:
    """Return the public id of the article that a person names by it or by its own id.

    Raises:
        UnknownDocument: no article of the snapshot has either.
    """
    for candidate in (DocumentId(name), public_id(name)):
        try:
            snapshot.passages([candidate])
        except UnknownDocument:
            continue
        return candidate
    message = f"Aucun article n’a l’identifiant « {name} » : rien n’a été oublié."
    raise UnknownDocument(message)


COMMANDS: tuple[click.Command, ...] = (
    rebuild_command,
    update_command,
    forget_command,
    verify,
    backup,
    restore,
)
