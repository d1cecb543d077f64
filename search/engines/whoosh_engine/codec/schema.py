"""What Whoosh's queries may ask of an index: fulfils `whoosh.fields.Schema`."""

from __future__ import annotations

from whoosh.fields import STORED, TEXT, Schema

from search.engines.whoosh_engine.codec.analyzer import FrenchForms
from search.engines.whoosh_engine.codec.positions import PlainPositions


def whoosh_schema() -> Schema:
    """Return the fields: title and text are searched, the others come with a hit."""
    values = ("id", "key", "date", "source", "url", "author", "section")
    return Schema(title=_words(), text=_words(), **{name: STORED() for name in values})


def _words() -> TEXT:
    # A word of several forms, such as sage-femme, is a phrase.
    field = TEXT(analyzer=FrenchForms(), stored=True, multitoken_query="phrase")
    field.format = PlainPositions()
    return field
