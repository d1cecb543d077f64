"""A searcher over a dozen invented articles, with the real one's public face."""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import json
import re
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from search.alternatives import Question, wider_questions
from search.answers import Answer, Batch, Request
from search.articles import Article
from search.document import FACETS, Document, Facet
from search.engines.keeping import GenerationId, Inventory
from search.engines.matching import Neighbours
from search.errors import InvalidRequest, UnknownDocument
from search.holdings.whole import Held, Holdings
from search.lexicon.completions import Completion
from search.notices import Code, Notice
from search.plan.nodes import Filters
from search.query.dates import Period, period_of
from search.query.parser import parse
from search.query.tree import All, Dates, Not, leaves
from search.results import FacetCount, Facets, Found, Headline, Hit, Marked, Reading, Span, Timeline
from search.searcher import Searcher
from search.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable


GENERATION = GenerationId("000012")
PUBLISHED = dt.datetime(2024, 7, 20, 8, tzinfo=dt.UTC)
DATA = Path(__file__).with_name("articles.json")


def load_documents() -> list[Document]:
    documents = []
    for record in json.loads(DATA.read_text(encoding="utf-8")):
        day = dt.date.fromisoformat(record["date"]) if record["date"] else None
        fields = {**record, "date": day, "authors": tuple(record["authors"])}
        documents.append(Document(**fields))
    return documents


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


def pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Match words by their beginning, so that « coreen » finds « coréenne »."""
    stems = [re.escape(folded(word).rstrip("s")) for word in words]
    return re.compile(rf"\b(?:{'|'.join(stems)})\w*") if stems else None


def marked(text: str, found: re.Pattern[str] | None) -> Marked:
    if found is None:
        return (Span(text),)
    spans, end = [], 0
    for match in found.finditer(folded(unicodedata.normalize("NFC", text))):
        spans += [Span(text[end : match.start()]), Span(text[match.start() : match.end()], True)]
        end = match.end()
    return tuple(span for span in (*spans, Span(text[end:])) if span.text)


TODAY = dt.date(2024, 6, 19)


def searched(query: All) -> list[str]:
    """Return the words of a query that are not excluded."""
    wanted = (node for node in query.nodes if not isinstance(node, Not))
    return [leaf.text for node in wanted for leaf in leaves(node)]


def excluded(query: All) -> list[str]:
    """Return the words of a query that are excluded."""
    return [leaf.text for n in query.nodes if isinstance(n, Not) for leaf in leaves(n)]


def periods_of(query: All) -> dict[Dates, Period]:
    """Return the days that the dates of a query mean."""
    dates = [leaf for leaf in leaves(query) if isinstance(leaf, Dates)]
    periods = {leaf: period_of(leaf.operator, leaf.text, TODAY) for leaf in dates}
    return {leaf: period for leaf, period in periods.items() if period}


class FakeSearcher(Searcher):
    """Finds words by their beginning, in a list."""

    def __init__(self, documents: list[Document] | None = None) -> None:
        self.documents = load_documents() if documents is None else documents
        self.related: tuple[Headline, ...] = ()
        self.asked: list[Request] = []
        self.broken: Exception | None = None

    def answer(self, request: Request) -> Answer:
        started = time.perf_counter()
        self._check()
        self.asked.append(request)
        if len(request.text) > 512:
            raise InvalidRequest("q", "Le paramètre « q » ne peut dépasser 512 caractères.", 512)
        if request.page * request.size > 1000:
            raise InvalidRequest("page", "Cette page est trop loin.", 1000 // request.size)
        query, notices = parse(request.text)
        question = Question(query, request.match, request.filters)
        words, banned = searched(query), excluded(query)
        found = [d for d in self.documents if self._holds(d, words, banned, request.match)]
        chosen = self._chosen(question)
        near = (
            [
                d
                for d in self.documents
                if len(words) > 1 and d not in found and any(self._has(d, word) for word in words)
            ]
            if len(chosen) < 10 and not banned
            else []
        )
        ordered = sorted(chosen, key=lambda d: str(d.date or ""), reverse=request.sort != "oldest")
        first = (request.page - 1) * request.size
        return Answer(
            request=request,
            query=query,
            understood=query,
            periods=periods_of(query),
            readings=tuple(self._reading(word) for word in words if self._documents(word)),
            notices=(*notices, *self._notices(request, words, banned)),
            generation=GENERATION,
            took_ms=(time.perf_counter() - started) * 1000,
            total=len(chosen),
            hits=tuple(self.make_hit(d, words) for d in ordered[first : first + request.size]),
            near=tuple(self.make_hit(d, words) for d in near),
            facets=facets(found, request.filters, days=request.days),
            collection=timeline(self.documents, request.filters, days=True),
            wider=() if chosen else wider_questions(question, self._count),
        )

    def _count(self, question: Question) -> int:
        return len(self._chosen(question))

    def _chosen(self, question: Question) -> list[Document]:
        words, banned = searched(question.query), excluded(question.query)
        found = [d for d in self.documents if self._holds(d, words, banned, question.match)]
        return [d for d in found if passes(d, question.filters)]

    def article(self, name: str, asked: Request | None = None, *, beside: bool = False) -> Article:
        self._check()
        for document in self.documents:
            if name in (document.id, document.key):
                article = self.make_article(document, asked.text if asked else "")
                around = self._around(document, asked) if asked and beside else Neighbours()
                return dataclasses.replace(article, neighbours=around, related=self.related)
        raise UnknownDocument("Aucun article n’a cet identifiant.")

    def _around(self, document: Document, asked: Request) -> Neighbours:
        hits = self.answer(dataclasses.replace(asked, page=1, size=len(self.documents))).hits
        ids = [hit.id for hit in hits]
        if document.id not in ids:
            return Neighbours(total=len(ids))
        at = ids.index(document.id)
        before, after = ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None
        return Neighbours(before, after, at + 1, len(ids))

    def batches(self, request: Request, most: int) -> Generator[Batch, None, None]:
        answer = self.answer(dataclasses.replace(request, size=len(self.documents)))
        texts = {document.id: document.text for document in self.documents}
        yield Batch(
            found=tuple(Found(hit, texts[hit.id]) for hit in answer.hits[:most]),
            total=answer.total,
            generation=GENERATION,
            published=PUBLISHED,
            moves=False,
        )

    def suggestions(self, text: str) -> Suggestions:
        self._check()
        if len(text) > 512:
            raise InvalidRequest("q", "Le paramètre « q » ne peut dépasser 512 caractères.", 512)
        before, _, typed = text.rpartition(" ")
        titles = " ".join(document.title for document in self.documents)
        words = {
            w for w in re.findall(r"\w+", titles) if typed and folded(w).startswith(folded(typed))
        }
        start = f"{before} " if before else ""
        found = (Completion(start + w, w, self._documents(w)) for w in sorted(words))
        wanted = folded(text).split()
        named = (
            Headline(one.id, one.title, one.date, one.source)
            for one in self.documents
            if wanted and all(word in folded(one.title) for word in wanted)
        )
        return Suggestions(GENERATION, tuple(found), tuple(named))

    def generation(self) -> GenerationId:
        self._check()
        return GENERATION

    def inventory(self) -> tuple[GenerationId, Inventory]:
        self._check()
        days = sorted(str(d.date) for d in self.documents if d.date)
        sources = collections.Counter(d.source for d in self.documents)
        return GENERATION, Inventory(
            documents=len(self.documents),
            segments=1,
            forms=1000,
            bytes=10_000,
            undated=len(self.documents) - len(days),
            first=days[0],
            last=days[-1],
            sources=tuple(sources.most_common()),
            versions={},
        )

    def holdings(self) -> Holdings:
        generation, inventory = self.inventory()
        by_date = timeline(self.documents, Filters())
        counts = tuple((int(year.value), year.count) for year in reversed(by_date.years))
        first, last = map(dt.date.fromisoformat, (inventory.first, inventory.last))
        whole = Held("", inventory.documents, inventory.undated, first, last, counts, ())
        return Holdings(generation, PUBLISHED, inventory, by_date, whole, (), None)

    def _check(self) -> None:
        if self.broken is not None:
            raise self.broken

    def _has(self, document: Document, word: str) -> bool:
        found = pattern([word])
        return bool(found and found.search(folded(f"{document.title} {document.text}")))

    def _documents(self, word: str) -> int:
        return sum(self._has(document, word) for document in self.documents)

    def _holds(self, document: Document, words: list[str], banned: list[str], match: str) -> bool:
        test = any if match == "any" and words else all
        return test(self._has(document, word) for word in words) and not any(
            self._has(document, word) for word in banned
        )

    def _reading(self, word: str) -> Reading:
        forms: collections.Counter[str] = collections.Counter()
        found = pattern([word])
        for document in self.documents:
            text = unicodedata.normalize("NFC", f"{document.title} {document.text}".lower())
            hits = found.finditer(folded(text)) if found else ()
            forms.update({text[hit.start() : hit.end()] for hit in hits})
        return Reading(word, tuple(forms.most_common()))

    def _notices(self, request: Request, words: list[str], banned: list[str]) -> Iterable[Notice]:
        for word in words:
            if not self._documents(word):
                yield Notice(Code.UNKNOWN_WORD, {"word": word}, undo=without(request.text, word))
            elif word == folded(word) and self._reading(word).spellings[0][0] != word:
                spellings = self._reading(word).spellings
                undo = request.text.replace(word, f"={word}")
                yield Notice(Code.ACCENTS, {"word": word, "spellings": spellings}, undo=undo)
        for word in banned:
            yield Notice(Code.EXCLUDED, {"word": word}, undo=request.text.replace("-", ""))
        if request.match == "any":
            yield Notice(Code.ANY_WORD, {})

    def make_hit(self, document: Document, words: list[str]) -> Hit:
        found = pattern(words)
        paragraphs = [marked(text, found) for text in document.text.split("\n\n")]
        title = marked(document.title, found)
        marks = [span for text in (title, *paragraphs) for span in text if span.marked]
        snippets = [text for text in paragraphs if any(span.marked for span in text)]
        return Hit(
            id=document.id,
            key=document.key,
            title=title,
            date=document.date,
            source=document.source,
            url=document.url,
            authors=document.authors,
            section=document.section,
            score=float(len(marks)),
            snippets=tuple((snippets or paragraphs[:1])[:3]),
            occurrences=len(marks),
            missing=tuple(word for word in words if not self._has(document, word)),
        )

    def _tally(self, document: Document, words: list[str]) -> tuple[tuple[str, int], ...]:
        text = folded(f"{document.title} {document.text}")
        each = ((word, pattern([word])) for word in words)
        return tuple((word, len(found.findall(text))) for word, found in each if found)

    def make_article(self, document: Document, text: str) -> Article:
        query, _ = parse(text)
        hit = self.make_hit(document, searched(query))
        found = pattern(searched(query))
        return Article(
            id=document.id,
            key=document.key,
            title=hit.title,
            paragraphs=tuple(marked(p, found) for p in document.text.split("\n\n")),
            date=document.date,
            source=document.source,
            url=document.url,
            authors=document.authors,
            section=document.section,
            occurrences=self._tally(document, searched(query)),
            generation=GENERATION,
        )


def without(text: str, word: str) -> str:
    return " ".join(part for part in text.split() if part != word)


def passes(document: Document, filters: Filters, but: Collection[str] = ()) -> bool:
    day = document.date
    tests = {
        "range": (filters.start is None or (day is not None and day >= filters.start))
        and (filters.end is None or (day is not None and day <= filters.end)),
        "date": in_periods(day, filters),
    }
    for facet, values in filters.values.items():
        tests[facet] = not values_of(document, facet).isdisjoint(values)
    return all(passed for name, passed in tests.items() if name not in but)


def in_periods(day: dt.date | None, filters: Filters) -> bool:
    years = not (filters.years or filters.undated)
    if day is None:
        return (years or filters.undated) and not (filters.months or filters.days)
    return (
        (years or day.year in filters.years)
        and (not filters.months or (day.year, day.month) in filters.months)
        and (not filters.days or day in filters.days)
    )


def facets(documents: list[Document], filters: Filters, *, days: bool = False) -> Facets:
    def counted(facet: Facet) -> tuple[FacetCount, ...]:
        chosen = (d for d in documents if passes(d, filters, but=(facet,)))
        counts = collections.Counter(v for d in chosen for v in values_of(d, facet) if v)
        return tuple(FacetCount(value, count) for value, count in counts.most_common())

    dated = [d for d in documents if passes(d, filters, but=("date",))]
    every = [d for d in documents if passes(d, filters, but=("date", "range"))]
    ranged = timeline(dated, filters, days=days)
    return Facets(
        date=ranged.years,
        undated=ranged.undated,
        timeline=timeline(every, filters, days=days),
        values={facet: counted(facet) for facet in FACETS},
    )


def timeline(documents: list[Document], filters: Filters, *, days: bool = False) -> Timeline:
    """Return documents by date, with the days of the months chosen or of all."""
    dates = [document.date for document in documents if document.date]
    every = tuple({(day.year, day.month) for day in dates})
    opened = dataclasses.replace(filters, months=every) if days else filters
    return Timeline(date_facet(dates, opened), len(documents) - len(dates))


def values_of(document: Document, facet: Facet) -> set[str]:
    values = {
        "source": [document.source],
        "author": document.authors,
        "section": [document.section],
    }
    return set(values[facet])


def date_facet(days: list[dt.date], filters: Filters) -> tuple[FacetCount, ...]:
    def counts(values: Iterable[str]) -> dict[str, int]:
        return dict(sorted(collections.Counter(values).items()))

    every = counts(str(day) for day in days)
    months = {
        month: FacetCount(
            month,
            count,
            tuple(
                FacetCount(day, n)
                for day, n in every.items()
                if day.startswith(month) and (int(month[:4]), int(month[5:])) in filters.months
            ),
        )
        for month, count in counts(str(day)[:7] for day in days).items()
    }
    years = sorted(counts(str(day)[:4] for day in days).items(), reverse=True)
    return tuple(
        FacetCount(year, n, tuple(m for key, m in months.items() if key.startswith(year)))
        for year, n in years
    )
