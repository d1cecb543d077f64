"""The commands that change the index: rebuild, update, forget."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from index.ingest import rebuild, rebuild_from_index, update
from index.progress import shown
from index.readers.fields import parse_mapping
from search.document import DocumentId, public_id
from search.engines.open import open_engine
from search.errors import ManchetteError, UnknownDocument
from search.french import counted
from search.settings import Settings
from search.system_errors import said

if TYPE_CHECKING:
    from index.report import Report
    from search.engines.interface import Receipt, Snapshot

FAILED = 1
SOME_SKIPPED = 3
INTERRUPTED = 130
TERMINATED = 143

_Command = TypeVar("_Command", bound=Callable[..., None])


def _index_option(command: _Command) -> _Command:
    """Add --index to a command."""
    option = click.option(
        "--index",
        "folder",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Dossier de l’index (sinon MANCHETTE_INDEX, sinon var/index).",
    )
    return option(command)


def _map_option(command: _Command) -> _Command:
    """Add --map to a command."""
    option = click.option(
        "--map",
        "pairs",
        metavar="CHAMP=NOM",
        multiple=True,
        help="Nom que l’entrée donne à un champ, par exemple --map title=headline ; répétable.",
    )
    return option(command)


def _settings(folder: Path | None) -> Settings:
    """Return the settings of the environment, with the folder of the command line."""
    settings = Settings()
    return settings if folder is None else settings.model_copy(update={"index": folder})


@contextmanager
def _errors_in_french() -> Iterator[None]:
    """End the command with one clear line where something goes wrong, and no trace."""
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    except KeyboardInterrupt:
        click.echo("Interrompu : rien n’a changé.", err=True)
        sys.exit(INTERRUPTED)
    except ManchetteError as error:
        click.echo(str(error), err=True)
        sys.exit(FAILED)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(f"Erreur du système : {said(error)}{where}.", err=True)
        sys.exit(FAILED)
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(_signal: int, _frame: object) -> None:
    """Leave as if asked to, so that the reader processes are ended too."""
    sys.exit(TERMINATED)


def _say(report: Report, receipt: Receipt) -> None:
    """Print the summary; end with code 3 if something was left out."""
    for line in report.summary(receipt):
        click.echo(line)
    if report.skipped:
        sys.exit(SOME_SKIPPED)


@click.command("rebuild")
@click.argument("paths", metavar="[PATH]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--from-index", is_flag=True, help="Relire les articles que l’index garde.")
@_map_option
@_index_option
def rebuild_command(
    paths: tuple[Path, ...], *, from_index: bool, pairs: tuple[str, ...], folder: Path | None
) -> None:
    """Faire un index neuf de ces fichiers et dossiers."""
    if from_index == bool(paths):
        raise click.UsageError("Donnez soit des chemins à lire, soit --from-index.")
    with _errors_in_french():
        settings = _settings(folder)
        engine = open_engine(settings)
        with shown() as observer:
            if from_index:
                report, receipt = rebuild_from_index(engine, observer)
            else:
                report, receipt = rebuild(engine, paths, settings, observer, parse_mapping(pairs))
    _say(report, receipt)


@click.command("update")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--mirror", is_flag=True, help="Retirer aussi les articles des fichiers qui ne sont plus là."
)
@_map_option
@_index_option
def update_command(
    paths: tuple[Path, ...], *, mirror: bool, pairs: tuple[str, ...], folder: Path | None
) -> None:
    """Ajouter ces fichiers et dossiers à l’index, en remplaçant par identifiant."""
    with _errors_in_french():
        settings = _settings(folder)
        field_names = parse_mapping(pairs)
        engine = open_engine(settings)
        with shown() as observer:
            report, receipt = update(
                engine, paths, settings, observer, mirror=mirror, field_names=field_names
            )
    _say(report, receipt)


@click.command("forget")
@click.argument("names", metavar="ID…", nargs=-1, required=True)
@_index_option
def forget_command(names: tuple[str, ...], *, folder: Path | None) -> None:
    """Effacer des articles pour de bon ; ID est l’identifiant public ou celui de l’entrée."""
    with _errors_in_french():
        engine = open_engine(_settings(folder))
        with engine.snapshot() as snapshot:
            ids = [_live_id(snapshot, name) for name in names]
        receipt = engine.forget(ids)
        gone = counted(len(set(ids)), "article oublié", "articles oubliés")
        held = counted(receipt.documents, "article", "articles")
        click.echo(f"{gone} ; l’index compte {held} (génération {receipt.generation}).")


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


COMMANDS: tuple[click.Command, ...] = (rebuild_command, update_command, forget_command)
