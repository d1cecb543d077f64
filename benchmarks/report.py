"""The report, made of the recorded results: REPORT.md and a chart a corpus size.

python -m benchmarks.report
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import targets
from benchmarks.chart import chart
from benchmarks.curves import curves
from benchmarks.relevance.questions import ALL
from benchmarks.targets import verdict
from benchmarks.workspace import RESULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.curves import Panel

REPORT = Path(__file__).parent / "REPORT.md"
PEERS = ("manchette", "tantivy", "whoosh", "sqlite")
MODES = {"counts": "with exact total, months and sources", "top": "ten hits alone"}
TITLE = """# Benches

Written by `python -m benchmarks.report` from `benchmarks/results/*.json`; `make bench` runs all.
A ratio is our p50 over tantivy's: under 1 we are quicker; beside it that of processor time, which
other work on the machine touches less. Targets are set for 200,000 articles.

Every engine indexes the same words at the same positions (our forms), in title and text, and all
counts are compared with ours before anything is timed. Engines take turns on each query. tantivy
runs through its Python binding on one segment; with counts it is asked for ten hits without
counting, then for one aggregation of months and sources (the quickest way the binding has: hits and
counts cannot be collected in one pass). Neither its hits nor Whoosh's are read from the store; ours
come with their ids. Stock Whoosh and SQLite are given at most 27,493 articles. Larger corpora are
made of sentences of the real ones, with a vocabulary that keeps growing; their articles are longer
(443 words in the mean, the real ones 354).

