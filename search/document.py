"""One article, and the names it goes by."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
from typing import TYPE_CHECKING, Literal, NewType

if TYPE_CHECKING:
    import datetime as dt

DocumentId = NewType("DocumentId", str)

Facet = Literal["source", "author", "section"]
"""What articles are grouped by, beside their dates."""

FACETS: tuple[Facet, ...] = ("source", "author", "section")

PUBLIC_ID_LENGTH = 20


def public_id(key: str) -> DocumentId:
    """Return the public id of the article with this key.

    It is the first 20 characters of the lower-case base32 SHA-256 of the key: 100 bits, so that
    two of a hundred million articles meet with a probability of about 4e-15, and safe in an
    address and in a file name.
    """
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    # Fifteen bytes are 24 characters: the others would be made for nothing.
    return DocumentId(base64.b32encode(digest[:15])[:PUBLIC_ID_LENGTH].lower().decode("ascii"))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as a reader found it.

    Attributes:
        key: the id given by the input, else its url, else its file's path.
        title: the headline; never empty.
        text: paragraphs (subheads included) parted by an empty line, in reading order.
        date: the day it was published, None where the input does not say.
        source: the newspaper; empty where unknown.
        url: the address of the original; empty where unknown.
        authors: the byline, one name an item.
        section: the newspaper's section; empty where unknown.
        origin: the input that held it (an absolute path), so that updating that input can
            remove what it no longer yields.
    """

    key: str
    title: str
    text: str
    date: dt.date | None = None
    source: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    origin: str = ""

    @property
    def id(self) -> DocumentId:
        """The public id."""
        return public_id(self.key)
