"""A page of results, with its style and its script, is light to carry."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest

from search.settings import Settings
from web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

MOST_BYTES = 40_000
"""Of a page, compressed, with its one style sheet, its one script and its icon."""


@pytest.fixture(scope="module")
def client(sample_index: Path) -> FlaskClient:
    return create_app(Settings(index=sample_index)).test_client()


def weight(client: FlaskClient, address: str) -> int:
    page = client.get(address)
    needed = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert {one.rpartition(".")[2] for one in needed} == {"css", "js", "svg"}
    return sum(len(gzip.compress(client.get(one).data)) for one in (address, *needed))


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=maire",
        "/search?q=pr%C3%A9sidents+coreens&month=2022-03&scale=share",
        "/search?size=50&lang=en",
        "/search/dates",
        "/facets/source",
    ],
)
def test_a_page_is_light(client: FlaskClient, address: str) -> None:
    assert weight(client, address) <= MOST_BYTES
