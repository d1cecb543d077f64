"""What a torture measured, kept beside it, and the table of RELIABILITY.md that is made of it.

`python -m tests.torture.ledger` brings the table up to date with `results/`. A row of the table
belongs to the module that its last column runs.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
LEDGER = ROOT / "RELIABILITY.md"
RESULTS = Path(__file__).with_name("results")
NOT_YET = "not run at full size yet"
_MODULE = re.compile(r"`python -m tests\.torture\.(\w+)[^`]*`")
_MEASURED = 2


@dataclasses.dataclass(frozen=True)
class Measured:
    """What one run of a torture found.

    Attributes:
        said: a sentence with the names of figures in braces (`{kills:,} kills`).
        figures: the figures.
    """

    said: str
    figures: Mapping[str, int | float | str]

    def __str__(self) -> str:
        return self.said.format_map(self.figures)


def record(name: str, measured: Measured, seed: int, runs: int) -> None:
    """Keep what the module of this name measured today."""
    RESULTS.mkdir(exist_ok=True)
    kept = {
        "date": dt.datetime.now().astimezone().date().isoformat(),
        "seed": seed,
        "runs": runs,
        "said": measured.said,
        "figures": dict(measured.figures),
    }
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def cell(name: str) -> str:
    """Return what the table says was measured last by the module of this name."""
    path = RESULTS / f"{name}.json"
    if not path.exists():
        return NOT_YET
    kept = json.loads(path.read_text(encoding="utf-8"))
    measured = Measured(kept["said"], kept["figures"])
    return f"{measured} ({kept['date']}, seed {kept['seed']})"


def rows(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the module and the cells of each row of the table that a torture stands behind."""
    for line in text.splitlines():
        module = _MODULE.search(line)
        if line.startswith("|") and module:
            yield module[1], [part.strip() for part in line.strip("|").split(" | ")]


def filled(text: str) -> str:
    """Return the ledger with what was measured last in each row."""
    for name, cells in rows(text):
        fresh = [*cells[:_MEASURED], cell(name), *cells[_MEASURED + 1 :]]
        text = text.replace(f"| {' | '.join(cells)} |", f"| {' | '.join(fresh)} |")
    return text


if __name__ == "__main__":
    LEDGER.write_text(filled(LEDGER.read_text(encoding="utf-8")), encoding="utf-8")
