"""A result set leaves in batches: one generation, a bounded memory, a place only while read."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from search.answers import Request
from search.document import Document
from search.engines.open import open_engine
from search.errors import DeadlineExceeded
from search.searcher import BATCH, Searcher
from search.settings import Settings
from tests.conftest import run_manchette
from web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.interface import Engine

ARTICLES = 6 * BATCH + 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


@pytest.fixture(scope="module")
def engine(folder: Path) -> Engine:
    built = open_engine(Settings(index=folder / "index", build_processes=1))
    with built.draft("empty") as draft:
        draft.put(
            Document(key=str(n), title=f"Port {n}", text=f"Le port numéro {n}. " * (1 + n % 40))
            for n in range(ARTICLES)
        )
        draft.publish()
    return built


def test_batches_are_the_pages_of_the_answer_end_to_end(engine: Engine, folder: Path) -> None:
    searcher = Searcher(engine, Settings(index=folder, max_offset=10_000, max_page_size=2_000))
    for sort in ("relevance", "newest"):
        whole = searcher.answer(Request(text="port", sort=sort, size=ARTICLES)).hits
        batches = list(searcher.batches(Request(text="port", sort=sort), 10_000))
        assert [len(batch.found) for batch in batches] == [*[BATCH] * 6, 40]
        assert tuple(one.hit for batch in batches for one in batch.found) == whole
        assert {batch.total for batch in batches} == {ARTICLES}
    some = list(searcher.batches(Request(text="port"), BATCH + 1))
    assert [len(batch.found) for batch in some] == [BATCH, 1]


def test_an_export_is_of_one_generation(folder: Path) -> None:
    built = open_engine(Settings(index=folder / "moving", build_processes=1))
    documents = [Document(key=str(n), title="Port", text=f"Le port {n}.") for n in range(BATCH + 5)]
    with built.draft("empty") as draft:
        draft.put(documents)
        draft.publish()
    searcher = Searcher(built, Settings(index=folder))
    batches = searcher.batches(Request(text="port"), 10_000)
    first = next(batches)
    with built.draft("empty") as draft:
        draft.put([Document(key="x", title="Autre", text="Rien.")])
        draft.publish()
    rest = list(batches)
    assert [len(batch.found) for batch in (first, *rest)] == [BATCH, 5]
    assert {batch.generation for batch in rest} == {first.generation}


def test_a_slow_reader_holds_no_place(engine: Engine, folder: Path) -> None:
    settings = Settings(index=folder, concurrent_searches=1, deadline_seconds=60)
    app = create_app(settings, Searcher(engine, settings))
    response = app.test_client().get("/search.jsonl?q=port", buffered=False)
    lines = response.iter_encoded()
    assert json.loads(next(lines).splitlines()[0])["title"].startswith("Port")
    page = app.test_client().get("/search?q=port")
    assert page.status_code == 200
    response.close()


def test_an_export_that_is_left_lets_its_generation_go(folder: Path) -> None:
    built = open_engine(Settings(index=folder / "left", build_processes=1))
    with built.draft("empty") as draft:
        draft.put([Document(key=str(n), title="Port", text="Le port.") for n in range(BATCH + 5)])
        draft.publish()
    settings = Settings(index=folder)
    client = create_app(settings, Searcher(built, settings)).test_client()
    for method in (client.get, client.head):
        response = method("/search.csv?q=port", buffered=False)
        response.close()
    built.forget([Document(key="0", title="", text="").id])  # waits for whoever holds it


def test_what_goes_wrong_on_the_way_ends_the_transfer(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(index=folder)
    searcher = Searcher(engine, settings)
    client = create_app(settings, searcher).test_client()
    response = client.get("/search.jsonl?q=port", buffered=False)
    lines = response.iter_encoded()
    assert next(lines)
    monkeypatch.setattr(searcher, "_settings", settings.model_copy(update={"deadline_seconds": -1}))
    with pytest.raises(DeadlineExceeded):
        list(lines)


def test_every_format_holds_every_article(engine: Engine, folder: Path) -> None:
    settings = Settings(index=folder)
    client = create_app(settings, Searcher(engine, settings)).test_client()
    rows = csv.DictReader(io.StringIO(client.get("/search.csv").data.decode("utf-8-sig")))
    assert len(list(rows)) == ARTICLES
    assert client.get("/search.jsonl").data.count(b"\n") == ARTICLES
    assert client.get("/search.bib").data.count(b"@article{") == ARTICLES
    assert client.get("/search.ris").data.count(b"TY  - NEWS") == ARTICLES


def test_memory_is_that_of_one_batch(engine: Engine, folder: Path) -> None:
    searcher = Searcher(engine, Settings(index=folder))

    def peak(most: int) -> int:
        tracemalloc.start()
        for _ in searcher.batches(Request(text="port"), most):
            pass
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(BATCH)
    one, all_of_them = peak(BATCH), peak(10_000)
    assert all_of_them < 2.5 * one  # the last batch is held while the next one is made


def test_exports_wait_their_turn(engine: Engine, folder: Path) -> None:
    settings = Settings(index=folder, concurrent_searches=1, deadline_seconds=0.05)
    app = create_app(settings, Searcher(engine, settings))
    with app.extensions["manchette"].searcher._places.one("questions", 1, 1.0):
        response = app.test_client().get("/search.csv?q=port")
    assert response.status_code == 503
    assert response.headers["Retry-After"]


def test_rebuild_reads_an_export_back(sample_index: Path, tmp_path: Path) -> None:
    settings = Settings(index=sample_index)
    searcher = Searcher(open_engine(settings), settings)
    file = tmp_path / "articles.jsonl"
    file.write_bytes(create_app(settings, searcher).test_client().get("/search.jsonl").data)
    run_manchette("rebuild", "--index", str(tmp_path / "index"), str(file))

    def held(index: Path) -> set[tuple[object, ...]]:
        with open_engine(Settings(index=index)).snapshot() as snapshot:
            return {
                (one.title, one.text, one.date, one.source, one.url, one.authors, one.section)
                for one in snapshot.documents()
            }

    assert held(tmp_path / "index") == held(sample_index)
