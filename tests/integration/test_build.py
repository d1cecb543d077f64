"""Segments: the same documents give the same bytes, and a changed byte is noticed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from search.document import Document
from search.engines.matching import Deadline, Want
from search.engines.open import open_engine
from search.engines.whoosh_engine.build import arrivals, budget, describing, draft, merge, segment
from search.engines.whoosh_engine.build.arrivals import Arrivals
from search.engines.whoosh_engine.build.budget import Budget
from search.engines.whoosh_engine.build.describing import describe
from search.engines.whoosh_engine.build.entries import entries_of
from search.engines.whoosh_engine.build.segment import write_segment
from search.engines.whoosh_engine.build.spool import SPOOL, Spool
from search.engines.whoosh_engine.build.workers import Workers
from search.engines.whoosh_engine.format import postings, slices
from search.errors import IndexDamaged
from search.plan.resolve import resolve
from search.query.parser import parse
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from search.engines.keeping import Told
    from search.engines.whoosh_engine.build.describing import Bucket
    from search.engines.whoosh_engine.build.glossary import Glossary

TODAY = dt.date(2024, 6, 19)

SEED = 7
FLIPS = 60
QUESTIONS = ("président", "pont", '"pont des Tanneurs"', "pêche -thon", "")


@pytest.fixture(scope="module")
def documents(sample_index: Path) -> list[Document]:
    """The sample's articles, forty times over under other keys, so that there are many runs."""
    with open_engine(Settings(index=sample_index)).snapshot() as snapshot:
        articles = list(snapshot.documents())
    return [
        Document(key=f"{copy}-{one.key}", title=one.title, text=one.text, date=one.date)
        for copy in range(40)
        for one in articles
    ]


def built(folder: Path, documents: list[Document], given: Budget) -> dict[str, str]:
    folder.mkdir()
    spool = Spool(folder / SPOOL)
    target = folder / "segment"
    target.mkdir()
    with Workers(given.workers) as workers:
        arriving = Arrivals(spool, given, workers)
        for document in documents:
            arriving.add(document)
        write_segment(target, arriving)
    spool.close()
    assert [path.name for path in folder.iterdir()] == [target.name]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in target.iterdir()}


def test_the_same_documents_give_the_same_bytes(documents: list[Document], tmp_path: Path) -> None:
    shuffled = documents.copy()
    random.Random(SEED).shuffle(shuffled)
    one = built(tmp_path / "one", documents, Budget(1_000_000_000, 1))
    assert built(tmp_path / "two", shuffled, Budget(1_000_000_000, 2)) == one
    assert built(tmp_path / "small", documents, Budget(256_000_000, 1)) == one
    assert len(one) == 4


@pytest.mark.parametrize("processes", [1, 2])
def test_runs_glossaries_and_processes_change_no_byte(
    documents: list[Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    one = built(tmp_path / "one", documents, Budget(1_000_000_000, 1))
    monkeypatch.setattr(budget, "WORTH_PROCESSES", 0)
    monkeypatch.setattr(budget, "BYTES_PER_TEXT_BYTE", 1)
    monkeypatch.setattr(budget, "WORKER_BYTES", budget.PROCESS_BYTES + 600_000)
    monkeypatch.setattr(arrivals, "BATCH_BYTES", 400_000)
    glossaries: list[int] = []

    def counting(found: list[Glossary], workers: Workers, folder: Path) -> list[Bucket]:
        glossaries.append(len(found))
        buckets = describe(found, workers, folder)
        assert len(buckets) > glossaries[0]
        return buckets

    monkeypatch.setattr(describing, "FORMS_OF_A_BUCKET", 1000)
    monkeypatch.setattr(segment, "describe", counting)
    scarce = Budget(budget.PROCESS_BYTES + processes * budget.WORKER_BYTES, processes)
    assert built(tmp_path / "many", documents, scarce) == one
    assert glossaries[0] > processes


def test_each_form_is_described_once_however_many_runs(
    documents: list[Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    described: list[str] = []

    def describe_them(forms: Sequence[str]) -> list[bytes]:
        described.extend(forms)
        return entries_of(forms)

    monkeypatch.setattr(budget, "RUN_BYTES", 400_000)
    monkeypatch.setattr(describing, "FORMS_OF_A_BUCKET", 1000)
    monkeypatch.setattr(describing, "entries_of", describe_them)
    built(tmp_path / "many", documents, Budget(1_000_000_000, 1))
    assert described
    assert len(set(described)) == len(described)


def test_a_small_update_rewrites_no_large_segment(
    documents: list[Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What 100 documents more cost does not grow with the collection."""
    folder = published(tmp_path / "index", documents)
    written: list[int] = []

    def writing(target: Path, arriving: Arrivals, told: Told) -> None:
        written.append(len(arriving.spool))
        write_segment(target, arriving, told)

    monkeypatch.setattr(draft, "write_segment", writing)
    with open_engine(Settings(index=folder)).draft("current") as update:
        update.put([dataclasses.replace(one, key=f"new-{one.key}") for one in documents[:5]])
        update.publish()
    assert written == [5]


def test_many_tiles_answer_as_one(
    documents: list[Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = answers(published(tmp_path / "one", documents))
    monkeypatch.setattr(merge, "TILE_BITS", 6)
    monkeypatch.setattr(merge, "TILE", 64)
    monkeypatch.setattr(postings, "TILE_BITS", 6)
    monkeypatch.setattr(slices, "TILE", 64)
    assert answers(published(tmp_path / "many", documents)) == expected


def published(folder: Path, documents: list[Document]) -> Path:
    settings = Settings(index=folder, build_processes=1, build_memory_bytes=256_000_000)
    with open_engine(settings).draft("empty") as draft:
        draft.put(documents)
        draft.publish()
    return folder


def answers(folder: Path) -> list[object]:
    """Return what an index answers to some questions; a fresh engine reads every file anew."""
    engine = open_engine(Settings(index=folder))
    found: list[object] = []
    with engine.snapshot() as snapshot:
        for question in QUESTIONS:
            plan = resolve(parse(question)[0], snapshot.lexicon, TODAY).plan
            matches = snapshot.search(plan, Want(limit=20, occurrences=True), Deadline(60))
            texts = snapshot.passages([match.id for match in matches.top])
            found.append((matches.total, matches.top, matches.facets, texts))
    return found


def test_a_changed_byte_never_changes_an_answer(sample_index: Path, tmp_path: Path) -> None:
    expected = answers(sample_index)
    chance = random.Random(SEED)
    files = sorted(file for file in sample_index.glob("segments/*/*") if file.is_file())
    refused: list[str] = []
    for number in range(FLIPS):
        folder = tmp_path / str(number)
        shutil.copytree(sample_index, folder)
        file = folder / chance.choice(files).relative_to(sample_index)
        data = bytearray(file.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data)
        try:
            assert answers(folder) == expected
        except IndexDamaged as damage:
            refused.append(damage.file)
        shutil.rmtree(folder)
    assert refused
    assert all(refused)


def test_a_cut_file_is_refused_by_name(sample_index: Path, tmp_path: Path) -> None:
    for name in ("columns.bin", "lexicon.bin", "postings.bin", "texts.bin"):
        folder = tmp_path / name
        shutil.copytree(sample_index, folder)
        (file,) = folder.glob(f"segments/*/{name}")
        file.write_bytes(file.read_bytes()[:-1])
        with pytest.raises(IndexDamaged, match=name):
            answers(folder)
