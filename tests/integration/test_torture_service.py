"""A small size of what `make torture` does to the service."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.browser.chromium import CHROMIUM
from tests.browser.site import ROOT
from tests.conftest import missing
from tests.torture import api, documents, graceful, markup, overload, queries
from tests.torture.command import SEED


def test_what_is_too_much_is_refused_politely() -> None:
    overload.torture(SEED, 2)


def test_any_address_is_answered_within_the_limits() -> None:
    queries.torture(SEED, 150)


def test_any_file_is_indexed_or_named() -> None:
    documents.torture(SEED, 40)


def test_the_description_of_the_endpoints_is_true() -> None:
    api.torture(SEED, 60)


@pytest.mark.browser
def test_no_article_and_no_address_brings_a_script() -> None:
    if not CHROMIUM.exists():
        missing(f"there is no Chromium at {CHROMIUM}: sudo apt install chromium")
    # By its command: one process has one Playwright, and that of tests/browser is still open.
    command = [sys.executable, "-m", markup.__name__, "--seed", str(SEED), "--runs", "6"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "page",
    [
        "<p onclick=alert(1)>",
        "<a href=' javascript:alert(1)'>",
        "<script>alert(1)</script>",
        "<form action='https://bad.example/'>",
        "<iframe>",
    ],
)
def test_a_script_would_be_seen(page: str) -> None:
    with pytest.raises(AssertionError):
        markup.check_page("/", page.encode())


def test_reloads_and_dead_workers_lose_no_request() -> None:
    graceful.torture(SEED, 2)
