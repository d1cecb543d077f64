from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.progress import Progress

from index.progress import BarObserver, LineObserver, shown, working


def test_lines_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 0.0, 5.0, 20.0, 20.0, 30.0, 35.0, 50.0])
    monkeypatch.setattr("index.progress.time.monotonic", lambda: next(clock))
    observer = LineObserver()
    observer.begin(1000)
    observer.advance(100, 10)
    observer.advance(400, 4000)
    assert capsys.readouterr().err == (
        "4\u202f000 articles lus, 200 par seconde, 40\u00a0%, reste 0 min 30 s\n"
    )
    observer.publish()
    assert capsys.readouterr().err == "Construction de l’index…\n"
    observer.build(10, 80)
    observer.build(20, 80)
    assert capsys.readouterr().err == ("Construction de l’index, 25\u00a0%, reste 1 min 00 s\n")


def test_a_short_run_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with shown() as observer:
        observer.begin(10)
        observer.advance(10, 1)
        observer.publish()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("total", [0, 1000])
def test_a_bar_on_a_terminal(total: int) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    columns = ("{task.description}", "{task.fields[said]}")
    with Progress(*columns, console=console) as shown_progress:
        observer = BarObserver(shown_progress)
        observer.begin(total)
        observer.advance(500, 1234)
        observer.publish()
        observer.build(617, 12340)
        (task,) = shown_progress.tasks
        assert (task.description, task.completed, task.total) == ("Index", 617, 12340)
        assert task.fields["said"].endswith("par seconde")
        shown_progress.update(task.id, said="1\u202f234 articles")
    assert "1\u202f234 articles" in console.file.getvalue()  # type: ignore[attr-defined]


def test_work_is_said_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 5.0, 20.0])
    monkeypatch.setattr("index.progress.time.monotonic", lambda: next(clock))
    with working("Oubli") as told:
        told(1, 10)
        told(4, 10)
    assert capsys.readouterr().err == "Oubli, 40\u00a0%, reste 0 min 30 s\n"
