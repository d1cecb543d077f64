"""How a run goes, for the person who waits: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from search.french import counted, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from index.run import Observer

_LINE_SECONDS = 10.0


def _rate(documents: int, begun: float) -> str:
    """Return articles a second since then."""
    seconds = max(time.monotonic() - begun, 0.001)
    return f"{number(round(documents / seconds))} par seconde"


def _left(done: int, total: int, seconds: float) -> str:
    """Return the part that is done in so many seconds and the time left, where they are known."""
    if not total or not done:
        return ""
    part = done / total
    minutes, seconds_left = divmod(max(round(seconds * (1 - part) / part), 0), 60)
    return f", {part:.0%}, reste {minutes} min {seconds_left:02d} s".replace("%", "\u00a0%")


class BarObserver:
    """A bar with the count, the rate and, where the sizes are known, the time left."""

    def __init__(self, progress: Progress, *, verbose: bool = False) -> None:
        """Show the run in this display, with what is left out if `verbose`."""
        self._progress = progress
        self._verbose = verbose
        self._task: TaskID | None = None
        self._documents = 0
        self._begun = time.monotonic()

    def begin(self, total_bytes: int) -> None:
        """Show an empty bar, one that only moves where the total is not known."""
        self._begun = time.monotonic()
        total = total_bytes or None
        self._task = self._progress.add_task("Lecture", total=total, said="")

    def advance(self, position: int, documents: int) -> None:
        """Move the bar."""
        said = f"{counted(documents, 'article', 'articles')}, {_rate(documents, self._begun)}"
        self._documents = documents
        if self._task is not None:
            self._progress.update(self._task, completed=position, said=said)

    def leave_out(self, said: str) -> None:
        """Name what is left out, above the bar."""
        if self._verbose:
            self._progress.console.print(said, markup=False, highlight=False, soft_wrap=True)

    def publish(self) -> None:
        """Begin again: building takes about as long as reading."""
        if self._task is not None:
            self._progress.reset(self._task, description="Index", total=None, said="")
        self._begun = time.monotonic()

    def build(self, done: int, total: int) -> None:
        """Move the bar; the rate is that of whole articles, so many parts of the work."""
        said = _rate(round(self._documents * done / total), self._begun)
        if self._task is not None:
            self._progress.update(self._task, completed=done, total=total, said=said)


class LineObserver:
    """A line every ten seconds, for logs."""

    def __init__(self, *, verbose: bool = False) -> None:
        """Begin silent: a short run says nothing but its summary, and what is left out."""
        self._verbose = verbose
        self._total = 0
        self._begun = self._said = time.monotonic()

    def begin(self, total_bytes: int) -> None:
        """Note how much there is to read."""
        self._total = total_bytes
        self._begun = self._said = time.monotonic()

    def advance(self, position: int, documents: int) -> None:
        """Print a line if the last one is ten seconds old."""
        now = time.monotonic()
        if now - self._said < _LINE_SECONDS:
            return
        self._said = now
        read = counted(documents, "article lu", "articles lus")
        left = _left(position, self._total, now - self._begun)
        click.echo(f"{read}, {_rate(documents, self._begun)}{left}", err=True)

    def leave_out(self, said: str) -> None:
        """Name what is left out."""
        if self._verbose:
            click.echo(said, err=True)

    def publish(self) -> None:
        """Say that all is read."""
        if self._said != self._begun:
            click.echo("Construction de l’index…", err=True)
        self._begun = self._said = time.monotonic()

    def build(self, done: int, total: int) -> None:
        """Print a line if the last one is ten seconds old."""
        now = time.monotonic()
        if now - self._said < _LINE_SECONDS:
            return
        self._said = now
        click.echo(f"Construction de l’index{_left(done, total, now - self._begun)}", err=True)


@contextmanager
def shown(*, verbose: bool = False) -> Iterator[Observer]:
    """Show a run on standard error while the context lasts, naming all it leaves out or not."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield LineObserver(verbose=verbose)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[said]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield BarObserver(progress, verbose=verbose)


def transferring(label: str) -> AbstractContextManager[Callable[[int, int], None]]:
    """Show how many bytes of all of them are done: hand out what is told, while the block lasts."""
    return _showing(label, DownloadColumn())


def working(label: str) -> AbstractContextManager[Callable[[int, int], None]]:
    """Show which part of some work is done: hand out what is told, while the block lasts."""
    return _showing(label, TaskProgressColumn())


@contextmanager
def _showing(label: str, amount: ProgressColumn) -> Iterator[Callable[[int, int], None]]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines(label).advance
        return
    columns = (TextColumn(label), BarColumn(), amount, TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


class _Lines:
    """A line every ten seconds on work that goes on."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._begun = self._said = time.monotonic()

    def advance(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._said >= _LINE_SECONDS:
            self._said = now
            click.echo(f"{self._label}{_left(done, total, now - self._begun)}", err=True)
