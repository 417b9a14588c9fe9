# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a run has LanDB's data from: LanDB itself, or a file that somebody made of it."""

from __future__ import annotations

import dataclasses
import datetime
import typing as t

from ..module_utils._files.access import near
from ..module_utils._landb.access import Access
from ..module_utils._landb.collection import collect
from ..module_utils._landb.file import load
from ..module_utils._landb.session import Session

Plain = dict[str, t.Any]


@dataclasses.dataclass(frozen=True)
class Origin:
    """Where a run has LanDB's data from: an account, a file, or neither."""

    access: Access | None
    snapshot: str | None


@dataclasses.dataclass(frozen=True)
class Query:
    """What a run wants to know of LanDB.

    Attributes:
        devices: Names of devices.
        network_services: Network services whose devices are wanted too.
        at: The moment of the question.
    """

    devices: tuple[str, ...]
    network_services: tuple[str, ...]
    at: datetime.datetime


def read(origin: Origin, query: Query) -> Plain | None:
    """LanDB's data as the bundle keeps it; None where there is nowhere to have it from.

    LanDB's own troubles are evidence, never an exception.

    Raises:
        InputError: Where a file that the operator named cannot be used.
    """
    if origin.snapshot is not None:
        data, _database = load(origin.snapshot)
        return {"origin": near(origin.snapshot), **data}
    if origin.access is None or not (query.devices or query.network_services):
        return None
    return collect(Session(origin.access), query.devices, query.at, query.network_services)
