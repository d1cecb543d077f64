"""What the command lines of the three packages share: an option, settings, how errors end."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from search.errors import ManchetteError
from search.french import french
from search.system_errors import said

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILED = 1
"""Exit code of a command that failed; wrong usage ends with click's own, 2."""

SOME_SKIPPED = 3
"""Exit code of a command that did its work, but for inputs that it names."""

index_option = click.option(
    "--index",
    "folder",
    metavar="DOSSIER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Dossier de l’index (sinon MANCHETTE_INDEX, sinon var/index).",
)


@contextmanager
def reporting() -> Iterator[None]:
    """End the command with one clear line where something goes wrong, and no trace."""
    try:
        yield
    except ManchetteError as error:
        fail(str(error))
    except BrokenPipeError:  # whoever reads has read enough (| head): click ends quietly
        raise
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        fail(french("le système répond « {} ».").format(f"{said(error)}{where}"))


def fail(message: str) -> NoReturn:
    """Print what went wrong on the standard error, and exit with the code of a failure."""
    click.echo(french("Erreur : {}").format(message), err=True)
    sys.exit(FAILED)
