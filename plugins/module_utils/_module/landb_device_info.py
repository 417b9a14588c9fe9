# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program behind the module landb_device_info: LanDB -> a snapshot of some devices."""

from __future__ import annotations

import datetime
import typing as t

from .._landb import client
from .._landb.collection import collect
from .._landb.patterns import search_pattern
from .._landb.session import Session
from .._landb.trouble import Trouble
from .._model import normal
from .._model.errors import InputError, kind_of, shown
from .landb import access

Params = t.Mapping[str, t.Any]
Result = dict[str, t.Any]
Question = tuple[str, t.Mapping[str, str]]


def read_devices(params: Params) -> Result:
    """The result of the module.

    Raises:
        InputError: With one sentence for each thing that cannot be used.
    """
    names = [_read(normal.device_name, name, "names") for name in params["names"]]
    questions = _questions(params)
    session = Session(access(params))
    at = datetime.datetime.now(datetime.timezone.utc)
    listed: dict[str, None] = dict.fromkeys(names)
    unlisted = []
    for told, criteria in questions:
        try:
            found = client.search(session, criteria)
        except Trouble as trouble:
            unlisted.append(f"{told}: {trouble.words}")
            continue
        unlisted += [] if found else [f"{told}: LanDB has no such device"]
        listed.update(dict.fromkeys(found))
    services = params["network_services"]
    snapshot = collect(session, listed, at, services, params["dhcp_view"])
    return _result(snapshot, unlisted)


def _questions(params: Params) -> list[Question]:
    """What `searchDevice` is asked, and how to speak of it."""
    questions: list[Question] = []
    for pattern in params["name_patterns"]:
        try:
            questions.append((f"name {pattern}", {"Name": search_pattern(pattern)}))
        except ValueError as error:
            raise InputError(f"name_patterns: {shown(pattern)} {error}.") from None
    for card in params["hardware_addresses"]:
        address = _read(normal.hardware_address, card, "hardware_addresses")
        criteria = {"HardwareAddress": client.spelling(address)}
        questions.append((f"hardware address {address}", criteria))
    for written in params["ip_addresses"]:
        address = _read(normal.address, written, "ip_addresses")
        questions.append((f"address {address}", {"IPAddress": address}))
    return questions


def _read(reader: t.Callable[[str], str], value: str, where: str) -> str:
    try:
        return reader(value)
    except ValueError:
        raise InputError(f"{where}: {kind_of(value)} is none.") from None


def _result(snapshot: Result, unlisted: t.Sequence[str]) -> Result:
    asked = [s for s in snapshot.get("network_services", ()) if s.get("fault")]
    troubles = [
        *([snapshot["fault"]] if "fault" in snapshot else []),
        *unlisted,
        *(f"network service {service['name']}: {service['fault']}" for service in asked),
        *(f"{fault['device_name']}: {fault['fault']}" for fault in snapshot["faults"]),
    ]
    number = len(snapshot["devices"])
    told = f"LanDB answered about {number} device{'' if number == 1 else 's'}"
    if not number and not troubles:
        troubles = ["it lists none"]
    more = f" (and {len(troubles) - 1} more)" if len(troubles) > 1 else ""
    return {
        "changed": False,
        "failed": bool(troubles),
        "snapshot": snapshot,
        "msg": f"{told}; {troubles[0]}{more}" if troubles else told,
    }
