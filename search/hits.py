"""What a search found, ready to print: marked titles and excerpts of the documents that match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis.places import Places
from search.marks import Occurrences, cut, wanted
from search.plan.nodes import typed
from search.results import Found, Hit
from search.snippets import snippets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.analysis.french import Analyzer
    from search.engines.interface import Snapshot
    from search.engines.matching import Match, Passage
    from search.marks import Wanted
    from search.plan.nodes import In, Word


def found_in(
    snapshot: Snapshot,
    matches: Sequence[Match],
    words: Sequence[Word | In],
    analyzer: Analyzer,
    *,
    widely: bool = False,
) -> tuple[Found, ...]:
    """Return the documents that match, in their order.

    Args:
        snapshot: holds them.
        matches: with the occurrences of the words.
        words: of the plan.
        analyzer: whose work counter tells how much was analysed.
        widely: mark the other forms of a word's stem too, as near results need.
    """
    forms = wanted(words, widely=widely)
    passages = snapshot.passages([match.id for match in matches])
    return tuple(
        Found(_hit(match, passage, words, forms, analyzer), passage.document.text)
        for match, passage in zip(matches, passages, strict=True)
    )


def _hit(
    match: Match,
    passage: Passage,
    words: Sequence[Word | In],
    forms: Sequence[Wanted],
    analyzer: Analyzer,
) -> Hit:
    document = passage.document
    title = Occurrences(match.title, forms, Places(document.title, (), analyzer))
    text = Occurrences(match.text, forms, Places(document.text, passage.checkpoints, analyzer))
    return Hit(
        id=match.id,
        key=document.key,
        title=cut(document.title, 0, len(document.title), title.marks()),
        date=document.date,
        source=document.source,
        url=document.url,
        authors=document.authors,
        section=document.section,
        score=match.score,
        snippets=snippets(document.text, text),
        occurrences=len(title) + len(text),
        missing=tuple(typed(words[number]) for number in match.missing),
    )
