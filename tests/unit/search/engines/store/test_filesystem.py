from __future__ import annotations

from pathlib import Path

import pytest

from search.engines.whoosh_engine.store import network_filesystem

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/presse /mnt/presse nfs4 rw 0 0
/dev/sdb1 /mnt/presse/local xfs rw 0 0
me@host:/ /home/moi/mon\040site fuse.sshfs rw 0 0
//server/x /mnt/deux cifs rw 0 0
/dev/sdc1 /mnt/deux ext4 rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/index", None),
        ("/mnt/presse", "nfs4"),
        ("/mnt/presse/absent/index", "nfs4"),
        ("/mnt/presse/../presse/index", "nfs4"),
        ("/mnt/presse/local/index", None),
        ("/mnt/presse-locale", None),
        ("/home/moi/mon site/index", "fuse.sshfs"),
        ("/mnt/deux", None),
    ],
)
def test_the_nearest_mount_says_the_kind(tmp_path: Path, path: str, kind: str | None) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert network_filesystem(Path(path), mounts) == kind


def test_without_a_table_nothing_is_known(tmp_path: Path) -> None:
    assert network_filesystem(tmp_path, tmp_path / "absent") is None


def test_a_temporary_folder_is_local(tmp_path: Path) -> None:
    assert network_filesystem(tmp_path) is None
