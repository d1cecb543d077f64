"""The cases: one table a phenomenon, in `tests/conformance/cases`, described in its README."""

from __future__ import annotations

import csv
import dataclasses
import re
from pathlib import Path
from typing import Literal, cast

from benchmarks.conformance.interface import Part, Question

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "conformance"

Expected = Literal["yes", "no", "marked"]

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_SIGNS = {"[": "must", "{": "may"}
_CLOSING = "]}"
_PART = re.compile(
    r"""(?P<minus>-)?
    (?: "(?P<straight>[^"]*)" | «(?P<guillemets>[^»]*)» | [“„](?P<curly>[^”“]*)[”“]
      | (?P<word>[^\s"«»“”„]+) )""",
    re.VERBOSE,
)
_LETTER = re.compile(r"[^\W_]")


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """One row of a table: one check.

    Attributes:
        phenomenon: the name of its table.
        question: what a reader types.
        text: one sentence of a newspaper.
        expected: whether the question finds the text, or finds it and marks it as it should.
        must, may: numbers of the characters, letters and digits, that must or may be marked.
        fails: whether Manchette is known to fail it.
    """

    phenomenon: str
    question: Question
    text: str
    expected: Expected
    must: frozenset[int]
    may: frozenset[int]
    fails: bool

    @property
    def name(self) -> str:
        """What identifies it among the cases."""
        return f"{self.question.typed} ~ {self.text}"


def read_cases(folder: Path = FOLDER / "cases") -> list[Case]:
    """Return the cases of every table of a folder, tables in the order of their names."""
    return [case for path in sorted(folder.glob("*.tsv")) for case in read_table(path)]


def read_table(path: Path) -> list[Case]:
    """Return the cases of one table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_case(path.stem, row) for row in rows]


def collection(cases: list[Case]) -> list[str]:
    """Return the texts that make one collection: those of the cases, then the background.

    The background gives words the company they have in newspapers, so that an engine that goes by
    frequencies has some.
    """
    background = (FOLDER / "background.txt").read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys([*(case.text for case in cases), *background]))


def read_question(typed: str) -> Question:
    """Return a question and its parts; what has neither letter nor digit is no part."""
    return Question(typed, tuple(part for part in map(_part, _PART.finditer(typed)) if part))


def _part(match: re.Match[str]) -> Part | None:
    quoted = match["word"] is None
    inside = (match["straight"], match["guillemets"], match["curly"])
    text = next(filter(None, inside), "").strip() if quoted else match["word"]
    return Part(text, quoted, bool(match["minus"])) if _LETTER.search(text) else None


def _case(phenomenon: str, row: dict[str, str]) -> Case:
    typed, text, expected = (_unescaped(row[name]) for name in ("query", "text", "expected"))
    if expected not in {"yes", "no", "marked"} or row["manchette"] not in {"", "fails"}:
        raise ValueError(f"{phenomenon}: what is expected of {typed} ~ {text}?")
    plain, must, may = _marks(text) if expected == "marked" else (text, set[int](), set[int]())
    return Case(
        phenomenon,
        read_question(typed),
        plain,
        cast("Expected", expected),
        frozenset(must),
        frozenset(may),
        fails=row["manchette"] == "fails",
    )


def _marks(text: str) -> tuple[str, set[int], set[int]]:
    """Return a text without its brackets, and the letters in `[…]` and those in `{…}`."""
    plain: list[str] = []
    letters: dict[str, set[int]] = {"must": set(), "may": set()}
    inside: list[str] = []
    for character in text:
        if character in _SIGNS:
            inside.append(_SIGNS[character])
        elif character in _CLOSING:
            inside.pop()
        else:
            if inside and character.isalnum():
                letters[inside[-1]].add(len(plain))
            plain.append(character)
    if inside or not letters["must"]:
        raise ValueError(f"what is marked in {text}?")
    return "".join(plain), letters["must"], letters["may"]


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), value)
