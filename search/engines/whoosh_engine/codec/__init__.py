"""Whoosh's own readers, matchers and queries over our segments: `open_index(path)`."""

from search.engines.whoosh_engine.codec.index import open_index

__all__ = ["open_index"]
