"""Whoosh as it comes: its default codec over the same forms, with exact field lengths."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from whoosh.fields import DATETIME, ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.scoring import BM25F

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whoosh.index import Index

    from tests.oracle.plain_scan import Scanned


def stock_index(scanned: Sequence[Scanned]) -> Index:
    """Index documents with Whoosh's default codec, in memory; a list of forms is not analysed."""
    schema = Schema(id=ID(stored=True), date=DATETIME, title=TEXT, text=TEXT)
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for one in scanned:
        day = {} if one.date is None else {"date": dt.datetime.combine(one.date, dt.time())}
        writer.add_document(id=one.id, **day, **one.fields)
    writer.commit()
    return index


def exact_lengths(scanned: Sequence[Scanned]) -> BM25F:
    """Return BM25F with the lengths of fields as they are.

    The default codec keeps a length in one byte: 350 reads back as 360. Documents are numbered in
    the order they were given to `stock_index`.
    """
    lengths = {field: [len(one.fields[field]) for one in scanned] for field in ("title", "text")}
    model = BM25F()
    plain = model.scorer

    def scorer(searcher: Any, fieldname: str, text: Any, qf: int = 1) -> Any:
        made = plain(searcher, fieldname, text, qf=qf)
        if fieldname in lengths:
            made.dfl = lengths[fieldname].__getitem__
        return made

    model.scorer = scorer
    return model
