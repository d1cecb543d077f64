"""The JSON that programs get, as models: they write it and describe it in /openapi.json."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, Field


def _omitted(default: object, description: str) -> Any:
    """Return a field that is left out when it is empty, rather than saying nothing."""
    return Field(default=default, description=description, exclude_if=lambda value: not value)


class OfferJson(BaseModel):
    """Another reading of the query."""

    label: str
    url: str


class NoticeJson(BaseModel):
    """One thing said about the answer."""

    code: str
    text: str = Field(description="The sentence, in the language of the answer.")
    params: dict[str, Any]
    undo: str = _omitted("", "Address that undoes the decision.")
    offers: list[OfferJson] = _omitted([], "Other readings of the query.")


class QueryJson(BaseModel):
    """The question, and how it was read."""

    text: str
    echo: str
    match: str
    notices: list[NoticeJson]


class HitJson(BaseModel):
    """One article of the answer."""

    id: str
    title: str
    title_html: str = Field(description="Escaped everywhere but for `<mark>`.")
    date: dt.date | None
    source: str
    url: str
    score: float
    snippets: list[str] = Field(description="Escaped everywhere but for `<mark>`.")


class NearHitJson(HitJson):
    """One article that holds most of the words."""

    missing: list[str] = Field(description="The words it does not hold.")


class NearJson(BaseModel):
    """When the set is small, the best articles that hold most of the words; not in the counts."""

    total: int
    hits: list[NearHitJson]


class FacetCountJson(BaseModel):
    """Articles of the set with one value; `children` for a year's months, a month's days."""

    value: str
    count: int
    children: list[FacetCountJson] = _omitted([], "Months of a year, days of a month.")


class FacetsJson(BaseModel):
    """Counts of the set by value; a facet's own selection does not shrink its counts."""

    date: list[FacetCountJson]
    undated: int
    source: list[FacetCountJson]
    author: list[FacetCountJson]
    section: list[FacetCountJson]


class WiderJson(BaseModel):
    """A question that asks less."""

    left: str = Field(description="What is left out: part, all_words, range, period, source…")
    label: str
    total: int
    url: str


class SearchJson(BaseModel):
    """The answer to a search."""

    query: QueryJson
    generation: str
    took_ms: float
    total: int
    page: int
    size: int
    pages: int
    hits: list[HitJson]
    near: NearJson
    facets: FacetsJson
    wider: list[WiderJson] = _omitted([], "Where nothing is found, questions that find something.")


class RowJson(BaseModel):
    """One article of an export; every text is plain, nothing is escaped or marked."""

    id: str
    title: str
    date: dt.date | None
    source: str
    section: str
    authors: list[str]
    url: str
    occurrences: int = Field(description="How often the words occur in title and text.")
    excerpts: list[str] = Field(description="Up to three sentences that hold the words.")
    text: str = _omitted("", "The whole text, where the site shows it.")


class SuggestionJson(BaseModel):
    """One completion."""

    text: str = Field(description="The whole query, its last word completed.")
    word: str = Field(description="That word, as usually printed.")
    documents: int = Field(description="Articles that hold it.")


class SuggestedArticleJson(BaseModel):
    """One article whose title holds the words of the query, the beginning of the last one."""

    title: str
    date: dt.date | None
    day: str = Field(description="Its date in words, in the language of the answer.")
    source: str
    url: str = Field(description="Address of its page.")


class SuggestJson(BaseModel):
    """Completions of the word being typed, if the query ends with a word, and titles."""

    query: str
    generation: str
    suggestions: list[SuggestionJson]
    articles: list[SuggestedArticleJson] = Field(
        description="The newest; none for a query of anything but words, or of a letter or two."
    )
    text: str = Field(description="How many there are, in the language of the answer.")


class DocumentJson(BaseModel):
    """One article; without its text where the site shows excerpts only."""

    id: str
    title: str
    title_html: str = Field(description="Escaped everywhere but for `<mark>`.")
    date: dt.date | None
    source: str
    url: str
    authors: list[str]
    section: str
    occurrences: int
    full_text: bool = Field(description="Whether `paragraphs` hold the whole text.")
    paragraphs: list[str] = Field(description="Escaped everywhere but for `<mark>`.")
    generation: str


class GapJson(BaseModel):
    """Days on which nothing appeared although the weeks before and after have articles."""

    first: dt.date
    last: dt.date
    days: int = Field(description="Missing days; those that are never used are not counted.")


class HeldJson(BaseModel):
    """What is held of a newspaper, or of all of them together."""

    source: str = Field(description="Empty for all of them together.")
    articles: int
    undated: int
    first: dt.date | None
    last: dt.date | None
    years: dict[str, int]
    gaps: list[GapJson]


class ToldWordJson(BaseModel):
    """A word that the latest month, or year, has more than the rest of the collection."""

    word: str
    articles: int = Field(description="Articles of that time that hold it, in any inflection.")
    elsewhere: int = Field(description="Other articles that do.")
    score: float = Field(description="Log-likelihood (G², Dunning 1993).")


class LatestJson(BaseModel):
    """The latest month, or the latest year where months have few articles."""

    period: str
    articles: int
    words: list[ToldWordJson]


class ProvenanceJson(BaseModel):
    """What reading left out since the index was rebuilt; a file that is read again counts again."""

    files: int
    articles: int
    undatable: int = Field(description="Articles kept without a date: theirs could not be read.")
    duplicates: int = Field(description="Articles left out: a later one had the same id.")
    skipped: dict[str, int] = Field(description="Inputs and records left out, by reason.")
    leftovers: dict[str, int] = Field(description="What was taken off texts, by rule.")


class AboutJson(BaseModel):
    """What the collection holds and lacks."""

    generation: str
    published: dt.datetime
    whole: HeldJson
    sources: list[HeldJson] = Field(description="Those with most articles.")
    latest: LatestJson | None
    provenance: ProvenanceJson
    versions: dict[str, str]


class ProblemJson(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    parameter: str = _omitted("", "The parameter that is wrong.")
    limit: int | None = _omitted(None, "The limit it breaks.")
    word: str = _omitted("", "The word that costs too much.")
    request_id: str = _omitted("", "What the log calls this request.")
