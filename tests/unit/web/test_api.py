"""The JSON contract (the shape is the design's, key by key), problems, and what never breaks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.errors import DeadlineExceeded, PlanTooCostly
from search.settings import Settings
from tests.unit.web.fake_searcher import FakeSearcher
from web.app import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ALWAYS = {"304", "405", "414", "429"}
"""What every address may answer."""


def get(client: FlaskClient, address: str) -> Any:
    return json.loads(client.get(address).data)


def test_the_answer_has_the_keys_of_the_design_in_its_order(client: FlaskClient) -> None:
    answer = get(client, "/api/search?q=sommet+coree&year=2024")
    assert list(answer) == [
        "query",
        "generation",
        "took_ms",
        "total",
        "page",
        "size",
        "pages",
        "hits",
        "near",
        "facets",
    ]
    assert list(answer["query"]) == ["text", "echo", "match", "notices"]
    assert list(answer["hits"][0]) == [
        "id",
        "title",
        "title_html",
        "date",
        "source",
        "url",
        "score",
        "snippets",
    ]
    assert list(answer["near"]) == ["total", "hits"]
    assert list(answer["facets"]) == ["date", "undated", "source", "author", "section"]
    notice = answer["query"]["notices"][0]
    assert list(notice) == ["code", "text", "params", "undo"]
    assert notice["undo"] == "/api/search?q=sommet+%3Dcoree&year=2024"
    assert answer["near"]["hits"][0]["missing"] == ["sommet"]


def test_the_answer_says_what_the_page_says(client: FlaskClient) -> None:
    answer = get(client, "/api/search?q=sommet&size=2&page=2")
    assert (answer["total"], answer["page"], answer["size"], answer["pages"]) == (4, 2, 2, 2)
    assert answer["query"]["echo"] == "4 articles contenant *sommet*"
    assert answer["generation"] == "000012"
    assert len(answer["hits"]) == 2


def test_facets_have_children_only_where_there_are_some(client: FlaskClient) -> None:
    facets = get(client, "/api/search?q=president&month=2024-06")["facets"]
    day = {"value": "2024-06-19", "count": 1}
    june = {"value": "2024-06", "count": 1, "children": [day]}
    july = {"value": "2024-07", "count": 1}
    assert facets["date"][0] == {"value": "2024", "count": 2, "children": [june, july]}
    assert facets["source"][0] == {"value": "Le Courrier de Valmore", "count": 1}


def test_an_article_without_a_date_has_null(client: FlaskClient) -> None:
    assert get(client, "/api/search?year=undated")["hits"][0]["date"] is None


def test_json_is_escaped_but_for_its_marks(client: FlaskClient) -> None:
    hit = get(client, "/api/search?q=balise")["hits"][0]
    assert hit["title"].startswith("Une balise <script>")
    assert hit["title_html"].startswith("Une <mark>balise</mark> &lt;script&gt;alert(&#34;ouï")


def test_suggestions_complete_the_last_word(client: FlaskClient) -> None:
    answer = get(client, "/api/suggest?q=sommet+cor")
    assert list(answer) == ["query", "generation", "suggestions", "articles", "text"]
    assert (answer["query"], answer["generation"]) == ("sommet cor", "000012")
    assert answer["suggestions"][0] == {
        "text": "sommet Corée",
        "word": "Corée",
        "documents": answer["suggestions"][0]["documents"],
    }
    assert answer["suggestions"][0]["documents"] > 0
    assert get(client, "/api/suggest")["suggestions"] == []


def test_suggestions_name_articles_and_say_how_many_there_are(client: FlaskClient) -> None:
    answer = get(client, "/api/suggest?q=sommet&lang=en")
    article = answer["articles"][0]
    assert article["url"].startswith("/documents/")
    assert article["url"].endswith("?lang=en")
    assert "ommet" in article["title"]
    shown = len(answer["suggestions"]) + len(answer["articles"])
    assert answer["text"] == f"{shown} suggestions"
    assert get(client, "/api/suggest?q=zzz")["text"] == "Aucune suggestion"


def test_an_article(client: FlaskClient) -> None:
    article = get(client, "/api/documents/rhin-1?q=sommet")
    assert (
        article["title_html"] == "À Séoul, l’inquiétude après le <mark>sommet</mark> de Pyongyang"
    )
    assert article["authors"] == ["Paul Wendling", "Mina Roth"]
    assert article["full_text"] is True
    assert len(article["paragraphs"]) == 2
    assert get(client, f"/api/documents/{article['id']}")["id"] == article["id"]


def test_an_article_by_a_key_that_is_an_address(client: FlaskClient) -> None:
    article = get(client, "/api/documents/https://hostile.example/article%3Fa=1&b=2")
    assert article["title"].startswith("Une balise")


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/api/documents/none", 404, "unknown-document"),
        ("/api/nothing", 404, "not-found"),
        ("/api/search?page=x", 400, "invalid-request"),
        ("/api/search?q=%E9t%E9", 400, "invalid-request"),
        ("/api/search?source=a%00b", 400, "invalid-request"),
        ("/api/suggest?q=%E9t%E9", 400, "invalid-request"),
        (f"/api/suggest?q={'y' * 600}", 400, "invalid-request"),
        (f"/api/search?x={'y' * 9000}", 414, "request-u-r-i-too-large"),
    ],
)
def test_problems(client: FlaskClient, address: str, status: int, kind: str) -> None:
    response = client.get(address)
    problem = json.loads(response.data)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert problem["status"] == status
    assert problem["type"] == f"urn:manchette:problem:{kind}"
    assert problem["title"]
    assert problem["detail"]


def test_only_get_is_allowed(client: FlaskClient) -> None:
    response = client.post("/api/search")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert client.post("/search", data="x" * 20_000).status_code in {405, 413}


@pytest.mark.parametrize(
    ("error", "status"),
    [(PlanTooCostly("de", "Trop cher."), 422), (DeadlineExceeded("Trop long."), 503)],
)
def test_limits(searcher: FakeSearcher, client: FlaskClient, error: Exception, status: int) -> None:
    searcher.broken = error
    response = client.get("/api/search?q=de")
    assert response.status_code == status
    problem = json.loads(response.data)
    assert problem["detail"] == str(error)
    assert problem.get("word") == ("de" if status == 422 else None)
    assert ("Retry-After" in response.headers) is (status == 503)


def test_the_unexpected_is_a_problem_too(searcher: FakeSearcher, client: FlaskClient) -> None:
    searcher.broken = ValueError("secret")
    response = client.get("/api/search")
    assert (response.status_code, response.mimetype) == (500, "application/problem+json")
    assert b"secret" not in response.data


def test_health_without_an_index(no_index: FakeSearcher, client: FlaskClient) -> None:
    assert no_index.broken
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")


def test_health_with_an_index(client: FlaskClient) -> None:
    assert get(client, "/readyz") == {"status": "ok", "generation": "000012", "documents": 12}


def test_openapi_names_the_parameters_that_are_read(client: FlaskClient) -> None:
    document = get(client, "/openapi.json")
    assert document["openapi"] == "3.1.0"
    operation = document["paths"]["/api/search"]["get"]
    assert [parameter["name"] for parameter in operation["parameters"]] == [
        "q",
        "match",
        "from",
        "to",
        "year",
        "month",
        "day",
        "source",
        "author",
        "section",
        "lang",
        "sort",
        "page",
        "size",
    ]
    assert set(operation["responses"]) == {"200", "400", "422", "503"} | ALWAYS
    schemas = document["components"]["schemas"]
    nothing = get(client, "/api/search?q=zzz+sommet")
    assert set(schemas["SearchJson"]["properties"]) == set(nothing)
    assert [one["left"] for one in nothing["wider"]] == ["part", "all_words"]
    assert get(client, nothing["wider"][0]["url"])["total"] == nothing["wider"][0]["total"]
    assert "/api/documents/{document_id}" in document["paths"]
    suggest = document["paths"]["/api/suggest"]["get"]
    assert [parameter["name"] for parameter in suggest["parameters"]] == ["q", "lang"]


SITE = create_app(Settings(), FakeSearcher()).test_client()
FINE = {200, 304, 400, 404, 414}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=300)
@given(
    st.sampled_from(["/", "/search", "/api/search", "/documents/rhin-1", "/api/documents/rhin-1"]),
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "q",
                    "match",
                    "from",
                    "to",
                    "year",
                    "month",
                    "day",
                    "source",
                    "author",
                    "section",
                    "sort",
                    "page",
                    "size",
                    "x",
                ]
            ),
            st.text(max_size=30)
            | st.sampled_from(
                [
                    "2024",
                    "2024-06",
                    "2024-06-19",
                    "9999-12",
                    "any",
                    "undated",
                    "newest",
                    "3",
                    "-1",
                    "١",
                    "٢٠٢٤",
                ]
            ),
        ),
        max_size=5,
    ),
)
def test_no_parameters_break_the_site(path: str, pairs: list[tuple[str, str]]) -> None:
    text = "&".join(f"{name}={value}" for name, value in pairs)
    raw = text.encode("utf-8", "surrogatepass").decode("latin-1")
    assert SITE.get(path, environ_overrides={"QUERY_STRING": raw}).status_code in FINE


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=300)
@given(
    st.sampled_from(["/search", "/api/search", "/api/suggest", "/documents/rhin-1"]),
    st.binary(max_size=80),
)
def test_no_bytes_break_the_site(path: str, query: bytes) -> None:
    environ = {"QUERY_STRING": query.decode("latin-1")}
    assert SITE.get(path, environ_overrides=environ).status_code in FINE


@given(st.text(max_size=40))
def test_no_path_breaks_the_site(name: str) -> None:
    environ = {"PATH_INFO": f"/documents/{name}".encode("utf-8", "surrogatepass").decode("latin-1")}
    assert SITE.get("/", environ_overrides=environ).status_code in FINE | {308}
