# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members of a LanDB set -> the devices that they belong to. A set holds interfaces by name."""

from __future__ import annotations

import typing as t

from .._model import normal
from . import replies
from .session import Session
from .soap import Element, Reply, is_nil
from .trouble import Unusable


def first_label(name: str) -> str:
    """`CPFE01` of `cpfe01.example.org`."""
    return name.split(".", 1)[0].upper()


def holds(device: t.Mapping[str, t.Any], member: str) -> bool:
    """Whether a device, in the form of a snapshot, has the interface that a set names."""
    names = [str(interface.get("name")) for interface in device["interfaces"]]
    return any(_same(member, name) for name in names)


def _same(member: str, interface: str) -> bool:
    """A member without a domain is the interface of that label."""
    if "." not in member:
        return first_label(member) == first_label(interface)
    return member.rstrip(".").upper() == interface.rstrip(".").upper()


def owner(session: Session, member: str) -> str:
    """The device that an interface belongs to (`searchNetNameTable`).

    Raises:
        Trouble: Where LanDB does not name exactly one.
    """
    reply = session.call("searchNetNameTable", NetName=member)
    rows = [_row(reply, item) for item in reply.items(reply.result()) if not is_nil(item)]
    devices = sorted({device for device, interface in rows if _same(member, interface)})
    if len(devices) != 1:
        told = "to none" if not devices else "to " + " and ".join(devices)
        raise Unusable(f"{member} belongs {told} of its devices")
    return devices[0]


def _row(reply: Reply, element: Element) -> tuple[str, str]:
    """The device and the interface of a NetNameTuple."""
    fields = reply.fields(element)
    device, interface = (
        replies.text(fields.get(name)) or "" for name in ("DeviceName", "InterfaceName")
    )
    try:
        return normal.device_name(device), normal.interface_name(interface)
    except ValueError:
        raise Unusable("its answer to searchNetNameTable has a name that is none") from None
