"""One question, one answer: parse, resolve, run, mark."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import functools
import time
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from search.alternatives import Question, phrase_forms, wider_questions
from search.analysis.french import Analyzer
from search.answers import Answer, Batch, Request
from search.articles import Article, find, marked_article
from search.engines.matching import Deadline, Want
from search.errors import DeadlineExceeded, IndexDamaged, InvalidRequest, PlanTooCostly
from search.hits import found_in
from search.holdings.whole import holdings
from search.loosened import without_quotes
from search.notices import Code, Notice
from search.plan.cost import check
from search.plan.nodes import Everything, Plan
from search.plan.resolve import count_terms, resolve
from search.query import tree
from search.query.parser import parse
from search.related import related
from search.results import Facets, Timeline
from search.suggestions import suggested

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from search.engines.interface import Engine, Snapshot
    from search.engines.keeping import GenerationId, Inventory
    from search.engines.matching import Match, Matches
    from search.holdings.whole import Holdings
    from search.plan.nodes import In, Word
    from search.plan.resolve import Resolution
    from search.settings import Settings
    from search.suggestions import Suggestions

NEAR_RESULTS = 20
"""Most near results of an answer."""

NEAR_BELOW = 10
"""A result set with fewer articles is followed by near results."""

BATCH = 250
"""Articles of an export that are read at once: about a megabyte of text."""


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


_Given = ParamSpec("_Given")
_Said = TypeVar("_Said")


def _once_more(ask: Callable[_Given, _Said]) -> Callable[_Given, _Said]:
    """Ask again where damage was met: by then the engine answers from what is whole, if it can."""

    @functools.wraps(ask)
    def asked(*args: _Given.args, **options: _Given.kwargs) -> _Said:
        try:
            return ask(*args, **options)
        except IndexDamaged:
            return ask(*args, **options)

    return asked


class Searcher:
    """Answers questions from the live generation of an engine; safe to share between threads."""

    def __init__(
        self, engine: Engine, settings: Settings, today: Callable[[], dt.date] = _today
    ) -> None:
        """Take the engine to ask, the limits, and the clock that relative dates are read by."""
        self._engine = engine
        self._settings = settings
        self._today = today
        self._analyzer = Analyzer()
        self._held: Holdings | None = None
        self._collection: tuple[GenerationId | None, Timeline] = None, Timeline()

    @property
    def characters_analysed(self) -> int:
        """Characters of articles analysed so far, to mark them (work counter)."""
        return self._analyzer.characters

    @_once_more
    def answer(self, request: Request) -> Answer:
        """Return the answer.

        Raises:
            InvalidRequest: the query is too long or has too many words, the page is too far.
            PlanTooCostly: a word would read more postings than the budget.
            DeadlineExceeded: the answer took too long.
            NoIndex, IndexDamaged: there is nothing to answer from.
        """
        started = time.perf_counter()
        query, said = self._parse(request.text)
        self._check_page(request)
        deadline = Deadline(self._settings.deadline_seconds)
        with self._engine.snapshot() as snapshot:
            question = Question(query, request.match, request.filters)
            found = self._resolved(question, snapshot)
            check(snapshot.cost(found.plan), self._settings.max_plan_postings)
            matches = snapshot.search(found.plan, _want(request), deadline)
            lacking, words, parted = self._near(
                question, found, matches, request, snapshot, deadline
            )
            count = self._counter(snapshot, deadline)
            forms = phrase_forms(question, matches.total, count) if request.page == 1 else ()
            notices = (*said, *found.notices, *parted, *forms, *map(_cut_prefix, matches.left_out))
            wider = () if matches.total else wider_questions(question, count)
            hits = found_in(snapshot, matches.top, found.plan.words, self._analyzer)
            near = found_in(snapshot, lacking, words, self._analyzer, widely=True)
            collection = self._whole(snapshot, deadline) if request.shares else Timeline()
        return Answer(
            request=request,
            query=query,
            understood=found.understood,
            readings=found.readings,
            periods=found.periods,
            notices=notices,
            generation=snapshot.generation,
            took_ms=(time.perf_counter() - started) * 1000,
            total=matches.total,
            hits=tuple(one.hit for one in hits),
            near=tuple(one.hit for one in near),
            facets=matches.facets or Facets(),
            wider=wider,
            collection=collection,
        )

    def _near(
        self,
        question: Question,
        found: Resolution,
        matches: Matches,
        request: Request,
        snapshot: Snapshot,
        deadline: Deadline,
    ) -> tuple[Sequence[Match], Sequence[Word | In], tuple[Notice, ...]]:
        """Return what is near, the words that it holds or lacks, and what to say of phrases.

        Where a phrase leaves nothing at all, what is near holds its words.
        """
        want = _want(request)
        if matches.total or matches.near or not want.near:
            return matches.near, found.plan.words, ()
        loose, parted = without_quotes(question, self._analyzer)
        if not parted:
            return (), found.plan.words, ()
        plan = dataclasses.replace(self._resolved(loose, snapshot).plan, root=found.plan.root)
        with contextlib.suppress(PlanTooCostly, DeadlineExceeded):
            check(snapshot.cost(plan), self._settings.max_plan_postings)
            none = dataclasses.replace(want, limit=0, offset=0, facets=False)
            near = snapshot.search(plan, none, deadline).near
            return near, plan.words, parted if near else ()
        return (), (), ()

    def _whole(self, snapshot: Snapshot, deadline: Deadline) -> Timeline:
        """Return every article by date; counted once a generation."""
        generation, whole = self._collection
        if generation != snapshot.generation:
            want = Want(limit=0, days=True)
            counted = snapshot.search(Plan(Everything()), want, deadline).facets or Facets()
            whole = counted.timeline
            self._collection = snapshot.generation, whole
        return whole

    def batches(self, request: Request, most: int) -> Generator[Batch, None, None]:
        """Yield the first articles of a result set in order, `BATCH` at a time, at least once.

        All are of the generation that is live when the first is asked for; it is let go of when
        the iterator ends or is closed. Each batch has a deadline of its own: the result set is
        found again for it, so that nothing but one batch is held.

        Args:
            request: the question; its page and its size do not matter.
            most: articles wanted.

        Raises:
            InvalidRequest, PlanTooCostly, DeadlineExceeded, NoIndex, IndexDamaged: as `answer`.
        """
        query, _ = self._parse(request.text)
        with self._engine.snapshot() as snapshot:
            plan = self._resolved(Question(query, request.match, request.filters), snapshot).plan
            check(snapshot.cost(plan), self._settings.max_plan_postings)
            offset, total = 0, most
            while offset == 0 or offset < min(total, most):
                size = min(BATCH, most - offset)
                want = Want(offset, size, request.sort, facets=False, occurrences=True)
                deadline = Deadline(self._settings.deadline_seconds)
                matches = snapshot.search(plan, want, deadline)
                total = matches.total
                yield Batch(
                    found=found_in(snapshot, matches.top, plan.words, self._analyzer),
                    total=total,
                    generation=snapshot.generation,
                    published=snapshot.published,
                    moves=any(isinstance(leaf, tree.Dates) for leaf in tree.leaves(query)),
                )
                offset += size

    def _counter(self, snapshot: Snapshot, deadline: Deadline) -> Callable[[Question], int]:
        """Return what counts the articles of a question, nothing for one that costs too much."""

        def count(question: Question) -> int:
            plan = self._resolved(question, snapshot).plan
            with contextlib.suppress(PlanTooCostly, DeadlineExceeded):
                check(snapshot.cost(plan), self._settings.max_plan_postings)
                return snapshot.search(plan, Want(limit=0, facets=False), deadline).total
            return 0

        return count

    def _resolved(self, question: Question, snapshot: Snapshot) -> Resolution:
        today = self._today()
        return resolve(question.query, snapshot.lexicon, today, question.match, question.filters)

    @_once_more
    def article(self, name: str, asked: Request | None = None, *, beside: bool = False) -> Article:
        """Return the article with this public id or key.

        Args:
            name: public id or key.
            asked: the question that led to it, whose words are marked.
            beside: tell what stands beside it: in the results of the question, and in matter. Where
                finding it takes too long it is left out: the article is what was asked for.

        Raises:
            UnknownDocument: there is none.
            InvalidRequest: the query is too long.
        """
        question = asked or Request()
        query, _ = self._parse(question.text)
        with self._engine.snapshot() as snapshot:
            document = find(snapshot, name)
            asking = Question(query, question.match, question.filters)
            plan = self._resolved(asking, snapshot).plan
            article = marked_article(document, plan, snapshot.generation, self._analyzer)
            deadline = Deadline(self._settings.deadline_seconds)
            with contextlib.suppress(PlanTooCostly, DeadlineExceeded):
                if beside:
                    others = related(document, snapshot, self._analyzer, deadline)
                    article = dataclasses.replace(article, related=others)
                if beside and asked is not None:
                    check(snapshot.cost(plan), self._settings.max_plan_postings)
                    around = snapshot.neighbours(plan, asked.sort, document.id, deadline)
                    article = dataclasses.replace(article, neighbours=around)
        return article

    @_once_more
    def holdings(self) -> Holdings:
        """Return what the live generation holds; gathered once a generation.

        Raises:
            DeadlineExceeded: it took too long.
            NoIndex, IndexDamaged: there is nothing to answer from.
        """
        with self._engine.snapshot() as snapshot:
            if self._held is None or self._held.generation != snapshot.generation:
                deadline = Deadline(self._settings.deadline_seconds)
                self._held = holdings(snapshot, self._analyzer, self._today(), deadline)
            return self._held

    def suggestions(self, text: str) -> Suggestions:
        """Return what a question whose last word is being typed may become.

        Raises:
            InvalidRequest: the question is too long, or has too many words.
            DeadlineExceeded: the answer took too long.
            NoIndex, IndexDamaged: there is nothing to answer from.
        """
        self._parse(text)
        deadline = Deadline(self._settings.deadline_seconds)
        with self._engine.snapshot() as snapshot:
            return suggested(text, snapshot, self._today(), deadline)

    def generation(self) -> GenerationId:
        """Return the live generation.

        Raises:
            NoIndex, IndexDamaged: there is none.
        """
        with self._engine.snapshot() as snapshot:
            return snapshot.generation

    @_once_more
    def inventory(self) -> tuple[GenerationId, Inventory]:
        """Return the live generation and what it holds."""
        with self._engine.snapshot() as snapshot:
            return snapshot.generation, snapshot.inventory()

    def _check_length(self, text: str) -> None:
        limit = self._settings.max_query_characters
        if len(text) > limit:
            raise InvalidRequest(
                "q",
                "La recherche compte {count} caractères, la limite est de {most}.",
                limit,
                count=len(text),
                most=limit,
            )

    def _parse(self, text: str) -> tuple[tree.All, tuple[Notice, ...]]:
        limits = self._settings
        self._check_length(text)
        query, notices = parse(text)
        terms = count_terms(query)
        if terms > limits.max_query_terms:
            most = limits.max_query_terms
            raise InvalidRequest(
                "q",
                "La recherche compte {count} mots, la limite est de {most}.",
                most,
                count=terms,
                most=most,
            )
        return query, notices

    def _check_page(self, request: Request) -> None:
        limits = self._settings
        if not 1 <= request.size <= limits.max_page_size:
            most = limits.max_page_size
            raise InvalidRequest("size", "Une page compte de 1 à {most} articles.", most, most=most)
        if request.page < 1 or request.page * request.size > limits.max_offset:
            furthest = limits.max_offset // request.size
            raise InvalidRequest(
                "page",
                "Les pages vont de 1 à {furthest} ; précisez la recherche pour aller plus loin.",
                furthest,
                furthest=furthest,
            )


def _cut_prefix(left_out: tuple[str, int]) -> Notice:
    return Notice(Code.PREFIX_CUT, {"word": left_out[0], "left_out": left_out[1]})


def _want(request: Request) -> Want:
    near = NEAR_RESULTS if request.page == 1 and request.sort == "relevance" else 0
    return Want(
        offset=(request.page - 1) * request.size,
        limit=request.size,
        sort=request.sort,
        facets=request.facets,
        days=request.days,
        near=near,
        near_below=NEAR_BELOW,
        occurrences=True,
    )
