"""Counts by date as CSV, read by Python's own reader."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

Rows = list[dict[str, str]]


def rows(client: FlaskClient, question: str) -> tuple[Rows, int]:
    response = client.get(f"/search/dates.csv?{question}")
    assert response.status_code == 200
    assert response.mimetype == "text/csv"
    text = response.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text))), int(response.headers["X-Total-Count"])


@pytest.mark.parametrize(
    "question",
    [
        "",
        "q=sommet",
        "q=sommet&by=day",
        "q=president&year=2024",
        "q=president&year=2024&year=undated&by=month",
        "month=2024-06&source=La+Gazette+du+Rhin",
        "from=2024-06-10&to=2024-07-02",
        "from=2024-06-10&to=2024-07-02&by=month",
        "year=undated",
        "year=2023&from=2024",
        "q=zzz",
    ],
)
def test_the_lines_add_up_to_the_result_set(client: FlaskClient, question: str) -> None:
    found, total = rows(client, question)
    assert sum(int(row["articles"]) for row in found) == total
    for row in found:
        articles, published = int(row["articles"]), int(row["published"])
        assert articles <= published
        share = f"{1000 * articles / published:.3f}" if published else ""
        assert row["per_thousand"] == share


def test_a_line_is_what_is_asked_for_and_gaps_are_lines_of_nothing(client: FlaskClient) -> None:
    years, _ = rows(client, "by=year")
    assert [row["period"] for row in years] == ["2021", "2022", "2023", "2024", "undated"]
    months, _ = rows(client, "year=2024")
    assert [row["period"] for row in months] == [f"2024-{n:02}" for n in range(1, 13)]
    assert "0" in {row["articles"] for row in months}
    days, _ = rows(client, "month=2024-06")
    assert [row["period"] for row in days] == [f"2024-06-{n:02}" for n in range(1, 31)]


def test_a_range_cuts_its_first_and_last_line(client: FlaskClient) -> None:
    days, _ = rows(client, "from=2024-06-10&to=2024-07-02&by=day")
    assert [row["period"] for row in days][:: len(days) - 1] == ["2024-06-10", "2024-07-02"]
    months, _ = rows(client, "from=2024-06-10&to=2024-07-02&by=month")
    assert [row["period"] for row in months] == ["2024-06", "2024-07"]
    june = sum(int(row["published"]) for row in days if row["period"] < "2024-07")
    assert months[0]["published"] == str(june)


def test_years_that_the_collection_does_not_hold_have_no_lines(client: FlaskClient) -> None:
    days, _ = rows(client, "year=1000&year=2024&by=day")
    assert [row["period"] for row in days][:: len(days) - 1] == ["2021-01-01", "2024-12-31"]
    assert rows(client, "month=2031-06") == ([], 0)


def test_it_is_named_after_the_question_and_refuses_what_it_cannot_cut(
    client: FlaskClient,
) -> None:
    response = client.get("/search/dates.csv?q=sommet")
    assert response.headers["Content-Disposition"] == 'attachment; filename="sommet-dates.csv"'
    refused = client.get("/search/dates.csv?by=week")
    assert refused.status_code == 400
    assert "«\u00a0by\u00a0» doit être «\u00a0year\u00a0»" in refused.text
