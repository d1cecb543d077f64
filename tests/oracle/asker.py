"""One query, put to two codecs and to a plain scan."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from whoosh.searching import Searcher

    from tests.oracle.plain_scan import Scanned
    from tests.oracle.whoosh_queries import Asked

CLOSE = 1e-4


class Asker:
    """A searcher, and the ids of its documents: reading stored fields would take longest."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self._ids = {number: values["id"] for number, values in searcher.iter_docs()}

    def scores(self, asked: Any, limit: int | None = None) -> dict[str, float]:
        """Return the documents that Whoosh finds, best first, with their scores."""
        found = self.searcher.search(asked, limit=limit)
        return {self._ids[number]: score for score, number in found.top_n}


def compare(
    ours: Asker,
    theirs: Asker,
    scanned: Sequence[Scanned],
    questions: Iterable[Asked],
    *,
    scores: bool,
) -> list[str]:
    """Ask both codecs and the scan; return what differs."""
    wrong = []
    for asked in questions:
        expected = {one.id for one in scanned if asked.holds(one)}
        found, reference = ours.scores(asked.query), theirs.scores(asked.query)
        if not found.keys() == reference.keys() == expected:
            wrong.append(f"{asked.kind} {asked.query}: {len(found)} of {len(expected)}")
        elif scores and not same_scores(found, reference):
            wrong.append(f"{asked.kind} {asked.query}: scores")
    return wrong


def same_scores(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Tell whether the same documents have the same scores."""
    return one.keys() == other.keys() and all(
        math.isclose(score, other[identifier], rel_tol=CLOSE) for identifier, score in one.items()
    )
