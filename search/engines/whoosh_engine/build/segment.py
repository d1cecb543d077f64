"""Writes one segment: `columns.bin`, `lexicon.bin`, `texts.bin`, and Whoosh's files in `whoosh/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from whoosh.index import create_in

from search.analysis.french import Analyzer
from search.engines.whoosh_engine.build.lexicon import lexicon_arrays
from search.engines.whoosh_engine.build.vocabulary import Vocabulary
from search.engines.whoosh_engine.format.arrays import write_arrays
from search.engines.whoosh_engine.format.columns import ColumnsBuilder
from search.engines.whoosh_engine.format.texts import decode_document
from search.engines.whoosh_engine.schema import FIELDS, schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLUMNS, LEXICON, TEXTS, POSTINGS = "columns.bin", "lexicon.bin", "texts.bin", "whoosh"
_MEGA = 1 << 20
_WHOOSH_SHARE = 4
"""Whoosh's own pool of postings gets this part of the memory (one in so many)."""


def write_segment(folder: Path, documents: Iterable[bytes], memory: int) -> None:
    """Write the segment of these compressed documents, in their order.

    Args:
        folder: an existing, empty folder.
        documents: as `encode_document` makes them.
        memory: bytes that building may hold; postings beyond it wait on disk.
    """
    vocabulary, columns = Vocabulary(Analyzer()), ColumnsBuilder()
    lengths: list[list[int]] = []
    starts = [0]
    postings = folder / POSTINGS
    postings.mkdir()
    writer = create_in(str(postings), schema()).writer(limitmb=memory // _WHOOSH_SHARE // _MEGA)
    with (folder / TEXTS).open("xb") as texts:
        for data in documents:
            document = decode_document(data)
            columns.add(document)
            starts.append(starts[-1] + texts.write(data))
            forms = vocabulary.add((document.title, document.text))
            lengths.append([len(one) for one in forms])
            writer.add_document(**dict(zip(FIELDS, forms, strict=True)))
    writer.commit(merge=False)
    counted = np.array(lengths, np.uint32).reshape(-1, len(FIELDS))
    write_arrays(
        folder / COLUMNS,
        columns.arrays()
        | {f"length.{name}": counted[:, number] for number, name in enumerate(FIELDS)}
        | {"texts.starts": np.array(starts, np.uint64)},
    )
    write_arrays(folder / LEXICON, lexicon_arrays(vocabulary.counts()))
