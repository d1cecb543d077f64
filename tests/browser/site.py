"""A running site over an index, started by the product's own command."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120
"""For a machine that does other things besides; nothing is expected within a time here."""


@contextlib.contextmanager
def running_site(index: Path, log: Path, **environment: str) -> Iterator[str]:
    """Serve an index on a free port; yield the site's address."""
    with running_server(index, log, **environment) as (address, _):
        yield address


@contextlib.contextmanager
def running_server(
    index: Path, log: Path, *, under: Sequence[str] = (), **environment: str
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve an index on a free port; yield the site's address and gunicorn's first process.

    Args:
        index: the index.
        log: where the server's output goes.
        under: a program, with its arguments, that becomes the server's command.
        environment: settings.
    """
    command = [*under, str(Path(sys.executable).with_name("manchette")), "serve", "--port", "0"]
    settings = {
        "MANCHETTE_INDEX": str(index),
        "MANCHETTE_SUGGESTED_SEARCHES": str(ROOT / "sample" / "searches.json"),
        "MANCHETTE_DEADLINE_SECONDS": "60",
        **environment,
    }
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, env={**os.environ, **settings}, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield _address(server, log), server
    finally:
        server.terminate()
        try:
            server.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _address(server: subprocess.Popen[bytes], log: Path) -> str:
    """Return the address that the server prints once it listens and its workers answer."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        for line in log.read_text(encoding="utf-8").splitlines():
            if "répond sur " in line:
                address = line.rpartition(" ")[2]
                if _answers(address):
                    return address
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text(encoding='utf-8')}")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=PATIENCE_SECONDS) as response:  # noqa: S310
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
