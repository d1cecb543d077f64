"""Which documents an engine finds, and what it gives back of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from search.document import public_id
from search.engines.matching import Deadline, Want
from search.errors import UnknownDocument
from search.plan.nodes import And, DateRange, FacetWords, Filters, In, Not, Or, Phrase, Plan
from search.plan.resolve import resolve
from search.query.parser import parse
from tests.contract.asking import ARTICLES, TODAY, keys, near, phrase, prefix, search, word

if TYPE_CHECKING:
    from search.engines.interface import Engine
    from search.plan.nodes import Node

pytestmark = pytest.mark.golden


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("président", {"a", "c"}),
        ("presidents coreens", {"a"}),
        ("pêche", {"b"}),
        ("péché", {"c"}),
        ("peche", {"b", "c"}),
        ("port -pêche", {"c", "d"}),
        ("-port", {"a"}),
        ('"le port"', {"b"}),
        ('"la pêche a été"', {"b"}),
        ('"a été pêche"', set()),
        ("porte-parole", {"d"}),
        ("=présidents", {"a"}),
        ("inconnu", set()),
        ("", {"a", "b", "c", "d"}),
    ],
)
def test_finds_what_the_plan_means(engine: Engine, text: str, expected: set[str]) -> None:
    matches = search(engine, text)
    assert set(keys(engine, matches)) == expected
    assert matches.total == len(expected)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (prefix("presid"), {"a", "c"}),
        (prefix("pech"), {"b", "c"}),
        (prefix("pêch"), {"b"}),
        (prefix("xyz"), set()),
        (Not(prefix("por")), {"a"}),
        (And((prefix("por"), Not(prefix("comed")))), {"b", "d"}),
        (Phrase("le prés*", (word("le").spellings, prefix("prés"))), {"a", "c"}),
        (Phrase("pre* attend", (prefix("por"), word("attend").spellings)), {"b"}),
        (near(2, word("port"), word("attend")), {"b"}),
        (near(2, word("attend"), word("port")), {"b"}),
        (near(1, word("président"), word("port")), set()),
        (near(2, word("président"), word("port")), {"c"}),
        (near(4, word("port"), word("port")), set()),
        (near(6, word("port"), word("port")), {"d"}),
        (near(200, word("thon"), word("port")), set()),
        (near(1, phrase("le port"), word("attend")), {"b"}),
        (near(2, phrase("le port"), word("bateaux")), set()),
        (near(3, prefix("port"), Or((word("thon"), phrase("les bateaux")))), {"b"}),
        (near(3, word("la"), word("pêche"), word("été")), {"b"}),
        (near(2, word("la"), word("pêche"), word("été")), set()),
        (In("title", word("pêche")), {"b"}),
        (In("title", word("port")), set()),
        (In("text", word("thon")), set()),
        (In("text", prefix("prés")), {"a", "c"}),
        (In("title", prefix("pré")), {"c"}),
        (In("title", phrase("pêche au thon")), {"b"}),
        (In("text", phrase("pêche au thon")), set()),
        (In("title", near(3, word("thon"), word("pêche"))), {"b"}),
        (In("text", near(3, word("thon"), word("pêche"))), set()),
        (In("title", Or((word("thon"), And((word("sommet"), Not(word("port"))))))), {"a", "b"}),
        (DateRange(dt.date(2023, 12, 31), dt.date(2024, 6, 19)), {"a", "c"}),
        (DateRange(dt.date(2024, 6, 20), None), {"b"}),
        (DateRange(None, dt.date(2024, 6, 19)), {"a", "c"}),
        (DateRange(None, None), {"a", "b", "c"}),
        (DateRange(dt.date(2025, 1, 1), dt.date(2024, 1, 1)), set()),
        (Not(DateRange(dt.date(2024, 1, 1), None)), {"c", "d"}),
        (FacetWords("source", ("courrier",)), {"a", "c"}),
        (FacetWords("source", ("le", "courrier")), {"a", "c"}),
        (FacetWords("source", ("courrier", "le")), set()),
        (FacetWords("author", ("ruiz",)), {"a", "b"}),
        (FacetWords("author", ("lenoir",)), {"a"}),
        (FacetWords("author", ("ruiz", "paul")), set()),
        (FacetWords("section", ("economie",)), {"b"}),
        (Or((FacetWords("section", ("culture",)), word("thon"))), {"b", "c"}),
        (And((word("port"), Not(FacetWords("author", ("ana", "ruiz"))))), {"c", "d"}),
    ],
)
def test_finds_the_documents_of_a_node(engine: Engine, node: Node, expected: set[str]) -> None:
    with engine.snapshot() as snapshot:
        matches = snapshot.search(Plan(node), Want(), Deadline(60))
    assert set(keys(engine, matches)) == expected
    assert matches.total == len(expected)


def test_any_word(engine: Engine) -> None:
    assert set(keys(engine, search(engine, "thon comédie", match="any"))) == {"b", "c"}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(years=(2024,)), {"a", "b"}),
        (Filters(years=(2023, 2024)), {"a", "b", "c"}),
        (Filters(months=((2024, 6),)), {"a", "b"}),
        (Filters(years=(2023,), months=((2024, 6),)), set()),
        (Filters(days=(dt.date(2024, 6, 19),)), {"a"}),
        (Filters(undated=True), {"d"}),
        (Filters(years=(2023,), undated=True), {"c", "d"}),
        (Filters(start=dt.date(2024, 6, 20)), {"b"}),
        (Filters(start=dt.date(2023, 12, 31), end=dt.date(2024, 6, 19)), {"a", "c"}),
        (Filters(values={"source": ("Le Courrier",)}), {"a", "c"}),
        (Filters(values={"source": ("Le Courrier", "La Gazette")}), {"a", "b", "c"}),
        (Filters(values={"author": ("Ana Ruiz",), "source": ("La Gazette",)}), {"b"}),
        (Filters(values={"section": ("Culture",)}), {"c"}),
        (Filters(values={"source": ("Inconnue",)}), set()),
    ],
)
def test_filters_narrow(engine: Engine, filters: Filters, expected: set[str]) -> None:
    assert set(keys(engine, search(engine, "", filters=filters))) == expected


def test_counting_alone_returns_no_documents(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        for text in ("port", "port pêche", '"un port"', ""):
            plan = resolve(parse(text)[0], snapshot.lexicon, TODAY).plan
            counted = snapshot.search(plan, Want(limit=0, facets=False), Deadline(60))
            assert counted.total == snapshot.search(plan, Want(), Deadline(60)).total
            assert counted.top == ()


def test_passages_give_back_what_was_stored(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        ids = [document.id for document in ARTICLES]
        assert tuple(passage.document for passage in snapshot.passages(ids)) == ARTICLES
        assert sorted(d.key for d in snapshot.documents()) == ["a", "b", "c", "d"]
        assert {(e.key, e.origin) for e in snapshot.entries()} == {
            (document.key, document.origin) for document in ARTICLES
        }
        with pytest.raises(UnknownDocument):
            snapshot.passages([public_id("nowhere")])
