"""The terms of a segment: fulfils `whoosh.codec.base.TermsReader` and `FieldCursor`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.reading import TermInfo, TermNotFound

from search.engines.whoosh_engine.codec.matcher import ArrayMatcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from search.engines.whoosh_engine.codec.occurrences import FieldTerms, Occurrences

Term = tuple[str, bytes]


class SegmentTerms(TermsReader):
    """Looks terms up in the fields of one segment.

    As in Whoosh's own codecs, deleted documents are in a term's facts and in its matcher:
    SegmentReader leaves them out of what is found.
    """

    def __init__(self, fields: Mapping[str, FieldTerms]) -> None:
        """Take the fields by name."""
        self._fields = fields
        self._names = sorted(fields)

    def __contains__(self, term: Term) -> bool:
        field, text = term
        return field in self._fields and self._fields[field].occurrences(text) is not None

    def indexed_field_names(self) -> Iterable[str]:
        """Return the names of the fields that have terms."""
        return tuple(self._names)

    def cursor(self, fieldname: str, fieldobj: Any) -> SegmentCursor:
        """Return a cursor at the first term of a field."""
        return SegmentCursor(self, self._fields[fieldname], fieldname, fieldobj)

    def terms(self) -> Iterator[Term]:
        """Yield every term, by field, then by bytes."""
        for name in self._names:
            yield from ((name, text) for text in self._fields[name].names(b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """Yield the terms from this one on, to the end of the last field."""
        for name in self._names:
            if name >= fieldname:
                start = prefix if name == fieldname else b""
                yield from ((name, text) for text in self._fields[name].names(start))

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        """Yield every term with its facts."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        """Yield the terms from this one on with their facts."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return what is known of a term.

        Raises:
            KeyError: it does not occur in the field.
        """
        found = self._occurrences(fieldname, text)
        return TermInfo(
            weight=float(found.counts.sum()),
            df=int(found.documents.size),
            minlength=int(found.lengths.min()),
            maxlength=int(found.lengths.max()),
            maxweight=float(found.counts.max()),
            minid=int(found.documents[0]),
            maxid=int(found.documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term occurs; KeyError if it does not."""
        return float(self._occurrences(fieldname, text).counts.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return in how many documents a term occurs; KeyError if it does not."""
        return int(self._occurrences(fieldname, text).documents.size)

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ArrayMatcher:
        """Return a matcher over the documents that hold a term.

        Raises:
            TermNotFound: it does not occur in the field.
        """
        try:
            found = self._occurrences(fieldname, text)
        except KeyError:
            raise TermNotFound(f"{fieldname}:{text!r}") from None
        return ArrayMatcher(found, format_, (fieldname, text), scorer)

    def close(self) -> None:
        """Do nothing: the files are unmapped with the last array that looks into them."""

    def _occurrences(self, fieldname: str, text: bytes) -> Occurrences:
        found = self._fields[fieldname].occurrences(text)
        if found is None:
            raise KeyError(text)
        return found


class SegmentCursor(FieldCursor):
    """Walks over one field's terms, for searches by automaton (fuzzy words, suggestions)."""

    def __init__(self, terms: SegmentTerms, field: FieldTerms, name: str, fieldobj: Any) -> None:
        self._terms = terms
        self._field = field
        self._name = name
        self._fieldobj = fieldobj
        self.first()

    def first(self) -> str | None:
        """Go to the first term."""
        return self.find(b"")

    def find(self, string: str | bytes) -> str | None:
        """Go to this term or the first after it."""
        start = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._following = self._field.names(start)
        return self.next()

    def next(self) -> str | None:
        """Go to the next term."""
        self._bytes = next(self._following, None)
        return self.text()

    def text(self) -> str | None:
        """Return the current term, None after the last."""
        return None if self._bytes is None else self._fieldobj.from_bytes(self._bytes)

    def term_info(self) -> TermInfo | None:
        """Return what is known of the current term."""
        return None if self._bytes is None else self._terms.term_info(self._name, self._bytes)

    def is_valid(self) -> bool:
        """Tell whether there is a current term."""
        return self._bytes is not None
