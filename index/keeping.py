"""The commands `backup` and `restore`: a whole index in one file, and back."""

from __future__ import annotations

import os
from pathlib import Path

import click

from index.progress import transferring
from index.report import visible
from search.commands import index_option, reporting
from search.engines.open import open_engine
from search.errors import InvalidInput
from search.french import NAMES_SHOWN, abridged, counted
from search.settings import settings_for
from search.usage import Command

_file = click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path, dir_okay=False))
_BEING_WRITTEN = ".part"


@click.command(cls=Command)
@_file
@click.option("--force", is_flag=True, help="Remplacer le fichier s’il existe déjà.")
@index_option
def backup(file: Path, *, force: bool, folder: Path | None) -> None:
    """Garder l’index entier dans un fichier ; le site et les commandes continuent."""
    with reporting():
        if file.exists() and not force:
            message = f"«\u00a0{file}\u00a0» existe déjà\u00a0: prenez un autre nom, ou --force."
            raise InvalidInput(message)
        engine = open_engine(settings_for(folder))
        part = file.with_name(file.name + _BEING_WRITTEN)
        try:
            with part.open("wb") as written, transferring("Sauvegarde") as progress:
                generation = engine.backup(written, progress)
                written.flush()
                os.fsync(written.fileno())
            part.replace(file)
            _sync_folder(file)
        finally:
            part.unlink(missing_ok=True)
        click.echo(f"Génération {generation} gardée dans {file} ({_size(file.stat().st_size)}).")


@click.command(cls=Command)
@_file
@index_option
def restore(file: Path, *, folder: Path | None) -> None:
    """Remettre en place l’index d’une sauvegarde ; ce qui fut oublié depuis le reste."""
    with reporting():
        if not file.is_file():
            raise InvalidInput(f"«\u00a0{file}\u00a0» n’existe pas ou n’est pas un fichier.")
        engine = open_engine(settings_for(folder))
        with file.open("rb") as read, transferring("Restauration") as progress:
            receipt = engine.restore(read, progress)
        held = counted(receipt.documents, "article", "articles")
        click.echo(
            f"Sauvegarde restaurée\u202f; l’index compte {held} (génération {receipt.generation})."
        )
        if receipt.refused:
            gone = counted(
                len(receipt.refused),
                "article oublié depuis, laissé de côté",
                "articles oubliés depuis, laissés de côté",
            )
            names = abridged(list(map(visible, receipt.refused)), most=NAMES_SHOWN)
            click.echo(f"{gone}\u00a0: {names}.")


def _sync_folder(file: Path) -> None:
    """Return once the file's name would survive a power loss."""
    descriptor = os.open(file.absolute().parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} Mo".replace(".", ",")
