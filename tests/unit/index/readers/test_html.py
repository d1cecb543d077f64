from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

Read = Any  # the fixture of conftest.py, which importlib mode does not let us import

PROSE = (
    "Le conseil municipal a voté hier soir le budget de la commune, après une séance agitée où "
    "la majorité n’a pas suivi le maire, qui promettait pourtant de baisser les impôts locaux."
)
TITLE = "Le conseil vote le budget"


def page(head: str = "", body: str = "", before: str = "", after: str = "") -> str:
    return (
        f"<!doctype html><html lang=fr><head><title>{TITLE} - Le Courrier</title>"
        f'<meta property="og:site_name" content="Le Courrier">{head}</head><body>{before}'
        f"<main><article><h1>{TITLE}</h1><p>{PROSE}</p>{body}<p>{PROSE} Fin.</p></article></main>"
        f"{after}</body></html>"
    )


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def test_a_plain_page(read: Read) -> None:
    document = read("a.html", page()).document
    assert (document.title, document.source, document.key) == (TITLE, "Le Courrier", "a.html")
    assert document.text.split("\n\n") == [PROSE, f"{PROSE} Fin."]


def test_json_ld_in_a_graph(read: Read) -> None:
    article = {
        "@type": ["NewsArticle"],
        "headline": "Le conseil vote &laquo; le budget &raquo;",
        "datePublished": "2024-06-19T00:30:00+02:00",
        "dateModified": "2024-06-21",
        "author": [{"@type": "Person", "name": "Jeanne Martin"}, {"name": "Paul Durand"}],
        "publisher": {"name": "Le Courrier"},
    }
    head = ld(**{"@graph": [{"@type": "WebSite", "name": "x"}, article]})
    document = read("a.html", page(head)).document
    assert document.title == "Le conseil vote « le budget »"
    assert document.date == dt.date(2024, 6, 19)
    assert document.authors == ("Jeanne Martin", "Paul Durand")


def test_broken_json_ld_still_says_its_date(read: Read) -> None:
    head = (
        '<script type="application/ld+json">{"@type": "Article", "headline": "' + TITLE + '",'
        ' "description": "il dit "oui"", "datePublished": "2024-06-19"}</script>'
    )
    assert read("a.html", page(head)).document.date == dt.date(2024, 6, 19)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta property="article:published_time" content="2024-06-19T08Z">', "", "2024-06-19"),
        (
            '<meta property="article:modified_time" content="2024-06-21">'
            '<meta name="date" content="19/06/2024">',
            "",
            "2024-06-19",
        ),
        ("", '<time itemprop="dateModified" datetime="2024-06-21">x</time>'
             '<time itemprop="datePublished" datetime="2024-06-19">x</time>', "2024-06-19"),
        ("", '<p class="date">Publié le mercredi 19 juin 2024 à 14h30</p>', "2024-06-19"),
        ("", "<p>publié le 2 mars</p>", None),
    ],
)  # fmt: skip
def test_the_day_of_publication(read: Read, head: str, body: str, expected: str | None) -> None:
    document = read("a.html", page(head, body)).document
    assert document.date == (expected and dt.date.fromisoformat(expected))
    assert "ublié" not in document.text


def test_the_address_is_the_key(read: Read) -> None:
    head = '<link rel="canonical" href="https://ex.fr/2024/budget">'
    assert read("a.html", page(head)).document.key == "https://ex.fr/2024/budget"
    front = '<link rel="canonical" href="https://ex.fr/">'
    assert read("b.html", page(front)).document.key == "b.html"


