"""The pages: what they show, where their links lead, and that they are whole."""

from __future__ import annotations

import dataclasses
import html.parser
import re
from typing import TYPE_CHECKING

import pytest

from search.errors import IndexDamaged, PlanTooCostly
from search.notices import Code, Notice
from search.results import Headline

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from tests.unit.web.fake_searcher import FakeSearcher

HOSTILE = "https://hostile.example/article?a=1&b=2"
ADDRESSES = [
    "/",
    "/search",
    "/search?q=sommet+coree",
    "/search?q=sommet+coree&year=2024&source=La+Gazette+du+Rhin",
    "/search?q=zzz+sommet&year=2024",
    "/search?q=pr%C3%A9sident&month=2024-06&day=2024-06-19",
    "/search?q=pr%C3%A9sident+-sommet&match=any&sort=oldest&size=1&page=2",
    "/search?year=undated",
    "/search?from=2024-06&to=2024-07",
    "/search?q=sommet&year=2024&scale=share",
    "/search/dates?q=sommet",
    "/search/dates?month=2024-06",
    "/facets/source?q=president&source=La+Gazette+du+Rhin",
    "/facets/author?contains=zzz&order=name&page=9",
    "/search/dates?q=zzz",
    "/search?page=50",
    "/documents/valmore-1?q=sommet&year=2024",
    "/documents/rhin-4",
    "/documents/none",
    "/nowhere",
    "/search?page=x&q=a",
]
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Outline(html.parser.HTMLParser):
    """Checks that tags are closed in order, and keeps ids, headings, labels and links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.labelled: list[str] = []
        self.inputs: list[str] = []
        self.links: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        assert len(values) == len(attrs), f"<{tag}> repeats an attribute"
        assert not any(name.startswith("on") for name in values)
        assert tag not in {"style", "iframe"}
        if tag == "script":
            assert values["src"].startswith("/static/")
        assert "style" not in values
        if tag not in VOID:
            self.open.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "label":
            self.labelled.append(values["for"])
        if tag == "input" and values["type"] != "hidden":
            self.inputs.append(values["id"])
        if tag == "a":
            self.links.append(values["href"])

    def handle_data(self, data: str) -> None:
        assert not (self.open and self.open[-1] == "script" and data), "no script stands in a page"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_whole(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    outline = Outline(page)
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.headings.count(1) == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps), outline.headings
    assert set(outline.inputs) <= set(outline.labelled)
    assert '<html lang="fr">' in page
    assert re.search(r"<title>[^<]+</title>", page)
    assert "None" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search",
        "/search?q=president&year=2024",
        "/search?q=sommet&month=2024-06",
        "/search/dates?q=president",
        "/facets/source?q=president",
        "/search?q=zzz+yyy&year=2024",
    ],
)
def test_every_link_leads_somewhere(client: FlaskClient, address: str) -> None:
    links = {link for link in Outline(client.get(address).text).links if link.startswith("/")}
    assert len(links) > 5
    for link in links:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("address", ["/", "/search?q=pr%C3%A9sident&year=2024", "/nowhere"])
def test_our_own_text_is_printed_french(client: FlaskClient, address: str) -> None:
    body = client.get(address).text.partition("<body")[2]
    quoted = re.sub(r"(?s)<(h3|p class=\"snippet\").*?</(h3|p)>", "", body)
    text = re.sub(r"<[^>]*>", "", quoted)
    assert not re.search(r"\S [;:!?»]|« |\w'\w", text)


def test_home_shows_the_collection(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "12 articles, de 2021 à 2024" in page
    assert 'href="/search?year=2024"' in page
    assert 'href="/search?year=undated"' in page
    assert "Derniers articles" in page


def test_home_with_a_question_answers_it(client: FlaskClient) -> None:
    assert "contenant <b>sommet</b>" in client.get("/?q=sommet").text


def test_hits_are_marked_and_dated(client: FlaskClient) -> None:
    page = client.get("/search?q=sommet").text
    assert "<mark>sommet</mark>" in page
    assert '<time datetime="2024-06-19">19 juin 2024</time>' in page
    assert "2 occurrences" in page


def test_chosen_filters_are_chips_and_stay_with_a_new_query(client: FlaskClient) -> None:
    page = client.get("/search?q=sommet&year=2024&source=La+Gazette+du+Rhin&match=any&page=1").text
    form = page.partition('role="search"')[2].partition("</form>")[0]
    assert 'name="year" value="2024"' in form
    assert 'name="source" value="La Gazette du Rhin"' in form
    assert "match" not in form
    assert "Retirer tous les filtres" in page
    assert page.count("Retirer le filtre ") == 2
    assert 'aria-current="true"' in page


def test_near_articles_stand_apart_and_say_what_they_lack(client: FlaskClient) -> None:
    page = client.get("/search?q=sommet+coree").text
    found, _, near = page.partition("Articles proches")
    assert "Il manque" not in found
    assert "Il manque\u00a0: <s>sommet</s>" in near.replace("&nbsp;", "\u00a0")


def test_nothing_found_is_never_an_empty_page(client: FlaskClient) -> None:
    page = client.get("/search?q=zzz+sommet").text
    assert "Aucun article" in page
    assert "Aucun article ne contient «\u00a0zzz\u00a0»" in page
    assert '<a href="/search?q=sommet">Sans «\u00a0zzz\u00a0»</a>\u00a0: ' in page
    assert "Avec un des mots au moins</a>" in page
    page = client.get("/search?q=sommet&year=1921&source=X").text
    assert "Sans aucun filtre</a>" in page


def test_a_page_too_far_leads_back(client: FlaskClient) -> None:
    assert "Cette page n’existe pas" in client.get("/search?page=50").text


def test_readings_link_to_each_spelling(client: FlaskClient) -> None:
    assert 'href="/search?q=sommet+%3Dcor%C3%A9e"' in client.get("/search?q=sommet+coree").text


def test_notices_link_to_what_undoes_them(client: FlaskClient) -> None:
    page = client.get("/search?q=coree").text
    assert 'data-code="accents"' in page
    assert 'href="/search?q=%3Dcoree"' in page
    any_word = client.get("/search?q=coree+sommet&match=any").text
    assert 'class="undo" href="/search?q=coree+sommet"' in any_word


def test_months_open_under_a_chosen_year_and_days_under_a_chosen_month(
    client: FlaskClient,
) -> None:
    def listed(question: str) -> str:
        return client.get(f"/search?{question}").text.partition('class="facet dates"')[2]

    assert "month=2024-06" not in listed("q=president")
    month = 'href="/search?q=president&amp;month=2024-06"'
    assert month in listed("q=president&year=2024")
    day = 'href="/search?q=president&amp;month=2024-06&amp;day=2024-06-19"'
    assert day in listed("q=president&month=2024-06")


def test_the_scale_stays_in_every_link_of_the_page(client: FlaskClient) -> None:
    page = client.get("/search?q=president&size=2&scale=share").text
    kept = [link for link in Outline(page).links if link.startswith(("/search?", "/documents/"))]
    assert len(kept) > 20
    without = {link for link in kept if "scale=share" not in link}
    assert without == {"/search?q=president&amp;size=2".replace("&amp;", "&")}
    article = client.get(next(link for link in kept if link.startswith("/documents/"))).text
    back = next(link for link in Outline(article).links if link.startswith("/search?q="))
    assert back == "/search?q=president&size=2&scale=share"
    plain = Outline(client.get("/search?q=president").text).links
    assert [link for link in plain if "scale=" in link] == ["/search?q=president&scale=share"]


def test_a_wrong_scale_is_refused(client: FlaskClient) -> None:
    refused = client.get("/search?scale=log")
    assert refused.status_code == 400
    assert "«\u00a0scale\u00a0» doit être" in refused.text


def test_counts_by_date_are_a_table_too(client: FlaskClient) -> None:
    page = client.get("/search/dates?q=president&year=2024").text
    table = page.partition('<table class="table"')[2].partition("</table>")[0]
    cells = re.findall(r"<td>([^<]*)</td>", table)
    assert table.count("<tr>") == 13
    assert 'href="/search/dates?q=president&amp;month=2024-06"' in table
    counts, published = (list(map(int, cells[at::3])) for at in (0, 1))
    assert all(one <= other for one, other in zip(counts, published, strict=True))
    assert sum(counts) == int(re.findall(r"<strong>(\d+)", page)[0])
    assert 'href="/search?q=president&amp;year=2024"' in page
    assert 'href="/search/dates.csv?q=president&amp;year=2024&amp;by=day"' in page


def test_an_article_leads_back_to_its_results(client: FlaskClient) -> None:
    page = client.get("/documents/valmore-1?q=sommet&year=2024&page=1&sort=newest").text
    assert 'href="/search?q=sommet&amp;year=2024&amp;sort=newest"' in page
    assert "Retour aux résultats" in page
    assert "<h2>Un accord de défense</h2>" in page
    assert 'href="https://www.courrier-valmore.example/monde/poutine-kim"' in page


def test_results_can_be_taken_away(client: FlaskClient) -> None:
    page = client.get("/search?q=sommet&year=2024&sort=oldest&size=2&page=2").text
    for extension in ("csv", "jsonl", "bib", "ris"):
        assert f'href="/search.{extension}?q=sommet&amp;year=2024&amp;sort=oldest"' in page
    feed = "/search.atom?q=sommet&amp;year=2024"
    assert f'<link rel="alternate" type="application/atom+xml" href="{feed}">' in page
    assert f'<a href="{feed}" rel="nofollow">' in page


def test_what_finds_nothing_can_be_followed(client: FlaskClient) -> None:
    page = client.get("/search?q=zzzz").text
    assert "/search.atom?q=zzzz" in page
    assert "/search.csv" not in page


def test_a_file_that_cannot_hold_every_article_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.results_page.MOST_ROWS", 2)
    assert "Les 2 premiers articles." in client.get("/search?q=sommet").text


def test_marks_lead_to_one_another(client: FlaskClient) -> None:
    page = client.get("/documents/valmore-1?q=sommet").text
    marks = re.findall(r'<mark id="(m\d+)">', page)
    assert marks == ["m1", "m2"]
    assert '<a href="#m1">Voir la première</a>' in page
    outline = Outline(page)
    assert outline.links.count("#m1") == 2
    assert outline.links.count("#m2") == 1


def test_results_lead_to_one_another_and_back_to_their_page(client: FlaskClient) -> None:
    asked = "q=sommet&sort=newest&size=2"
    first = re.findall(r'<h3><a href="([^"]*)"', client.get(f"/search?{asked}").text)
    second = re.findall(r'<h3><a href="([^"]*)"', client.get(f"/search?{asked}&page=2").text)
    seen, address = [], first[0].replace("&amp;", "&")
    while address:
        page = client.get(address).text
        seen.append(address.partition("?")[0])
        back = re.search(r'<div class="back">\s*<p><a href="([^"]*)"', page)
        assert back is not None
        number = (len(seen) + 1) // 2
        assert back[1].replace("&amp;", "&") == (
            f"/search?{asked}" if number == 1 else "/search?q=sommet&sort=newest&page=2&size=2"
        )
        assert f"<span>{len(seen)} sur 4</span>" in page
        onward = re.search(r'rel="next" href="([^"]*)"', page)
        address = onward[1].replace("&amp;", "&") if onward else ""
    assert seen == [link.partition("?")[0] for link in (*first, *second)]


def test_an_article_by_itself_has_no_neighbours(client: FlaskClient) -> None:
    page = client.get("/documents/valmore-1").text
    assert 'rel="next"' not in page
    assert "Tous les articles</a>" in page


def test_related_articles_keep_the_question(client: FlaskClient, searcher: FakeSearcher) -> None:
    other = searcher.documents[1]
    searcher.related = (Headline(other.id, "<b>À lire</b>", None, "L’Écho"),)
    page = client.get("/documents/valmore-1?q=sommet").text
    assert f'href="/documents/{other.id}?q=sommet">&lt;b&gt;À lire&lt;/b&gt;</a>' in page
    assert "Sur le même sujet" in page


def test_a_broken_question_does_not_hide_an_article(client: FlaskClient) -> None:
    page = client.get("/documents/valmore-1?q=sommet&page=x")
    assert page.status_code == 200
    assert '<mark id="m1">sommet</mark>' in page.text


def test_excerpts_only_where_the_whole_text_may_not_be_shown(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(full_text="off")
    page = client.get("/documents/valmore-1?q=sommet").text
    assert '<mark id="m1">sommet</mark>' in page
    assert "assistance mutuelle" not in page
    assert "Extraits." in page
    assert "assistance mutuelle" not in client.get("/api/documents/valmore-1").text


@pytest.mark.parametrize(
    "path",
    [
        f"/documents/{HOSTILE.replace('?', '%3F')}",
        "/search?q=balise",
        "/search?source=Les+<Cahiers>+%26+Cie",
        "/",
    ],
)
def test_hostile_text_stays_text(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    Outline(response.text)
    assert "<script" not in response.text.partition("<body")[2]
    assert "<img" not in response.text
    assert "javascript:" not in "".join(Outline(response.text).links)


@pytest.mark.parametrize("query", ['"><script>alert(1)</script>', "' onfocus='x", "</title><b>"])
def test_a_hostile_query_stays_text(client: FlaskClient, query: str) -> None:
    Outline(client.get("/search", query_string={"q": query}).text)
    Outline(client.get("/documents/rhin-1", query_string={"q": query}).text)


def test_a_wrong_parameter_can_be_left_out(client: FlaskClient) -> None:
    page = client.get("/search?q=sommet&page=x&year=2024")
    assert page.status_code == 400
    assert 'href="/search?q=sommet&amp;year=2024"' in page.text


def test_without_an_index_the_page_says_what_to_do(
    no_index: FakeSearcher, client: FlaskClient
) -> None:
    for path in ("/", "/search?q=a", "/documents/x"):
        response = client.get(path)
        assert response.status_code == 503
        assert "manchette rebuild" in response.text
        assert "manchette serve" in response.text
        assert response.headers["Retry-After"]
    assert no_index.asked == []


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (PlanTooCostly("de", "Le mot « de » coûte trop."), 422),
        (IndexDamaged("a.bin", "Abîmé"), 503),
    ],
)
def test_what_goes_wrong_is_said(
    searcher: FakeSearcher, client: FlaskClient, error: Exception, status: int
) -> None:
    searcher.broken = error
    response = client.get("/search?q=de")
    assert response.status_code == status
    assert str(error) in response.text


def test_the_unexpected_is_logged_and_not_shown(
    searcher: FakeSearcher, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    searcher.broken = ValueError("secret /etc/path")
    response = client.get("/search?q=a", headers={"X-Request-ID": "abcdefgh-1"})
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "abcdefgh-1" in response.text
    assert "secret" in capsys.readouterr().out


def test_an_unchanged_page_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/search?q=sommet")
    again = client.get("/search?q=sommet", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_static_files_are_kept_for_a_year_at_the_address_of_their_content(
    client: FlaskClient,
) -> None:
    page = client.get("/").text
    for name, kind in (("manchette.css", "text/css"), ("manchette.js", "text/javascript")):
        found = re.search(rf'"(/static/[0-9a-f]{{12}}/{re.escape(name)})"', page)
        assert found
        response = client.get(found[1])
        assert "immutable" in response.headers["Cache-Control"]
        assert response.mimetype == kind
    assert client.get("/static/000000000000/manchette.css").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/000000000000/none.css").status_code == 404


def test_every_code_can_be_shown(searcher: FakeSearcher, client: FlaskClient) -> None:
    answer = searcher.answer
    notices = tuple(Notice(code, {"word": "a", "words": ("a",)}, undo="b") for code in Code)

    def with_every_notice(request: object) -> object:
        return dataclasses.replace(answer(request), notices=notices)  # type: ignore[arg-type]

    searcher.answer = with_every_notice  # type: ignore[assignment, method-assign]
    page = client.get("/search?q=sommet").text
    assert all(f'data-code="{code}"' in page for code in Code)


def test_a_query_that_is_refused_can_be_mended(client: FlaskClient) -> None:
    response = client.get("/search?q=" + "mot+" * 200)
    assert response.status_code == 400
    assert 'value="mot mot ' in response.text
