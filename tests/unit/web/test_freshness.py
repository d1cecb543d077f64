"""A browser that holds an answer is told so, without the answer being made again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from search.engines.keeping import GenerationId
from search.settings import Settings
from tests.unit.web import fake_searcher
from web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.unit.web.fake_searcher import FakeSearcher

PATHS = ["/", "/search?q=sommet", "/api/search?q=sommet", "/api/suggest?q=som"]


def tag(client: FlaskClient, path: str) -> str:
    return client.get(path).headers["ETag"]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_held_is_not_made_again(
    client: FlaskClient, searcher: FakeSearcher, path: str
) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    asked = len(searcher.asked)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "no-cache"
    assert len(searcher.asked) == asked


@pytest.mark.parametrize("path", PATHS)
def test_another_generation_is_another_answer(client: FlaskClient, path: str) -> None:
    before = tag(client, path)
    with mock.patch.object(fake_searcher, "GENERATION", GenerationId("000013")):
        assert tag(client, path) != before
        assert client.get(path, headers={"If-None-Match": before}).status_code == 200


def test_so_is_another_address_another_day_and_another_setting(
    client: FlaskClient, tmp_path: Path, searcher: FakeSearcher
) -> None:
    path = "/search?q=sommet"
    tags = {tag(client, path), tag(client, path + "&page=2")}
    later = dt.datetime.now().astimezone() + dt.timedelta(days=1)
    with mock.patch("web.freshness.dt.datetime") as clock:
        clock.now.return_value = later
        tags.add(tag(client, path))
    renamed = Settings(index=tmp_path, site_name="Le Fonds")
    tags.add(tag(create_app(renamed, searcher).test_client(), path))
    assert len(tags) == 4
    assert tag(client, path) in tags


def test_an_error_is_no_answer_to_hold(client: FlaskClient) -> None:
    for path in ("/search?page=0", "/documents/none", "/api/search?size=0"):
        response = client.get(path)
        assert response.status_code in {400, 404}
        assert "ETag" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"
