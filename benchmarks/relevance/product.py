"""The product's own rankings: what a reader sees, and what any word finds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.relevance.measures import DEEP
from search.answers import Request
from search.engines.matching import Deadline, Want
from search.engines.open import open_engine
from search.errors import InvalidRequest
from search.plan.resolve import resolve
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from search.answers import Answer
    from search.document import Document
    from search.engines.interface import Snapshot

PATIENCE = 60.0
TODAY = dt.date(2024, 6, 19)
"""The day that relative dates are read by."""


class Ranked(NamedTuple):
    """The public ids that answer a question, best first.

    Attributes:
        shown: the first page.
        found: the first hundred with any of the words.
    """

    shown: list[str]
    found: list[str]


def build(documents: Iterable[Document], index: Path) -> None:
    """Publish the documents with the default settings."""
    with open_engine(Settings(index=index)).draft("empty") as draft:
        draft.put(documents)
        draft.publish()


def ranked(index: Path, questions: Sequence[str]) -> list[Ranked]:
    """Return the answers to some questions; a question that is refused has none."""
    settings = Settings(index=index, deadline_seconds=PATIENCE)
    engine = open_engine(settings)
    searcher = Searcher(engine, settings, lambda: TODAY)
    with engine.snapshot() as snapshot:
        return [_ranked(searcher, snapshot, question) for question in questions]


def _ranked(searcher: Searcher, snapshot: Snapshot, question: str) -> Ranked:
    try:
        answer = searcher.answer(Request(text=question, facets=False))
    except InvalidRequest:
        return Ranked([], [])
    plan = resolve(answer.query, snapshot.lexicon, TODAY, "any").plan
    deep = snapshot.search(plan, Want(limit=DEEP, facets=False), Deadline(PATIENCE))
    return Ranked(shown(answer), [match.id for match in deep.top])


def shown(answer: Answer) -> list[str]:
    """Return what a first page shows, in its order."""
    return [hit.id for hit in answer.mixed or (*answer.hits, *answer.near)]
