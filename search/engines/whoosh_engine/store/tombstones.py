r"""What was forgotten and must not come back, kept as salted hashes.

Each `forget` adds one file, immutable, named by the SHA-256 of its content; every later
generation names it, so rebuilds and restores refuse the same articles. The file,
little-endian:

    8 bytes   magic, b"MANCHTMB"
    u32       format version, 1
    3 × u32   how many keys, urls and texts
    16 bytes  salt, random, one a file
    16 × n    BLAKE2b-128 (with that salt, personalised by the kind) of each key, then of each
              url, then of each text; in each group sorted, without repetition
    16 bytes  BLAKE2b-128 of all that precedes

A text is hashed after NFC, with its white space collapsed, so that another extraction of the
same page is refused too. An empty url or text is never recorded: it would refuse every article
that has none.
"""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
import struct
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store.failures import damaged, newer

if TYPE_CHECKING:
    from collections.abc import Iterable

MAGIC = b"MANCHTMB"
VERSION = 1
SALT = 16
_HEADER = struct.Struct("<8sIIII16s")
_DIGEST = 16
_KINDS = (b"key", b"url", b"text")


@dataclasses.dataclass(frozen=True, slots=True)
class Forgotten:
    """What to forget, in clear: it never reaches the disk.

    Attributes:
        keys: the documents' keys.
        urls: their addresses.
        texts: their texts.
    """

    keys: frozenset[str] = frozenset()
    urls: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True, slots=True)
class TombstoneFile:
    """One file: its salt and the digests of each kind."""

    salt: bytes
    digests: tuple[frozenset[bytes], frozenset[bytes], frozenset[bytes]]

    def refuses(self, values: tuple[str, str, str]) -> bool:
        """Say whether the key, the url or the normal text was forgotten."""
        return any(
            value and _hashed(value, self.salt, kind) in digests
            for value, kind, digests in zip(values, _KINDS, self.digests, strict=True)
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Tombstones:
    """Everything that was forgotten, over all the files of a generation."""

    files: tuple[TombstoneFile, ...] = ()

    def refuses(self, key: str, url: str, text: str) -> bool:
        """Say whether this article was forgotten, under any of its names."""
        if not self.files:
            return False
        values = (key, url, normal_text(text))
        return any(file.refuses(values) for file in self.files)


def normal_text(text: str) -> str:
    """Return the text in NFC, its white space collapsed and stripped."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def encode(forgotten: Forgotten, salt: bytes | None = None) -> bytes:
    """Return the bytes of a file that refuses these.

    Args:
        forgotten: what to refuse.
        salt: 16 bytes; random when not given.
    """
    salt = secrets.token_bytes(SALT) if salt is None else salt
    texts = map(normal_text, forgotten.texts)
    groups = [
        _digests(values, salt, kind)
        for values, kind in zip((forgotten.keys, forgotten.urls, texts), _KINDS, strict=True)
    ]
    body = _HEADER.pack(MAGIC, VERSION, *map(len, groups), salt)
    body += b"".join(digest for group in groups for digest in group)
    return body + _checksum(body)


def decode(data: bytes, file: str) -> TombstoneFile:
    """Return what a file's bytes refuse.

    Args:
        data: the whole file.
        file: what to call it in messages.

    Raises:
        IndexDamaged: it is not such a file, whole.
    """
    if len(data) < _HEADER.size + _DIGEST:
        raise damaged(file, "est tronqué")
    body, checksum = data[:-_DIGEST], data[-_DIGEST:]
    magic, version, keys, urls, texts, salt = _HEADER.unpack_from(body)
    if magic != MAGIC or checksum != _checksum(body):
        raise damaged(file, "ne correspond pas à sa somme de contrôle")
    if version > VERSION:
        raise newer(file, version)
    if version != VERSION or len(body) != _HEADER.size + _DIGEST * (keys + urls + texts):
        raise damaged(file, "n’a pas la longueur que dit son en-tête")
    middle, last = keys, keys + urls
    all_digests = [body[at : at + _DIGEST] for at in range(_HEADER.size, len(body), _DIGEST)]
    groups = (all_digests[:middle], all_digests[middle:last], all_digests[last:])
    if not all(_ascending(group) for group in groups):
        raise damaged(file, "n’est pas trié")
    return TombstoneFile(salt, (frozenset(groups[0]), frozenset(groups[1]), frozenset(groups[2])))


def _digests(values: Iterable[str], salt: bytes, kind: bytes) -> list[bytes]:
    return sorted({_hashed(value, salt, kind) for value in values if value})


def _hashed(value: str, salt: bytes, kind: bytes) -> bytes:
    data = value.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=_DIGEST, salt=salt, person=kind).digest()


def _ascending(group: list[bytes]) -> bool:
    return all(one < other for one, other in pairwise(group))


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST).digest()
