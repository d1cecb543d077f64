"""How many articles the French analyser reads a second on one core, remembering words or not.

    python -m benchmarks.analysis [CORPUS.jsonl.gz]

Articles count as 350 words each. Both ways take turns in one run, each round starting with nothing
remembered, and CPU time is what is counted. The result is recorded in
`benchmarks/results/analysis.json`.
"""

from __future__ import annotations

import gzip
import json
import platform
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from search.analysis.chunks import CHUNK_OR_MARK
from search.analysis.french import Analyzer, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "press.jsonl.gz"
RESULT = Path(__file__).parent / "results" / "analysis.json"
WORDS_PER_ARTICLE = 350
ROUNDS = 5
TARGET = 4000


def read_texts(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    return [f"{article['title']}\n{article['text']}" for article in articles]


def remembering(texts: Sequence[str]) -> int:
    """Analyse the texts as indexing does; return the number of words."""
    analyzer = Analyzer()
    return sum(len(analyzer.forms(text)) for text in texts)


def forgetting(texts: Sequence[str]) -> int:
    """Analyse every occurrence of every word anew; return the number of words."""
    return sum(
        len([part.form for chunk in CHUNK_OR_MARK.findall(text) for part in parts_of(chunk)])
        for text in texts
    )


def articles_a_second(analyse: Callable[[Sequence[str]], int], texts: Sequence[str]) -> float:
    started = time.process_time()
    words = analyse(texts)
    return words / WORDS_PER_ARTICLE / (time.process_time() - started)


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    texts = read_texts(path)
    rounds = [
        (articles_a_second(remembering, texts), articles_a_second(forgetting, texts))
        for _ in range(ROUNDS)
    ]
    memoised, anew = (round(statistics.median(speeds)) for speeds in zip(*rounds, strict=True))
    result = {
        "corpus": path.name,
        "articles": len(texts),
        "words": remembering(texts),
        "words_per_article": WORDS_PER_ARTICLE,
        "rounds": ROUNDS,
        "articles_a_second": {"memoised": memoised, "not_memoised": anew},
        "ratio": round(memoised / anew, 2),
        "slowest_round": round(min(memoised for memoised, _ in rounds)),
        "target": TARGET,
        "python": platform.python_version(),
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2, ensure_ascii=False))
    if memoised < TARGET:
        sys.exit(f"{memoised} articles of {WORDS_PER_ARTICLE} words a second, not {TARGET}")


if __name__ == "__main__":
    main()
