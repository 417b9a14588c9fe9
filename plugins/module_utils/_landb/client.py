# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LanDB's operations with plain arguments and plain results, one call each."""

from __future__ import annotations

import typing as t

from .._model.evidence import UNASKED
from . import replies
from .replies import Plain
from .session import Session
from .soap import Element, Reply, Value, is_nil
from .trouble import Unusable


class Devices(t.NamedTuple):
    """What came of asking for devices.

    Attributes:
        found: Name -> device, in the form of a snapshot.
        faults: Name -> why there is none, or none that can be believed.
    """

    found: dict[str, Plain]
    faults: dict[str, str]


def devices(session: Session, names: t.Sequence[str]) -> Devices:
    """`getDeviceInfoArray`: at most 200 devices.

    Args:
        session: With LanDB.
        names: Short and in upper case, each once.

    Raises:
        Trouble: Where nothing can be said of any of them.
    """
    reply = session.call("getDeviceInfoArray", DeviceNameList=names)
    found: dict[str, Plain] = {}
    faults: dict[str, str] = {}
    wanted, nameless = set(names), ""
    # Each device is missed by its name, so that the others count though one is missing.
    for item in reply.structures("DeviceName", whole=False):
        try:
            if is_nil(item):
                continue
            name = replies.device_name(reply, item)
        except Unusable as trouble:
            nameless = trouble.words
            continue
        if name not in wanted:
            faults[name] = UNASKED
        elif name in found or name in faults:
            found.pop(name, None)
            faults[name] = "it came twice, so neither answer is believed"
        else:
            try:
                found[name] = replies.device(reply, item)
            except Unusable as trouble:
                faults[name] = trouble.words
    silence = nameless or f"no device of that name was in its answer ({len(found)} of {len(names)})"
    for name in names:
        if name not in found:
            faults.setdefault(name, silence)
    return Devices(found, faults)


def dhcp_view(session: Session, names: t.Sequence[str]) -> list[Plain]:
    """`getHCPInfoArray`: what LanDB tells the DHCP servers of at most 200 devices.

    Raises:
        Trouble: Where it cannot be read.
    """
    reply = session.call("getHCPInfoArray", Hosts=names)
    rows = reply.structures("HardwareAddress") or reply.items(_there(reply, "getHCPInfoArray"))
    return [replies.dhcp_record(reply, row) for row in rows]


def search(session: Session, criteria: t.Mapping[str, str]) -> list[str]:
    """`searchDevice`: names of devices. An empty search would list the whole database."""
    if not criteria or not all(value.strip() for value in criteria.values()):
        raise ValueError("a search needs a criterion")
    return _names(session, "searchDevice", DeviceSearch=criteria)


def devices_of_service(session: Session, service: str) -> list[str]:
    """`getDevicesFromService`: names of the devices in a network service."""
    return _names(session, "getDevicesFromService", Service=service)


def addresses_of_set(session: Session, name: str) -> list[str]:
    """`getSetAllInterfaces`: names of the interfaces in a set, nested sets included."""
    return replies.texts(*_answer(session, "getSetAllInterfaces", SetName=name))


def last_changed(session: Session, minutes: int) -> list[str]:
    """`getLastChangedDevices`: names of the devices that were changed in the last minutes."""
    return _names(session, "getLastChangedDevices", Minutes=minutes)


def network_service(session: Session, name: str) -> Plain:
    """`getServiceInfo`."""
    return replies.network_service(*_answer(session, "getServiceInfo", ServiceName=name))


def bind(session: Session, interface: str, hardware_address: str | None) -> None:
    """`bindUnbindInterface`: bind an interface to a card; without one, unbind it.

    Raises:
        Trouble: Where LanDB does not say that it did so.
    """
    card = None if hardware_address is None else spelling(hardware_address)
    _reply, element = _answer(
        session, "bindUnbindInterface", InterfaceName=interface, HardwareAddress=card
    )
    if not replies.truth(element, "the answer to bindUnbindInterface"):
        raise Unusable("it did not say that it carried out bindUnbindInterface")


def spelling(hardware_address: str) -> str:
    """A hardware address as LanDB spells it: `00-22-48-13-F6-E9`."""
    return hardware_address.replace(":", "-").upper()


def _names(session: Session, operation: str, **arguments: Value) -> list[str]:
    """Names of devices, each once; one that is none makes the list unusable."""
    names: dict[str, None] = {}
    for said in replies.texts(*_answer(session, operation, **arguments)):
        try:
            names[replies.name_of(said)] = None
        except ValueError:
            raise Unusable(f"its answer to {operation} has a name that is none") from None
    return list(names)


def _answer(session: Session, operation: str, **arguments: Value) -> tuple[Reply, Element]:
    """A reply and its result."""
    reply = session.call(operation, **arguments)
    return reply, _there(reply, operation)


def _there(reply: Reply, operation: str) -> Element:
    """The result, which must be there: no list is not an empty list."""
    element = reply.result()
    if element is None:
        raise Unusable(f"its answer to {operation} has nothing in it")
    return element
