"""What a disk may hold after a power loss: a model that knows nothing of the program.

Each folder has the names that were synced and, since then, changes of names of which any may have
reached the disk and any not, in any order. Each file has the content that was synced, or since it
was written none, a part of it with zeros for the rest, or all of it. That is less than any file
system of today promises.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

    from tests.torture.tracing import Op

PAGE = 4096
Fate = tuple[Literal["lost", "zeroed", "torn", "cut", "whole"], int]
"""What became of a file; the number says which pages were torn out, or how much was cut off."""

LOST: Fate = ("lost", 0)
WHOLE: Fate = ("whole", 0)
EXTREMES: tuple[Fate, ...] = (LOST, ("zeroed", 0), ("torn", 0b01010101), ("cut", 4), WHOLE)


def any_fate(chance: random.Random) -> Fate:
    """Draw what becomes of a file."""
    kind = chance.choice(EXTREMES)[0]
    return kind, {"torn": chance.randrange(1, 255), "cut": chance.randrange(1, 8)}.get(kind, 0)


@dataclasses.dataclass(eq=False)
class Node:
    """A file or a folder, whatever it is called.

    Attributes:
        number: in the order they were made, the same whenever the same calls are followed.
        names: what a folder holds now; None for a file.
        synced_names: what a folder held when it was synced.
        pending: changes of its names since then; None is a name taken away.
        content_synced: whether a file's content was.
    """

    number: int
    names: dict[str, Node] | None = None
    synced_names: dict[str, Node] = dataclasses.field(default_factory=dict)
    pending: list[tuple[str, Node | None]] = dataclasses.field(default_factory=list)
    content_synced: bool = False


@dataclasses.dataclass(frozen=True)
class Image:
    """What one disk may hold: the files by path, each with its number and its fate; the folders."""

    files: Mapping[str, tuple[int, Fate]]
    folders: frozenset[str]

    def key(self) -> tuple[object, ...]:
        """Return what parts this image from others."""
        return (*sorted(self.files.items()), *sorted(self.folders))


class Platter:
    """A folder followed call by call."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._made = itertools.count()
        self.root = self._new(names={})

    def _new(self, names: dict[str, Node] | None = None) -> Node:
        return Node(next(self._made), names)

    def apply(self, op: Op) -> None:
        """Follow one call; those that do not belong to the folder were left out."""
        if op.kind == "sync":
            self._sync(self._node(op.path))
        elif op.kind == "make":
            folder, name = self._place(op.path)
            if name in (folder.names or {}):
                self._node(op.path).content_synced = False
            else:
                _change(folder, name, self._new())
        elif op.kind == "mkdir":
            folder, name = self._place(op.path)
            _change(folder, name, self._new(names={}))
        elif op.kind == "dirty":
            self._node(op.path).content_synced = False
        elif op.kind == "remove":
            _change(*self._place(op.path), None)
        elif op.kind == "rename":
            node = self._node(op.path)
            # Two changes: a disk may know the new name and not yet have lost the old one.
            _change(*self._place(op.target), node)
            _change(*self._place(op.path), None)

    def files(self) -> Iterator[tuple[int, str]]:
        """Yield the number and the path of each file that is there now."""
        for path, node in _walked(self.root):
            if node.names is None:
                yield node.number, path

    def images(self, chance: random.Random, more: int) -> Iterator[Image]:
        """Yield what the disk may hold now: the extremes, then every single change kept or lost,
        then `more` of all the others."""
        changes = sum(len(node.pending) for node in self._changed())
        everything, nothing = (True,) * changes, (False,) * changes
        for kept in (nothing, everything):
            for fate in EXTREMES:
                yield self._image(kept, [fate])
        for number in range(changes):
            alone = tuple(at == number for at in range(changes))
            yield self._image(alone, [any_fate(chance)])
            yield self._image(tuple(not one for one in alone), [any_fate(chance)])
        for _ in range(more):
            share = chance.choice((0.2, 0.5, 0.8))
            kept = tuple(chance.random() < share for _ in range(changes))
            yield self._image(kept, [any_fate(chance) for _ in range(7)])

    def _image(self, kept: Sequence[bool], fates: Sequence[Fate]) -> Image:
        files: dict[str, tuple[int, Fate]] = {}
        folders: set[str] = set()
        reached = iter(kept)
        on_disk = {id(node): _names(node, reached) for node in self._changed()}

        def walk(node: Node, path: str) -> None:
            for name, child in sorted(on_disk.get(id(node), node.synced_names).items()):
                below = f"{path}/{name}" if path else name
                if child.names is None:
                    fate = fates[len(files) % len(fates)]
                    files[below] = child.number, WHOLE if child.content_synced else fate
                else:
                    folders.add(below)
                    walk(child, below)

        walk(self.root, "")
        return Image(files, frozenset(folders))

    def _changed(self) -> list[Node]:
        """Return the folders, reachable in memory or on disk, whose names are not all synced."""
        seen: dict[int, Node] = {}
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if id(node) in seen or node.names is None:
                continue
            seen[id(node)] = node
            changed = [child for _, child in node.pending if child]
            waiting += [*node.names.values(), *node.synced_names.values(), *changed]
        return [node for node in seen.values() if node.pending]

    def _sync(self, node: Node) -> None:
        if node.names is None:
            node.content_synced = True
        else:
            node.synced_names = dict(node.names)
            node.pending.clear()

    def _place(self, path: str) -> tuple[Node, str]:
        above, _, name = path.rpartition("/")
        return self._node(above), name

    def _node(self, path: str) -> Node:
        node = self.root
        for name in filter(None, path.removeprefix(self._root).split("/")):
            assert node.names is not None
            node = node.names[name]
        return node


def _change(folder: Node, name: str, node: Node | None) -> None:
    assert folder.names is not None
    if node is None:
        folder.names.pop(name, None)
    else:
        folder.names[name] = node
    folder.pending.append((name, node))


def _names(folder: Node, reached: Iterator[bool]) -> dict[str, Node]:
    names = dict(folder.synced_names)
    for name, node in folder.pending:
        if next(reached):
            if node is None:
                names.pop(name, None)
            else:
                names[name] = node
    return names


def _walked(node: Node, path: str = "") -> Iterator[tuple[str, Node]]:
    for name, child in (node.names or {}).items():
        below = f"{path}/{name}" if path else name
        yield below, child
        yield from _walked(child, below)


def after_the_loss(content: bytes, fate: Fate) -> bytes:
    """Return what is left of a file's content."""
    kind, number = fate
    if kind == "lost":
        return b""
    if kind == "zeroed":
        return bytes(len(content))
    if kind == "torn":
        pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
        return b"".join(
            bytes(len(page)) if number >> at % 8 & 1 else page for at, page in enumerate(pages)
        )
    if kind == "cut":
        return content[: len(content) * number // 8]
    return content
