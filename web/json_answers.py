"""Answers and articles in the JSON of `schemas`; the command line prints the same."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.document import FACETS
from web import links
from web.excerpts import excerpts
from web.language import day_in_words
from web.messages import notices as wording
from web.messages.counts import suggestions
from web.messages.echo import echo
from web.messages.periods import undated
from web.notice_lines import notice_line
from web.schemas import (
    DocumentJson,
    SearchJson,
    SuggestedArticleJson,
    SuggestionJson,
    SuggestJson,
)
from web.typography import marked_html, unmarked
from web.wider import wider_links

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.answers import Answer
    from search.articles import Article
    from search.notices import Notice
    from search.results import FacetCount, Facets, Hit
    from search.settings import Settings
    from search.suggestions import Suggestions

    Fields = dict[str, object]


def search_json(answer: Answer) -> SearchJson:
    """Return the JSON of an answer.

    Its parts are validated all at once: a model for each of a hundred counts and hits would take
    twice as long.
    """
    address = links.Address(answer.request, links.SEARCH_API)
    near = [{**_hit_fields(hit), "missing": list(hit.missing)} for hit in answer.near]
    wider = zip(answer.wider, wider_links(answer, links.SEARCH_API), strict=True)
    return SearchJson.model_validate(
        {
            "query": {
                "text": answer.request.text,
                "echo": str(echo(answer)),
                "match": answer.request.match,
                "notices": [_notice_fields(notice, address) for notice in answer.notices],
            },
            "generation": answer.generation,
            "took_ms": round(answer.took_ms, 2),
            "total": answer.total,
            "page": answer.request.page,
            "size": answer.request.size,
            "pages": answer.pages,
            "hits": [_hit_fields(hit) for hit in answer.hits],
            "near": {"total": len(near), "hits": near},
            "facets": _facets_fields(answer.facets),
            "wider": [
                {"left": one.left, "label": link.label, "total": link.total, "url": link.url}
                for one, link in wider
            ],
        }
    )


def suggest_json(text: str, found: Suggestions) -> SuggestJson:
    """Return the JSON of what a query may become."""
    return SuggestJson(
        query=text,
        generation=found.generation,
        suggestions=[
            SuggestionJson.model_validate(dataclasses.asdict(one)) for one in found.completions
        ],
        articles=[
            SuggestedArticleJson(
                title=one.title,
                date=one.date,
                day=day_in_words(one.date) if one.date else undated(),
                source=one.source,
                url=links.document_path(one.id),
            )
            for one in found.titles
        ],
        text=suggestions(len(found.completions) + len(found.titles)),
    )


def document_json(article: Article, settings: Settings) -> DocumentJson:
    """Return the JSON of an article, excerpts only where the settings say so."""
    whole = settings.full_text == "on"
    paragraphs = article.paragraphs if whole else excerpts(article)
    return DocumentJson(
        id=article.id,
        title=unmarked(article.title),
        title_html=str(marked_html(article.title)),
        date=article.date,
        source=article.source,
        url=article.url,
        authors=list(article.authors),
        section=article.section,
        occurrences=article.marks,
        full_text=whole and not article.cut_short,
        paragraphs=[str(marked_html(paragraph)) for paragraph in paragraphs],
        generation=article.generation,
    )


def _notice_fields(notice: Notice, address: links.Address) -> Fields:
    line = notice_line(notice, address)
    return {
        "code": line.code,
        "text": wording.full_text(notice),
        "params": dict(notice.params),
        "undo": line.undo.url if line.undo else "",
        "offers": [{"label": offer.label, "url": offer.url} for offer in line.offers],
    }


def _hit_fields(hit: Hit) -> Fields:
    return {
        "id": hit.id,
        "title": unmarked(hit.title),
        "title_html": str(marked_html(hit.title)),
        "date": hit.date,
        "source": hit.source,
        "url": hit.url,
        "score": round(hit.score, 4),
        "snippets": [str(marked_html(snippet)) for snippet in hit.snippets],
    }


def _facets_fields(facets: Facets) -> Fields:
    return {
        "date": _counts(facets.date),
        "undated": facets.undated,
        **{facet: _counts(facets.of(facet)) for facet in FACETS},
    }


def _counts(counts: Iterable[FacetCount]) -> list[Fields]:
    return [
        {"value": facet.value, "count": facet.count, "children": _counts(facet.children)}
        for facet in counts
    ]
