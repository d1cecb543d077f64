"""Our executor's scores against Whoosh's matchers on our codec, with the same plain model."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from whoosh import query as whoosh_query
from whoosh.scoring import BaseScorer, WeightingModel

from search.analysis.french import Analyzer
from search.document import Document
from search.engines.matching import Deadline, Want
from search.engines.open import open_engine
from search.engines.whoosh_engine.codec import open_index
from search.engines.whoosh_engine.execute import held, words
from search.engines.whoosh_engine.execute.ranking import inverse_document_frequency
from search.plan.nodes import And, Group, Or, Plan, Spelling
from search.plan.weights import K1, B
from search.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.golden

QUERIES = 200
DOCUMENTS = 400
SEED = 11
TOLERANCE = 1e-4


def articles() -> list[Document]:
    """Return texts of made-up lengths over a small vocabulary; titles hold none of it."""
    chance = random.Random(SEED)
    vocabulary = [f"mot{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(120)]
    weights = [1 / (rank + 1) for rank in range(len(vocabulary))]
    return [
        Document(
            key=str(number),
            title="Sans rapport",
            text=" ".join(chance.choices(vocabulary, weights, k=chance.randint(5, 300))),
        )
        for number in range(DOCUMENTS)
    ]


class _Scorer(BaseScorer):  # type: ignore[misc]  # Whoosh is untyped where classic
    def __init__(self, rarity: float, norms: list[float]) -> None:
        self._rarity = rarity
        self._norms = norms

    def supports_block_quality(self) -> bool:
        return False

    def score(self, matcher: Any) -> float:
        frequency = float(matcher.weight())
        score: float = self._rarity * frequency / (frequency + self._norms[matcher.id()])
        return score


class _Plain(WeightingModel):  # type: ignore[misc]  # Whoosh is untyped where classic
    """BM25 with the length of the whole article, as the executor has it."""

    def __init__(self, lengths: list[int]) -> None:
        average = sum(lengths) / len(lengths)
        self._norms = [K1 * (1 - B + B * length / average) for length in lengths]

    def scorer(self, searcher: Any, fieldname: str, text: Any, qf: int = 1) -> _Scorer:  # noqa: ARG002 - Whoosh's signature
        holding = searcher.doc_frequency(fieldname, text)
        rarity = inverse_document_frequency(searcher.doc_count_all(), holding)
        return _Scorer(rarity, self._norms)


def test_the_same_scores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "WEIGHTED", held.weighted_counts(title=2.0, lead=0.0))
    documents = articles()
    engine = open_engine(Settings(index=tmp_path / "index"))
    with engine.draft("empty") as draft:
        draft.put(documents)
        draft.publish()
    analyzer = Analyzer()
    tokens = {d.key: analyzer.forms(d.text) for d in documents}
    vocabulary = sorted({form for forms in tokens.values() for form in forms})
    chance = random.Random(SEED)
    index = open_index(tmp_path / "index")
    compared = 0
    with engine.snapshot() as snapshot, index.searcher() as numbered:
        order = [values["key"] for values in numbered.all_stored_fields()]
        model = _Plain([len(tokens[key]) + len(analyzer.forms("Sans rapport")) for key in order])
        with index.searcher(weighting=model) as searcher:
            for _ in range(QUERIES):
                forms = chance.sample(vocabulary, chance.randint(1, 4))
                every = chance.random() < 0.5
                groups = tuple(Group(form, (Spelling(form, 1.0, 1),)) for form in forms)
                plan = Plan(And(groups) if every else Or(groups), groups)
                found = snapshot.search(plan, Want(limit=DOCUMENTS, facets=False), Deadline(60))
                terms = [whoosh_query.Term("text", form) for form in forms]
                asked = whoosh_query.And(terms) if every else whoosh_query.Or(terms)
                hits = searcher.search(asked, limit=None)
                expected = {hit["id"]: hit.score for hit in hits}
                assert {hit.id for hit in found.top} == set(expected)
                for hit in found.top:
                    assert hit.score == pytest.approx(expected[hit.id], abs=TOLERANCE)
                compared += len(expected)
    assert compared > QUERIES
