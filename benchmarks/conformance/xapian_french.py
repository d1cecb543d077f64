"""Xapian with its French stemmer.

Its Python module is Debian's and belongs to Debian's Python: it runs there, in `xapian_worker.py`,
and is spoken to in lines of JSON. Xapian comes with no stop words: it is given ours.
"""

from __future__ import annotations

import html
import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.conformance.interface import CLOSE, OPEN, Unavailable
from search.analysis.function_words import function_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.conformance.interface import Part, Question

SYSTEM_PYTHON = "/usr/bin/python3"
WORKER = Path(__file__).with_name("xapian_worker.py")


class Xapian:
    """Xapian; a question goes through its own parser, all words wanted."""

    name = "Xapian"
    highlights = True

    def __init__(self) -> None:
        """Ask the system's Python for the module.

        Raises:
            Unavailable: it has none.
        """
        command = [SYSTEM_PYTHON, "-c", "import xapian; print(xapian.version_string())"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Unavailable("no Xapian (apt-get install python3-xapian)") from error
        self.version = f"{done.stdout.strip()}, French stemmer, our function words as stop words"
        self._worker: subprocess.Popen[str] | None = None

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Start the worker, which indexes the texts."""
        self._worker = subprocess.Popen(
            [SYSTEM_PYTHON, WORKER, str(folder / "words")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._asked({"texts": list(texts), "stop": sorted(function_words())})

    def found(self, question: Question) -> set[int]:
        """Return every document that matches."""
        return set(self._asked({"found": _typed(question)}))

    def marked(self, question: Question, number: int) -> str:
        """Return a snippet, which Xapian prints as HTML, as wide as the text."""
        marks = {"number": number, "open": OPEN, "close": CLOSE}
        return html.unescape(self._asked({"marked": _typed(question), **marks}))

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.communicate()

    def _asked(self, request: dict[str, Any]) -> Any:
        worker = self._worker
        if worker is None or worker.stdin is None or worker.stdout is None:
            raise AssertionError("nothing is indexed")
        worker.stdin.write(json.dumps(request) + "\n")
        worker.stdin.flush()
        return json.loads(worker.stdout.readline())


def _typed(question: Question) -> str:
    wanted = (_quoted(part) for part in question.wanted)
    return " ".join([*wanted, *(f"-{_quoted(part)}" for part in question.excluded)])


def _quoted(part: Part) -> str:
    return f'"{part.text}"' if part.quoted else part.text
