"""An answer set for a terminal, or as plain text where the output is not one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.padding import Padding
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
from web.terminal_chart import chart_line, chart_lines
from web.wider import wider_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from search.answers import Answer
    from search.notices import Notice
    from search.results import Hit, Marked

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
"""What would move a cursor, colour a screen or turn a line around: an article may hold anything."""


MOST_COLUMNS = 100
"""Of a line of text: longer ones are tiring, however wide the screen."""

FEW = 4
"""Articles from which it is worth saying when they appeared: fewer are seen at a glance."""


def print_answer(answer: Answer, console: Console) -> None:
    """Print an answer: what was asked, what has to be said, when, and the articles of the page.

    A terminal gets bars, colours and lines of its width; what is not one, plain lines.
    """
    drawn = console.is_terminal and console.encoding.startswith("utf")
    width = min(console.width, MOST_COLUMNS) if drawn else 0
    for line in _lines(answer, width):
        if width:
            console.print(line, width=width, highlight=False)
        else:
            console.print(line, soft_wrap=True, highlight=False)


def _lines(answer: Answer, width: int) -> Iterator[Text | Padding]:
    stars = not width
    said = echo(answer)
    header = _marked((Span(f"{said.count} "), *said.described), "bold", stars=stars)
    yield _with_page(header, answer)
    for line in _remarks(answer):
        yield Text(_clean(line), style="dim")
    yield from _dates(answer, width)
    for hit in answer.mixed or answer.hits:
        yield from _hit(hit, stars=stars)
    near = () if answer.mixed else answer.near[: answer.request.size]
    if near:
        yield Text()
        yield Text(serving.NEAR, style="bold")
    for hit in near:
        yield from _hit(hit, stars=stars)


def _dates(answer: Answer, width: int) -> Iterator[Text]:
    """Yield the articles by date, with the first page of more than a handful."""
    timeline, filters = answer.facets.timeline, answer.request.filters
    if answer.request.page > 1 or answer.total < FEW:
        return
    if not width:
        line = chart_line(timeline, filters)
        yield from [Text(line)] if line else ()
        return
    *bars, axis, said = [*chart_lines(timeline, filters, width)] or ("", "")
    if said:
        yield Text()
        yield from (Text(one, style="yellow", no_wrap=True) for one in bars)
        yield from (Text(one, style="dim", no_wrap=True) for one in (axis, said))


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


def _hit(hit: Hit, *, stars: bool) -> Iterator[Text | Padding]:
    yield Text()
    yield _marked(hit.title, "bold yellow", stars=stars, base="bold")
    day = day_in_words(hit.date) if hit.date else undated()
    facts = [day, hit.source, hit.section, hit.id]
    if hit.missing:
        facts.append(serving.MISSING.format(words=", ".join(hit.missing)))
    if hit.occurrences:
        facts.append(occurrences(hit.occurrences))
    yield Text(_clean(" · ".join(fact for fact in facts if fact)), style="dim")
    for snippet in hit.snippets:
        text = _marked(snippet, "yellow", stars=stars)
        yield Text("  ") + text if stars else Padding(text, (0, 0, 0, 2), expand=False)


def _marked(text: Marked, style: str, *, stars: bool, base: str = "") -> Text:
    """Return marked text, its marks in a style, or between asterisks where there is none."""
    line = Text(style=base)
    for span in text:
        shown = _clean(span.text)
        line.append(f"*{shown}*" if span.marked and stars else shown, style * span.marked)
    return line


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
