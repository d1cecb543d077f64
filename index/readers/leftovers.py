"""Taking off an article what the site, not the journalist, wrote around it.

Every removal is counted by rule, so that it can be said. When in doubt a paragraph stays: a
leftover too many costs a reader a line, a lost paragraph is never found again.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from typing import TYPE_CHECKING

from index.readers.leftover_rules import (
    BLOCK_HEADING,
    COMMENT_HEADING,
    NEVER_SUBHEAD,
    PARAGRAPH_RULES,
    SHARE_NETWORKS,
    SHARE_VERBS,
    SHARE_WORDS,
)
from search.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_RULE = max(rule.longest for rule in PARAGRAPH_RULES)
_LONGEST_HEADLINE = 200
_LONGEST_ROW = 160
_LONGEST_SUBHEAD = 50
_MOST_HEADLINES = 6
_WORDS = re.compile(r"[^\s,;:.|/()•·–—-]+(?:[-'][a-z]+)*")
_SENTENCE_END = (".", "!", "?", "…", "»", '"', "”", ")")
_CONTINUED = re.compile(r"\s*(?:…|\.\.\.)\s*(?:>+\s*)?Lire la suite(?: sur [^.]{1,60})?\s*$", re.I)
_DATED_OPENING = re.compile(r"^\d{1,2}(?:er)? [a-zéûA-Z]{3,9}\.? \d{4}\s*[.,]?\s*[–—-]\s+(?=\S)")


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """An article's own paragraphs, and what was removed: rule code and occurrences."""

    paragraphs: list[str]
    removed: dict[str, int]


def _is_share_row(text: str) -> bool:
    """Tell whether a plain paragraph is nothing but buttons of social networks and tools."""
    words = _WORDS.findall(text) if len(text) <= _LONGEST_ROW else []
    if not words or len(words) > 25 or not SHARE_WORDS.issuperset(words):
        return False
    return not SHARE_VERBS.isdisjoint(words) or len(SHARE_NETWORKS.intersection(words)) > 1


def leftover_rule(paragraph: str) -> str | None:
    """Return the code of the rule by which this paragraph is a leftover, None if it is text."""
    if len(paragraph) > _LONGEST_RULE:
        return None
    text = plain(paragraph)
    for rule in PARAGRAPH_RULES:
        if rule.holds(text):
            return rule.code
    return "share" if _is_share_row(text) else None


def is_prose(paragraph: str) -> bool:
    """Tell whether a paragraph is long enough, or ends as a sentence does, to be an article's."""
    return len(paragraph) > _LONGEST_HEADLINE or (
        len(paragraph) >= 80 and paragraph.endswith(_SENTENCE_END)
    )


def is_block_heading(paragraph: str) -> bool:
    """Tell whether a paragraph heads a block that is usually not the article."""
    return len(paragraph) <= 80 and BLOCK_HEADING.fullmatch(plain(paragraph)) is not None


def is_never_subhead(paragraph: str) -> bool:
    """Tell whether a paragraph heads headlines of other articles, whatever follows it."""
    return len(paragraph) <= 80 and NEVER_SUBHEAD.fullmatch(plain(paragraph)) is not None


def _end_of_article(paragraphs: Sequence[str]) -> int:
    """Return where the article ends: at comments, or at a block that no prose follows."""
    last_prose = max((i for i, text in enumerate(paragraphs) if is_prose(text)), default=-1)
    for index, paragraph in enumerate(paragraphs):
        if index == 0 or len(paragraph) > 80:
            continue
        text = plain(paragraph)
        after_prose = any(is_prose(earlier) for earlier in paragraphs[:index])
        if after_prose and COMMENT_HEADING.fullmatch(text):
            return index
        if index > last_prose and BLOCK_HEADING.fullmatch(text):
            return index
    return len(paragraphs)


def _headlines_after(paragraphs: Sequence[str], heading: int) -> int:
    """Return how many paragraphs after a "À lire aussi" heading are headlines of other articles.

    The last one before prose may be a subhead of the article: it stays if it is short.
    """
    end = heading + 1
    while end < len(paragraphs) and end - heading <= _MOST_HEADLINES:
        text = paragraphs[end]
        if is_prose(text) or text.endswith("."):
            break
        end += 1
    found = end - heading - 1
    if found > 1 and end < len(paragraphs) and len(paragraphs[end - 1]) < _LONGEST_SUBHEAD:
        found -= 1
    return found


def _without_blocks(paragraphs: Sequence[str], removed: Counter[str]) -> list[str]:
    """Return the paragraphs without "À lire aussi" headings and the headlines under them."""
    kept: list[str] = []
    index = 0
    while index < len(paragraphs):
        text = paragraphs[index]
        if is_never_subhead(text):
            headlines = _headlines_after(paragraphs, index)
            removed["related"] += 1 + headlines
            index += 1 + headlines
        else:
            kept.append(text)
            index += 1
    return kept


def _trimmed(paragraph: str, removed: Counter[str]) -> str:
    """Return the paragraph without "… Lire la suite sur" at its end."""
    if "ire la suite" not in paragraph:
        return paragraph
    shorter = _CONTINUED.sub("…", paragraph)
    removed["continuation"] += shorter != paragraph
    return shorter


def without_leftovers(paragraphs: Sequence[str]) -> Kept:
    """Return an article's own paragraphs.

    Args:
        paragraphs: cleaned, one line each, the headline not among them.
    """
    removed: Counter[str] = Counter()
    end = _end_of_article(paragraphs)
    removed["end_blocks"] += len(paragraphs) - end
    kept = []
    for paragraph in _without_blocks(paragraphs[:end], removed):
        text = _trimmed(paragraph, removed)
        if rule := leftover_rule(text):
            removed[rule] += 1
        elif text != "…":
            kept.append(text)
    if kept and (opening := _DATED_OPENING.match(kept[0])):
        removed["dateline"] += 1
        kept[0] = kept[0][opening.end() :]
    return Kept(kept, {rule: count for rule, count in sorted(removed.items()) if count})
