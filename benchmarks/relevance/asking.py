"""Asks the product one configuration's questions, in a process of its own.

    python -m benchmarks.relevance.asking CONFIGURATION QUESTIONS INDEX ANSWERS

The weights of the ranking are constants of `search.plan.weights`, which the product binds as it is
imported. Here they are set before anything else of it is: no part of the product reads a
configuration when it runs. The product answers with its default settings, its deadline apart.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from search.plan import weights

if TYPE_CHECKING:
    from collections.abc import Mapping


def known_weights() -> dict[str, float]:
    """Return the weights of the product as they are, by name."""
    return {name: value for name, value in vars(weights).items() if name.isupper()}


def main() -> None:
    configuration, questions, index, answers = map(Path, sys.argv[1:])
    for name, value in _read(configuration).items():
        setattr(weights, name, value)
    product = importlib.import_module("benchmarks.relevance.product")
    ranked = product.ranked(index, _read(questions))
    answers.write_text(json.dumps(ranked), encoding="utf-8")


def _read(path: Path) -> Mapping[str, float]:
    read: Mapping[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return read


if __name__ == "__main__":
    main()
