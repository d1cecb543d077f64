"""A system that cannot be written, but for its memory: what a hardened container gives."""

from __future__ import annotations

import http.client
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.site import running_server

if TYPE_CHECKING:
    from pathlib import Path

READ_ONLY = ("unshare", "-m", "sh", "-c", 'mount -o remount,bind,ro / && exec "$@"', "sh")


def get(address: str, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=600)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body


def test_a_site_answers_where_nothing_can_be_written(sample_index: Path, tmp_path: Path) -> None:
    written = subprocess.run(
        [*READ_ONLY, "touch", tmp_path / "x"], capture_output=True, check=False
    )
    if b"Read-only" not in written.stderr:
        pytest.skip("a mount space of one's own, with one disk, is not to be had here")
    with running_server(sample_index, tmp_path / "log", under=READ_ONLY) as (address, _):
        assert get(address, "/readyz")[0] == 200
        status, page = get(address, "/search?q=pont")
        assert (status, b"<mark>" in page) == (200, True)
        status, lines = get(address, "/search.jsonl?q=pont")
        assert (status, lines.count(b"\n") > 1) == (200, True)
    assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")
