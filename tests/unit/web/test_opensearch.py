"""The site as a search engine of the reader's browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

TYPE = "application/opensearchdescription+xml"
NAMES = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
ROOT = "https://presse.example"


def described(client: FlaskClient, path: str = "/opensearch.xml") -> ET.Element:
    answer = client.get(path, base_url=ROOT)
    assert answer.status_code == 200
    assert answer.mimetype == TYPE
    return ET.fromstring(answer.data)  # noqa: S314 - our own


def templates(description: ET.Element) -> dict[str, str]:
    return {
        url.attrib["type"]: url.attrib["template"] for url in description.findall("o:Url", NAMES)
    }


@pytest.mark.parametrize(("lang", "language"), [("", "fr"), ("?lang=en", "en")])
def test_every_page_leads_to_the_description(client: FlaskClient, lang: str, language: str) -> None:
    page = client.get(f"/aide{lang}").text
    link = re.search(rf'<link rel="search" type="{re.escape(TYPE)}" href="([^"]*)"', page)
    assert link
    found = templates(described(client, link[1]))
    assert found[TYPE] == f"{ROOT}/opensearch.xml{lang}"
    assert ("lang=en" in found["text/html"]) == (language == "en")


def test_each_address_answers_what_it_says(client: FlaskClient) -> None:
    description = described(client)
    assert description.findtext("o:ShortName", "", NAMES) == "Manchette"
    for kind, template in templates(description).items():
        assert template.startswith(f"{ROOT}/")
        answer = client.get(template.replace("{searchTerms}", "cor%C3%A9e"), base_url=ROOT)
        assert (answer.status_code, answer.mimetype) == (200, kind)
    icon = description.findtext("o:Image", "", NAMES)
    assert client.get(icon, base_url=ROOT).mimetype == "image/svg+xml"


def test_suggestions_are_what_browsers_expect(client: FlaskClient) -> None:
    answer = client.get("/api/opensearch?q=sommet+cor&lang=en", base_url=ROOT)
    query, texts, counts, addresses = answer.get_json(force=True)
    assert query == "sommet cor"
    assert texts[0] == "sommet Corée"
    assert re.fullmatch(r"\d+ articles?", counts[0])
    assert addresses[0] == f"{ROOT}/search?q=sommet+Cor%C3%A9e&lang=en"
    assert len(texts) == len(counts) == len(addresses)
    assert client.get("/api/opensearch").get_json(force=True) == ["", [], [], []]
    assert client.get(f"/api/opensearch?q={'a' * 600}").status_code == 400


def test_a_long_name_is_cut_as_the_specification_wants(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(site_name="<Archives> de la presse régionale")
    assert described(client).findtext("o:ShortName", "", NAMES) == "<Archives> de la"
