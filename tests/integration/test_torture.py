"""A small size of each torture of the index; `make torture SIZE=full` runs the rest."""

from __future__ import annotations

import shutil

from tests.conftest import missing
from tests.torture import (
    backup,
    damage,
    forged,
    forgotten,
    full_disk,
    kill,
    power_loss,
    swap,
    writers,
)
from tests.torture.command import SEED
from tests.torture.warm import may_trace


def test_a_power_loss_leaves_a_whole_generation_and_each_sync_is_needed() -> None:
    if not shutil.which("strace"):
        missing("strace is not here")
    figures = power_loss.torture(SEED, 60).figures
    assert figures["old"]
    assert figures["new"]


def test_a_kill_leaves_a_whole_generation_and_nothing_behind() -> None:
    figures = kill.torture(SEED, 6).figures
    assert figures["kills"] == 6
    assert figures["commands"] == 1


def test_a_disk_that_fails_leaves_the_answers_as_they_were() -> None:
    if not may_trace():
        missing("strace is not here, or may not join a process")
    figures = full_disk.torture(SEED, 3).figures
    assert figures["faults"] == 3


def test_a_backup_is_restored_whole_or_refused() -> None:
    figures = backup.torture(SEED, 40).figures
    assert figures["restored"] == 1


def test_readers_never_notice_a_swap() -> None:
    figures = swap.torture(SEED, 3).figures
    assert int(figures["answers"]) >= 3 * swap.REQUESTS_A_SWAP


def test_one_writer_works_and_others_are_told() -> None:
    figures = writers.torture(SEED, 4).figures
    assert figures["busy"]
    assert figures["died"] == 1


def test_a_forged_file_does_no_harm() -> None:
    figures = forged.torture(SEED, 12).figures
    assert figures["refused"]
    assert figures["answered"]


def test_what_is_forgotten_is_nowhere() -> None:
    assert forgotten.torture(SEED, 2).figures["articles"] == 2


def test_damage_is_named_before_it_changes_an_answer() -> None:
    figures = damage.torture(SEED, 36).figures
    assert figures["refused"]
    assert figures["previous"]
