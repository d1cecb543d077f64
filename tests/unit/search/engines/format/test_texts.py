"""Stored documents: records that are read alone, damage found before it is believed."""

from __future__ import annotations

import concurrent.futures
import datetime as dt
import io
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
import zstandard

from search.document import Document
from search.engines.whoosh_engine.format.texts import (
    RecordWriter,
    Texts,
    decode_document,
    dictionary_bytes,
    encode_document,
    trained,
)
from search.errors import IndexDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.whoosh_engine.format.arrays import Array

SEED = 5


def article(number: int, words: int = 100) -> Document:
    chance = random.Random(number)
    text = " ".join(str(chance.random()) for _ in range(words))
    return Document(
        key=f"clé-{number}", title=f"Titre {number}", text=f"{text} \ud800", origin="/a",
        date=dt.date(2020, 1, 1) if number % 2 else None, authors=("Ève", "Léo"), url="http://x",
    )  # fmt: skip


def written(documents: list[Document], dictionary: bytes = b"") -> tuple[bytes, list[int]]:
    """Return a file of records, and the size of each."""
    file = io.BytesIO()
    writer = RecordWriter(file, dictionary)
    for document in documents:
        writer.add(encode_document(document))
    return file.getvalue(), writer.arrays()["texts.size"].tolist()


def opened(path: Path, data: bytes, sizes: list[int], dictionary: bytes = b"") -> Texts:
    path.write_bytes(data)
    starts = np.append(0, np.cumsum(sizes)).astype(np.uint64)
    known: Array = np.frombuffer(dictionary, np.uint8)
    return Texts(path, {"texts.starts": starts, "texts.dictionary": known})


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [article(n, words=3000 if n in (20, 21, 40) else 100) for n in range(50)]


def test_a_record_gives_its_document_back(documents: list[Document]) -> None:
    assert [decode_document(encode_document(one)) for one in documents] == documents


@pytest.fixture(scope="module")
def dictionary(documents: list[Document]) -> bytes:
    records = [encode_document(one) for one in documents]
    return trained(records, dictionary_bytes(sum(map(len, records)) * 20))


def test_documents_are_read_in_any_order(
    documents: list[Document], dictionary: bytes, tmp_path: Path
) -> None:
    order = list(range(50))
    random.Random(SEED).shuffle(order)
    for number, known in enumerate((b"", dictionary)):
        texts = opened(tmp_path / f"{number}", *written(documents, known), known)
        assert [texts[number] for number in order] == [documents[number] for number in order]


def test_threads_read_side_by_side(
    documents: list[Document], dictionary: bytes, tmp_path: Path
) -> None:
    texts = opened(tmp_path / "texts.bin", *written(documents, dictionary), dictionary)
    asked = list(range(50)) * 20
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        assert list(threads.map(texts.__getitem__, asked)) == [documents[n] for n in asked]


def test_a_dictionary_makes_records_smaller(documents: list[Document], dictionary: bytes) -> None:
    assert len(dictionary) > 0
    assert len(written(documents, dictionary)[0]) < len(written(documents)[0])


def test_few_records_have_no_dictionary(documents: list[Document]) -> None:
    assert dictionary_bytes(100_000) == 0
    assert dictionary_bytes(1 << 40) < 1 << 17
    assert trained([], 5_000) == b""
    assert trained([encode_document(documents[0])], 5_000) == b""


def test_parts_written_apart_are_the_whole(documents: list[Document], dictionary: bytes) -> None:
    whole, sizes = written(documents, dictionary)
    first, last = written(documents[:20], dictionary), written(documents[20:], dictionary)
    assert (first[0] + last[0], first[1] + last[1]) == (whole, sizes)


def test_a_changed_bit_is_never_believed(
    documents: list[Document], dictionary: bytes, tmp_path: Path
) -> None:
    data, sizes = written(documents, dictionary)
    chance = random.Random(SEED)
    for trial in range(100):
        changed = bytearray(data)
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        texts = opened(tmp_path / str(trial), bytes(changed), sizes, dictionary)
        refused = 0
        for number, document in enumerate(documents):
            try:
                assert texts[number] == document
            except IndexDamaged:
                refused += 1
        assert refused


def test_another_dictionary_is_never_believed(
    documents: list[Document], dictionary: bytes, tmp_path: Path
) -> None:
    data, sizes = written(documents, dictionary)
    for number, other in enumerate((b"", dictionary[::-1], b"\x37\xa4\x30\xec" + bytes(500))):
        texts = opened(tmp_path / f"{number}", data, sizes, other)
        with pytest.raises(IndexDamaged, match="article illisible"):
            texts[0]


def test_a_forged_size_makes_no_room(tmp_path: Path) -> None:
    """A frame that promises a terabyte is refused before there is room for it."""
    header = b"\x28\xb5\x2f\xfd\xe0" + (1 << 40).to_bytes(8, "little")
    assert zstandard.frame_content_size(header) == 1 << 40
    with pytest.raises(IndexDamaged, match=r"texts\.bin"):
        opened(tmp_path / "texts.bin", header, [len(header)])[0]


@pytest.mark.parametrize("place", [-1, 2, 1 << 31])
def test_a_number_beyond_the_file_is_damage(place: int, tmp_path: Path) -> None:
    data, sizes = written([article(0), article(1)])
    with pytest.raises(IndexDamaged):
        opened(tmp_path / "texts.bin", data, sizes)[place]
