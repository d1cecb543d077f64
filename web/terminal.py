"""An answer set for a terminal, or as plain text where the output is not one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

from search.french import abridged, day_in_words
from search.notices import Code
from search.query.tree import Not
from search.results import Span
from web.messages import notices as wording
from web.messages import serving
from web.messages.counts import occurrences
from web.messages.echo import echo
from web.messages.periods import undated
from web.readings import MOST_SPELLINGS, widened
from web.wider import wider_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from search.notices import Notice
    from search.results import Hit, Marked
    from search.searcher import Answer

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
"""What would move a cursor, colour a screen or turn a line around: an article may hold anything."""


def print_answer(answer: Answer, console: Console) -> None:
    """Print an answer: what was asked, what has to be said, and the articles of the page."""
    for line in _lines(answer, stars=not console.is_terminal):
        console.print(line, soft_wrap=not console.is_terminal, highlight=False)


def _lines(answer: Answer, *, stars: bool) -> Iterator[Text]:
    said = echo(answer)
    header = _marked((Span(f"{said.count} "), *said.described), "bold", stars=stars)
    yield _with_page(header, answer)
    for line in _remarks(answer):
        yield Text(_clean(line), style="dim")
    for hit in answer.mixed or answer.hits:
        yield from _hit(hit, stars=stars)
    near = () if answer.mixed else answer.near[: answer.request.size]
    if near:
        yield Text()
        yield Text(serving.NEAR, style="bold")
    for hit in near:
        yield from _hit(hit, stars=stars)


def _remarks(answer: Answer) -> Iterator[str]:
    """Yield what has to be said of the answer, the spellings of its words, and what to try."""
    for notice in answer.notices:
        if not _repeats_the_count(notice, answer):
            yield wording.full_text(notice)
    for reading in widened(answer):
        forms = [wording.counted(form, count) for form, count in reading.spellings[:MOST_SPELLINGS]]
        rest = len(reading.spellings) - len(forms)
        yield serving.spellings(reading.word, abridged(forms, len(forms) + rest, MOST_SPELLINGS))
    if not answer.total:
        for one, link in zip(answer.wider, wider_links(answer), strict=True):
            option = " (--match any)" if one.left == "all_words" else ""
            yield serving.wider(f"{link.label}{option}", link.total)
        if not answer.wider:
            yield serving.NO_ADVICE
    elif not answer.hits:
        yield serving.past_the_end(answer.request.page, answer.pages)


def _repeats_the_count(notice: Notice, answer: Answer) -> bool:
    """Tell whether a notice says of the only word what « Aucun article » has said."""
    wanted = [node for node in answer.query.nodes if not isinstance(node, Not)]
    return notice.code is Code.UNKNOWN_WORD and len(wanted) == 1 and not notice.offers


def _with_page(header: Text, answer: Answer) -> Text:
    header.rstrip()
    if answer.pages > 1 and answer.hits:
        header.append(f" ({serving.page_of(answer.request.page, answer.pages)})", style="dim")
    return header


def _hit(hit: Hit, *, stars: bool) -> Iterator[Text]:
    yield Text()
    yield _marked(hit.title, "bold yellow", stars=stars, base="bold")
    day = day_in_words(hit.date) if hit.date else undated()
    facts = [day, hit.source, hit.section, hit.id]
    if hit.missing:
        facts.append(serving.MISSING.format(words=", ".join(hit.missing)))
    elif hit.occurrences:
        facts.append(occurrences(hit.occurrences))
    yield Text(_clean(" · ".join(fact for fact in facts if fact)), style="dim")
    for snippet in hit.snippets:
        yield Text("  ") + _marked(snippet, "yellow", stars=stars)


def _marked(text: Marked, style: str, *, stars: bool, base: str = "") -> Text:
    """Return marked text, its marks in a style, or between asterisks where there is none."""
    line = Text(style=base)
    for span in text:
        shown = _clean(span.text)
        line.append(f"*{shown}*" if span.marked and stars else shown, style * span.marked)
    return line


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
