"""How an engine comes by its documents, and lets go of them."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest

from search.document import Document, public_id
from search.engines.keeping import Provenance
from search.engines.matching import Deadline, Want
from search.errors import IndexBusy, NoIndex, UnknownDocument
from search.plan.nodes import Plan
from search.plan.resolve import resolve
from search.query.parser import parse
from tests.contract.asking import ARTICLES, TODAY, keys, search, untold

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.interface import Engine

pytestmark = pytest.mark.golden


def test_nothing_published_yet(make: Callable[[], Engine]) -> None:
    with pytest.raises(NoIndex):
        make().snapshot()


def test_an_empty_generation_answers(make: Callable[[], Engine]) -> None:
    built = make()
    with built.draft("empty") as draft:
        draft.publish()
    assert search(built, "port").total == 0
    assert search(built, "").total == 0
    with built.snapshot() as snapshot:
        assert snapshot.inventory().documents == 0


def test_a_generation_says_when_it_was_published(make: Callable[[], Engine]) -> None:
    built = make()
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    with built.draft("empty") as draft:
        draft.put(ARTICLES)
        draft.publish()
    with built.snapshot() as snapshot:
        assert before <= snapshot.published <= dt.datetime.now(dt.UTC)


def test_leaving_a_draft_without_publish_changes_nothing(engine: Engine) -> None:
    with engine.draft("current") as draft:
        draft.put([Document(key="e", title="Brouillon", text="Un port de plus")])
        draft.delete([public_id("a")])
    assert search(engine, "").total == 4


def test_the_last_document_with_an_id_wins(make: Callable[[], Engine]) -> None:
    built = make()
    with built.draft("empty") as draft:
        draft.put([Document(key="x", title="Un", text="premier")])
        draft.put([Document(key="y", title="Autre", text="second")])
        draft.put([Document(key="x", title="Deux", text="dernier")])
        receipt = draft.publish()
    assert receipt.duplicates == ("x",)
    assert receipt.documents == 2
    assert search(built, "premier").total == 0
    assert keys(built, search(built, "dernier")) == ["x"]


def test_update_replaces_adds_and_deletes(make: Callable[[], Engine], engine: Engine) -> None:
    before = engine.snapshot()
    with engine.draft("current") as draft:
        draft.put([Document(key="a", title="Sommet", text="Le port de Séoul")])
        draft.put([Document(key="e", title="Nouveau", text="Un port neuf")])
        draft.delete([public_id("c")])
        receipt = draft.publish()
    assert (receipt.documents, receipt.added, receipt.replaced, receipt.removed) == (4, 1, 1, 1)
    other = make()
    assert set(keys(other, search(other, ""))) == {"a", "b", "d", "e"}
    assert set(keys(other, search(other, "port"))) == {"a", "b", "d", "e"}
    assert search(other, "président").total == 0
    with before:
        plan = Plan(resolve(parse("président")[0], before.lexicon, TODAY).plan.root)
        assert before.search(plan, Want(), Deadline(60)).total == 2


def test_an_open_engine_moves_to_the_new_generation(engine: Engine) -> None:
    assert search(engine, "port").total == 3
    with engine.draft("empty") as draft:
        draft.put([Document(key="z", title="Un", text="port")])
        generation = draft.publish().generation
    with engine.snapshot() as snapshot:
        while snapshot.generation != generation:
            with engine.snapshot() as snapshot:
                pass
    assert search(engine, "port").total == 1


def test_one_writer_at_a_time(make: Callable[[], Engine], engine: Engine) -> None:
    with engine.draft("current"), pytest.raises(IndexBusy), make().draft("current"):
        pass


def test_updates_fold_small_segments_and_keep_every_document(
    make: Callable[[], Engine], engine: Engine
) -> None:
    for number in range(12):
        with engine.draft("current") as draft:
            draft.put([Document(key=f"n{number}", title="Brève", text=f"Le thon numéro {number}")])
            draft.publish()
    other = make()
    assert search(other, "").total == 16
    assert search(other, "thon").total == 13
    with other.snapshot() as snapshot:
        assert snapshot.inventory().segments <= 4


def test_forgotten_documents_are_gone_and_stay_gone(
    make: Callable[[], Engine], engine: Engine
) -> None:
    receipt = engine.forget([public_id("a")])
    assert (receipt.documents, receipt.removed) == (3, 1)
    assert search(make(), "Séoul").total == 0
    with engine.draft("empty") as draft:
        draft.put(ARTICLES)
        again = draft.publish()
    assert again.refused == ("a",)
    assert search(make(), "").total == 3


def test_forgetting_an_unknown_document_changes_nothing(engine: Engine) -> None:
    with pytest.raises(UnknownDocument):
        engine.forget([public_id("a"), public_id("nowhere")])
    assert search(engine, "").total == 4


def test_verify_finds_every_file_sound(engine: Engine) -> None:
    findings = list(engine.verify())
    assert findings
    assert all(finding.sound for finding in findings)


def test_a_generation_keeps_what_was_left_out_of_it(make: Callable[[], Engine]) -> None:
    engine = make()
    first = Provenance(files=3, articles=9, skipped={"empty": 1}, leftovers={"share": 7})
    then = Provenance(files=1, undatable=2, skipped={"empty": 1, "binary": 1})
    with engine.draft("empty") as draft:
        draft.put([document("a", "A"), document("b", "B"), document("a", "Z")])
        draft.publish(first)
    backup = io.BytesIO()
    make().backup(backup, untold)
    first += Provenance(duplicates=1)
    assert provenance(make()) == first
    with engine.draft("current") as draft:
        draft.put([document("c", "C")])
        draft.publish(then)
    assert provenance(make()) == first + then
    assert provenance(make()).skipped == {"empty": 2, "binary": 1}
    engine.forget([public_id("b")])
    assert provenance(make()) == first + then
    with engine.draft("empty") as draft:
        draft.put([document("d", "D")])
        draft.publish()
    assert provenance(make()) == Provenance()
    backup.seek(0)
    make().restore(backup, untold)
    assert provenance(make()) == first


def document(key: str, title: str) -> Document:
    return Document(key=key, title=title, text="")


def provenance(engine: Engine) -> Provenance:
    with engine.snapshot() as snapshot:
        return snapshot.inventory().provenance
