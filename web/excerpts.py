"""What is shown of an article whose whole text may not be: marked passages, else its opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.results import Span
from web.typography import unmarked

if TYPE_CHECKING:
    from search.articles import Article
    from search.results import Marked

MOST_PASSAGES = 3
MOST_CHARACTERS = 280


def excerpts(article: Article) -> tuple[Marked, ...]:
    """Return up to three passages with marks, or the first lines if the text has no mark."""
    marked = [text for text in article.paragraphs if any(span.marked for span in text)]
    chosen = marked[:MOST_PASSAGES] or list(article.paragraphs[:1])
    return tuple(_shortened(text) for text in chosen)


def _shortened(text: Marked) -> Marked:
    """Return at most 280 characters around the first mark, cut between words."""
    if len(unmarked(text)) <= MOST_CHARACTERS:
        return text
    before = 0
    for span in text:
        if span.marked:
            break
        before += len(span.text)
    else:
        before = 0
    start = max(0, before - MOST_CHARACTERS // 3)
    return _cut(text, start, start + MOST_CHARACTERS)


def _cut(text: Marked, start: int, end: int) -> Marked:
    spans: list[Span] = []
    position = 0
    for span in text:
        low, high = max(start - position, 0), end - position
        if high > 0 and span.text[low:high]:
            spans.append(Span(span.text[low:high], span.marked))
        position += len(span.text)
    if start and not spans[0].marked:
        spans[0] = Span(f"… {spans[0].text.partition(' ')[2]}")
    if end < position and not spans[-1].marked:
        spans[-1] = Span(f"{spans[-1].text.rpartition(' ')[0]} …")
    return tuple(spans)
