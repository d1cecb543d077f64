"""Reading a manifest that may hold anything: every field is checked before it is believed."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store import checked
from search.engines.whoosh_engine.store.failures import damaged, newer
from search.engines.whoosh_engine.store.layout import CONTENT_ID, SEGMENT_ID
from search.engines.whoosh_engine.store.manifest import (
    FORMAT,
    FileRecord,
    Manifest,
    SegmentRecord,
    canonical,
    checksum,
    segment_id,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

# A manifest has some 150 bytes a file: ten thousand segments of forty files fit.
LARGEST_MANIFEST = 64 * 1024 * 1024
_ENVELOPE = ("checksum", "format", "manifest")
_MANIFEST = ("generation", "created", "segments", "tombstones")
_COUNTS_SINCE = 2
_KINDS, _NAMES = 20, 200
_SEGMENT = ("id", "documents", "deletions", "deleted", "files", "versions")
_FILE = ("path", "size", "sha256")


def decode(data: bytes, generation: str) -> Manifest:
    """Return the manifest in a file's bytes.

    Args:
        data: the whole file.
        generation: the generation that the file's name says.

    Raises:
        IndexDamaged: it is not one, whole, of this generation; a later format says so.
    """
    file = f"generations/{generation}.json"
    try:
        envelope = _opened(data)
        version = checked.count(envelope["format"], "format")
        if version > FORMAT:
            raise newer(file, version)
        names = (*_MANIFEST, "counts") if version >= _COUNTS_SINCE else _MANIFEST
        fields = checked.record(envelope["manifest"], names, "manifest")
        return _manifest(fields, generation)
    except (ValueError, RecursionError) as error:
        raise damaged(file, f"n’est pas un manifeste valable ({error})") from error


def _opened(data: bytes) -> dict[str, object]:
    if len(data) > LARGEST_MANIFEST:
        message = "il est trop grand"
        raise ValueError(message)
    envelope = checked.record(json.loads(data.decode("utf-8")), _ENVELOPE, "l’enveloppe")
    body = {name: envelope[name] for name in ("format", "manifest")}
    if envelope["checksum"] != checksum(body) or canonical(envelope) != data:
        message = "sa somme de contrôle est fausse"
        raise ValueError(message)
    return envelope


def _manifest(fields: dict[str, object], generation: str) -> Manifest:
    if fields["generation"] != generation:
        message = "il est celui d’une autre génération"
        raise ValueError(message)
    segments = tuple(_segment(item) for item in checked.items(fields["segments"], "segments"))
    _distinct([segment.id for segment in segments], "segments")
    tombstones = tuple(_tombstone(item) for item in checked.items(fields["tombstones"], "oublis"))
    _distinct([file.path for file in tombstones], "oublis")
    counts = _counts(fields.get("counts", {}))
    return Manifest(generation, _moment(fields["created"]), segments, tombstones, counts)


def _counts(value: object) -> dict[str, dict[str, int]]:
    kinds = checked.named(value, "counts", _KINDS)
    return {
        kind: {
            name: checked.count(number, f"counts.{kind}.{name}")
            for name, number in checked.named(numbers, f"counts.{kind}", _NAMES).items()
        }
        for kind, numbers in kinds.items()
    }


def _segment(value: object) -> SegmentRecord:
    fields = checked.record(value, _SEGMENT, "segment")
    name = checked.text(fields["id"], "segment.id", SEGMENT_ID)
    documents = checked.count(fields["documents"], f"{name}.documents")
    deleted = checked.count(fields["deleted"], f"{name}.deleted", documents)
    deletions = fields["deletions"]
    if deletions is not None:
        deletions = checked.text(deletions, f"{name}.deletions", CONTENT_ID)
    if (deletions is None) != (deleted == 0):
        message = f"{name} : le nombre de documents supprimés ne va pas avec sa liste"
        raise ValueError(message)
    files = tuple(_file(item) for item in checked.items(fields["files"], f"{name}.files"))
    _distinct([file.path for file in files], name)
    if not files or segment_id(files) != name:
        message = f"{name} ne va pas avec la liste de ses fichiers"
        raise ValueError(message)
    versions = checked.texts(fields["versions"], f"{name}.versions")
    return SegmentRecord(name, documents, deletions, deleted, files, versions)


def _file(value: object) -> FileRecord:
    fields = checked.record(value, _FILE, "fichier")
    path = checked.safe_path(fields["path"], "fichier.path")
    size = checked.count(fields["size"], f"{path}.size")
    return FileRecord(path, size, checked.text(fields["sha256"], f"{path}.sha256", CONTENT_ID))


def _tombstone(value: object) -> FileRecord:
    file = _file(value)
    if file.path != file.sha256:
        message = "un fichier d’oublis ne porte pas le nom de son contenu"
        raise ValueError(message)
    return file


def _moment(value: object) -> str:
    text = checked.text(value, "created")
    if dt.datetime.fromisoformat(text).tzinfo is None:
        message = "created n’a pas de fuseau horaire"
        raise ValueError(message)
    return text


def _distinct(names: Sequence[str], where: str) -> None:
    if len(set(names)) != len(names):
        message = f"{where} contient deux fois le même nom"
        raise ValueError(message)
