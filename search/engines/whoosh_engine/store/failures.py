"""What goes wrong on a disk, said in French."""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING

from search.errors import IndexDamaged, IndexProblem, NotEnoughDisk
from search.french import of
from search.system_errors import said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.errors import ManchetteError

# EFBIG is what a limit on the size of files (ulimit -f) answers: for the reader, the same thing.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS})

_REPAIR = (
    "Lancez « manchette verify » pour la liste des fichiers touchés, puis restaurez une "
    "sauvegarde (« manchette restore FICHIER ») ou reconstruisez l’index (« manchette rebuild "
    "DOSSIER »)."
)


class NewerFormat(IndexDamaged):
    """A file is of a later format: whole, but not for this program to read or to replace."""


class OtherFormat(IndexDamaged):
    """A segment was written in a format that this program does not read, and is whole."""


def damaged(file: str, what: str) -> IndexDamaged:
    """Return the error for a file of the index.

    Args:
        file: its path relative to the index.
        what: what is wrong, a verb and the rest (« manque »).
    """
    return IndexDamaged(file, f"Index endommagé : le fichier {file} {what}. {_REPAIR}")


def newer(file: str, version: int) -> NewerFormat:
    """Return the error for a file of a later format."""
    return NewerFormat(
        file,
        f"Le fichier {file} est celui d’un index d’une version plus récente (format {version}). "
        "Mettez Manchette à jour, ou reconstruisez l’index dans un autre dossier "
        "(« manchette rebuild DOSSIER »).",
    )


def other_format(segment: str, found: str, read: str) -> OtherFormat:
    """Return the error for a segment of a generation.

    Args:
        segment: its id.
        found: the format it was written in.
        read: the format that this program reads.
    """
    return OtherFormat(
        f"segments/{segment}",
        f"Cet index a été écrit par une autre version de Manchette (format {found}\u00a0; celle-ci "
        f"lit le format {read}). Reconstruisez-le\u00a0: « manchette rebuild DOSSIER ».",
    )


def explained(error: OSError, root: Path, doing: str) -> ManchetteError:
    """Return what to tell a person about a refusal of the system.

    Args:
        error: what the system answered.
        root: the folder of the index.
        doing: what could not be done, to complete « Impossible de … ».
    """
    where = f"Impossible {of(doing)} dans {root}"
    if error.errno in FULL:
        return NotEnoughDisk(
            f"{where} : plus de place sur le disque, ou limite de taille atteinte. "
            "Rien n’a changé : l’index d’avant, s’il y en a un, répond toujours. "
            "Libérez de la place, puis recommencez."
        )
    reason = said(error)
    if error.errno in _FORBIDDEN:
        advice = "Vérifiez les droits du dossier et que le disque n’est pas en lecture seule."
    elif error.errno in _NO_LOCKS:
        advice = "Ce système de fichiers ne sait pas verrouiller : prenez un disque local."
    else:
        advice = "Vérifiez l’état du disque, puis recommencez."
    return IndexProblem(f"{where} : le système répond « {reason} ». {advice}")


@contextlib.contextmanager
def explaining(root: Path, doing: str) -> Iterator[None]:
    """Turn an OSError of the block into an error with a sentence.

    Raises:
        NotEnoughDisk: the disk is full.
        IndexProblem: any other refusal.
    """
    try:
        yield
    except OSError as error:
        raise explained(error, root, doing) from error
