from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from index.readers.choose import kind_of, read_input
from index.readers.interface import ReaderOptions, Reason, Skipped

HTML = b"<!DOCTYPE html>\n<html><body>x"
RSS = b'<?xml version="1.0"?>\n<!-- x --><rss version="2.0">'


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.txt", b"Un texte", "text"),
        ("A.TXT", b"Un texte", "text"),
        ("sans-suffixe", b"Un texte", "text"),
        ("a.txt", HTML, "html"),
        ("a.html", b"<p>Un fragment", "html"),
        ("a.xhtml", b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', "html"),
        ("a.html", RSS, "feed"),
        ("a.xml", RSS, "feed"),
        ("a.xml", b'<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        ("a.xml", b"<rdf:RDF xmlns:rdf='x'>", "feed"),
        ("a.xml", b"<html>", "html"),
        ("a.xml", b"<autre/>", None),
        ("a.jsonl.gz", b'{"title": 1}', "json_lines"),
        ("a.json", b'{"title": 1}\n{"title": 2}', "json_lines"),
        ("a.json", b"[1]", "json"),
        ("a.txt", b'[{"title": "x"}]', "json"),
        ("a.tsv", b"titre\ttexte", "csv"),
        ("a.pdf", b"%PDF-1.4", None),
        ("a.txt", b"\x89PNG\r\n\x00\x01", "binary"),
        ("a.docx", b"PK\x03\x04", None),
        ("a.txt", "Un été".encode("utf-16"), "text"),
    ],
)
def test_kind_of(name: str, head: bytes, kind: str | None) -> None:
    assert kind_of(Path(name), head) == kind


def test_an_opening_made_of_comments_takes_no_time() -> None:
    assert kind_of(Path("a.txt"), b"<!---->" * 2000 + b"x") == "text"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "title,text\n"),
        ("a.json", "[]"),
        ("a.rss", "<rss version='2.0'><channel><title>Le Pont</title></channel></rss>"),
        ("a.jsonl", "\n\n"),
    ],
)
def test_a_file_without_an_article_is_never_silent(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    options = ReaderOptions(name=name, today=dt.date(2024, 6, 19))
    assert [one for one in read_input(tmp_path / name, options) if isinstance(one, Skipped)] == [
        Skipped(tmp_path / name, Reason.EMPTY)
    ]
