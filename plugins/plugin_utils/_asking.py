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
        left_open: Network service -> devices that the last sweep left with something open: they
            are asked about even where LanDB lists them no longer.
    """

    devices: tuple[str, ...]
    network_services: tuple[str, ...]
    at: datetime.datetime
    left_open: t.Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)


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
    open_ones = (name for names in query.left_open.values() for name in names)
    devices = list(dict.fromkeys((*query.devices, *open_ones)))
    data = collect(Session(origin.access), devices, query.at, query.network_services)
    answered = {device["name"].upper() for device in data["devices"]}
    for service in data.get("network_services", ()):
        # One that answers and is in it is judged anyway; one that is silent is not forgotten.
        missing = [n for n in query.left_open.get(service["name"], ()) if n not in answered]
        service["devices"] += [name for name in missing if name not in service["devices"]]
    return data
