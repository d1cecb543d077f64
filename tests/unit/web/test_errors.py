"""What goes wrong, as a page: what it says and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.errors import IndexDamaged, PlanTooCostly

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.unit.web.fake_searcher import FakeSearcher


def test_a_wrong_parameter_can_be_left_out(client: FlaskClient) -> None:
    page = client.get("/search?q=sommet&page=x&year=2024")
    assert page.status_code == 400
    assert 'href="/search?q=sommet&amp;year=2024"' in page.text


def test_a_wrong_scale_is_refused(client: FlaskClient) -> None:
    refused = client.get("/search?scale=log")
    assert refused.status_code == 400
    assert "«\u00a0scale\u00a0» doit être" in refused.text


def test_a_query_that_is_refused_can_be_mended(client: FlaskClient) -> None:
    response = client.get("/search?q=" + "mot+" * 200)
    assert response.status_code == 400
    assert 'value="mot mot ' in response.text


def test_without_an_index_the_page_says_what_to_do(
    no_index: FakeSearcher, client: FlaskClient
) -> None:
    for path in ("/", "/search?q=a", "/documents/x"):
        response = client.get(path)
        assert response.status_code == 503
        assert "manchette rebuild" in response.text
        assert "manchette serve" in response.text
        assert response.headers["Retry-After"]
    assert no_index.asked == []


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (PlanTooCostly("de", "Le mot « de » coûte trop."), 422),
        (IndexDamaged("a.bin", "Abîmé"), 503),
    ],
)
def test_what_goes_wrong_is_said(
    searcher: FakeSearcher, client: FlaskClient, error: Exception, status: int
) -> None:
    searcher.broken = error
    response = client.get("/search?q=de")
    assert response.status_code == status
    assert str(error) in response.text


def test_the_unexpected_is_logged_and_not_shown(
    searcher: FakeSearcher, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    searcher.broken = ValueError("secret /etc/path")
    response = client.get("/search?q=a", headers={"X-Request-ID": "abcdefgh-1"})
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "abcdefgh-1" in response.text
    assert "secret" in capsys.readouterr().out
