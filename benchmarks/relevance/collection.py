"""Collections with relevance judgements, as files or made of press titles.

`docs.jsonl` holds {"id", "title", "text"} (and "date", "source" where known) a line,
`queries.jsonl` {"id", "text"}; "_id" will do for "id". Judgements are lines of query, document and
grade (`qrels.tsv`, with or without a header) or of query, iteration, document and grade (TREC).
Each may be gzipped.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import gzip
import io
import json
import re
from typing import TYPE_CHECKING

from benchmarks.corpus import PRESS, TRAIN, read
from search.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

PRESS_TITLES = "press-titles"
"""The name of the collection made of the open press corpus."""

_MARKS = re.compile(r"""["«»“”:]|(?<!\w)-|-(?!\w)""")

TITLES = 2_000
"""Press titles that are asked."""


@dataclasses.dataclass(frozen=True)
class Collection:
    """Documents, questions, and which documents answer them.

    Attributes:
        name: what it is recorded as.
        documents: each with its id as key.
        questions: the text of each question, by its id.
        grades: for each question the grade of each document that answers it (above 0).
    """

    name: str
    documents: list[Document]
    questions: Mapping[str, str]
    grades: Mapping[str, Mapping[str, float]]


def read_collection(docs: Path, queries: Path, qrels: Path) -> Collection:
    """Read a collection; questions without a relevant document are left out."""
    documents = [_document(record) for record in _records(docs)]
    grades: dict[str, dict[str, float]] = collections.defaultdict(dict)
    for query, document, grade in _judgements(qrels):
        if grade > 0:
            grades[query][document] = grade
    texts = {_id(record): str(record["text"]) for record in _records(queries)}
    questions = {name: text for name, text in texts.items() if name in grades}
    return Collection(docs.resolve().parent.name, documents, questions, grades)


def press_titles() -> Collection:
    """Ask every few press titles, to find their own articles, which are indexed without titles.

    Nobody types a headline's quotation marks, colons and dashes to search with: they are left out.
    """
    asked = list(read(PRESS))
    asked = asked[:: len(asked) // TITLES][:TITLES]
    documents = [
        dataclasses.replace(article, title="") for path in (PRESS, TRAIN) for article in read(path)
    ]
    return Collection(
        PRESS_TITLES,
        documents,
        {article.key: _typed(article.title) for article in asked},
        {article.key: {article.key: 1.0} for article in asked},
    )


def _typed(title: str) -> str:
    return " ".join(_MARKS.sub(" ", title).split())


def _document(record: Mapping[str, Any]) -> Document:
    date = record.get("date")
    return Document(
        key=_id(record),
        title=record.get("title") or "",
        text=record.get("text") or "",
        date=dt.date.fromisoformat(date[:10]) if date else None,
        source=record.get("source") or "",
    )


def _id(record: Mapping[str, Any]) -> str:
    return str(record["id"] if "id" in record else record["_id"])


def _records(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in _lines(path))


def _judgements(path: Path) -> Iterator[tuple[str, str, float]]:
    for number, line in enumerate(_lines(path)):
        columns = line.split()
        query, document, grade = columns[0], columns[-2], columns[-1]
        try:
            yield query, document, float(grade)
        except ValueError:
            if number:  # only the first line may be a header
                raise


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        packed = file.peek(2)[:2] == b"\x1f\x8b"
        plain = gzip.GzipFile(fileobj=file) if packed else file
        yield from (line for line in io.TextIOWrapper(plain, "utf-8") if line.strip())
