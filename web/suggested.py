"""The searches that the home page suggests, from a file of the collection's owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, TypeAdapter, ValidationError

if TYPE_CHECKING:
    from pathlib import Path

    from web.logs import Log

MOST = 5


class SuggestedSearch(BaseModel):
    """One suggested search.

    Attributes:
        q: the query.
        why: why it is suggested, by language.
    """

    q: str
    why: dict[str, str] = {}


_FILE = TypeAdapter(list[SuggestedSearch])


def suggested_searches(path: Path | None, log: Log) -> tuple[SuggestedSearch, ...]:
    """Return the searches of the file, none if there is no such file or it cannot be read.

    A home page without suggestions is better than no site: what is wrong goes to the log.
    """
    if path is None:
        return ()
    try:
        return tuple(_FILE.validate_json(path.read_bytes())[:MOST])
    except (OSError, ValidationError) as error:
        log.warning("suggested_searches_unreadable", file=str(path), error=str(error))
        return ()
