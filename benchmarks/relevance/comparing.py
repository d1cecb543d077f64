"""Rankings of the same questions side by side: means, differences, gains and losses."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from benchmarks.relevance.measures import interval, ndcg, recall, reciprocal_rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.relevance.product import Ranked
    from benchmarks.relevance.questions import Question

POINTS = 100
"""Measures are printed in points: 100 is perfect."""


@dataclasses.dataclass(frozen=True)
class Scored:
    """What one way of ranking is worth on each question, in points.

    Attributes:
        name: how it is called in tables.
        ndcg, mrr: of what is shown.
        recall: of what any word finds.
    """

    name: str
    ndcg: list[float]
    mrr: list[float]
    recall: list[float]

    @property
    def total(self) -> float:
        """The nDCG of all the questions together."""
        return sum(self.ndcg)


def score(name: str, questions: Sequence[Question], rankings: Sequence[Ranked]) -> Scored:
    """Judge the rankings of some questions."""
    pairs = list(zip(questions, rankings, strict=True))
    return Scored(
        name,
        [POINTS * ndcg(ranked.shown, asked.grades) for asked, ranked in pairs],
        [POINTS * reciprocal_rank(ranked.shown, asked.grades) for asked, ranked in pairs],
        [POINTS * recall(ranked.found, asked.grades) for asked, ranked in pairs],
    )


def by_class(
    questions: Sequence[Question], ours: Scored, other: Scored
) -> dict[str, dict[str, Any]]:
    """Return for each class of questions the means of both and the difference of nDCG."""
    kinds = dict.fromkeys(kind for asked in questions for kind in asked.classes)
    rows = {}
    for kind in kinds:
        chosen = [n for n, asked in enumerate(questions) if kind in asked.classes]
        gains = [ours.ndcg[n] - other.ndcg[n] for n in chosen]
        rows[kind] = {
            "questions": len(chosen),
            "ours": _means(ours, chosen),
            "other": _means(other, chosen),
            "difference": _rounded(sum(gains) / len(gains)),
            "interval": [_rounded(bound) for bound in interval(gains)],
        }
    return rows


def table(rows: dict[str, dict[str, Any]], ours: str, other: str) -> Iterator[str]:
    """Yield the lines of a table to print."""
    yield f"{'':18}{'questions':>10}{ours:>28}{other:>28}{'difference of nDCG':>28}"
    yield f"{'':28}{'nDCG@10  MRR@10   R@100':>28}{'nDCG@10  MRR@10   R@100':>28}{'(95%)':>28}"
    for kind, row in rows.items():
        low, high = row["interval"]
        difference = f"{row['difference']:+.2f} ({low:+.2f} to {high:+.2f})"
        sides = "".join(_side(row[side]) for side in ("ours", "other"))
        yield f"{kind:18}{row['questions']:>10,}{sides}{difference:>28}"


def most_changed(
    questions: Sequence[Question], ours: Scored, other: Scored, most: int
) -> Iterator[str]:
    """Yield the questions gained and lost most."""
    gains = [one - before for one, before in zip(ours.ndcg, other.ndcg, strict=True)]
    order = sorted(range(len(gains)), key=gains.__getitem__)
    for title, chosen in (("gained", order[::-1][:most]), ("lost", order[:most])):
        yield f"{title} most:"
        for number in chosen:
            before, now = other.ndcg[number], ours.ndcg[number]
            if before != now:
                yield f"  {before:6.1f} -> {now:6.1f}  {questions[number].text}"


def _means(scored: Scored, chosen: Sequence[int]) -> dict[str, float]:
    return {
        name: _rounded(sum(values[n] for n in chosen) / len(chosen))
        for name, values in (
            ("ndcg", scored.ndcg),
            ("mrr", scored.mrr),
            ("recall", scored.recall),
        )
    }


def _side(means: dict[str, float]) -> str:
    return f"{means['ndcg']:>12.2f}{means['mrr']:>8.2f}{means['recall']:>8.2f}"


def _rounded(value: float) -> float:
    return round(value, 2)
