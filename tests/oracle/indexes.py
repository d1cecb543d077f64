"""Indexes of a test's own documents, and what a scan makes of them."""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
import json
from typing import TYPE_CHECKING

from search.document import Document
from search.engines.open import open_engine
from search.engines.whoosh_engine.codec import open_index
from search.settings import Settings
from tests.oracle.plain_scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from search.engines.whoosh_engine.codec.index import ManchetteIndex
    from tests.oracle.plain_scan import Scanned


def build(folder: Path, *drafts: Iterable[Document]) -> ManchetteIndex:
    """Index each draft over what the ones before it left."""
    engine = open_engine(Settings(index=folder))
    for number, documents in enumerate(drafts):
        with engine.draft("current" if number else "empty") as draft:
            draft.put(documents)
            draft.publish()
    return open_index(folder)


def scanned_of(index: ManchetteIndex) -> list[Scanned]:
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


def press(source: Path, number: int) -> list[Document]:
    """Read the first articles of the open development data."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        return [
            Document(
                key=one["id"],
                title=one["title"],
                text=one["text"],
                date=dt.date.fromisoformat(one["date"]),
                source=one["source"],
            )
            for one in map(json.loads, itertools.islice(lines, number))
        ]
