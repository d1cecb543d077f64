from __future__ import annotations

import hashlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh_engine.store import deletions
from search.engines.whoosh_engine.store.failures import NewerFormat
from search.errors import IndexDamaged


def sealed(version: int, reserved: int, documents: int, deleted: int, bits: bytes) -> bytes:
    body = struct.pack("<8sIIQQ", b"MANCHDEL", version, reserved, documents, deleted) + bits
    return body + hashlib.blake2b(body, digest_size=16).digest()


@given(st.sets(st.integers(0, 99)), st.integers(100, 110))
def test_reads_what_it_wrote(deleted: set[int], documents: int) -> None:
    bits = bytearray(deletions.width(documents))
    for document in deleted:
        bits[document // 8] |= 1 << document % 8
    data = deletions.encode(bytes(bits), documents)
    assert len(data) == deletions.file_size(documents)
    assert deletions.decode(data, documents, "deletions/x") == bits
    assert deletions.deleted_in(bytes(bits)) == len(deleted)


def test_no_documents_need_no_bits() -> None:
    assert deletions.decode(deletions.encode(b"", 0), 0, "deletions/x") == b""


@pytest.mark.parametrize(("bits", "documents"), [(b"", 1), (b"\0\0", 8), (b"\x10", 4), (b"", -1)])
def test_bits_of_another_number_of_documents_are_refused(bits: bytes, documents: int) -> None:
    with pytest.raises(ValueError, match="documents"):
        deletions.encode(bits, documents)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        sealed(1, 0, 8, 1, b"\x01")[:-1],
        sealed(1, 0, 8, 1, b"\x01") + b"\0",
        sealed(0, 0, 8, 1, b"\x01"),
        sealed(1, 1, 8, 1, b"\x01"),
        sealed(1, 0, 9, 1, b"\x01\x00"),
        sealed(1, 0, 8, 2, b"\x01"),
        sealed(1, 0, 8, 1, b"\x01\x00"),
        sealed(1, 0, 8, 0, b""),
    ],
)
def test_what_does_not_fit_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(IndexDamaged, match="deletions/x") as caught:
        deletions.decode(data, 8, "deletions/x")
    assert caught.value.file == "deletions/x"


def test_bits_past_the_last_document_are_refused() -> None:
    with pytest.raises(IndexDamaged):
        deletions.decode(sealed(1, 0, 4, 1, b"\x10"), 4, "deletions/x")


def test_a_later_format_is_said_to_be_one() -> None:
    with pytest.raises(NewerFormat, match="version plus récente"):
        deletions.decode(sealed(2, 0, 8, 1, b"\x01"), 8, "deletions/x")


@given(st.binary(max_size=200), st.integers(0, 100))
def test_random_bytes_are_damage(data: bytes, documents: int) -> None:
    with pytest.raises(IndexDamaged):
        deletions.decode(data, documents, "deletions/x")


@given(st.integers(0, 3), st.integers(0, 1), st.integers(0, 2**64 - 1), st.binary(max_size=9))
def test_any_sealed_header_is_read_or_is_damage(
    version: int, reserved: int, documents: int, bits: bytes
) -> None:
    data = sealed(version, reserved, documents, deletions.deleted_in(bits), bits)
    try:
        assert deletions.decode(data, documents, "deletions/x") == bits
    except IndexDamaged as error:
        assert error.file == "deletions/x"  # noqa: PT017 - both ends are allowed
