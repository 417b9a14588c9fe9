# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle: the evidence of one run in one folder, for a judge now or later.

    RUN/manifest.json          what it is and when it was made
    RUN/hosts/NAME.json        one file a host, the name percent-encoded
    RUN/landb.json             LanDB's data, in the form of a snapshot
    RUN/watch.json             what a watch found, and what it will remember

Every file is written whole or not at all, with mode 0600.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import typing as t
import urllib.parse

from ..module_utils._evidence.host import parse_host
from ..module_utils._files.access import MIB, make_folder, named, read_bytes, write_atomic
from ..module_utils._files.documents import parse_json
from ..module_utils._model.errors import InputError, kind_of
from ..module_utils._model.evidence import HostEvidence, Source
from ..module_utils._model.normal import stamp

Plain = dict[str, t.Any]
Upgrade = t.Callable[[Plain], Plain]

FORMAT: t.Final = "cernphone.validation/bundle"
HOST_FORMAT: t.Final = "cernphone.validation/host"
VERSION: t.Final = 1
UPGRADES: t.Final[t.Mapping[int, Upgrade]] = {}
"""Version N-1 -> what makes a host's file of version N of it; raising VERSION demands one."""

HOST_LIMIT: t.Final = 4 * MIB
DATABASE: t.Final = "landb.json"
WATCH: t.Final = "watch.json"
MAX_NAME: t.Final = 180
"""Longer names are cut and told apart by a hash: file systems take 255 bytes."""


def host_file(name: str) -> str:
    """The file of a host in a bundle: no name can lead out of the folder."""
    quoted = urllib.parse.quote(name, safe="", errors="backslashreplace")
    if len(quoted) > MAX_NAME:
        quoted = f"{quoted[:MAX_NAME]}-{hashlib.sha256(quoted.encode()).hexdigest()[:16]}"
    return os.path.join("hosts", f"{quoted}.json")


def create(folder: str, run_id: str, at: datetime.datetime, collection_version: str) -> None:
    """Make the folder of a run, with its manifest."""
    make_folder(folder)
    make_folder(os.path.join(folder, "hosts"))
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "run_id": run_id,
        "created_at": stamp(at),
        "collection_version": collection_version,
    }
    _write(os.path.join(folder, "manifest.json"), manifest)


def write_host(
    folder: str, name: str, at: datetime.datetime, fault: str | None, subjects: Plain
) -> None:
    """Write what one host told, or why it told nothing."""
    make_folder(os.path.join(folder, "hosts"))
    document = {
        "format": HOST_FORMAT,
        "version": VERSION,
        "host": name,
        "collected_at": stamp(at),
        "fault": fault,
        "subjects": subjects,
    }
    _write(os.path.join(folder, host_file(name)), document)


def write_database(folder: str, data: object) -> None:
    """Write a network database's data."""
    _write(os.path.join(folder, DATABASE), data)


def write_watch(folder: str, found: object) -> None:
    """Write what a watch found and what it will remember."""
    _write(os.path.join(folder, WATCH), found)


def _write(path: str, document: object) -> None:
    write_atomic(path, [json.dumps(document, indent=1), "\n"])


class Bundle:
    """A bundle to read.

    Raises:
        InputError: Where the folder is no bundle, or one of a version that is not readable.
    """

    def __init__(self, folder: str, upgrades: t.Mapping[int, Upgrade] | None = None) -> None:
        self.folder = folder
        self._upgrades = UPGRADES if upgrades is None else upgrades
        if not os.path.isdir(folder):
            raise InputError(f"{named(folder)} is no folder with a bundle.")
        if os.path.islink(os.path.join(folder, "hosts")):
            raise InputError(f"{named(folder)}/hosts is a symbolic link, which is not followed.")
        where = os.path.join(folder, "manifest.json")
        manifest = parse_json(read_bytes(where, MIB, follow=False), named(where))
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise InputError(f"{named(where)} is not the manifest of a bundle ('{FORMAT}').")
        self._readable(manifest.get("version"), named(where))

    @property
    def database_file(self) -> str | None:
        """The path of the network database's data, or None where the bundle has none."""
        path = os.path.join(self.folder, DATABASE)
        return path if os.path.lexists(path) else None

    def host(self, name: str) -> HostEvidence:
        """What a host told; what cannot be used of it becomes a fault, never an exception."""
        path = os.path.join(self.folder, host_file(name))
        if not os.path.lexists(path):
            return HostEvidence(Source(name, None, "it is not in the bundle"))
        try:
            document = parse_json(read_bytes(path, HOST_LIMIT, follow=False), named(path))
            return parse_host(self._host_document(document, name, named(path)), name, named(path))
        except InputError as error:
            return HostEvidence(Source(name, None, str(error).rstrip(".")))

    def _host_document(self, document: t.Any, name: str, where: str) -> Plain:
        if not isinstance(document, dict) or document.get("format") != HOST_FORMAT:
            raise InputError(f"{where} is not the evidence of a host ('{HOST_FORMAT}').")
        version = self._readable(document.get("version"), where)
        told: Plain = self._upgrades[version](document) if version < VERSION else document
        if told.get("host") != name:
            raise InputError(f"{where} is the evidence of {kind_of(told.get('host'))}.")
        return told

    def _readable(self, version: object, where: str) -> int:
        readable = [v for v in (VERSION - 1, VERSION) if v == VERSION or v in self._upgrades]
        if isinstance(version, bool) or not isinstance(version, int) or version not in readable:
            known = " and ".join(str(v) for v in readable)
            raise InputError(
                f"{where} has version {kind_of(version)}; this collection reads {known}."
            )
        return version


if VERSION > 1 and VERSION - 1 not in UPGRADES:
    raise TypeError(f"bundle version {VERSION} cannot read version {VERSION - 1}")
