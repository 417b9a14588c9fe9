# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where LanDB's data comes from: a snapshot file now, a live client beside it later."""

from __future__ import annotations

from ..module_utils._files.access import near
from ..module_utils._landb.file import load
from ..module_utils._landb.snapshot import NAME
from ..module_utils._model.errors import InputError
from ..module_utils._model.evidence import Database, Source


def database(snapshot: str | None, recorded: str | None) -> tuple[Database, str]:
    """LanDB's data and where it comes from.

    Args:
        snapshot: A file that the operator named: what cannot be used of it is an error.
        recorded: The bundle's file: what cannot be used of it is missing evidence.
    """
    if snapshot is not None:
        return load(snapshot)[1], near(snapshot)
    if recorded is None:
        fault = "no snapshot of it was given (audit_landb_snapshot)"
        return Database(Source(NAME, None, fault)), "nowhere"
    try:
        return load(recorded, follow=False)[1], near(recorded)
    except InputError as error:
        return Database(Source(NAME, None, str(error).rstrip("."))), near(recorded)
