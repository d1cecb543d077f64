"""Nothing that a page says escapes the catalogue.

Pages are made in an invented language, whose sentences stand between ⟦ and ⟧: what stands outside
of them must be an article's or the reader's own words. That each sentence has its English is the
business of `test_catalogue`.
"""

from __future__ import annotations

import functools
import html.parser
import json
import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote_plus, urlsplit

import jinja2
import pytest
from jinja2 import nodes

import web
from search.answers import Request
from search.engines.open import open_engine
from search.searcher import Searcher
from search.settings import Settings
from tests.conftest import ROOT
from web.app import create_app
from web.guide import SECTIONS
from web.language import current
from web.language.english import English
from web.typography import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

TEMPLATES = sorted((Path(web.__file__).parent / "templates").glob("*.html"))
READ_OUT = {"alt", "aria-description", "aria-label", "placeholder", "title"}
NAMES = re.compile(r"Manchette|Français|BibTeX|RIS|CSV|JSON Lines|Atom|manchette (rebuild|serve)")
WORD = re.compile(r"[^\W\d_]+")
"""Letters: what may be French."""
SAYING = {"say", "say_count"}
OF_AN_ARTICLE = {".snippet", ".body", ".reference", ".versions"}
"""Classes of what holds nothing but newspapers' words, or the names of programs."""


class Invented(English):
    """English, its sentences between brackets."""

    def pattern(self, sentence: str) -> str:
        return f"⟦{super().pattern(sentence)}⟧"

    def counted_pattern(self, count: int, one: str, several: str) -> str:
        return f"⟦{super().counted_pattern(count, one, several)}⟧"

    def quoted(self, words: str) -> str:
        return f"⟦{super().quoted(words)}⟧"

    def month_name(self, month: int) -> str:
        return f"⟦{super().month_name(month)}⟧"

    def short_month(self, month: int) -> str:
        return f"⟦{super().short_month(month)}⟧"


class Page(html.parser.HTMLParser):
    """A page as (tags and classes around it, text), attributes that are read out included."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._open: list[tuple[str, set[str]]] = []
        self.texts: list[tuple[set[str], str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.texts += [(set(), given[name] or "") for name in sorted(READ_OUT & given.keys())]
        if tag not in {"meta", "link", "input"}:
            classes = (f".{name}" for name in (given.get("class") or "").split())
            self._open.append((tag, {tag, *classes}))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append((set().union(*(names for _, names in self._open)), data))

    def unsaid(self) -> Iterator[tuple[set[str], str]]:
        """Yield what stands outside of all brackets; a sentence may begin in another element."""
        depth = 0
        for around, text in self.texts:
            kept = ""
            for sign in text:
                depth += sign == "⟦"
                kept += sign if depth == 0 else ""
                depth -= sign == "⟧"
            yield around, NAMES.sub("", kept)
        assert depth == 0


def plain(text: str) -> str:
    return " ".join(WORD.findall(text))


class Written:
    """What the sample's articles, and those who ask, have written."""

    def __init__(self, index: Path) -> None:
        settings = Settings(index=index)
        searcher = Searcher(open_engine(settings), settings)
        pages = (searcher.answer(Request(size=50, page=page)) for page in (1, 2))
        articles = [searcher.article(hit.id) for page in pages for hit in page.hits]
        suggested = json.loads((ROOT / "sample" / "searches.json").read_text(encoding="utf-8"))
        values = {
            *(text for one in articles for text in (one.source, one.section, *one.authors)),
            *(unmarked(one.title) for one in articles),
            *(urlsplit(one.url).netloc.removeprefix("www.") for one in articles),
            *(example.question for section in SECTIONS for example in section.examples),
            *(text for one in suggested for text in (one["q"], one["why"]["en"])),
        }
        self._values = {plain(value) for value in values}
        texts = " ".join(
            unmarked(text) for one in articles for text in (one.title, *one.paragraphs)
        )
        self._words = set(WORD.findall(texts.lower()))

    def holds(self, around: set[str], text: str, asked: str) -> bool:
        """Tell whether a text is an article's, or of the question, where it stands."""
        words = plain(text)
        if not words or words in self._values or words == plain(asked):
            return True
        if around & OF_AN_ARTICLE or ("article" in around and around & {"h1", "h3"}):
            return True
        one_by_one = ".readings" in around or "s" in around or {".notices", "a"} <= around
        known = self._words | set(plain(asked.lower()).split())
        return bool(one_by_one) and set(words.lower().split()) <= known


@pytest.fixture(scope="module")
def written(sample_index: Path) -> Written:
    return Written(sample_index)


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = MappingProxyType({**current.LANGUAGES, "en": functools.cache(Invented)})
    monkeypatch.setattr(current, "LANGUAGES", spoken)


@pytest.fixture(scope="module")
def client(sample_index: Path) -> FlaskClient:
    return client_of(sample_index)


