"""JSON lines, JSON, CSV: files of many records."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.readers.fields import author_names, clipping_of, parse_mapping
from index.readers.interface import ReaderOptions
from search.errors import InvalidInput

Read = Any  # the fixture of conftest.py, which importlib mode does not let us import
OPTIONS = ReaderOptions(name="a.jsonl", today=dt.date(2024, 11, 23))


def test_field_names_in_french_and_english(read: Read) -> None:
    french = {
        "Titre": "La grève", "Contenu": "Un texte.", "Date_publication": "19 juin 2024",
        "Journal": "Source : Le Courrier", "Lien": "https://ex.fr/1", "Auteurs": "Par A, B et C",
        "Rubrique": "Société", "Identifiant": 12,
    }  # fmt: skip
    english = {
        "headline": "La grève", "articleBody": "Un texte.", "datePublished": "2024-06-19T10:00Z",
        "publisher": {"name": "Le Courrier"}, "url": "https://ex.fr/1",
        "author": [{"name": "A"}, {"name": "B"}, "C"], "articleSection": ["Société", "Une"],
        "id": "12",
    }  # fmt: skip
    lines = json.dumps(french) + "\n" + json.dumps(english, ensure_ascii=False)
    first, second = read("a.jsonl", lines).documents
    assert first == second
    assert first.key == "12"
    assert (first.title, first.text, first.source) == ("La grève", "Un texte.", "Le Courrier")
    assert first.date == dt.date(2024, 6, 19)
    assert first.authors == ("A", "B", "C")
    assert first.section == "Société"


def test_bad_lines_are_named_and_the_others_kept(read: Read) -> None:
    lines = '{"title": "Un"}\n{"title": \n[1, 2]\n\n{"autre": 1}\n{"title": "Deux"}'
    found = read("a.jsonl", lines)
    assert [d.title for d in found.documents] == ["Un", "Deux"]
    assert found.skipped == [
        ("bad_record", "ligne 2"),
        ("bad_record", "ligne 3"),
        ("no_article", "ligne 5"),
    ]


def test_keys(read: Read) -> None:
    lines = '{"title": "T", "date": "2024-06-19"}\n{"title": "T", "url": "https://ex.fr/1"}'
    keys = [d.key for d in read("depeches.jsonl", lines).documents]
    assert keys == ["depeches.jsonl#T#2024-06-19", "https://ex.fr/1"]


def test_what_json_can_spell_and_utf8_cannot(read: Read) -> None:
    document = read("a.jsonl", '{"title": "A\\ud800\\u0000B", "text": "x\\u0092y"}').document
    assert (document.title, document.text) == ("AB", "x’y")


def test_html_in_a_field(read: Read) -> None:
    document = read("a.jsonl", '{"title": "A", "body": "<p>Un &eacute;t&eacute;.</p><p>Deux</p>"}')
    assert document.document.text == "Un été.\n\nDeux"


def test_compressed_by_content_whatever_the_name(read: Read) -> None:
    data = gzip.compress(b'{"title": "A"}\n{"title": "B"}\n')
    assert len(read("a.jsonl.gz", data).documents) == 2
    assert len(read("b.jsonl", data).documents) == 2


def test_a_bomb_is_bounded_and_what_came_before_stays(read: Read) -> None:
    data = gzip.compress(b'{"title": "A"}\n' + b" " * 20_000_000)
    found = read("a.jsonl.gz", data, max_input_bytes=1_000_000)
    assert [d.title for d in found.documents] == ["A"]
    assert [reason for reason, _ in found.skipped] == ["too_large"]


def test_a_file_cut_short(read: Read) -> None:
    data = gzip.compress(b'{"title": "A"}\n' * 100_000)[:-30]
    found = read("a.jsonl.gz", data)
    assert found.documents
    assert [reason for reason, _ in found.skipped] == ["unreadable"]


def test_a_damaged_file(read: Read) -> None:
    data = bytearray(gzip.compress(b'{"title": "A"}\n' * 1000))
    data[14:30] = b"\xff" * 16
    assert [reason for reason, _ in read("a.jsonl.gz", bytes(data)).skipped] == ["unreadable"]


def test_a_line_without_end(read: Read) -> None:
    lines = '{"title": "' + "x" * 3_000_000 + '"}\n{"title": "B"}'
    found = read("a.jsonl", lines, max_document_bytes=1000)
    assert [d.title for d in found.documents] == ["B"]
    assert found.skipped == [("bad_record", "ligne 1")]


@pytest.mark.parametrize(
    "content",
    [
        '[{"title": "A"}, {"title": "B"}]',
        '{"articles": [{"title": "A"}, {"title": "B"}]}',
        '{"title": "A"}\n{"title": "B"}',
        '{"title": "A"} {"title": "B"}',
        '\ufeff[\n{"title": "A"},\n{"title": "B"}\n]\n',
    ],
)
def test_json(read: Read, content: str) -> None:
    assert [d.title for d in read("a.json", content).documents] == ["A", "B"]


def test_a_json_list_is_read_piece_by_piece(read: Read) -> None:
    articles = [{"title": f"T{n}", "text": "mot " * 5000} for n in range(30)]
    assert len(read("a.json", json.dumps(articles)).documents) == 30


def test_json_that_breaks_keeps_what_came_before(read: Read) -> None:
    found = read("a.json", '[{"title": "A"}, {"title": ')
    assert [d.title for d in found.documents] == ["A"]
    assert found.skipped == [("bad_file", "")]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_csv(read: Read, sign: str) -> None:
    rows = [
        sign.join(("Titre", "Date", "Texte")),
        sign.join(('"Un, deux; trois"', "19/06/2024", '"Première ligne\n\nSeconde"')),
        sign.join(("", "", "")),
        sign.join(("Autre", "2024-01-02", "Un texte")),
    ]
    first, second = read("a.csv", "\ufeff" + "\r\n".join(rows)).documents
    assert (first.title, first.text) == ("Un, deux; trois", "Première ligne\n\nSeconde")
    assert first.date == dt.date(2024, 6, 19)
    assert second.title == "Autre"


def test_csv_of_windows(read: Read) -> None:
    data = "titre;texte\nL’été;À Noël\n".encode("cp1252")
    assert read("a.csv", data).document.text == "À Noël"


def test_csv_with_a_long_field(read: Read) -> None:
    text = "mot " * 100_000
    assert len(read("a.csv", f'titre,texte\nA,"{text}"\n').document.text) == len(text) - 1


def test_csv_without_known_columns(read: Read) -> None:
    assert read("a.csv", "x;y\n1;2\n").skipped == [("no_headings", "")]
    assert read("a.csv", "x;y\n1;2\n", field_names=(("title", "x"),)).document.title == "1"


def test_mapping_options() -> None:
    assert parse_mapping(["title=headline", "Auteur = signé"]) == (
        ("title", "headline"),
        ("authors", "signé"),
    )
    for wrong in ("title", "title=", "couleur=rouge"):
        with pytest.raises(InvalidInput, match="champ=nom"):
            parse_mapping([wrong])


def test_a_mapped_field_wins(read: Read) -> None:
    line = '{"title": "Court", "Titre long": "Un titre long"}'
    found = read("a.jsonl", line, field_names=(("title", "titre_long"),))
    assert found.document.title == "Un titre long"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Par Jeanne Martin, Paul Durand et AFP", ("Jeanne Martin", "Paul Durand", "AFP")),
        (["A", {"name": "B"}, "A"], ("A", "B")),
        ("Martin, Jeanne", ("Jeanne Martin",)),
        ("https://www.facebook.com/courrier", ()),
        ("Nicolas G. C.", ("Nicolas G. C.",)),
        (None, ()),
        (12, ("12",)),
        ("", ()),
    ],
)
def test_author_names(value: object, names: tuple[str, ...]) -> None:
    assert author_names(value) == names


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
names = st.sampled_from(["title", "texte", "date", "source", "url", "author", "section", "id", "x"])


@given(st.dictionaries(names, values, max_size=6))
def test_no_record_makes_it_fail(record: dict[str, object]) -> None:
    clipping_of(record, "ligne 1", OPTIONS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(data=st.binary(max_size=200), suffix=st.sampled_from([".jsonl", ".json", ".csv", ".txt"]))
def test_no_content_makes_it_fail(read: Read, data: bytes, suffix: str) -> None:
    assert isinstance(read("a" + suffix, data).readings, list)
