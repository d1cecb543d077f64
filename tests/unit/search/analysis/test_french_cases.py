"""The golden table of French: what each text becomes, known failures included.

`tests/data/french_cases.tsv` is written to be read and extended by a French speaker. A character
that cannot be seen is written `\\u00ad` in its column `text`.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from search.analysis.french import Analyzer

TABLE = Path(__file__).resolve().parents[3] / "data" / "french_cases.tsv"
COLUMNS = ["phenomenon", "text", "forms", "status", "note"]
FEWEST_CASES = 160

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def text_of(case: dict[str, str]) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), case["text"])


@pytest.mark.golden
@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['phenomenon']}: {case['text']}")
def test_forms_are_those_of_the_table(case: dict[str, str]) -> None:
    forms = " ".join(Analyzer().forms(text_of(case)))
    if case["status"] == "known-failure":
        assert forms != case["forms"], "this failure is mended: mark the row ok"
    else:
        assert forms == case["forms"]


def test_table_is_well_formed() -> None:
    rows = cases()
    assert len(rows) >= FEWEST_CASES
    assert all(list(row) == COLUMNS and None not in row.values() for row in rows)
    assert {row["status"] for row in rows} == {"ok", "known-failure"}
    assert len({(row["phenomenon"], row["text"]) for row in rows}) == len(rows)
