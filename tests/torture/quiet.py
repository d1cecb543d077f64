"""Applications in this process, whose log is nobody's."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from search.settings import Settings
from tests.fuzz.questions import SAMPLE
from web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@contextlib.contextmanager
def unheard() -> Iterator[None]:
    """Let what is written to standard output go nowhere while the context lasts."""
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        yield


@contextlib.contextmanager
def sample_site(**settings: float) -> Iterator[Flask]:
    """Serve the sample in this process, indexed by the product's own command."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        manchette = Path(sys.executable).with_name("manchette")
        subprocess.run([manchette, "rebuild", "--index", index, SAMPLE], check=True)
        with unheard():
            yield create_app(Settings.model_validate({"index": index, **settings}))
