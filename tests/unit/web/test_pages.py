from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search",
        "/search?q=sommet+coree",
        "/search?q=zzz",
        "/search?month=2024-06",
        "/documents/rhin-1?q=sommet",
        "/healthz",
        "/readyz",
        "/api/search?q=sommet",
        "/api/documents/rhin-1",
        "/openapi.json",
    ],
)
def test_answers(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, response.text[-2000:]
