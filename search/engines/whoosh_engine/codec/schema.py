"""What Whoosh's queries may ask of an index: fulfils `whoosh.fields.Schema`."""

from __future__ import annotations

from whoosh.fields import DATETIME, ID, STORED, TEXT, Schema

from search.engines.whoosh_engine.codec.analyzer import FrenchForms
from search.engines.whoosh_engine.codec.positions import PlainPositions


def whoosh_schema() -> Schema:
    """Return the fields: words, values to filter by, and what only comes with a hit."""
    return Schema(
        title=_words(),
        text=_words(),
        id=ID(stored=True, unique=True),
        date=DATETIME(stored=True),
        source=ID(stored=True),
        author=ID(stored=True),
        section=ID(stored=True),
        key=STORED(),
        url=STORED(),
    )


def _words() -> TEXT:
    # A word of several forms, such as sage-femme, is a phrase.
    field = TEXT(analyzer=FrenchForms(), stored=True, multitoken_query="phrase")
    field.format = PlainPositions()
    return field
