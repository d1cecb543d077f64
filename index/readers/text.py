"""Plain text as newspapers' sites and journalists' folders hold it.

A file may open with its headline (twice, with other quotes), labelled lines ("Date : …"), the day,
a reading time; its lines may be paragraphs, or wrapped at a width; it may end with the site's
comment form.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from index.readers.article import Clipping, finish
from index.readers.characters import clean, squeezed
from index.readers.dates import lone_day, parse_date
from index.readers.encodings import decode
from index.readers.fields import FIELD_NAMES, author_names, field_key
from index.readers.headline import best_spelling, headline_key
from index.readers.leftovers import is_prose, leftover_rule
from index.readers.streams import read_bounded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.readers.interface import ReaderOptions, Reading

_LABEL = re.compile(r"^([A-Za-zÀ-ÿ_ -]{2,24}?)\s*:\s+\S")
# Fields that a line under a headline may give by itself, and how long their values are.
_CREDITS = frozenset(("date", "source", "authors", "url"))
_LONGEST_CREDIT = 60
_LABELLED = {
    name: field
    for field in ("title", "date", "source", "authors", "section", "url", "id")
    for name in FIELD_NAMES[field]
}
_BYLINE = re.compile(r"^(?:par|by) (?=[A-ZÀ-Ý])([^.!?:;]{3,80})$", re.I)
_LONGEST_TITLE = 300
_OPENING_LINES = 12
# Lines of a wrapped text are seldom longer, and most of those inside a paragraph nearly as long.
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 40
_FILLED = 0.7
_SENTENCE_END = (".", "!", "?", "…", "»", '"', "”", ":", ";")


def _blocks(text: str) -> list[list[str]]:
    """Return the lines of a text in the groups that empty lines part."""
    groups = re.split(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+", text.strip("\n"))
    lined = ([line for raw in group.split("\n") if (line := squeezed(raw))] for group in groups)
    return [lines for lines in lined if lines]


def _wrap_width(blocks: Sequence[Sequence[str]]) -> int:
    """Return the width at which the text is wrapped, 0 if each line is a paragraph.

    In a wrapped text the lines inside a paragraph are nearly as long as the longest of all.
    """
    inner = sorted(len(line) for lines in blocks for line in lines[:-1])
    longest = max((len(line) for lines in blocks for line in lines), default=0)
    if len(inner) < 2 or not _NARROWEST_WRAP <= longest <= _WIDEST_WRAP:
        return 0
    return longest if inner[len(inner) // 2] >= longest * _FILLED else 0


def _joined(lines: Sequence[str], width: int) -> list[str]:
    """Return the paragraphs of a group of lines wrapped at `width`.

    A paragraph ends where a line ends a sentence well before the width, or is a short line that a
    capital follows, as a subhead is.
    """
    paragraphs = [lines[0]]
    for before, line in pairwise(lines):
        # The next line's first word would have fitted: the break was meant.
        fits = len(before) + 1 + len(line.split(" ", 1)[0]) <= width
        meant = before.endswith(_SENTENCE_END) or line[:1].isupper() or line[:1] in '«"“-–—•'
        if fits and meant and len(before) < width * _FILLED:
            paragraphs.append(line)
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
    return paragraphs


def _field_of(line: str) -> str:
    """Return the field that a line labels ("Auteur : …"), empty if it labels none."""
    match = _LABEL.match(line)
    return _LABELLED.get(field_key(match.group(1)), "") if match else ""


class _Opening:
    """What the first lines of a text say of the article, taken line by line."""

    def __init__(self, lines: Sequence[str], today: dt.date) -> None:
        self.clipping = Clipping(title="", paragraphs=[])
        self._today = today
        # « Publication : le rapport fait scandale » is a headline; two such lines are a header.
        self._labelled = len({_field_of(line) for line in lines} - {""}) > 1

    def takes(self, line: str) -> bool:
        """Take a line that is not text; return whether it was one."""
        return self._labels(line) or self._title(line) or self._day(line) or self._leftover(line)

    def _labels(self, line: str) -> bool:
        """Take "Auteur : …" and the like; names of fields only: prose may hold a colon."""
        field = _field_of(line)
        value = line.partition(":")[2].strip()
        after_headline = field in _CREDITS and len(value) <= _LONGEST_CREDIT and value[-1:] != "."
        if not field or not (self._labelled or (self.clipping.title and after_headline)):
            return False
        self._set(field, value)
        return True

    def _set(self, field: str, value: str) -> None:
        """Set a field of the clipping from the text of its line."""
        if field == "date":
            self.clipping.date = self.clipping.date or parse_date(value, self._today)
            self.clipping.lost_date = value
        elif field == "authors":
            self.clipping.authors = author_names(value)
        elif field == "id":
            self.clipping.identifier = value
        elif field == "url":
            self.clipping.url = value if value.startswith(("http://", "https://")) else ""
        elif field == "title":
            self.clipping.title = self.clipping.title or value
        elif field == "source":
            self.clipping.source = value
        else:
            self.clipping.section = value

    def _title(self, line: str) -> bool:
        """Take the headline, and its repetitions for the better spelling."""
        title = self.clipping.title
        if not title:
            if len(line) > _LONGEST_TITLE or self._day_of(line) or leftover_rule(line):
                return False
            self.clipping.title = line
            return True
        if headline_key(line) != headline_key(title):
            return False
        self.clipping.title = best_spelling(title, [line])
        return True

    def _day_of(self, line: str) -> dt.date | None:
        """Return the day of a line that says nothing else."""
        return lone_day(line, self._today)

    def _day(self, line: str) -> bool:
        """Take a line that is a day, and "Par Jeanne Martin"."""
        day = self._day_of(line)
        if day:
            self.clipping.date = self.clipping.date or day
            self.clipping.removed["dateline"] = self.clipping.removed.get("dateline", 0) + 1
            return True
        byline = _BYLINE.match(line)
        if byline and not self.clipping.authors:
            self.clipping.authors = author_names(byline.group(1))
        return byline is not None

    def _leftover(self, line: str) -> bool:
        """Take a line that the site wrote, reading its date if it has one."""
        rule = leftover_rule(line)
        if rule is None:
            return False
        if rule == "dateline":
            self.clipping.date = self.clipping.date or parse_date(line, self._today)
        self.clipping.removed[rule] = self.clipping.removed.get(rule, 0) + 1
        return True


def _body(blocks: list[list[str]], opening: _Opening, width: int) -> list[str]:
    """Return the paragraphs, the lines of the opening taken by `opening`."""
    taken = 0
    while blocks and taken < _OPENING_LINES:
        while blocks[0] and taken < _OPENING_LINES and opening.takes(blocks[0][0]):
            blocks[0].pop(0)
            taken += 1
        if blocks[0]:
            break
        blocks.pop(0)
    return [text for lines in blocks if lines for text in _paragraphs(lines, width)]


def _paragraphs(lines: list[str], width: int) -> list[str]:
    """Return the paragraphs of a group of lines."""
    return _joined(lines, width) if width else lines


def _with_wrapped_title(blocks: list[list[str]], width: int) -> list[list[str]]:
    """Return the blocks with a headline wrapped over the lines of the first one made whole."""
    first = blocks[0] if blocks else []
    lines = len(first)
    whole = " ".join(first)
    distinct = len({headline_key(line) for line in first}) == lines
    filled = width and all(len(line) >= width * _FILLED for line in first[:-1])
    if 1 < lines <= 3 and distinct and filled and not is_prose(whole) and len(blocks) > 1:
        return [[whole], *blocks[1:]]
    return blocks


def read_text(path: Path, options: ReaderOptions) -> Iterator[Reading]:
    """Yield the article of a text file.

    Raises:
        OSError: the file cannot be read.
        InputTooLarge: it is larger, decompressed, than the limit.
    """
    # A text is read whole: it is one article, and the article's limit is in the same order.
    data = read_bounded(path, min(options.max_input_bytes, 4 * options.max_document_bytes))
    blocks = _blocks(clean(decode(data)))
    width = _wrap_width(blocks)
    first = [line for lines in blocks for line in lines][:_OPENING_LINES]
    opening = _Opening(first, options.today)
    body = _body(_with_wrapped_title(blocks, width), opening, width)
    opening.clipping.paragraphs = body
    yield from finish(opening.clipping, path, options)
