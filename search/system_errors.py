"""What the system refuses, said in French."""

from __future__ import annotations

import errno
import gzip
import zlib

_SENTENCES = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.ENOENT: "introuvable",
    errno.ENOTDIR: "introuvable",
    errno.EISDIR: "c’est un dossier",
    errno.ELOOP: "liens en boucle",
    errno.ENAMETOOLONG: "nom trop long",
    errno.EIO: "erreur de lecture du disque",
    errno.ESTALE: "disque distant inaccessible",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.ENFILE: "trop de fichiers ouverts",
    errno.ENOSPC: "plus de place sur le disque",
    errno.EDQUOT: "quota de disque atteint",
    errno.EROFS: "disque en lecture seule",
    errno.ENOMEM: "mémoire épuisée",
    errno.EFBIG: "limite de taille des fichiers atteinte",
    errno.EEXIST: "existe déjà",
    errno.ENOTEMPTY: "dossier qui n’est pas vide",
    errno.EBUSY: "occupé par un autre programme",
    errno.ENOLCK: "verrou impossible",
    errno.ENOTSUP: "opération que ce disque ne connaît pas",
    errno.ENOSYS: "opération que ce système ne connaît pas",
    errno.EINVAL: "opération refusée",
    errno.ENODEV: "disque absent",
    errno.ENXIO: "disque absent",
    errno.ETIMEDOUT: "délai dépassé",
}


def said(error: Exception) -> str:
    """Return what a system or decompression error means; the system's own words if unknown."""
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return "fichier compressé endommagé ou incomplet"
    if isinstance(error, OSError) and error.errno in _SENTENCES:
        return _SENTENCES[error.errno]
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