@pytest.mark.parametrize(
    "block",
    [
        '<aside class="related-posts"><p>AUTRE article dont le titre est assez long</p></aside>',
        '<div id="newsletterBox"><p>AUTRE : recevez chaque matin notre sélection</p></div>',
        '<div class="article__comments"><p>AUTRE chose, dit un visiteur mécontent</p></div>',
        '<div class="x1"><h3>À lire aussi</h3><p><a href="/b">AUTRE article du jour</a></p></div>',
        '<p>À lire aussi : <a href="/b">AUTRE article de ce journal</a></p>',
        '<div class="z"><ul><li><a href="/b">AUTRE article ici</a></li><li><a href="/c">Et là-bas'
        '</a></li><li><a href="/d">Et encore un</a></li></ul></div>',
        '<div class="card"><h3><a href="/b">AUTRE article du jour</a></h3><p>Son résumé.</p></div>',
        '<p><a href="/b">AUTRE article de ce journal, en lien seul</a></p>',
        "<p>AUTRE, publié le 3 mars 2024 à 10h00</p>",
        "<form><p>AUTRE : votre adresse</p></form>",
    ],
)
def test_what_is_not_the_article_is_pruned(read: Read, block: str) -> None:
    assert "AUTRE" not in read("a.html", page(body=block)).document.text


@pytest.mark.parametrize(
    "block",
    [
        "<h2>Dernières nouvelles</h2>",
        "<h2>Une majorité divisée</h2>",
        f'<p>Le maire, <a href="/m">Jean Dupont</a>, a parlé. {PROSE}</p>',
        "<blockquote><p>Nous ne céderons pas, dit-il.</p></blockquote>",
    ],
)
def test_what_is_the_article_stays(read: Read, block: str) -> None:
    text = read("a.html", page(body=block)).document.text
    said = block.split(">")[-2].split("<")[0] or "Nous ne céderons pas"
    assert said[-20:] in text


def test_an_article_within_a_block_of_an_unlucky_name_stays(read: Read) -> None:
    content = page().replace("<main>", '<main><div class="content-with-comments share-enabled">')
    assert PROSE in read("a.html", content.replace("</main>", "</div></main>")).document.text


def test_line_breaks_and_soft_hyphens(read: Read) -> None:
    body = "<p>Première partie de la conférence de presse, longue.<br><br>Deuxième par&shy;tie.</p>"
    text = read("a.html", page(body=body)).document.text
    assert "Deuxième partie." in text


def test_text_sold_to_subscribers_only_in_json_ld(read: Read) -> None:
    head = ld(**{"@type": "Article", "headline": TITLE, "articleBody": f"{PROSE}\n\n{PROSE}"})
    content = f"<html><head>{head}</head><body><h1>{TITLE}</h1></body></html>"
    assert read("a.html", content).document.text == f"{PROSE}\n\n{PROSE}"


def test_a_declared_charset(read: Read) -> None:
    content = page('<meta charset="iso-8859-1">').replace("’", "'").encode("latin-1")
    assert "séance agitée" in read("a.html", content).document.text


@pytest.mark.parametrize(
    "content", ["<html>", "<html><body></body></html>", "<p", "<!doctype html>"]
)
def test_empty_pages(read: Read, content: str) -> None:
    assert [reason for reason, _ in read("a.html", content).skipped] == ["empty"]


def test_a_page_nested_very_deeply(read: Read) -> None:
    content = "<html><body>" + "<div>" * 5000 + PROSE + "</div>" * 5000
    assert isinstance(read("a.html", content).readings, list)


def test_a_page_of_line_breaks_and_tables(read: Read) -> None:
    content = (
        "<html><head><title>Le Petit Journal - Budget : le maire battu</title></head><body><table>"
        "<tr><td><a href=/>Accueil</a> <a href=/s>Sport</a></td></tr><tr><td><font size=5>Budget : "
        f"le maire battu</font><br>Le 4 mars 2021<br><br>{PROSE}<br><br>{PROSE} Fin.</td><td>"
        "<a href=/1>Autre article</a><br><a href=/2>Encore un</a><br><a href=/3>Un dernier</a></td>"
        "</tr></table></body></html>"
    )
    document = read("a.html", content).document
    assert (document.title, document.date) == ("Budget : le maire battu", dt.date(2021, 3, 4))
    assert document.text == f"{PROSE}\n\n{PROSE} Fin."


