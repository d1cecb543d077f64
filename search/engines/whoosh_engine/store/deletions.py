r"""The documents of a segment that were deleted: one bit each.

The file, little-endian:

    8 bytes   magic, b"MANCHDEL"
    u32       format version, 1
    u32       zero
    u64       documents of the segment, n
    u64       documents deleted, the bits that are set
    (n+7)//8  bits: document i is bit i % 8 of byte i // 8; those past n are zero
    16 bytes  BLAKE2b-128 of all that precedes
"""

from __future__ import annotations

import hashlib
import struct

from search.engines.whoosh_engine.store.failures import damaged, newer

MAGIC = b"MANCHDEL"
VERSION = 1
_HEADER = struct.Struct("<8sIIQQ")
_CHECKSUM = 16


def width(documents: int) -> int:
    """Return the bytes of a bitmap of so many documents."""
    return (documents + 7) // 8


def file_size(documents: int) -> int:
    """Return the bytes of a file of deletions for a segment of so many documents."""
    return _HEADER.size + width(documents) + _CHECKSUM


def deleted_in(bits: bytes) -> int:
    """Return how many bits are set."""
    return int.from_bytes(bits, "little").bit_count()


def encode(bits: bytes, documents: int) -> bytes:
    """Return the bytes of the file.

    Args:
        bits: one bit a document, as in the file.
        documents: documents of the segment.

    Raises:
        ValueError: the bits are not of so many documents.
    """
    if not _fits(bits, documents):
        message = f"{len(bits)} bytes of bits do not suit {documents} documents"
        raise ValueError(message)
    body = _HEADER.pack(MAGIC, VERSION, 0, documents, deleted_in(bits)) + bits
    return body + _digest(body)


def decode(data: bytes, documents: int, file: str) -> bytes:
    """Return the bits of a file's bytes.

    Args:
        data: the whole file.
        documents: documents of the segment, as its manifest says.
        file: what to call it in messages.

    Raises:
        IndexDamaged: it is not such a file, whole, for so many documents.
    """
    if len(data) < _HEADER.size + _CHECKSUM:
        raise damaged(file, "est tronqué")
    body, checksum = data[:-_CHECKSUM], data[-_CHECKSUM:]
    magic, version, reserved, said, deleted = _HEADER.unpack_from(body)
    if magic != MAGIC or checksum != _digest(body):
        raise damaged(file, "ne correspond pas à sa somme de contrôle")
    if version > VERSION:
        raise newer(file, version)
    bits = body[_HEADER.size :]
    sound = version == VERSION and reserved == 0 and said == documents
    if not sound or not _fits(bits, documents) or deleted_in(bits) != deleted:
        raise damaged(file, "n’est pas celui de son segment")
    return bits


def _fits(bits: bytes, documents: int) -> bool:
    if documents < 0 or len(bits) != width(documents):
        return False
    return documents % 8 == 0 or bits[-1] >> documents % 8 == 0


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_CHECKSUM).digest()
