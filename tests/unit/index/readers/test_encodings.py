from __future__ import annotations

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.encodings import declared_encoding, decode, line_encoding

FRENCH = "L’été à Genève : « œuvre », 10 € — déjà vu, où l’on s’aperçoit de l’évènement."


@pytest.mark.parametrize(
    "data",
    [
        FRENCH.encode(),
        codecs.BOM_UTF8 + FRENCH.encode(),
        FRENCH.encode("cp1252"),
        codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"),
        FRENCH.encode("utf-16-le"),
        FRENCH.encode("utf-16-be"),
    ],
)
def test_french_text_is_read_whatever_its_encoding(data: bytes) -> None:
    assert decode(data) == FRENCH


def test_a_declared_charset_is_honoured_where_it_decodes() -> None:
    page = '<meta charset="iso-8859-15">cœur'.encode("iso-8859-15")
    assert decode(page, declared_encoding(page)).endswith("cœur")


def test_latin1_is_read_as_browsers_do() -> None:
    page = '<meta http-equiv="content-type" content="text/html;charset=iso-8859-1">l\x92été'
    assert decode(page.encode("latin-1"), declared_encoding(page.encode("latin-1"))).endswith(
        "l’été"
    )


@pytest.mark.parametrize("head", [b"<html>", b'charset="klingon"', b"charset='"])
def test_no_charset_is_declared(head: bytes) -> None:
    assert declared_encoding(head) is None


def test_utf8_that_declares_latin1_is_utf8() -> None:
    assert decode("été".encode(), "cp1252") == "été"


def test_stray_windows_bytes_in_utf8() -> None:
    data = "déjà, été, à, où, élève ".encode() + b"l\x92an" + " né près de là".encode()
    assert decode(data, "utf-8") == "déjà, été, à, où, élève l’an né près de là"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_of_lines(encoding: str) -> None:
    data = (FRENCH + "\n").encode(encoding)
    name, errors = line_encoding(data[:4])
    assert io.TextIOWrapper(io.BytesIO(data), name, errors).read() == FRENCH + "\n"


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp1252", "utf-16"]))
def test_decoding_never_fails(data: bytes, declared: str | None) -> None:
    assert isinstance(decode(data, declared), str)
