"""BibTeX and RIS, read by bibtexparser and rispy."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import rispy
from bibtexparser import entrypoint
from pylatexenc.latex2text import LatexNodes2Text

from search.document import public_id
from web.exports.bibtex import tex

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

REFERENCES = public_id("references")[:8]

ALWAYS = {"304", "405", "414", "429"}
"""What every address may answer."""


def entries(client: FlaskClient, address: str) -> dict[str, dict[str, str]]:
    """Return the fields of each entry, by the end of its key."""
    library = entrypoint.parse_string(client.get(address).data.decode())
    assert library.failed_blocks == []
    return {
        entry.key.rpartition("-")[2]: {field.key: str(field.value) for field in entry.fields}
        for entry in library.entries
    }


def test_an_entry_holds_what_a_citation_needs(hostile: Callable[..., FlaskClient]) -> None:
    found = entries(hostile(), "/search.bib?q=port")
    assert len(found) == 4
    one = found[REFERENCES]
    assert one["journal"] == "Le Courrier ER -"
    assert (one["date"], one["year"], one["month"]) == ("2024-07-01", "2024", "jul")
    assert one["url"] == "https://courrier.example/%7Ba%7D_b%20c#d%20e%5Cf"
    assert one["title"] == (
        r"{Le port \textbraceleft{}à 50 \% "
        r"\textbackslash{}emph\textbraceleft{}près\textbraceright{}\textbraceright{} : "
        r"\$100\_000 \#1 \textasciitilde{} \textasciicircum{} "
        r"\textbraceright{}\textbraceleft{}}"
    )


def test_signs_of_tex_are_read_back() -> None:
    text = "l’été à 50 % — 100_000 $ & #1 ~ \\ « œuvre »"
    assert LatexNodes2Text().latex_to_text(tex(text)) == text


def test_braces_are_balanced_for_bibtex_which_counts_them_all(
    hostile: Callable[..., FlaskClient],
) -> None:
    depth = 0
    for sign in re.findall("[{}]", hostile().get("/search.bib").data.decode()):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0


def test_each_author_is_one_person(hostile: Callable[..., FlaskClient]) -> None:
    text = hostile().get("/search.bib?q=pr%C3%A8s").data.decode()
    assert "author = {{Jeanne and Paul} and {Dupont, maire} and Éléonore Ça AU - Intrus}" in text
    assert "@article{paul2024-" in text


def test_only_web_addresses_are_cited(hostile: Callable[..., FlaskClient]) -> None:
    for address in ("/search.bib", "/search.ris"):
        assert "javascript" not in hostile().get(address).data.decode()


def test_records_hold_one_value_a_line(hostile: Callable[..., FlaskClient]) -> None:
    client = hostile()
    text = client.get("/search.ris?q=port&sort=newest").data.decode()
    records = rispy.loads(text)
    assert len(records) == 4
    assert re.findall(r"(?m)^ER  - ", text) == ["ER  - "] * 4
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.split("\r\n") if line)
    first = records[0]
    assert first["type_of_reference"] == "NEWS"
    assert first["authors"] == ["Jeanne and Paul", "Dupont, maire", "Éléonore Ça AU - Intrus"]
    assert first["title"] == r"Le port {à 50 % \emph{près}} : $100_000 #1 ~ ^ }{"
    assert first["secondary_title"] == "Le Courrier ER -"
    assert (first["year"], first["date"]) == ("2024", "2024/07/01/")
    assert not {"url", "urls"} & set(records[2])
    assert "year" not in records[3]


def test_one_article_has_its_reference(hostile: Callable[..., FlaskClient]) -> None:
    client = hostile()
    name = public_id("references")
    response = client.get(f"/documents/{name}.bib")
    assert response.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert 'filename="le-port-a-50-emph' in response.headers["Content-Disposition"]
    assert list(entries(client, f"/documents/{name}.bib")) == [name[:8]]
    (record,) = rispy.loads(client.get(f"/documents/{name}.ris").data.decode())
    assert record["id"] == name
    page = client.get(f"/documents/{name}").text
    assert f'href="/documents/{name}.bib"' in page
    assert f'href="/documents/{name}.ris"' in page


def test_what_is_no_article_has_none(hostile: Callable[..., FlaskClient]) -> None:
    client = hostile()
    assert client.get(f"/documents/{'a' * 20}.bib").status_code == 404
    assert client.get("/documents/references.ris").status_code == 404


def test_the_page_of_a_hostile_article_is_text(hostile: Callable[..., FlaskClient]) -> None:
    client = hostile()
    for key in ("markup", "formula", "references"):
        page = client.get(f"/documents/{key}?q=port").text
        body = page.partition("<body")[2]
        assert "<script" not in body
        assert "<entry>" not in body
        assert 'href="javascript:' not in body
    assert "&lt;script&gt;alert" in client.get("/documents/markup").text


def test_openapi_describes_every_file(hostile: Callable[..., FlaskClient]) -> None:
    paths = json.loads(hostile().get("/openapi.json").data)["paths"]
    for extension in ("csv", "jsonl", "bib", "ris", "atom"):
        operation = paths[f"/search.{extension}"]["get"]
        names = {parameter["name"] for parameter in operation["parameters"]}
        assert {"q", "match", "from", "to", "source"} <= names
        assert "page" not in names
        assert ("sort" in names) == (extension != "atom")
        assert set(operation["responses"]) == {"200", "400", "422", "503"} | ALWAYS
    assert "404" in paths["/documents/{document_id}.bib"]["get"]["responses"]
