"""CSV and JSON lines, read by the standard library."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.unit.web.exports.conftest import HOSTILE
from web.exports.csv_file import COLUMNS, harmless

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient


def table(client: FlaskClient, address: str) -> list[dict[str, str]]:
    text = client.get(address).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def objects(client: FlaskClient, address: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in client.get(address).data.decode().splitlines()]


def test_a_table_has_a_line_an_article_in_the_order_of_the_page(
    hostile: Callable[..., FlaskClient],
) -> None:
    client = hostile()
    rows = table(client, "/search.csv?q=port&sort=newest")
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == [
        hit["id"] for hit in json.loads(client.get("/api/search?q=port&sort=newest").data)["hits"]
    ]
    assert [row["date"] for row in rows] == ["2024-07-01", "2024-06-20", "2024-06-19", ""]
    assert rows[1]["excerpt"].startswith("Un port.")


def test_a_table_is_a_download_that_excel_reads(hostile: Callable[..., FlaskClient]) -> None:
    response = hostile().get("/search.csv?q=%C3%A9t%C3%A9+%22%27;/")
    assert response.data.startswith("\ufeffid,".encode())
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="ete.csv"'
    assert response.headers["X-Total-Count"] == "1"
    everything = hostile().get("/search.csv")
    assert everything.headers["Content-Disposition"] == 'attachment; filename="articles.csv"'
    assert everything.headers["X-Total-Count"] == str(len(HOSTILE))


def test_no_cell_is_a_formula(hostile: Callable[..., FlaskClient]) -> None:
    for row in table(hostile(), "/search.csv"):
        for name, cell in row.items():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")), name
            assert "\n" not in cell
            assert "\x00" not in cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("\t=1", "'=1"),
        ("\r\n+1", "'+1"),
        ("－1", "'－1"),
        ("l’été, à 5 %", "l’été, à 5 %"),
        ("— Non.", "— Non."),
        ("a\x00\ufffeb\u2028c", "ab c"),
    ],
)
def test_harmless(text: str, cell: str) -> None:
    assert harmless(text) == cell


def test_lines_hold_the_articles_as_they_are(hostile: Callable[..., FlaskClient]) -> None:
    by_title = {one["title"]: one for one in objects(hostile(), "/search.jsonl?q=port")}
    assert set(by_title) == {document.title for document in HOSTILE}
    for document in HOSTILE:
        one = by_title[document.title]
        assert one["text"] == document.text
        assert one["authors"] == list(document.authors)
        assert one["url"] == document.url
        assert one["date"] == (document.date.isoformat() if document.date else None)


def test_texts_stay_where_the_site_shows_excerpts(hostile: Callable[..., FlaskClient]) -> None:
    for one in objects(hostile(full_text="off"), "/search.jsonl?q=port"):
        assert "text" not in one
        assert one["excerpts"]


def test_filters_and_matching_are_those_of_the_page(hostile: Callable[..., FlaskClient]) -> None:
    client = hostile()
    for asked in ("q=port&year=undated", "q=port+attache&match=any", "month=2024-06", "q=zzzz"):
        total = json.loads(client.get(f"/api/search?{asked}").data)["total"]
        assert len(table(client, f"/search.csv?{asked}")) == total, asked


@pytest.mark.parametrize("address", ["/search.csv?year=20", "/search.jsonl?from=2024&to=2023"])
def test_a_wrong_parameter_is_refused_before_anything_is_sent(
    hostile: Callable[..., FlaskClient], address: str
) -> None:
    response = hostile().get(address)
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert json.loads(response.data)["parameter"] in {"year", "to"}
