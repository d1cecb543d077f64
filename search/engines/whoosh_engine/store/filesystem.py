"""Which file systems are of the network, where neither flock nor fsync keeps its promise."""

from __future__ import annotations

import re
from pathlib import Path

_NETWORK = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs",
        "nfs", "nfs4", "smb2", "smb3", "smbfs",
        "fuse.ceph", "fuse.davfs2", "fuse.gcsfuse", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs",
        "fuse.smbnetfs", "fuse.sshfs",
    }
)  # fmt: skip
_MOUNTS = Path("/proc/self/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")


def network_filesystem(path: Path, mounts: Path = _MOUNTS) -> str | None:
    """Return the kind of network file system that holds a path, None if it is a local one.

    Args:
        path: a file or folder; it need not exist.
        mounts: the table of mounts; where there is none, nothing is known and None returned.
    """
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    place = path.resolve()
    found, kind = Path("/"), ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        folder = Path(_OCTAL.sub(lambda digits: chr(int(digits[1], 8)), fields[1]))
        # The longest folder holds the path; of two on one folder, the later is on top.
        if place.is_relative_to(folder) and len(folder.parts) >= len(found.parts):
            found, kind = folder, fields[2]
    return kind if kind in _NETWORK else None
