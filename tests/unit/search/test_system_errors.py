from __future__ import annotations

import gzip
import zlib

import pytest

from search.system_errors import said


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(13, "Permission denied"), "accès refusé"),
        (OSError(28, "No space left on device"), "plus de place sur le disque"),
        (EOFError("x"), "fichier compressé endommagé ou incomplet"),
        (zlib.error("x"), "fichier compressé endommagé ou incomplet"),
        (gzip.BadGzipFile("x"), "fichier compressé endommagé ou incomplet"),
        (OSError(71, "Protocol error"), "Protocol error"),
        (OSError(), "OSError"),
    ],
)
def test_said(error: Exception, sentence: str) -> None:
    assert said(error) == sentence
