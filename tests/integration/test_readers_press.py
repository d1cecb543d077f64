"""The readers on the press corpus: nothing lost, an export's article, the newspapers' names."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from typing import TYPE_CHECKING

import pytest

from index.ingest import with_settled_sources
from index.readers.choose import read_input
from index.readers.interface import ReaderOptions, Reading, Removed, Skipped
from index.readers.sources import SourceNames, folded_name
from search.document import Document

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.corpus


def readings(path: Path) -> list[Reading]:
    return list(read_input(path, ReaderOptions(name=path.name, today=dt.date(2026, 11, 23))))


@pytest.fixture(scope="module")
def press(shared_data: Path) -> list[Reading]:
    return readings(shared_data / "press.jsonl.gz")


def test_the_exported_article(shared_data: Path) -> None:
    (document,) = (r for r in readings(shared_data / "article.txt") if isinstance(r, Document))
    title = document.title.replace("\u00a0", " ")
    assert title.startswith("A Pyongyang, Vladimir Poutine dit à Kim Jong-un")
    assert title.endswith("« apprécier le soutien » nord-coréen de la politique russe")
    assert document.date == dt.date(2024, 6, 19)
    paragraphs = document.text.split("\n\n")
    assert len(paragraphs) == 5
    assert paragraphs[0].startswith("Les dirigeants se rencontrent")
    assert paragraphs[3] == "Kim Jong-un de nouveau invité à Moscou"
    assert paragraphs[4].endswith("a-t-il souligné.")


def test_no_article_is_lost_and_little_is_removed(press: list[Reading]) -> None:
    assert sum(isinstance(r, Document) for r in press) == 8000
    assert not [r for r in press if isinstance(r, Skipped)]
    # 61 credits, video rests and "Lire la suite" lines, seen one by one; more would be prose.
    assert 40 <= sum(sum(r.counts.values()) for r in press if isinstance(r, Removed)) <= 80


def test_dates_are_those_of_the_corpus(press: list[Reading], shared_data: Path) -> None:
    with gzip.open(shared_data / "press.jsonl.gz", "rt", encoding="utf-8") as lines:
        expected = {record["id"]: record["date"] for record in map(json.loads, lines)}
    assert {d.key: str(d.date) for d in press if isinstance(d, Document)} == expected


def test_one_value_for_each_newspaper(press: list[Reading]) -> None:
    documents = (r for r in press if isinstance(r, Document))
    sources = {d.source for d in with_settled_sources(documents, SourceNames())}
    # 273 spellings in the corpus, as printed.
    assert len(sources) <= 145
    assert len({folded_name(source) for source in sources}) == len(sources)
    assert [s for s in sources if folded_name(s) == "6medias"] == ["6Medias"]
    assert [s for s in sources if folded_name(s) == "bfmtv"] == ["BFMTV"]
