"""In which order an engine gives what it finds, and what is near."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from search.document import Document, public_id
from search.engines.matching import Deadline, Neighbours, Want
from search.plan.nodes import In, Plan, Spelling
from search.plan.resolve import resolve
from search.plan.weights import NEAR_SHARE
from search.query.parser import parse
from tests.contract.asking import TODAY, keys, keys_of, prefix, search, word

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.interface import Engine
    from search.engines.matching import Sort
    from search.plan.nodes import Node

pytestmark = pytest.mark.golden


def test_a_prefix_is_scored_as_one_word_of_its_forms(engine: Engine) -> None:
    begun, spelt = prefix("présid"), word("président", "présidents")
    in_text: list[Node] = [In("text", begun), In("text", spelt)]
    with engine.snapshot() as snapshot:
        plans = [Plan(begun, (begun,)), Plan(spelt, (spelt,)), *map(Plan, in_text)]
        found = [snapshot.search(plan, Want(), Deadline(60)).top for plan in plans]
    assert found[0] == found[1]
    assert found[2] == found[3]


def test_an_occurrence_in_the_title_counts_in_the_title_alone(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        scores = {}
        for field in ("title", "text"):
            limited = In("title" if field == "title" else "text", word("pêche"))
            (match,) = snapshot.search(Plan(limited, (limited,)), Want(), Deadline(60)).top
            scores[field] = match.score
    assert scores["title"] > scores["text"] > 0


def test_a_family_ranks_and_changes_no_set(engine: Engine) -> None:
    port = word("port")
    strange, related = (
        dataclasses.replace(port, family=(Spelling(form, 0.5, 1),)) for form in ("zébus", "bateaux")
    )
    with engine.snapshot() as snapshot:
        alone, wider = (
            snapshot.search(Plan(one, (one,)), Want(near=20), Deadline(60))
            for one in (strange, related)
        )
    scores = {match.id: match.score for match in alone.top}
    risen = {match.id for match in wider.top if match.score > scores[match.id]}
    assert risen == {public_id("b")}
    assert scores.keys() == {match.id for match in wider.top}
    assert wider.near == ()


def test_words_that_stand_together_score_more(make: Callable[[], Engine]) -> None:
    texts = {
        "apart": "grève " + "mot " * 20 + "hôpital",
        "near": "hôpital mot mot mot mot mot grève " + "mot " * 15,
        "ordered": "grève mot mot hôpital " + "mot " * 18,
    }
    built = make()
    with built.draft("empty") as draft:
        draft.put(Document(key=key, title="Titre", text=text) for key, text in texts.items())
        draft.publish()
    assert keys(built, search(built, "grève hôpital")) == ["ordered", "near", "apart"]


def test_sorts_and_breaks_ties_by_date_then_id(engine: Engine) -> None:
    assert keys(engine, search(engine, "", Want(sort="newest"))) == ["b", "a", "c", "d"]
    assert keys(engine, search(engine, "", Want(sort="oldest"))) == ["c", "a", "b", "d"]
    assert keys(engine, search(engine, "")) == ["b", "a", "c", "d"]
    scores = [match.score for match in search(engine, "port").top]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


def test_pages_are_slices_of_one_order(engine: Engine) -> None:
    whole = [match.id for match in search(engine, "port président", match="any").top]
    parts = [
        match.id
        for offset in range(len(whole))
        for match in search(engine, "port président", Want(offset, 1), match="any").top
    ]
    assert parts == whole


@pytest.mark.parametrize("text", ["", "port", "port président", "le port"])
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_neighbours_are_those_of_the_list(engine: Engine, text: str, sort: Sort) -> None:
    more = [
        Document(key=f"n{n}", title="Port", text="Le port du président", date=dt.date(2024, 6, 19))
        for n in range(3)
    ]
    for one in more:
        with engine.draft("current") as draft:
            draft.put([one, Document(key=f"u{one.key}", title="Sans date", text="un port")])
            draft.publish()
    with engine.snapshot() as snapshot:
        plan = resolve(parse(text)[0], snapshot.lexicon, TODAY, "any").plan
        ids = [match.id for match in snapshot.search(plan, Want(sort=sort), Deadline(60)).top]
        found = [snapshot.neighbours(plan, sort, one, Deadline(60)) for one in ids]
    assert len(ids) > 3
    assert [one.before for one in found] == [None, *ids[:-1]]
    assert [one.after for one in found] == [*ids[1:], None]
    assert [one.rank for one in found] == list(range(1, len(ids) + 1))
    assert {one.total for one in found} == {len(ids)}


def test_what_is_not_found_has_no_neighbours(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        plan = Plan(word("thon"))
        for name in ("a", "nowhere"):
            found = snapshot.neighbours(plan, "relevance", public_id(name), Deadline(60))
            assert found == Neighbours(total=1)


def test_near_documents_are_the_best_others_and_say_what_is_missing(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        plan = resolve(parse("président port thon")[0], snapshot.lexicon, TODAY).plan
        matches = snapshot.search(plan, Want(near=20), Deadline(60))
        found = keys_of(engine, matches.near)
    assert matches.total == 0
    assert [len(match.missing) for match in matches.near] == [1, 1, 2]
    assert set(found[:2]) == {"b", "c"}
    scores = [match.score for match in matches.near]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] >= NEAR_SHARE * scores[0]


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("président port thon -comédie", {"a", "b"}),
        ('"le port attend" thon comédie', {"b"}),
        ("titre:préfet thon", {"c"}),
        ('"le port attend"', set()),
    ],
)
def test_operators_never_loosen(engine: Engine, question: str, near: set[str]) -> None:
    assert set(keys_of(engine, search(engine, question, Want(near=20)).near)) == near
