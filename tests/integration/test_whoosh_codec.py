"""Whoosh over our segments, against Whoosh over its own and against a plain scan."""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
import json
from typing import TYPE_CHECKING, Any

import pytest
from whoosh import query
from whoosh.qparser import QueryParser

from search.document import Document
from search.engines.open import open_engine
from search.engines.whoosh_engine.codec import open_index
from search.settings import Settings
from tests.oracle.plain_scan import bm25, scan
from tests.oracle.stock import ExactLengths, stock_index
from tests.oracle.whoosh_queries import Questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from whoosh.index import Index
    from whoosh.searching import Searcher

    from search.engines.whoosh_engine.codec.index import ManchetteIndex
    from tests.oracle.plain_scan import Scanned

pytestmark = pytest.mark.golden

QUERIES = 2100
SEED = 20240619
CLOSE = 1e-4


def build(folder: Path, *drafts: Iterable[Document]) -> ManchetteIndex:
    """Index each draft over what the ones before it left."""
    engine = open_engine(Settings(index=folder))
    for number, documents in enumerate(drafts):
        with engine.draft("current" if number else "empty") as draft:
            draft.put(documents)
            draft.publish()
    return open_index(folder)


def stored(index: ManchetteIndex) -> list[Scanned]:
    """Scan the documents of an index, in the order of their numbers."""
    with index.searcher() as searcher:
        return scan(
            Document(
                key=values["key"],
                title=values["title"],
                text=values.get("text", ""),
                date=values["date"].date() if "date" in values else None,
            )
            for values in searcher.all_stored_fields()
        )


def scores(searcher: Searcher, asked: Any) -> dict[str, float]:
    """Return every document that Whoosh finds, with its score."""
    return {hit["id"]: hit.score for hit in searcher.search(asked, limit=None)}


def compare(index: ManchetteIndex, scanned: Sequence[Scanned], exact: bool) -> list[str]:
    """Ask both codecs and the scan; return what differs."""
    wrong = []
    stock: Index = stock_index(scanned)
    with index.searcher() as ours, stock.searcher(weighting=ExactLengths(scanned)) as theirs:
        for asked in Questions(scanned, SEED).ask(QUERIES):
            expected = {one.id for one in scanned if asked.holds(one)}
            found, reference = scores(ours, asked.query), scores(theirs, asked.query)
            if not found.keys() == reference.keys() == expected:
                wrong.append(f"{asked.kind} {asked.query}: {len(found)} of {len(expected)}")
            elif exact and found != pytest.approx(reference, rel=CLOSE):
                wrong.append(f"{asked.kind} {asked.query}: scores")
    return wrong


@pytest.fixture(scope="module")
def sample(sample_index: Path) -> ManchetteIndex:
    return open_index(sample_index)


@pytest.fixture(scope="module")
def sample_scan(sample: ManchetteIndex) -> list[Scanned]:
    return stored(sample)


@pytest.fixture(scope="module")
def articles(shared_data: Path) -> list[Document]:
    with gzip.open(shared_data / "press.jsonl.gz", "rt", encoding="utf-8") as lines:
        values = [json.loads(line) for line in itertools.islice(lines, 1000)]
    return [
        Document(key=one["id"], title=one["title"], text=one["text"], date=dt.date.fromisoformat(one["date"]))
        for one in values
    ]


def test_sample(sample: ManchetteIndex, sample_scan: list[Scanned]) -> None:
    assert compare(sample, sample_scan, exact=True) == []


def test_a_thousand_articles(articles: list[Document], tmp_path: Path) -> None:
    index = build(tmp_path / "index", articles)
    assert compare(index, stored(index), exact=True) == []
