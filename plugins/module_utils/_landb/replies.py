# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LanDB's replies -> plain values in the form of a snapshot (docs/landb_snapshot.md).

Persons are left out: nothing here needs them. A field that LanDB does not send at all is left out
too; null is only what LanDB says to be null.
"""

from __future__ import annotations

import datetime
import re
import typing as t

from .._model import normal
from .._model.text import printable
from .fields import MAX_TEXT
from .soap import Element, Reply, is_nil, local
from .trouble import Unusable

Plain = dict[str, t.Any]
Fields = t.Mapping[str, t.Optional[Element]]

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.+Z-]*)?\Z")
_TRUE: t.Final = ("true", "1", "y", "yes")
_FALSE: t.Final = ("false", "0", "n", "no")
_UNLOCKED: t.Final = (*_FALSE, "no_lock", "none")

_OF_INTERFACE: t.Final[t.Mapping[str, str]] = {
    "ip_address": "IPAddress",
    "ipv6_address": "IPv6Address",
    "service_name": "ServiceName",
    "rack_name": "RackName",
    "subnet_mask": "SubnetMask",
    "description": "Description",
    "security_class": "SecurityClass",
    "network_domain_name": "NetworkDomainName",
    "medium": "Medium",
}
_OF_DHCP: t.Final[t.Mapping[str, str]] = {
    "host_name": "HostName",
    "hardware_address": "HardwareAddress",
    "ip_address": "IP",
    "net_address": "NetAddress",
    "mask": "Mask",
    "gateway_address": "GatewayAddress",
}
_OF_SERVICE: t.Final[t.Mapping[str, str]] = {
    "name": "Name",
    "subnet_mask": "SubnetMask",
    "address_ini": "AddressIni",
    "address_end": "AddressEnd",
    "default_gateway": "DefaultGateway",
    "network_domain": "NetworkDomain",
    "ipv6_network": "IPv6Network",
    "description": "Description",
}


def text(element: Element | None) -> str | None:
    """The text of an element on one line, or None where there is none.

    Raises:
        Unusable: Where it holds other elements.
    """
    if element is None:
        return None
    if len(element):
        raise Unusable(f"<{local(element)}> holds elements where a text belongs")
    return printable(element.text or "") or None


def texts(reply: Reply, element: Element | None) -> list[str]:
    """The texts of an array of strings; empty ones do not count."""
    found = (text(item) for item in reply.items(element) if not is_nil(item))
    return [one for one in found if one]


def truth(element: Element | None, what: str) -> bool:
    """A boolean (XML Schema part 2, 3.2.2, and what people make of one).

    Raises:
        Unusable: Where it is none; an empty text is none either.
    """
    said = (text(element) or "").lower()
    if said in _TRUE:
        return True
    if said in _FALSE:
        return False
    raise Unusable(f"{what} is neither true nor false")


def name_of(said: str | None) -> str:
    """The name of a device; ValueError where it is none, or would be none without its domain."""
    return normal.device_name(normal.device_name(said or ""))


def device_name(reply: Reply, element: Element) -> str:
    """The name of the device that an item is about, however little of the rest can be used.

    Raises:
        Unusable: Where it has none, or several.
    """
    named = [reply.target(child) for child in element if local(child) == "DeviceName"]
    try:
        return name_of(text(named[0]) if len(named) == 1 else None)
    except ValueError:
        raise Unusable("it gave a device without a usable DeviceName") from None


def device(reply: Reply, element: Element) -> Plain:
    """DeviceInfo as a snapshot has it.

    Raises:
        Unusable: Where a part of it cannot be read.
    """
    fields = reply.fields(element)
    plain: Plain = {
        "name": text(fields.get("DeviceName")),
        "cards": [_card(reply, card) for card in _array(reply, fields, "NetworkInterfaceCards")],
        "interfaces": [_interface(reply, one) for one in _array(reply, fields, "Interfaces")],
    }
    unreadable: dict[str, str] = {}
    _hcp_response(plain, unreadable, fields)
    _end_date(plain, unreadable, reply, fields)
    _blocked(plain, reply, fields)
    if "ManagerLocked" in fields:
        said = text(fields["ManagerLocked"])
        plain["manager_locked"] = None if said is None else said.lower() not in _UNLOCKED
    if "LastChangeDate" in fields:
        plain["last_change_date"] = _time(reply, fields["LastChangeDate"])
    return {**plain, "unreadable": unreadable} if unreadable else plain


def _array(reply: Reply, fields: Fields, name: str) -> list[Element]:
    """The items of an array that a device must have, even where it is nil: then it is empty."""
    if name not in fields:
        raise Unusable(f"it did not send the {name} of a device")
    return reply.items(fields[name])


def _card(reply: Reply, element: Element) -> Plain:
    fields = reply.fields(element)
    return {
        "hardware_address": text(fields.get("HardwareAddress")),
        "card_type": text(fields.get("CardType")),
    }


def _interface(reply: Reply, element: Element) -> Plain:
    fields = reply.fields(element)
    name = text(fields.get("Name"))
    if "BoundInterfaceCard" not in fields:
        raise Unusable(
            f"it did not say whether {name or 'an interface'} is bound (BoundInterfaceCard is"
            " missing, which is not the same as null)"
        )
    plain: Plain = {"name": name}
    for key, field in _OF_INTERFACE.items():
        if field in fields:
            plain[key] = text(fields[field])
    if plain.get("description"):
        plain["description"] = _cut(plain["description"])
    plain["bound_hardware_address"] = _bound(reply, fields["BoundInterfaceCard"])
    if "Outlet" in fields:
        outlet = fields["Outlet"]
        if outlet is not None and len(outlet):
            outlet = reply.fields(outlet).get("ID")
        plain["outlet"] = text(outlet)
    if fields.get("IPAliases") is not None:
        plain["ip_aliases"] = texts(reply, fields["IPAliases"])
    return plain


def _bound(reply: Reply, element: Element | None) -> str | None:
    """The hardware address of a BoundInterfaceCard; none where that is nil or has no address."""
    if element is None or not len(element):
        return text(element)
    fields = reply.fields(element)
    if "HardwareAddress" not in fields:
        raise Unusable("it sent a BoundInterfaceCard without HardwareAddress")
    return text(fields["HardwareAddress"])


def _hcp_response(plain: Plain, unreadable: dict[str, str], fields: Fields) -> None:
    """Left out where LanDB says nothing."""
    said = text(fields.get("HCPResponse"))
    if said is None:
        return
    try:
        plain["hcp_response"] = truth(fields["HCPResponse"], "HCPResponse")
    except Unusable:
        unreadable["hcp_response"] = _cut(said)


def _end_date(plain: Plain, unreadable: dict[str, str], reply: Reply, fields: Fields) -> None:
    if "EndDate" not in fields:
        return
    said = _time(reply, fields["EndDate"])
    if said is None:
        plain["end_date"] = None
        return
    form = _DAY.match(said)
    try:
        plain["end_date"] = normal.day(form.group(1) if form else said).isoformat()
    except ValueError:
        unreadable["end_date"] = said


def _blocked(plain: Plain, reply: Reply, fields: Fields) -> None:
    """`Blocked{By,Date,Reason,UnblockRole}`; a structure that says nothing is left out."""
    if "Blocked" not in fields:
        return
    element = fields["Blocked"]
    if element is None or not len(element):
        said = text(element)
        if said is None or said.lower() in _FALSE:
            plain["blocked"] = None
        else:
            plain["blocked"] = True if said.lower() in _TRUE else _cut(said)
        return
    inner = reply.fields(element)
    if any(one is not None and _all_words(one) for one in inner.values()):
        reason = text(inner.get("Reason"))
        plain["blocked"] = {"reason": reason and _cut(reason)}


def _time(reply: Reply, element: Element | None) -> str | None:
    """A date or a time in LanDB's own words: a text, or a `Time{TimeUTC,unixtime}`."""
    if element is None or not len(element):
        said = text(element)
        return said and _cut(said)
    fields = reply.fields(element)
    if not {"TimeUTC", "unixtime"} & set(fields):
        return _all_words(element) or f"<{local(element)}>"
    said, seconds = text(fields.get("TimeUTC")), text(fields.get("unixtime"))
    if said or seconds is None:
        return said and _cut(said)
    try:
        moment = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)
    except (ValueError, OverflowError, OSError):
        return _cut(seconds)
    return normal.stamp(moment)


def _all_words(element: Element) -> str:
    """All texts in an element, whatever it is."""
    return _cut(printable(" ".join(element.itertext())))


def _cut(words: str) -> str:
    """A snapshot takes no longer text."""
    return words if len(words) <= MAX_TEXT else words[: MAX_TEXT - 3] + "..."


def dhcp_record(reply: Reply, element: Element) -> Plain:
    """InetInfo as a snapshot has it."""
    fields = reply.fields(element)
    return {key: text(fields[field]) for key, field in _OF_DHCP.items() if field in fields}


def network_service(reply: Reply, element: Element) -> Plain:
    """ServiceInfo, without what nobody here reads."""
    fields = reply.fields(element)
    return {key: text(fields[field]) for key, field in _OF_SERVICE.items() if field in fields}
