"""What the page of an article shows, worked out from it; the template only sets it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from web.excerpts import excerpts
from web.exports.formats import reference_path
from web.links import document_path
from web.messages.counts import tally
from web.paragraphs import Paragraph, marks_in, paragraphs

if TYPE_CHECKING:
    from search.answers import Request
    from search.articles import Article
    from search.results import Headline
    from search.settings import Settings
    from web.links import Address


@dataclasses.dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another article, and its address."""

    article: Headline
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class ArticlePage:
    """Everything on the page of an article.

    Attributes:
        article: the article.
        asked: the question that led to it.
        led_here: whether a question did.
        whole: whether its text is shown, not excerpts of it.
        paragraphs: what is shown of its text.
        marks: how many marks are in them.
        tally: how often each word of the question occurs; empty without a question of words.
        back: address of the page of results that holds it.
        before, after: addresses of the results beside it; empty where there is none.
        related: other articles about the same matter.
        permanent: its own address.
        bibtex, ris: addresses of its reference.
    """

    article: Article
    asked: Request
    led_here: bool
    whole: bool
    paragraphs: tuple[Paragraph, ...]
    marks: int
    tally: str
    back: str
    before: str
    after: str
    related: tuple[Elsewhere, ...]
    permanent: str
    bibtex: str
    ris: str


def article_page(article: Article, question: Address, settings: Settings) -> ArticlePage:
    """Return everything the page of an article shows."""
    whole = settings.full_text == "on"
    shown = paragraphs(article.paragraphs if whole else excerpts(article))
    around = article.neighbours
    return ArticlePage(
        article=article,
        asked=question.request,
        led_here=bool(question.pairs()),
        whole=whole,
        paragraphs=shown,
        marks=marks_in(shown),
        tally=tally(article.occurrences) if article.occurrences else "",
        back=_back(article, question, settings),
        before=question.document(around.before) if around.before else "",
        after=question.document(around.after) if around.after else "",
        related=tuple(Elsewhere(one, question.document(one.id)) for one in article.related),
        permanent=document_path(article.id),
        bibtex=reference_path(article.id, "bib"),
        ris=reference_path(article.id, "ris"),
    )


def _back(article: Article, question: Address, settings: Settings) -> str:
    """Return the page of results that holds the article, or the one it was reached from."""
    rank, size = article.neighbours.rank, question.request.size
    page = -(-rank // size)
    return question.at(page) if 0 < page * size <= settings.max_offset else str(question)
