"""Xapian, asked in lines of JSON; run by the Python that Xapian's module belongs to.

python3 xapian_worker.py FOLDER
"""

from __future__ import annotations

import json
import sys
from typing import Any

import xapian

PARSING = xapian.QueryParser.FLAG_PHRASE | xapian.QueryParser.FLAG_LOVEHATE
WHOLE = 100_000


class Index:
    """A database of texts, each known by its number."""

    def __init__(self, folder: str, texts: list[str], stop: list[str]) -> None:
        """Index the texts."""
        self._stemmer = xapian.Stem("fr")
        self._texts = texts
        generator = xapian.TermGenerator()
        generator.set_stemmer(self._stemmer)
        database = xapian.WritableDatabase(folder, xapian.DB_CREATE)
        for text in texts:
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(text)
            database.add_document(document)
        database.commit()
        self._enquire = xapian.Enquire(database)
        stopper = xapian.SimpleStopper()
        for word in stop:
            stopper.add(word)
        self._parser = xapian.QueryParser()
        self._parser.set_stemmer(self._stemmer)
        self._parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        self._parser.set_stopper(stopper)
        self._parser.set_default_op(xapian.Query.OP_AND)

    def found(self, typed: str) -> list[int]:
        """Return the numbers of the texts that match."""
        return [match.docid - 1 for match in self._matches(typed)]

    def marked(self, typed: str, number: int, opening: str, closing: str) -> str:
        """Return one text as its snippets mark it."""
        flags = xapian.MSet.SNIPPET_BACKGROUND_MODEL | xapian.MSet.SNIPPET_EXHAUSTIVE
        snippet: bytes = self._matches(typed).snippet(
            self._texts[number], WHOLE, self._stemmer, flags, opening, closing
        )
        return snippet.decode()

    def _matches(self, typed: str) -> Any:
        self._enquire.set_query(self._parser.parse_query(typed, PARSING))
        return self._enquire.get_mset(0, len(self._texts))


def main() -> None:
    """Answer each line of the standard input with one line."""
    first = json.loads(sys.stdin.readline())
    index = Index(sys.argv[1], first["texts"], first["stop"])
    print(json.dumps(len(first["texts"])), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if "found" in request:
            answer: Any = index.found(request["found"])
        else:
            asked = (request[name] for name in ("marked", "number", "open", "close"))
            answer = index.marked(*asked)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
