"""A small size of what `make torture` does to the service."""

from __future__ import annotations

from tests.torture import api, documents, overload, queries
from tests.torture.command import SEED


def test_what_is_too_much_is_refused_politely() -> None:
    overload.torture(SEED, 4)


def test_any_address_is_answered_within_the_limits() -> None:
    queries.torture(SEED, 600)


def test_any_file_is_indexed_or_named() -> None:
    documents.torture(SEED, 120)


def test_the_description_of_the_endpoints_is_true() -> None:
    api.torture(SEED, 300)