def client_of(index: Path) -> FlaskClient:
    searches = ROOT / "sample" / "searches.json"
    return create_app(Settings(index=index, suggested_searches=searches)).test_client()


ASKED = [
    "pont",
    "présidents coreens",
    "présidents Macorn",
    "sagefemme",
    "peche",
    "pêche",
    "la sécheresse",
    "la de",
    "Gaddafi zzzz",
    "zzzz",
    "novembre 2015",
    "« pont des Tanneurs » -maire -(a OU b)",
    '="mis en examen" =Etat +là papet* SAUF zone ET (pont PROCHE/5 procès)',
    'titre:sécheresse texte:pont source:méridien auteur:"Camille Roussin" rubrique:culture',
    'date:2021..2024 depuis:"mars 2020" avant:zut',
    "PONT ET ROUTE",
    "(un « deux",
    "a* ET",
    "pont des Tanneurs travaux enquête procès de maire",
]
PATHS = [
    "/",
    "/search",
    "/search?size=2&page=3",
    "/search?page=90",
    "/search?q=pont&match=any&sort=newest",
    "/search?q=pont+procès&year=2020&year=2021&year=undated",
    "/search?month=2024-06&source=Le+Courrier+de+Valmore&section=Sciences",
    "/search?day=2024-06-20&author=Camille+Roussin",
    "/search?q=zzzz+pont&from=2020-02-01&to=2021-06-30&source=Le+Courrier+de+Valmore&year=2020",
    "/search?from=2020-02-03",
    "/search?q=pont&month=2020-02&scale=share",
    "/search/dates",
    "/search/dates?q=pont&year=2020",
    "/search/dates?q=zzzz",
    "/facets/source?q=pont&source=Le+Courrier+de+Valmore",
    "/facets/author?contains=ca",
    "/facets/section?order=name",
    "/aide",
    "/a-propos",
    "/documents/bm4jixrzo7o2er3knoge",
    "/documents/bm4jixrzo7o2er3knoge?q=pont+Tanneurs&page=2",
    "/documents/nothing-of-the-sort",
    "/nowhere",
    "/search?page=x",
    "/search?size=900",
    f"/search?q={'a' * 513}",
    "/search?from=2024&to=2023",
    "/search?q=%ff",
    *(f"/search?q={quote_plus(text)}" for text in ASKED),
]


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize("path", PATHS)
def test_a_page_says_nothing_that_is_not_in_the_catalogue(
    path: str, client: FlaskClient, written: Written
) -> None:
    address = f"{path}{'&' if '?' in path else '?'}lang=en"
    page = client.get(address)
    asked = dict(parse_qsl(urlsplit(path).query)).get("q", "")
    left = [one for one in Page(page.text).unsaid() if not written.holds(*one, asked)]
    assert "⟦" in page.text
    assert not left


@pytest.mark.usefixtures("invented")
def test_a_site_without_an_index_says_so_in_both(tmp_path: Path) -> None:
    page = client_of(tmp_path).get("/?lang=en")
    assert not [text for _, text in Page(page.text).unsaid() if WORD.search(text)]


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize("text", ASKED)
def test_an_answer_to_a_program_says_nothing_else_either(
    text: str, client: FlaskClient, written: Written
) -> None:
    answer = client.get(f"/api/search?q={quote_plus(text)}&lang=en").get_json()
    said = [answer["query"]["echo"], *(one["label"] for one in answer.get("wider", ()))]
    assert not [one for one in said for _, rest in Page(one).unsaid() if WORD.search(rest)]
    for notice in answer["query"]["notices"]:  # their spellings are the articles'
        for _, rest in Page(notice["text"]).unsaid():
            assert written.holds({".readings"}, rest, text)


def strings(node: nodes.Node) -> Iterator[str]:
    """Yield the strings of a template's expressions that are not given to `say`."""
    for child in node.iter_child_nodes():
        said = isinstance(child, nodes.Call) and getattr(child.node, "name", "") in SAYING
        if isinstance(child, nodes.Const) and isinstance(child.value, str):
            yield child.value
        elif not said:
            yield from strings(child)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_sentence_of_its_own(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = jinja2.Environment(autoescape=True).parse(source)
    for block in tree.find_all(nodes.Block):
        block.body = [] if block.name == "kind" else block.body  # the class of the page
    marks = "".join(
        one.data if isinstance(one, nodes.TemplateData) else "·"
        for output in tree.find_all(nodes.Output)
        for one in output.nodes
    )
    assert not [text for _, text in Page(marks).texts if WORD.search(NAMES.sub("", text))]
    # A word in lower case is a name of the code; what begins with a capital, holds a space or an
    # accent is read by people.
    spoken = re.compile(r"^[A-ZÀ-Ý]|[^\x00-\x7f]|[a-z] [a-z]")
    assert not [text for text in strings(tree) if spoken.search(text)]