A prefix is a regular expression for tantivy, whose hits it does not rank; ours are ranked. The
machine is shared: each result gives the load at its end, and p95 and p99 hold other programs'
turns. Indexing uses both cores, so that it suffers most from company; rounds are listed.
[TRIED.md](TRIED.md) says what limits each missed target, and what each attempt gave.
"""

RELEVANCE = """What a reader sees (hits and near results, in the order shown) beside the better of
two BM25 over one field, any word, after Lucene's French analysis; recall with any word. Points,
paired bootstrap intervals. The first class is a collection's own questions, the next ones parts of
them; from `unaccented` on they are made of every few (`benchmarks/relevance/questions.py`).
`press-titles` asks headlines, without their marks, of 27,493 articles indexed without theirs.
"""


def main() -> None:
    parts = [TITLE, *_relevance(), *_sizes(), *_growth(), *_serving(), *_conformance()]
    REPORT.write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")
    print(REPORT)


def _relevance() -> Iterator[str]:
    paths = sorted(RESULTS.glob("relevance-*.json"))
    if not paths:
        return
    yield "## Relevance\n"
    yield RELEVANCE
    for path in paths:
        result = json.loads(path.read_text(encoding="utf-8"))
        yield f"{path.stem.partition('-')[2]}, beside {result['baseline']}. {_machine(result)}\n"
        yield from _table(
            "questions|asked|nDCG@10|BM25|difference (95%)|target|MRR@10|BM25|recall@100|BM25",
            [_relevant(kind, row) for kind, row in result["classes"].items()],
        )


def _relevant(kind: str, row: dict[str, Any]) -> list[str]:
    ours, other, (low, high) = row["ours"], row["other"], row["interval"]
    target = targets.RELEVANCE if kind == ALL else 0.0
    return [
        kind,
        f"{row['questions']:,}",
        f"{ours['ndcg']:.2f}",
        f"{other['ndcg']:.2f}",
        f"{row['difference']:+.2f} ({low:+.2f} to {high:+.2f})",
        verdict(row["difference"], target, at_least=True),
        *(f"{side[name]:.2f}" for name in ("mrr", "recall") for side in (ours, other)),
    ]


def _sizes() -> Iterator[str]:
    sizes = sorted(int(path.stem.split("-")[1]) for path in RESULTS.glob("queries-*.json"))
    for size in reversed(sizes):
        queries = _result(f"queries-{size}")
        if queries is None:
            continue
        yield f"## {size:,} articles\n"
        yield f"{queries['tokens']:,} words, {queries['forms']:,} forms. {_machine(queries)}\n"
        yield from _ratios(size, queries)
        yield from _disk(queries)
        yield from _indexing(size)
        yield from _ranking(size)
        yield from _opening(size)
        for mode in MODES:
            yield from _times(queries, mode)


def _ratios(size: int, queries: dict[str, Any]) -> Iterator[str]:
    lines, rows = [], []
    for kind, row in queries["classes"].items():
        cells = [kind, f"{row['documents']:,}"]
        bars = []
        for mode in MODES:
            ours, theirs = row[mode]["manchette"], row[mode]["tantivy"]
            ratio = ours["p50"] / theirs["p50"]
            target = targets.ratio_to_tantivy(kind, mode)
            busy = ours["cpu"] / theirs["cpu"]
            cells += [f"{ratio:.2f}", f"{busy:.2f}", verdict(ratio, target)]
            bars += [ratio, target]
        whoosh = row["counts"].get("whoosh")
        times = whoosh["p50"] / row["counts"]["manchette"]["p50"] if whoosh else None
        goal = targets.WHOOSH_TIMES
        frequent = kind in targets.FREQUENT
        cells.append("" if times is None else f"{times:.0f}")
        met = times is not None and frequent
        cells.append(verdict(times or 0, goal, at_least=True) if met else "")
        cells.append(", ".join(f"{p} {n}" for p, n in row["differing"].items() if n) or "none")
        lines.append(cells)
        rows.append((kind, bars[0], bars[1], bars[2], bars[3]))
    svg = RESULTS / f"ratios-{size}.svg"
    title = f"p50 beside tantivy-py, {size:,} articles: with counts (blue), ten hits (orange)"
    svg.write_text(chart(title, rows), encoding="utf-8")
    yield f"![Ratios](results/{svg.name})\n"
    yield from _table(
        "class|articles found|with counts|CPU|target|ten hits|CPU|target|"
        "stock Whoosh takes, times|target|counts that differ",
        lines,
    )


def _times(queries: dict[str, Any], mode: str) -> Iterator[str]:
    yield f"Milliseconds, {MODES[mode]} (p50 / p95 / p99):\n"
    peers = [peer for peer in PEERS if peer in next(iter(queries["classes"].values()))[mode]]
    lines = [
        [
            kind,
            *(
                " / ".join(f"{row[mode][peer][p]:.2f}" for p in ("p50", "p95", "p99"))
                for peer in peers
            ),
        ]
        for kind, row in queries["classes"].items()
    ]
    yield from _table("|".join(["class", *peers]), lines)


def _disk(queries: dict[str, Any]) -> Iterator[str]:
    sizes = queries["bytes"]
    lines = []
    for peer, size in sizes.items():
        ratio = size / sizes["tantivy"]
        goal = verdict(ratio, targets.DISK) if peer == "manchette" else ""
        lines.append([peer, f"{size / 1e6:,.0f}", f"{ratio:.2f}", goal])
    yield "On disk, the same stored text and positions:\n"
    yield from _table("engine|MB|beside tantivy|target", lines)


def _indexing(size: int) -> Iterator[str]:
    result = _result(f"indexing-{size}")
    if result is None:
        return
    engines = result["engines"]
    lines = []
    for name, one in engines.items():
        times = engines["manchette"]["a_second"] / one["a_second"]
        goal = ""
        if name == "tantivy":
            goal = verdict(times, targets.INDEXING, at_least=True)
        if name == "whoosh":
            goal = verdict(times, targets.WHOOSH_TIMES, at_least=True)
        memory = f"{one['private'] / 1e6:,.0f}"
        if name == "manchette":
            memory += f" ({verdict(one['private'] / 1e6, targets.BUILD_BYTES / 1e6)})"
        rounds = ", ".join(map(str, one["rounds"]))
        lines.append(
            [
                name,
                f"{one['articles']:,}",
                f"{one['a_second']:,}",
                rounds,
                f"{times:.2f}",
                goal,
                f"{one['processor_ms']:.2f}" if "processor_ms" in one else "",
                memory,
                f"{one['resident'] / 1e6:,.0f}",
                f"{one['bytes'] / 1e6:,.0f}",
            ]
        )
    yield f"Indexing, analysis included, two processes or threads. {_machine(result)}\n"
    yield from _table(
        "engine|articles|a second|rounds|ours is times as fast|target|ms of processor an article|"
        "peak MB, private|peak MB, mapped files too|MB on disk",
        lines,
    )


def _ranking(size: int) -> Iterator[str]:
    result = _result(f"ranking-{size}")
    if result is None:
        return
    lines = [
        [
            kind,
            *(f"{row[name]:.2f}" for name in ("bare", "default", "ratio")),
            verdict(row["ratio"], targets.DEFAULT_RANKING),
            f"{row['resolving']:.2f}",
        ]
        for kind, row in result["classes"].items()
    ]
    yield "Default ranking (spellings, pairs, near results) beside the bare engine, p50.\n"
    yield _machine(result) + "\n"
    yield from _table("class|bare, ms|default, ms|ratio|target|making the plan, ms", lines)


def _opening(size: int) -> Iterator[str]:
    result = _result(f"opening-{size}")
    if result is None:
        return
    later = result["first_query_ms"] - result["next_queries_ms"]
    lines = [
        [
            "opening, ms",
            f"{result['opening_ms']:.1f}",
            verdict(result["opening_ms"], targets.OPENING_MS),
        ],
        [
            "first query over the next ones, ms",
            f"{later:.1f}",
            verdict(later, targets.FIRST_QUERY_MS),
        ],
    ]
    yield from _table("opening|median of processes|target", lines)


def _growth() -> Iterator[str]:
    result = _result("growth")
    if result is None:
        return
    sizes = {int(size): one for size, one in result["sizes"].items()}
    kinds = list(max(sizes.items())[1]["classes"])
    svg = RESULTS / "growth.svg"
    svg.write_text(curves(_points(sizes, kinds)), encoding="utf-8")
    yield "## Growth\n"
    yield "Our p50 in milliseconds, with counts (and the ratio to tantivy). Beside the name of a"
    yield "curve stand the articles found at the largest size. Up to 27,493 articles are real, more"
    yield "are made."
    yield f"{_machine(max(sizes.items())[1])}\n"
    yield f"![Growth](results/{svg.name})\n"
    lines = [[kind, *(_cell(one["classes"].get(kind)) for one in sizes.values())] for kind in kinds]
    yield from _table("|".join(["class", *(f"{size:,}" for size in sizes)]), lines)


def _points(sizes: dict[int, dict[str, Any]], kinds: Sequence[str]) -> dict[str, Panel]:
    """Return for each class the times of both engines by size."""
    panels: dict[str, Panel] = {}
    for kind in kinds:
        rows = [
            (size, one["classes"][kind]) for size, one in sizes.items() if kind in one["classes"]
        ]
        panels[f"{kind} ({rows[-1][1]['documents']:,})"] = {
            peer: [(n, row[peer]["p50"]) for n, row in rows] for peer in PEERS[:2]
        }
    return panels


def _cell(row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    ours, theirs = row["manchette"]["p50"], row["tantivy"]["p50"]
    return f"{ours:.2f} ({ours / theirs:.2f})"


def _serving() -> Iterator[str]:
    result = _result("serving")
    if result is None:
        return
    yield f"## Serving the press corpus (8,000 articles)\n\n{_machine(result)}\n"
    served, pages = result["gunicorn"], result["pages"]
    worker = (result["private"] - result["private_empty"]) / 1e6
    lines = [
        [
            "requests a second (JSON)",
            f"{served['a_second']}",
            verdict(served["a_second"], targets.REQUESTS, at_least=True),
        ],
        ["p50 / p95 / p99, ms", f"{served['p50']} / {served['p95']} / {served['p99']}", ""],
        ["CPU of a request in the workers, mean, ms", f"{served['processor_ms']}", ""],
        ["refused", f"{served['refused']}", ""],
        ["cores that the client used", f"{served['client_cpu']}", ""],
        [
            "private MB a worker beyond an empty index",
            f"{worker:.1f}",
            verdict(worker, targets.WORKER_MB),
        ],
        [
            "CPU of a results page in process, p50, ms",
            f"{pages['all']['page']}",
            verdict(pages["all"]["page"], targets.PAGE_MS),
        ],
    ]
    yield f"{served['workers']} workers, {served['connections']} connections on the same cores.\n"
    yield from _table("what|measured|target", lines)
    yield "CPU milliseconds in process, p50, by class of question:\n"
    yield from _table(
        "questions|asked for the first time|answer with snippets|JSON|page",
        [
            [kind, *(f"{row[way]:.2f}" for way in ("first", "answer", "json", "page"))]
            for kind, row in pages.items()
        ],
    )


def _conformance() -> Iterator[str]:
    result = _result("conformance")
    if result is None:
        return
    engines = result["engines"]
    yield f"## What a French reader means ({result['cases']} cases)\n"
    yield f"{result['machine']['date']}, commit {result['machine']['commit']}.\n"
    yield "Per cent of the cases of `tests/conformance` passed, each engine as it comes:\n"
    yield from (f"- {name} {one['version']}" for name, one in engines.items())
    yield from (f"- {name} was skipped: {why}" for name, why in result["skipped"].items())
    yield ""
    phenomena = engines["Manchette"]["phenomena"]
    lines = [
        [
            name.replace("_", " "),
            f"{asked}",
            *(_percent(*one["phenomena"].get(name, (0, 0))) for one in engines.values()),
        ]
        for name, (_, asked) in phenomena.items()
    ]
    totals = [_percent(one["passed"], one["asked"]) for one in engines.values()]
    lines.append(["all", f"{result['cases']}", *totals])
    yield from _table("|".join(["phenomenon", "cases", *engines]), lines)
    ours = engines["Manchette"]
    share = 100 * ours["passed"] / ours["asked"]
    goal = verdict(share, targets.CONFORMANCE, at_least=True)
    yield f"Manchette passes {share:.1f}% ({goal}). It fails:\n"
    lines = [[name.replace("_", " "), *case] for name, *case in result["our_failures"]]
    yield from _table("phenomenon|question|text|found?", lines)


def _percent(passed: int, asked: int) -> str:
    return f"{100 * passed / asked:.0f}" if asked else ""


def _machine(result: dict[str, Any]) -> str:
    one = result["machine"]
    libraries = ", ".join(f"{name} {version}" for name, version in one["libraries"].items())
    return (
        f"{one['date']}, commit {one['commit']}, {one['processor']}, {one['cores']} cores "
        f"(load at the end {one['load']}), Python {one['python']}, {libraries}."
    )


def _table(head: str, lines: Iterable[Sequence[str]]) -> Iterator[str]:
    names = head.split("|")
    yield f"| {' | '.join(names)} |"
    yield f"|{'|'.join('--:' if number else '---' for number in range(len(names)))}|"
    for line in lines:
        yield f"| {' | '.join(line)} |"
    yield ""


def _result(name: str) -> dict[str, Any] | None:
    path = RESULTS / f"{name}.json"
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    main()
