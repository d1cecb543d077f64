"""The page about the collection: what it tells, and that its links lead where their counts say."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from index.readers import leftover_rules, page_names
from index.readers.interface import Reason
from search.engines.open import open_engine
from search.settings import Settings
from web.app import create_app
from web.messages.about import LEFTOVERS, SKIPPED, counts

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


@pytest.fixture(scope="module")
def client(sample_index: Path) -> FlaskClient:
    return create_app(Settings(index=sample_index)).test_client()


def test_every_count_of_a_newspaper_leads_to_its_articles(client: FlaskClient) -> None:
    page = client.get("/a-propos").text
    table = re.search(r"(?s)<table.*?</table>", page)
    assert table
    rows = re.findall(r"(?s)<tr><th scope=.row.>.*?</tr>", table[0])
    assert len(rows) == 8
    for row in rows:
        source, *cells = re.findall(r'href="([^"]*)"[^>]*>([^<]*)</a>', row)
        whole = re.search(r"</th><td>(\d+)</td>", row)
        found = client.get(html.unescape(source[0]).replace("/search", "/api/search")).get_json()
        assert whole
        assert found["total"] == int(whole[1])
        for url, count in cells:
            answer = client.get(html.unescape(url).replace("/search", "/api/search")).get_json()
            assert answer["total"] == int(count)


def test_what_reading_left_out_is_said(client: FlaskClient) -> None:
    page = client.get("/a-propos").text
    assert "74 articles dans 41 fichiers lus." in page
    assert "<li>69 blocs de fin de page</li><li>29 dates de publication</li>" in page
    assert "2 sans date" in page


def test_programs_get_the_same(client: FlaskClient, sample_index: Path) -> None:
    about = client.get("/api/about").get_json()
    with open_engine(Settings(index=sample_index)).snapshot() as snapshot:
        inventory = snapshot.inventory()
    assert about["whole"]["articles"] == inventory.documents
    assert sum(about["whole"]["years"].values()) + about["whole"]["undated"] == inventory.documents
    assert about["provenance"]["files"] == 41
    assert about["provenance"]["leftovers"]["end_blocks"] == 69
    assert about["latest"]["period"] == "2024"
    operation = client.get("/openapi.json").get_json()["paths"]["/api/about"]["get"]
    assert set(operation["responses"]) >= {"200", "503"}


def test_a_collection_without_an_index_is_said(tmp_path: Path) -> None:
    client = create_app(Settings(index=tmp_path)).test_client()
    assert client.get("/a-propos").status_code == 503
    assert client.get("/api/about").get_json()["type"] == "urn:manchette:problem:no-index"


def test_every_reason_and_every_rule_is_said_on_the_page_too() -> None:
    assert set(SKIPPED) == set(Reason)
    rules = {rule.code for rule in leftover_rules.PARAGRAPH_RULES} | {"share", "end_blocks"}
    rules |= {code for code, _ in page_names._NAMES} | {"hidden", "navigation"}
    assert rules <= set(LEFTOVERS)


def test_counts_are_in_order_and_what_is_not_known_comes_last() -> None:
    said = counts({"empty": 1, "binary": 3, "of_a_later_version": 9, "outside": 0}, SKIPPED)
    assert said == ("3 fichiers binaires sous un nom de texte", "1 fichier vide", "9 autres")
