"""Answers and articles in the JSON of `schemas`; the command line prints the same."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.document import FACETS
from web import links
from web.excerpts import excerpts
from web.messages import notices as wording
from web.messages.echo import echo
from web.notice_lines import notice_line
from web.schemas import (
    DocumentJson,
    FacetCountJson,
    FacetsJson,
    HitJson,
    NearHitJson,
    NearJson,
    NoticeJson,
    OfferJson,
    QueryJson,
    SearchJson,
    SuggestionJson,
    SuggestJson,
    WiderJson,
)
from web.typography import marked_html, unmarked
from web.wider import wider_links

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.articles import Article
    from search.lexicon.completions import Completion
    from search.notices import Notice
    from search.results import FacetCount, Facets, Hit
    from search.searcher import Answer
    from search.settings import Settings


def search_json(answer: Answer) -> SearchJson:
    """Return the JSON of an answer."""
    address = links.Address(answer.request, links.SEARCH_API)
    query = QueryJson(
        text=answer.request.text,
        echo=str(echo(answer)),
        match=answer.request.match,
        notices=[_notice(notice, address) for notice in answer.notices],
    )
    near = [
        NearHitJson.model_validate({**_hit_fields(hit), "missing": list(hit.missing)})
        for hit in answer.near
    ]
    return SearchJson(
        query=query,
        generation=answer.generation,
        took_ms=round(answer.took_ms, 2),
        total=answer.total,
        page=answer.request.page,
        size=answer.request.size,
        pages=answer.pages,
        hits=[HitJson.model_validate(_hit_fields(hit)) for hit in answer.hits],
        near=NearJson(total=len(near), hits=near),
        facets=_facets(answer.facets),
        wider=[
            WiderJson(left=one.left, label=link.label, total=link.total, url=link.url)
            for one, link in zip(answer.wider, wider_links(answer, links.SEARCH_API), strict=True)
        ],
    )


def suggest_json(text: str, generation: str, completions: Iterable[Completion]) -> SuggestJson:
    """Return the JSON of the completions of a query."""
    suggestions = [SuggestionJson.model_validate(dataclasses.asdict(one)) for one in completions]
    return SuggestJson(query=text, generation=generation, suggestions=suggestions)


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
        full_text=whole,
        paragraphs=[str(marked_html(paragraph)) for paragraph in paragraphs],
        generation=article.generation,
    )


def _notice(notice: Notice, address: links.Address) -> NoticeJson:
    line = notice_line(notice, address)
    return NoticeJson(
        code=line.code,
        text=wording.full_text(notice),
        params=dict(notice.params),
        undo=line.undo.url if line.undo else "",
        offers=[OfferJson(label=offer.label, url=offer.url) for offer in line.offers],
    )


def _hit_fields(hit: Hit) -> dict[str, object]:
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


def _facets(facets: Facets) -> FacetsJson:
    return FacetsJson(
        date=_counts(facets.date),
        undated=facets.undated,
        **{facet: _counts(facets.of(facet)) for facet in FACETS},
    )


def _counts(counts: Iterable[FacetCount]) -> list[FacetCountJson]:
    return [
        FacetCountJson(value=facet.value, count=facet.count, children=_counts(facet.children))
        for facet in counts
    ]
