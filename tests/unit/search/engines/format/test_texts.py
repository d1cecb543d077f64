"""Stored documents: blocks cut by document, read alone, damage found before it is believed."""

from __future__ import annotations

import datetime as dt
import io
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
import zstandard

from search.document import Document
from search.engines.whoosh_engine.format.texts import (
    BLOCK_DOCUMENTS,
    LARGE,
    BlockWriter,
    TextPlaces,
    Texts,
    decode_document,
    encode_document,
)
from search.errors import IndexDamaged

if TYPE_CHECKING:
    from pathlib import Path

SEED = 5


def article(number: int, words: int = 100) -> Document:
    chance = random.Random(number)
    text = " ".join(str(chance.random()) for _ in range(words))
    return Document(
        key=f"clé-{number}", title=f"Titre {number}", text=f"{text} \ud800", origin="/a",
        date=dt.date(2020, 1, 1) if number % 2 else None, authors=("Ève", "Léo"), url="http://x",
    )  # fmt: skip


def written(documents: list[Document], first: int = 0) -> tuple[bytes, dict[str, list[int]]]:
    file = io.BytesIO()
    writer = BlockWriter(file, first)
    for document in documents:
        writer.add(encode_document(document))
    arrays = {name: array.tolist() for name, array in writer.arrays().items()}
    return file.getvalue(), arrays


def opened(path: Path, data: bytes, arrays: dict[str, list[int]]) -> Texts:
    path.write_bytes(data)
    starts = np.append(0, np.cumsum(arrays["record.size"])).astype(np.uint64)
    blocks = np.append(0, np.cumsum(arrays["block.size"])).astype(np.uint64)
    firsts = np.array([*arrays["block.first"], len(arrays["record.size"])], np.uint32)
    return Texts(path, TextPlaces(starts, firsts, blocks))


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [article(n, words=3000 if n in (20, 21, 40) else 100) for n in range(50)]


def test_a_record_gives_its_document_back(documents: list[Document]) -> None:
    assert [decode_document(encode_document(one)) for one in documents] == documents


def test_documents_are_read_in_any_order(documents: list[Document], tmp_path: Path) -> None:
    texts = opened(tmp_path / "texts.bin", *written(documents))
    order = list(range(50))
    random.Random(SEED).shuffle(order)
    assert [texts[number] for number in order] == [documents[number] for number in order]


def test_a_large_document_has_a_block_of_its_own(documents: list[Document]) -> None:
    assert len(encode_document(documents[20])) >= LARGE
    _, arrays = written(documents)
    assert arrays["block.first"] == [0, 16, 20, 21, 22, 32, 40, 41, 48]


def test_parts_written_apart_are_the_whole(documents: list[Document]) -> None:
    whole, arrays = written(documents)
    for cut in (BLOCK_DOCUMENTS, 20, 21, 22, 41):
        first, _ = written(documents[:cut])
        last, those = written(documents[cut:], cut)
        assert first + last == whole
        assert those["block.first"] == [one for one in arrays["block.first"] if one >= cut]


def test_a_changed_bit_is_never_believed(documents: list[Document], tmp_path: Path) -> None:
    data, arrays = written(documents)
    chance = random.Random(SEED)
    for trial in range(100):
        changed = bytearray(data)
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        texts = opened(tmp_path / str(trial), bytes(changed), arrays)
        refused = 0
        for number, document in enumerate(documents):
            try:
                assert texts[number] == document
            except IndexDamaged:
                refused += 1
        assert refused


def test_a_forged_size_makes_no_room(tmp_path: Path) -> None:
    """A frame that promises a terabyte is refused by what the columns say."""
    frame = zstandard.ZstdCompressor(write_content_size=True).compress(bytes(1000))
    arrays = {"record.size": [1 << 40], "block.size": [len(frame)], "block.first": [0]}
    with pytest.raises(IndexDamaged, match=r"texts\.bin"):
        opened(tmp_path / "texts.bin", frame, arrays)[0]


@pytest.mark.parametrize("place", [-1, 2, 1 << 31])
def test_a_number_beyond_the_file_is_damage(place: int, tmp_path: Path) -> None:
    data, arrays = written([article(0), article(1)])
    with pytest.raises(IndexDamaged):
        opened(tmp_path / "texts.bin", data, arrays)[place]
