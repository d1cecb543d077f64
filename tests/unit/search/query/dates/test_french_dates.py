"""The golden tables of French dates: what expressions mean, and what is found among free words.

`tests/data/french_dates.tsv` and `french_found_dates.tsv` are written to be read and extended by a
French speaker. `..` is no limit; a row without start and end is no date. A character that cannot
be seen is written `\\u00a0`.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.dates import DateOperator, Period, find_period, period_of

DATA = Path(__file__).resolve().parents[4] / "data"
EXPRESSIONS = DATA / "french_dates.tsv"
QUERIES = DATA / "french_found_dates.tsv"
FEWEST_CASES = 200
FEWEST_QUERIES = 40
TODAY = dt.date(2024, 9, 10)

OPERATORS: dict[str, DateOperator] = {
    "date": "date", "depuis": "since", "avant": "before", "entre": "between",
}  # fmt: skip

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def limit(text: str) -> dt.date | None:
    return None if text == ".." else dt.date.fromisoformat(text)


def period_in(row: dict[str, str]) -> Period | None:
    return Period(limit(row["start"]), limit(row["end"])) if row["start"] else None


def name_of(row: dict[str, str]) -> str:
    return f"{row['operator']}:{row['expression']} on {row['today']}"


def read(row: dict[str, str], today: dt.date) -> Period | None:
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), row["expression"])
    return period_of(OPERATORS[row["operator"]], text, today)


@pytest.mark.golden
@pytest.mark.parametrize("row", rows(EXPRESSIONS), ids=name_of)
def test_expression_means_the_days_of_the_table(row: dict[str, str]) -> None:
    assert read(row, dt.date.fromisoformat(row["today"])) == period_in(row)


@given(st.sampled_from(rows(EXPRESSIONS)), st.dates())
def test_expression_is_understood_on_any_day(row: dict[str, str], today: dt.date) -> None:
    assert (read(row, today) is None) == (period_in(row) is None)


@pytest.mark.golden
@pytest.mark.parametrize("row", rows(QUERIES), ids=lambda row: str(row["query"]))
def test_found_among_free_words_is_that_of_the_table(row: dict[str, str]) -> None:
    words = row["query"].split()
    found = find_period(words, TODAY)
    assert (found.period if found else None) == period_in(row)
    assert (" ".join(words[n] for n in found.words) if found else "") == row["words"]


def test_tables_are_well_formed() -> None:
    expressions, queries = rows(EXPRESSIONS), rows(QUERIES)
    assert len(expressions) >= FEWEST_CASES
    assert len(queries) >= FEWEST_QUERIES
    assert all(None not in row.values() for row in (*expressions, *queries))
    assert len(set(map(name_of, expressions))) == len(expressions)
    assert len({row["query"] for row in queries}) == len(queries)
