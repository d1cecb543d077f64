"""The files of a segment's folder, and the fields of a document."""

from __future__ import annotations

COLUMNS, LEXICON, TEXTS, POSTINGS = "columns.bin", "lexicon.bin", "texts.bin", "postings.bin"

FIELDS = ("title", "text")
"""What of a document is searched, in the order of its positions."""
