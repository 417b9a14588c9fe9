# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a watch remembers from run to run: of each service what was meant, when it looked, what its
devices hold, and which other devices were seen with that."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import typing as t

from ..module_utils._files.access import MIB, named, read_bytes
from ..module_utils._files.documents import parse_json
from ..module_utils._model import normal
from ..module_utils._model.errors import InputError, kind_of, shown
from ..module_utils._model.intent import Service

FORMAT: t.Final = "cernphone.validation/watch"
VERSION: t.Final = 1
FILE: t.Final = "watch.json"
LIMIT: t.Final = 16 * MIB
KEPT: t.Final = datetime.timedelta(days=32)
MAX_LOOKS: t.Final = 5000

Names = tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Seen:
    """What is remembered of a service.

    Attributes:
        meant: What the inventory said of it when it was last audited, as a digest.
        looks: Moments at which LanDB's changes were looked at for it, in order.
        held: The addresses and cards of its devices; LanDB was asked who else has them.
        neighbours: Other devices that have one of these.
    """

    meant: str = ""
    looks: tuple[datetime.datetime, ...] = ()
    held: Names = ()
    neighbours: Names = ()


State = t.Mapping[str, Seen]
"""By service."""


def looked(state: State, services: t.Iterable[str], at: datetime.datetime) -> dict[str, Seen]:
    """The state after another look at some services; looks of long ago are forgotten."""
    after = dict(state)
    for name in services:
        seen = state.get(name, Seen())
        recent = [look for look in seen.looks if at - look < KEPT and look < at]
        after[name] = dataclasses.replace(seen, looks=(*recent[-MAX_LOOKS:], at))
    return after


def with_neighbours(services: t.Iterable[Service], state: State) -> tuple[Service, ...]:
    """The services, each with the neighbours that are remembered of it."""
    return tuple(
        dataclasses.replace(service, neighbours=state.get(service.name, Seen()).neighbours)
        for service in services
    )


def read_state(folder: str) -> State | None:
    """The state in a folder of reports, or None where there is none.

    Raises:
        InputError: Where it cannot be used.
    """
    path = os.path.join(folder, FILE)
    if not os.path.lexists(path):
        return None
    where = named(path)
    try:
        return state_of(parse_json(read_bytes(path, LIMIT, follow=False), where), where)
    except InputError as error:
        raise InputError(f"{error} Move it away to begin a new watch.") from None


def state_of(data: t.Any, where: str) -> State:
    """The state in a document.

    Raises:
        InputError: With one sentence that names the place.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(f"{where} is not the state of a watch ('{FORMAT}').")
    if data.get("version") != VERSION or isinstance(data.get("version"), bool):
        raise InputError(f"{where}: version must be {VERSION}, not {kind_of(data.get('version'))}.")
    services = data.get("services")
    if not isinstance(services, dict):
        raise InputError(f"{where}: services must be a mapping, not {kind_of(services)}.")
    return {
        name: _seen(service, f"{where}: services: {shown(name)}")
        for name, service in services.items()
    }


def _seen(data: object, where: str) -> Seen:
    if not isinstance(data, dict):
        raise InputError(f"{where} must be a mapping, not {kind_of(data)}.")
    meant = data.get("meant")
    if not isinstance(meant, str):
        raise InputError(f"{where}: meant must be a text, not {kind_of(meant)}.")
    return Seen(
        meant,
        tuple(sorted(_read(normal.moment, data.get("looks"), f"{where}: looks", "times"))),
        _read(_held, data.get("held"), f"{where}: held", "addresses"),
        _read(normal.device_name, data.get("neighbours"), f"{where}: neighbours", "devices"),
    )


def _held(value: str) -> str:
    """An address or a hardware address."""
    try:
        return normal.address(value)
    except ValueError:
        return normal.hardware_address(value)


Value = t.TypeVar("Value")


def _read(
    reader: t.Callable[[t.Any], Value], values: object, where: str, what: str
) -> tuple[Value, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise InputError(f"{where} must be a list of {what}, not {kind_of(values)}.")
    try:
        return tuple(reader(value) for value in values)
    except ValueError:
        raise InputError(f"{where} must be a list of {what}.") from None


def file_of(folder: str, state: State) -> dict[str, list[str]]:
    """The path of the state in a folder of reports, and its text."""
    return {os.path.join(folder, FILE): [json.dumps(document_of(state), indent=1), "\n"]}


def document_of(state: State) -> dict[str, t.Any]:
    """The state as JSON has it."""
    services = {
        name: {
            "meant": seen.meant,
            "looks": [normal.stamp(look) for look in seen.looks],
            "held": list(seen.held),
            "neighbours": list(seen.neighbours),
        }
        for name, seen in state.items()
    }
    return {"format": FORMAT, "version": VERSION, "services": services}