def test_a_brief(read: Read) -> None:
    brief = "Un incendie s’est déclaré lundi dans un entrepôt du port, sans faire de victime."
    content = (
        f"<html><head><title>Incendie à Brest</title></head><body><div><h1>Incendie à Brest</h1>"
        f"<p>{brief}</p></div><div class=related><h3>Sur le même sujet</h3><ul><li><a href=x>Le "
        "port reprend vie après la tempête</a></li></ul></div></body></html>"
    )
    document = read("a.html", content).document
    assert (document.title, document.text) == ("Incendie à Brest", brief)


@pytest.mark.parametrize(
    ("heading", "social", "title"),
    [
        ("« Il faut agir » : entretien avec Paul Durand", "Entretien", None),
        ("Comment des efforts ont permis de sauver le merlu", "Le merlu sauvé ?", None),
        ("Toute la politique de la région", "Le budget rejeté à Trifouilly", "social"),
        ("Le Courrier du soir", "Le budget rejeté à Trifouilly", "social"),
    ],
)
def test_headings_and_titles(read: Read, heading: str, social: str, title: str | None) -> None:
    content = (
        f'<html><head><title>{social}</title><meta property="og:site_name" content="Le Courrier">'
        f"</head><body><h1>{heading}</h1><p>{PROSE}</p><p>{PROSE} Fin.</p></body></html>"
    )
    assert read("a.html", content).document.title == (social if title else heading)


def test_a_ticker_does_not_date_the_article(read: Read) -> None:
    ticker = '<div class="fil"><time datetime="2024-11-20">10h</time> Une autre nouvelle</div>'
    own = '<time datetime="2024-06-19">19 juin</time>'
    assert read("a.html", page(body=own, before=ticker)).document.date == dt.date(2024, 6, 19)


def test_a_day_the_article_speaks_of_is_not_its_date(read: Read) -> None:
    content = page().replace("<p>Le conseil", "<p>Le 11 novembre 1918, le conseil")
    assert read("a.html", content).document.date is None


@pytest.mark.parametrize(
    "line",
    [
        "<p>Publié le 3 mai 2022 à 10h</p>",
        "<div>Mis à jour le 4 mai 2022 à 12h - Publié le 3 mai 2022 à 10h</div>",
        "<p>Par Ana Ruiz, le 3 mai 2022</p>",
        "<span>Mis en ligne le mardi 3 mai 2022</span>",
    ],
)
def test_a_date_that_only_its_wording_marks(read: Read, line: str) -> None:
    html = f"<html><body><article><h1>{TITLE}</h1>{line}<p>{PROSE}</p></article></body></html>"
    document = read("a.html", html).document
    assert document.date == dt.date(2022, 5, 3)
    assert document.text == PROSE


def test_a_plain_page_dates_itself_in_a_line_of_its_own(read: Read) -> None:
    html = (
        f"<html><title>{TITLE}</title><body><table><tr><td><b>{TITLE}</b><br>"
        f"<i>mardi 3 mai 2022</i><p>{PROSE}<p>{PROSE} Fin.</td></tr></table></body></html>"
    )
    assert read("a.html", html).document.date == dt.date(2022, 5, 3)


@pytest.mark.parametrize(
    ("head", "byline", "authors"),
    [
        ('<meta name="DC.creator" content="Hélène d’Orval-Lévy">', "", ("Hélène d’Orval-Lévy",)),
        ("", '<p>par <a rel="author" href="/h">Hélène d’Orval</a></p>', ("Hélène d’Orval",)),
        (
            "",
            '<p itemprop="author">Propos de <span itemprop="name">Ana Ruiz</span></p>',
            ("Ana Ruiz",),
        ),
        ('<meta name="author" content="Ana Ruiz avec AFP">', "", ("Ana Ruiz", "AFP")),
        (ld(**{"@type": "Article", "author": [{"name": "avec AFP"}]}), "", ("AFP",)),
    ],
)
def test_who_wrote_it(read: Read, head: str, byline: str, authors: tuple[str, ...]) -> None:
    assert read("a.html", page(head, byline)).document.authors == authors


def test_a_teaser_s_author_is_not_the_article_s(read: Read) -> None:
    teaser = '<div><h3>Une autre nouvelle</h3><a rel="author" href="/p">Paul Durand</a></div>'
    assert read("a.html", page(after=teaser)).document.authors == ()
