"""Ingestion into the real engine, from small invented inputs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.ingest import rebuild, rebuild_from_index, update, with_settled_sources
from index.readers.sources import SourceNames
from search.document import Document
from search.engines.open import open_engine
from search.errors import InvalidInput, NoIndex
from search.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from index.report import Report
    from search.engines.interface import Engine
    from search.engines.keeping import Receipt


class Silent:
    """An observer that keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def begin(self, total_bytes: int) -> None:
        self.total = total_bytes

    def advance(self, position: int, documents: int) -> None:
        self.told.append((position, documents))

    def leave_out(self, said: str) -> None:
        pass

    def publish(self) -> None:
        self.published = True

    def build(self, done: int, total: int) -> None:
        assert 0 <= done <= total


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index", reader_processes=1, reader_seconds=20)


@pytest.fixture
def engine(settings: Settings) -> Engine:
    return open_engine(settings)


@pytest.fixture
def press(tmp_path: Path) -> Path:
    folder = tmp_path / "presse"
    folder.mkdir()
    write(folder / "a.jsonl", ("1", "Le Courrier"), ("2", "LE COURRIER"), ("3", "le courrier"))
    (folder / "b.txt").write_text("Un titre\n\nUn texte sur la grève des trains.")
    return folder


def write(path: Path, *articles: tuple[str, str]) -> None:
    lines = [
        json.dumps({"id": key, "title": f"Titre {key}", "text": "Un texte.", "source": source})
        for key, source in articles
    ]
    path.write_text("\n".join(lines))


def stored(settings: Settings) -> dict[str, Document]:
    with open_engine(settings).snapshot() as snapshot:
        return {document.key: document for document in snapshot.documents()}


def run_update(settings: Settings, *paths: Path, mirror: bool = False) -> tuple[Report, Receipt]:
    return update(open_engine(settings), paths, settings, Silent(), mirror=mirror)


def run_rebuild(settings: Settings, *paths: Path) -> tuple[Report, Receipt]:
    return rebuild(open_engine(settings), paths, settings, Silent())


def test_rebuild(settings: Settings, press: Path) -> None:
    observer = Silent()
    report, receipt = rebuild(open_engine(settings), [press], settings, observer)
    assert (report.read, report.inputs, receipt.documents) == (4, 2, 4)
    documents = stored(settings)
    assert set(documents) == {"1", "2", "3", "b.txt"}
    assert documents["1"].origin == str((press / "a.jsonl").resolve())
    assert {documents[key].source for key in "123"} == {"Le Courrier"}
    size = sum(path.stat().st_size for path in press.iterdir())
    assert (observer.total, observer.told[-1]) == (size, (size, 4))


def test_rebuild_forgets_other_inputs(settings: Settings, press: Path) -> None:
    run_rebuild(settings, press)
    run_rebuild(settings, press / "b.txt")
    assert set(stored(settings)) == {"b.txt"}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 \x00"])
def test_a_rebuild_of_nothing_is_refused(settings: Settings, press: Path, content: bytes) -> None:
    run_rebuild(settings, press)
    (press.parent / "x.bin").write_bytes(content)
    with pytest.raises(InvalidInput, match=r"Aucun article lu.*x\.bin"):
        run_rebuild(settings, press.parent / "x.bin")
    assert len(stored(settings)) == 4


def test_update_adds_replaces_and_removes_what_an_input_held(
    settings: Settings, press: Path
) -> None:
    run_rebuild(settings, press)
    write(press / "a.jsonl", ("1", "L’Écho"), ("4", "LE COURRIER"))
    _, receipt = run_update(settings, press / "a.jsonl")
    documents = stored(settings)
    assert set(documents) == {"1", "4", "b.txt"}
    assert documents["1"].source == "L’Écho"
    assert documents["4"].source == "Le Courrier"
    assert (receipt.added, receipt.replaced, receipt.removed) == (1, 1, 2)


def test_update_without_an_index_makes_one(settings: Settings, press: Path) -> None:
    run_update(settings, press)
    assert len(stored(settings)) == 4


def test_an_input_that_cannot_be_read_keeps_its_documents(settings: Settings, press: Path) -> None:
    run_rebuild(settings, press)
    (press / "a.jsonl").write_bytes(b"\x1f\x8b\x08garbage")
    report, _ = run_update(settings, press, mirror=True)
    assert report.skipped == 1
    assert set(stored(settings)) == {"1", "2", "3", "b.txt"}


def test_mirror_removes_what_is_no_longer_there(settings: Settings, press: Path) -> None:
    run_rebuild(settings, press)
    (press / "b.txt").unlink()
    run_update(settings, press)
    assert "b.txt" in stored(settings)
    run_update(settings, press, mirror=True)
    assert set(stored(settings)) == {"1", "2", "3"}


def test_a_mirror_of_nothing_is_refused(settings: Settings, press: Path) -> None:
    run_rebuild(settings, press)
    empty = press.parent / "vide"
    empty.mkdir()
    with pytest.raises(InvalidInput, match="Aucun fichier trouvé"):
        run_update(settings, empty, mirror=True)
    assert len(stored(settings)) == 4


def test_an_update_that_reads_nothing_publishes_nothing(settings: Settings, press: Path) -> None:
    _, before = run_rebuild(settings, press)
    (press.parent / "x.bin").write_bytes(b"%PDF")
    with pytest.raises(InvalidInput, match=r"Aucun article lu.*x\.bin"):
        run_update(settings, press.parent / "x.bin")
    with open_engine(settings).snapshot() as snapshot:
        assert snapshot.generation == before.generation


def test_an_article_that_moved_to_another_input_stays(settings: Settings, press: Path) -> None:
    run_rebuild(settings, press)
    write(press / "a.jsonl", ("1", "x"))
    write(press / "c.jsonl", ("2", "x"), ("3", "x"))
    run_update(settings, press)
    assert set(stored(settings)) == {"1", "2", "3", "b.txt"}


def test_rebuild_from_index(settings: Settings, press: Path) -> None:
    with pytest.raises(NoIndex):
        rebuild_from_index(open_engine(settings), Silent())
    run_rebuild(settings, press)
    before = stored(settings)
    report, _ = rebuild_from_index(open_engine(settings), Silent())
    assert report.read == 4
    assert stored(settings) == before


def test_duplicates_are_named(settings: Settings, press: Path) -> None:
    write(press / "z.jsonl", ("1", "x"))
    _, receipt = run_rebuild(settings, press)
    assert receipt.duplicates == ("1",)


def test_mapped_names(settings: Settings, press: Path) -> None:
    path = press / "m.jsonl"
    path.write_text('{"gros titre": "Un", "title": "Deux"}')
    names = (("title", "gros titre"),)
    rebuild(open_engine(settings), [path], settings, Silent(), names)
    assert [document.title for document in stored(settings).values()] == ["Un"]


def test_windows_are_bounded() -> None:
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield Document(key=str(taken), title="t", text="x", source="A")

    first = next(with_settled_sources(endless(), SourceNames()))  # type: ignore[arg-type]
    assert first.source == "A"
    assert taken <= 2000
