"""What a plan costs before it runs, and what it may cost."""

from __future__ import annotations

import dataclasses

from search.errors import PlanTooCostly

PREFIX_FORMS = 1000
"""Most forms that a prefix stands for: in 200,000 articles, nearly all prefixes of four letters."""


@dataclasses.dataclass(frozen=True, slots=True)
class Cost:
    """What a plan would cost at most; the engine knows it from the lexicon's frequencies.

    Attributes:
        postings: occurrences of forms in documents to read.
        positions: places in a text to read: phrases and proximity look at words' places.
        dearest: the word that costs most, as typed; empty if there is no word.
    """

    postings: int
    positions: int
    dearest: str


def check(cost: Cost, budget: int) -> None:
    """Refuse a plan over the budget, in postings and positions together.

    Raises:
        PlanTooCostly: it names the word that costs most.
    """
    if cost.postings + cost.positions > budget:
        raise PlanTooCostly(
            cost.dearest,
            "« {word} » est trop fréquent pour cette recherche : ôtez-le ou précisez-le.",
        )
