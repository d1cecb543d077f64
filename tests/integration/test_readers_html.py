"""The HTML reader on 59 stored pages of French newspapers.

Four shares are measured: title, date, a phrase of the body, and leftovers kept out. Pages are
examples of rules: a share may fall a little short on some page, never below the threshold.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from index.readers.choose import read_input
from index.readers.interface import ReaderOptions
from search.document import Document

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.corpus
THRESHOLD = 0.95
Outcome = dict[str, bool]


def reduced(text: str) -> str:
    """Return the text without soft hyphens, each run of white space one space."""
    return " ".join(text.replace("\u00ad", "").split())


def read(path: Path) -> Document:
    options = ReaderOptions(name=path.name, today=dt.date(2026, 11, 23))
    return next(r for r in read_input(path, options) if isinstance(r, Document))


@pytest.fixture(scope="module")
def outcomes(shared_data: Path) -> dict[str, Outcome]:
    """For each measure, whether each page (or leftover) came out right."""
    found: dict[str, Outcome] = {"title": {}, "date": {}, "phrase": {}, "leftover": {}}
    folder = shared_data / "html"
    for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        expected = json.loads(line)
        name = expected["file"]
        document = read(folder / name)
        text = reduced(document.text)
        if expected["title"] is not None:
            found["title"][name] = reduced(document.title) == reduced(expected["title"])
        if expected["date"] is not None:
            found["date"][name] = str(document.date) == expected["date"]
        found["phrase"][name] = reduced(expected["first_sentence"]) in text
        for leftover in expected["not_in_body"]:
            found["leftover"][f"{name}: {leftover}"] = reduced(leftover) not in text
    return found


@pytest.mark.parametrize("measure", ["title", "date", "phrase", "leftover"])
def test_share(outcomes: dict[str, Outcome], measure: str) -> None:
    results = outcomes[measure]
    wrong = [name for name, right in results.items() if not right]
    share = 1 - len(wrong) / len(results)
    assert share >= THRESHOLD, f"{measure}: {share:.1%} of {len(results)}; wrong: {wrong}"
