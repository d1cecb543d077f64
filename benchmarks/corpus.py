"""The articles that benches run on: the open press corpora, and as many as wanted made of them.

A made article is some runs of consecutive sentences of real ones, so that words keep the company
they have in the press, with new words now and then: names and numbers nobody printed before, which
come back as often as they were printed. The vocabulary goes on growing with the collection (Heaps,
"Information Retrieval", 1978) as a real one does.
"""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

from search.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
PRESS = DATA / "press.jsonl.gz"
TRAIN = DATA / "scale" / "press-train.jsonl.gz"
REAL = 27_493
"""Articles of both corpora together."""

WORDS = 350
"""Words between spaces that a made article reaches with its last paragraph. It overshoots: at
200,000 articles they hold 443 forms in the mean, titles included, against 354 in the real ones."""

FIRST_DAY = dt.date(2011, 1, 1)
DAYS = (dt.date(2024, 12, 31) - FIRST_DAY).days + 1
NEWSPAPERS = 60

NEW_WORDS = 8.0
"""New words in the first made articles; as many old ones return. The rate falls with the number of
articles to the power 0.3. Measured: 459,249 forms in 200,000 articles, 124,500 in the real ones."""

_SENTENCE_END = re.compile(r"(?<=[.!?»])\s+")
_SYLLABLES = "ba be bo cha co da del du fa fer ga gri ha jo ka kou la lem ma mi mo na ni no or pa "
_SYLLABLES += "pel que ra rin ro sa ser sko ta tho tri va vel vin vo wa xa ya ze zi zo"


def corpus(size: int) -> Iterator[Document]:
    """Yield so many articles: real ones as long as there are any, else made ones only."""
    return itertools.islice(real(), size) if size <= REAL else made(size)


def real() -> Iterator[Document]:
    """Yield the articles of both corpora."""
    yield from read(PRESS)
    yield from read(TRAIN)


def read(path: Path) -> Iterator[Document]:
    """Yield the articles of a compressed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Document(
                key=record["id"],
                title=record["title"],
                text=record["text"],
                date=dt.date.fromisoformat(record["date"]),
                source=record["source"],
                url=record.get("url", ""),
            )


def made(size: int, seed: int = 2011) -> Iterator[Document]:
    """Yield so many articles made of real sentences; the same ones for the same seed."""
    chance = random.Random(seed)
    articles = list(real())
    sentences = [_SENTENCE_END.split(article.text) for article in articles]
    names = [f"Le Courrier n° {number}" for number in range(1, NEWSPAPERS + 1)]
    shares = [1 / number for number in range(1, NEWSPAPERS + 1)]
    coined = _Coined(chance)
    for number, source in enumerate(chance.choices(names, shares, k=size)):
        paragraphs = _recombined(sentences, chance)
        coined.scatter(paragraphs, number)
        yield Document(
            key=f"made-{number}",
            title=chance.choice(articles).title,
            text="\n\n".join(paragraphs),
            date=FIRST_DAY + dt.timedelta(days=chance.randrange(DAYS)),
            source=source,
        )


def _recombined(sentences: Sequence[Sequence[str]], chance: random.Random) -> list[str]:
    paragraphs: list[str] = []
    words, wanted = 0, max(WORDS / 10, chance.gauss(WORDS, WORDS / 4))
    while words < wanted:
        article = chance.choice(sentences)
        begin = chance.randrange(len(article))
        paragraph = " ".join(article[begin : begin + chance.randint(2, 5)])
        words += paragraph.count(" ") + 1
        paragraphs.append(paragraph)
    return paragraphs


class _Coined:
    """Words nobody printed before; an old one returns as often as it was printed (Yule, Simon)."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._printed: list[str] = []
        self._syllables = _SYLLABLES.split()

    def scatter(self, paragraphs: list[str], number: int) -> None:
        """Add words to the article with this number."""
        wanted = 2 * NEW_WORDS * (1 + number / 1000) ** -0.3
        for _ in range(int(wanted + self._chance.random())):
            place = self._chance.randrange(len(paragraphs))
            words = paragraphs[place].split(" ")
            words.insert(self._chance.randint(1, len(words)), self._word())
            paragraphs[place] = " ".join(words)

    def _word(self) -> str:
        chance = self._chance
        if self._printed and chance.random() < 0.5:
            word = chance.choice(self._printed)
        elif chance.random() < 0.2:
            word = str(chance.randint(10_000, 99_999_999))
        else:
            word = "".join(chance.choices(self._syllables, k=chance.randint(2, 5))).capitalize()
        self._printed.append(word)
        return word


def write_lines(documents: Iterable[Document], path: Path) -> None:
    """Write articles as JSON lines, for benches that read them while they index."""
    with path.open("w", encoding="utf-8") as lines:
        for one in documents:
            date = one.date.isoformat() if one.date else None
            fields = (one.key, one.title, one.text, date, one.source)
            lines.write(json.dumps(fields, ensure_ascii=False) + "\n")


def read_lines(path: Path) -> Iterator[Document]:
    """Yield the articles that `write_lines` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            key, title, text, date, source = json.loads(line)
            day = dt.date.fromisoformat(date) if date else None
            yield Document(key=key, title=title, text=text, date=day, source=source)
