"""How well questions are answered, beside BM25 and beside another configuration.

    python -m benchmarks.relevance DOCS QUERIES QRELS [options]
    python -m benchmarks.relevance press-titles [options]

    --weights NAME=VALUE or FILE.json   weights of the ranking (search/plan/weights.py) to measure
                                        with; again for more; without it, the product's own
    --against NAME=VALUE or FILE.json   a second configuration to compare with by question;
                                        `--against product` for the product's own weights
    --questions N                       ask so many of the collection's questions
    --record                            write the result down for REPORT.md

The collection (see `collection.py` for its files) is indexed by the product's own builder, in a
folder that is removed at the end. Measured is what a reader sees: nDCG@10 and MRR@10 of the first
page, hits then near results in the order shown, and recall@100 with any word. Intervals of
differences are paired. The baseline is the better of two BM25 (`baseline.py`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.relevance import product
from benchmarks.relevance.asking import known_weights
from benchmarks.relevance.baseline import PARAMETERS, Baseline
from benchmarks.relevance.collection import PRESS_TITLES, press_titles, read_collection
from benchmarks.relevance.comparing import Scored, by_class, most_changed, score, table
from benchmarks.relevance.product import Ranked
from benchmarks.relevance.questions import Question, questions
from benchmarks.workspace import record
from search.document import public_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.relevance.collection import Collection

CHANGED = 15
"""Questions gained, and lost, that are listed."""


def main() -> None:
    arguments = _arguments()
    collection = _collection(arguments.collection)
    asked = questions(collection, arguments.questions)
    print(f"{collection.name}: {len(collection.documents):,} documents, {len(asked):,} questions")
    baseline = _baseline(collection, asked)
    asked = [_public(question) for question in asked]
    ours = _weights(arguments.weights)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        product.build(collection.documents, index)
        measured = _measured("product", index, asked, ours)
        rows = by_class(asked, measured, baseline)
        print(*table(rows, measured.name, baseline.name), sep="\n")
        if arguments.record:
            record(f"relevance-{collection.name}", {"baseline": baseline.name, "classes": rows})
        if arguments.against:
            against = _weights([one for one in arguments.against if one != "product"])
            other = _measured("against", index, asked, against)
            print(*table(by_class(asked, measured, other), measured.name, other.name), sep="\n")
            print(*most_changed(asked, measured, other, CHANGED), sep="\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m benchmarks.relevance",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("collection", nargs="+", help="DOCS QUERIES QRELS, or press-titles")
    parser.add_argument("--weights", action="append", default=[], metavar="NAME=VALUE|FILE")
    parser.add_argument("--against", action="append", default=[], metavar="NAME=VALUE|FILE|product")
    parser.add_argument("--questions", type=int, metavar="N")
    parser.add_argument("--record", action="store_true")
    found = parser.parse_args()
    if len(found.collection) != 3 and found.collection != [PRESS_TITLES]:
        parser.error(f"give DOCS QUERIES QRELS, or {PRESS_TITLES}")
    return found


def _collection(names: Sequence[str]) -> Collection:
    return press_titles() if names == [PRESS_TITLES] else read_collection(*map(Path, names))


def _weights(given: Sequence[str]) -> dict[str, float]:
    """Return the weights that are set, from NAME=VALUE and files.

    Raises:
        SystemExit: there is no such weight.
    """
    chosen: dict[str, float] = {}
    for one in given:
        name, equals, value = one.partition("=")
        chosen |= {name: float(value)} if equals else json.loads(Path(one).read_text("utf-8"))
    if unknown := chosen.keys() - known_weights().keys():
        sys.exit(f"no such weight: {', '.join(unknown)}; there are {', '.join(known_weights())}")
    return chosen


def _baseline(collection: Collection, asked: Sequence[Question]) -> Scored:
    """Return the better of the baselines over the collection's own and the made questions."""
    bm25 = Baseline(collection.documents)
    scored = []
    for k1, b in PARAMETERS:
        best = (bm25.best(question.text, k1, b) for question in asked)
        scored.append(score(f"BM25 {k1} {b}", asked, [Ranked(keys, keys) for keys in best]))
    return max(scored, key=lambda one: one.total)


def _public(question: Question) -> Question:
    """Return a question whose grades go by public id, as answers do."""
    grades = {str(public_id(key)): grade for key, grade in question.grades.items()}
    return Question(question.text, grades, question.classes)


def _measured(
    name: str, index: Path, asked: Sequence[Question], weights: Mapping[str, float]
) -> Scored:
    print(f"{name}: {_described(weights)}", file=sys.stderr)
    files = [index.parent / f"{one}.json" for one in ("configuration", "questions", "answers")]
    configuration, texts, answers = files
    configuration.write_text(json.dumps(weights), encoding="utf-8")
    texts.write_text(json.dumps([question.text for question in asked]), encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.relevance.asking"]
    subprocess.run([*command, *map(str, (configuration, texts, index, answers))], check=True)
    ranked = json.loads(answers.read_text(encoding="utf-8"))
    return score(name, asked, [Ranked(*one) for one in ranked])


def _described(weights: Mapping[str, float]) -> str:
    changed = ", ".join(f"{name} {value:g}" for name, value in weights.items())
    return f"weights set before the run: {changed}" if changed else "its own weights"


if __name__ == "__main__":
    main()
