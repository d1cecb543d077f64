from __future__ import annotations

import hashlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh_engine.store import tombstones
from search.engines.whoosh_engine.store.failures import NewerFormat
from search.engines.whoosh_engine.store.tombstones import Forgotten, Tombstones
from search.errors import IndexDamaged

FORGOTTEN = Forgotten(
    frozenset({"le-monde/1", "le-monde/2"}),
    frozenset({"https://example.org/a", ""}),
    frozenset({"Un  texte\n d’été. ", " \n"}),
)
DATA = tombstones.encode(FORGOTTEN)
NAME = "tombstones/x"
ONE = Tombstones((tombstones.decode(DATA, NAME),))


def sealed(version: int, counts: tuple[int, int, int], digests: bytes) -> bytes:
    body = struct.pack("<8sIIII16s", b"MANCHTMB", version, *counts, b"s" * 16) + digests
    return body + hashlib.blake2b(body, digest_size=16).digest()


@pytest.mark.parametrize(
    ("key", "url", "text", "refused"),
    [
        ("le-monde/1", "", "", True),
        ("le-monde/3", "", "", False),
        ("", "https://example.org/a", "", True),
        ("https://example.org/a", "", "", False),
        ("x", "y", "Un texte d’e\u0301te\u0301.", True),
        ("x", "y", "Un texte d’ete.", False),
        ("x", "", "", False),
        ("", "", " ", False),
    ],
)
def test_refuses_a_forgotten_name_of_its_kind(key: str, url: str, text: str, refused: bool) -> None:
    assert ONE.refuses(key, url, text) is refused


def test_nothing_forgotten_refuses_nothing() -> None:
    assert not Tombstones().refuses("a", "b", "c")


def test_all_the_files_count() -> None:
    other = tombstones.decode(tombstones.encode(Forgotten(keys=frozenset({"autre"}))), NAME)
    assert Tombstones((*ONE.files, other)).refuses("autre", "", "")
    assert Tombstones((*ONE.files, other)).refuses("le-monde/2", "", "")


def test_nothing_is_written_in_clear_and_salts_differ() -> None:
    assert b"monde" not in DATA
    assert tombstones.encode(FORGOTTEN) != DATA
    assert tombstones.encode(FORGOTTEN, b"s" * 16) == tombstones.encode(FORGOTTEN, b"s" * 16)


def test_strange_characters_are_forgotten_too() -> None:
    data = tombstones.encode(Forgotten(keys=frozenset({"a\udcff"})))
    assert Tombstones((tombstones.decode(data, NAME),)).refuses("a\udcff", "", "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        DATA[:-1],
        DATA + b"\0",
        sealed(0, (0, 0, 0), b""),
        sealed(1, (1, 0, 0), b""),
        sealed(1, (0, 0, 0), b"a" * 16),
        sealed(1, (2**32 - 1, 2**32 - 1, 2**32 - 1), b"a" * 16),
        sealed(1, (2, 0, 0), b"b" * 16 + b"a" * 16),
        sealed(1, (0, 2, 0), b"a" * 32),
    ],
)
def test_what_does_not_fit_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(IndexDamaged, match=NAME) as caught:
        tombstones.decode(data, NAME)
    assert caught.value.file == NAME


def test_a_later_format_is_said_to_be_one() -> None:
    with pytest.raises(NewerFormat, match="version plus récente"):
        tombstones.decode(sealed(2, (0, 0, 0), b""), NAME)


@given(st.binary(max_size=300))
def test_random_bytes_are_damage(data: bytes) -> None:
    with pytest.raises(IndexDamaged):
        tombstones.decode(data, NAME)


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_any_changed_byte_is_damage(place: int, change: int) -> None:
    data = bytearray(DATA)
    data[place] ^= change
    with pytest.raises(IndexDamaged):
        tombstones.decode(bytes(data), NAME)


@given(st.text(), st.text(), st.text())
def test_what_is_forgotten_is_refused(key: str, url: str, text: str) -> None:
    forgotten = Forgotten(frozenset({key}), frozenset({url}), frozenset({text}))
    stones = Tombstones((tombstones.decode(tombstones.encode(forgotten), NAME),))
    assert stones.refuses(key, "", "") is bool(key)
    assert stones.refuses("", url, "") is bool(url)
    assert stones.refuses("", "", f"  {text}\n") is bool(text.split())
