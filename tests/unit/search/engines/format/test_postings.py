"""The postings file, written here as docs/format.md has it, and forged."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from search.engines.whoosh_engine.format.arrays import write_arrays
from search.engines.whoosh_engine.format.postings import Postings
from search.engines.whoosh_engine.format.slices import unpack_counts
from search.errors import IndexDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.whoosh_engine.format.arrays import Array

DOCUMENTS = 200_000
SEED = 5
FORGERIES = 400
STEMS = 5
CODES = {
    "stem.starts": "<u8",
    "documents": "<u2",
    "tile.starts": "<u8",
    "tile.begin": "<u4",
    "tile.number": "<u2",
    "tag": "|u1",
    "counts": "|u1",
    "neighbours": "|u1",
    "large.at": "<u8",
    "large.frequency": "<u4",
    "occurrences": "<u8",
    "position": "|u1",
    "position.bits": "|u1",
    "position.high": "|u1",
    "far.at": "<u8",
    "far.high": "<u2",
}


class Posting(NamedTuple):
    document: int
    tag: int
    positions: list[int]
    title: int
    lead: int
    neighbours: int


Stems = list[list[Posting]]


def drawn(chance: random.Random, documents: int, furthest: int) -> Stems:
    """Return the postings of some stems, one of them without any, one with many."""
    stems: Stems = []
    for size in (1, 0, 3, 700, 40):
        numbers = sorted(chance.sample(range(documents), size))
        stems.append([])
        for number in numbers:
            times = chance.choice((1, 1, 1, 2, 5, 14, 15, 16, 300))
            positions = sorted(chance.sample(range(furthest), times))
            rest = (chance.randrange(6), chance.randrange(6), chance.randrange(256))
            stems[-1].append(Posting(number, chance.randrange(4), positions, *rest))
    return stems


def arrays_of(stems: Stems, bits: int, documents: int) -> dict[str, Array]:
    """Return the arrays of the file, item by item."""
    lists: dict[str, list[int]] = {name: [] for name in CODES}
    lists["position.bits"] = [bits]
    lists["stem.starts"], lists["tile.starts"] = [0], [0]
    placed: list[int] = []
    for postings in stems:
        tile = 0
        for begin, one in enumerate(postings):
            if one.document >> 16 != tile:
                tile = one.document >> 16
                lists["tile.begin"].append(begin)
                lists["tile.number"].append(tile)
            number = len(lists["documents"])
            frequency = len(one.positions)
            if frequency >= 15:
                lists["large.at"].append(number)
                lists["large.frequency"].append(frequency)
            if number % 128 == 0:
                lists["occurrences"].append(len(placed))
            lists["documents"].append(one.document & 0xFFFF)
            lists["tag"].append(one.tag)
            packed = min(frequency, 15) | min(one.title, 3) << 4 | min(one.lead, 3) << 6
            lists["counts"].append(packed)
            if len(postings) <= documents // 2:
                lists["neighbours"].append(one.neighbours)
            placed += one.positions
        lists["stem.starts"].append(len(lists["documents"]))
        lists["tile.starts"].append(len(lists["tile.begin"]))
    if not lists["tile.begin"]:
        lists["tile.starts"] = []
    each = 8 // bits
    lists["position.high"] = [0] * -(-len(placed) // each)
    for number, position in enumerate(placed):
        high, further = position >> 8 & ((1 << bits) - 1), position >> (8 + bits)
        lists["position"].append(position & 0xFF)
        lists["position.high"][number // each] |= high << (number % each * bits)
        if further:
            lists["far.at"].append(number)
            lists["far.high"].append(further)
    return {name: np.array(values, CODES[name]) for name, values in lists.items()}


def written(folder: Path, arrays: dict[str, Array], documents: int) -> Postings:
    path = folder / "postings.bin"
    path.unlink(missing_ok=True)
    write_arrays(path, arrays)
    return Postings(path, documents)


@pytest.mark.parametrize("bits", [2, 4, 8])
@pytest.mark.parametrize("documents", [3_000, DOCUMENTS])
def test_what_is_written_is_read(tmp_path: Path, documents: int, bits: int) -> None:
    stems = drawn(random.Random(SEED), documents, 1 << 18)
    postings = written(tmp_path, arrays_of(stems, bits, documents), documents)
    assert len(postings) == sum(map(len, stems))
    for number, expected in enumerate(stems):
        part = postings.stem(number)
        chosen = np.arange(len(expected))
        _, title, lead = unpack_counts(part.counts)
        assert postings.size(number) == len(expected)
        assert part.documents(chosen).tolist() == [one.document for one in expected]
        assert part.tags.tolist() == [one.tag for one in expected]
        assert part.frequencies(chosen).tolist() == [len(one.positions) for one in expected]
        assert title.tolist() == [min(one.title, 3) for one in expected]
        assert lead.tolist() == [min(one.lead, 3) for one in expected]


@pytest.mark.parametrize("step", [1, 3, 350])
def test_positions_of_some_postings(tmp_path: Path, step: int) -> None:
    stems = drawn(random.Random(SEED), DOCUMENTS, 1 << 18)
    postings = written(tmp_path, arrays_of(stems, 4, DOCUMENTS), DOCUMENTS)
    for number, expected in enumerate(stems):
        documents, positions = postings.positions(
            postings.stem(number), np.arange(0, len(expected), step)
        )
        wanted = [(one.document, place) for one in expected[::step] for place in one.positions]
        assert list(zip(documents.tolist(), positions.tolist(), strict=True)) == wanted


@pytest.mark.parametrize("documents", [3_000, DOCUMENTS])
def test_bisecting_finds_the_postings_of_some_documents(tmp_path: Path, documents: int) -> None:
    chance = random.Random(SEED)
    stems = drawn(chance, documents, 900)
    for postings in stems[::2]:  # several forms in one document
        postings += [one._replace(tag=one.tag + 4) for one in postings if chance.random() < 0.5]
        postings.sort()
    file = written(tmp_path, arrays_of(stems, 2, documents), documents)
    for number, expected in enumerate(stems):
        some = {*chance.choices(range(documents), k=300), *(o.document for o in expected[::3])}
        wanted = sorted(some)
        held = [(at, one.document) for at, one in enumerate(expected) if one.document in some]
        chosen, ranks = file.stem(number).among(np.array(wanted))
        assert chosen.tolist() == [at for at, _ in held]
        assert [wanted[rank] for rank in ranks.tolist()] == [document for _, document in held]


def test_bisecting_a_stem_of_the_first_tile_for_documents_of_others(tmp_path: Path) -> None:
    stems: Stems = [[Posting(5, 0, [1], 0, 0, 0), Posting(9, 0, [1], 0, 0, 0)]]
    file = written(tmp_path, arrays_of(stems, 2, DOCUMENTS), DOCUMENTS)
    chosen, ranks = file.stem(0).among(np.array([9, (1 << 16) + 5, (2 << 16) + 9]))
    assert (chosen.tolist(), ranks.tolist()) == ([1], [0])


@pytest.mark.parametrize("documents", [3_000, DOCUMENTS])
def test_several_stems_are_gathered_as_one_by_one(tmp_path: Path, documents: int) -> None:
    file = written(
        tmp_path, arrays_of(drawn(random.Random(SEED), documents, 900), 2, documents), documents
    )
    for stems in ([*range(STEMS)], [STEMS - 1, 0, 0], []):
        found = file.gather(np.array(stems, np.int64))
        slices = [file.stem(stem) for stem in stems]
        whole = [one for part in slices for one in part.every_document().tolist()]
        assert found.documents.tolist() == whole
        owners, places = found.places(np.arange(len(whole)))
        tags, counts, _ = file.counts_at(places)
        assert owners.tolist() == [at for at, part in enumerate(slices) for _ in range(part.size)]
        assert tags.tolist() == [tag for part in slices for tag in part.tags.tolist()]
        assert counts.tolist() == [one for part in slices for one in part.counts.tolist()]


def test_neighbours_of_the_stems_that_do_not_stand_everywhere(tmp_path: Path) -> None:
    documents = 1_000
    stems = drawn(random.Random(SEED), documents, 900)
    postings = written(tmp_path, arrays_of(stems, 2, documents), documents)
    everywhere = [len(expected) > documents // 2 for expected in stems]
    assert True in everywhere
    for number, expected in enumerate(stems):
        found = postings.neighbours(postings.stem(number))
        if everywhere[number]:
            assert found is None
        else:
            assert found is not None
            assert found.tolist() == [one.neighbours for one in expected]


def test_a_small_segment_stores_no_tiles() -> None:
    arrays = arrays_of(drawn(random.Random(SEED), 3_000, 900), 2, 3_000)
    assert not any(arrays[name].size for name in ("tile.starts", "tile.begin", "tile.number"))


def test_a_forged_file_is_refused_or_read(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    true = arrays_of(drawn(chance, DOCUMENTS, 1 << 18), 4, DOCUMENTS)
    refused = 0
    for _ in range(FORGERIES):
        arrays = {name: array.copy() for name, array in true.items()}
        forge(arrays[chance.choice(sorted(arrays))], chance)
        if chance.random() < 0.1:
            name = chance.choice(sorted(arrays))
            arrays[name] = arrays[name][: chance.randrange(arrays[name].size + 1)]
        try:
            read_whole(written(tmp_path, arrays, DOCUMENTS))
        except IndexDamaged:
            refused += 1
    assert 0 < refused < FORGERIES


def test_a_stem_that_is_not_there_is_damage(tmp_path: Path) -> None:
    arrays = arrays_of(drawn(random.Random(SEED), DOCUMENTS, 900), 2, DOCUMENTS)
    with pytest.raises(IndexDamaged):
        written(tmp_path, arrays, DOCUMENTS).stem(STEMS)


def forge(array: Array, chance: random.Random) -> None:
    """Change one item, mostly to something far off."""
    most = int(np.iinfo(array.dtype).max)
    place = chance.randrange(array.size)
    array[place] = chance.choice((0, 1, most, most - 1, most // 2 + 1, chance.randrange(most)))


def read_whole(postings: Postings) -> None:
    for stem in range(STEMS):
        part = postings.stem(stem)
        every = np.arange(part.size)
        documents = part.documents(every)
        assert part.size == postings.size(stem)
        assert not part.size or int(documents.max()) < DOCUMENTS
        neighbours = postings.neighbours(part)
        assert neighbours is None or neighbours.size == part.size
        found, _ = part.among(np.unique(documents))
        assert found.max(initial=-1) < part.size
        for step in (1, 50):
            postings.positions(part, every[::step])
    gathered = postings.gather(np.arange(STEMS))
    assert int(gathered.documents.max(initial=0)) < DOCUMENTS
    postings.counts_at(gathered.places(np.arange(gathered.documents.size))[1])
