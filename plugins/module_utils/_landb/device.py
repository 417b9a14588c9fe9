# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One device, or one line of the DHCP view, as a snapshot has it -> evidence."""

from __future__ import annotations

import typing as t

from .._model import normal
from .._model.errors import InputError, kind_of
from .._model.evidence import Device, DhcpRecord, Interface
from . import fields

DEVICE_KEYS: t.Final = {
    "name",
    "cards",
    "interfaces",
    "hcp_response",
    "blocked",
    "end_date",
    "vm_parent",
    "manager_locked",
    "responsible_person",
    "location",
    "description",
    "operating_system",
    "last_change_date",
    "unreadable",
}
CARD_KEYS: t.Final = {"hardware_address", "card_type"}
INTERFACE_KEYS: t.Final = {
    "name",
    "ip_address",
    "ipv6_address",
    "service_name",
    "bound_hardware_address",
    "outlet",
    "rack_name",
    "subnet_mask",
    "description",
    "security_class",
    "network_domain_name",
    "medium",
    "ip_aliases",
}
DHCP_KEYS: t.Final = {
    "host_name",
    "hardware_address",
    "ip_address",
    "net_address",
    "mask",
    "gateway_address",
}
NOTED: t.Final = ("hcp_response", "blocked", "end_date")


def read_device(item: object, where: str) -> Device:
    """A device.

    Raises:
        InputError: With one sentence that names the place.
    """
    plain = fields.mapping(item, where)
    name = fields.read(
        normal.device_name, plain.get("name"), f"{where}.name", "the name of a device"
    )
    where = f"{where} ({name})"
    fields.known(plain, DEVICE_KEYS, where)
    for i, card in enumerate(fields.sequence(plain.get("cards"), f"{where}.cards")):
        fields.known(fields.mapping(card, f"{where}.cards[{i}]"), CARD_KEYS, f"{where}.cards[{i}]")
    cards = [
        fields.read(
            normal.hardware_address,
            fields.mapping(card, f"{where}.cards[{i}]").get("hardware_address"),
            f"{where}.cards[{i}].hardware_address",
            "a hardware address",
        )
        for i, card in enumerate(fields.sequence(plain.get("cards"), f"{where}.cards"))
    ]
    interfaces = fields.sequence(plain.get("interfaces"), f"{where}.interfaces")
    hcp_response = _flag(plain, "hcp_response", where)
    unreadable = _unreadable(plain, where)
    unread = {field for field in NOTED if field not in plain} | unreadable.keys()
    if hcp_response is None:
        unread.add("hcp_response")
    end_date = plain.get("end_date")
    return Device(
        name=name,
        cards=tuple(dict.fromkeys(cards)),
        interfaces=tuple(
            _interface(interface, f"{where}.interfaces[{i}]")
            for i, interface in enumerate(interfaces)
        ),
        hcp_response=hcp_response,
        blocked=_blocked(plain.get("blocked"), f"{where}.blocked"),
        end_date=fields.read(normal.day, end_date, f"{where}.end_date", "a date")
        if fields.given(end_date)
        else None,
        vm_parent=fields.place(plain.get("vm_parent"), f"{where}.vm_parent"),
        manager_locked=_flag(plain, "manager_locked", where),
        unread=frozenset(unread),
        unreadable=unreadable,
    )


def _flag(plain: fields.Plain, name: str, where: str) -> bool | None:
    value = plain.get(name)
    if value is None or isinstance(value, bool):
        return value
    raise InputError(f"{where}.{name} must be true or false, not {kind_of(value)}.")


def _unreadable(plain: fields.Plain, where: str) -> dict[str, str]:
    """Fields that LanDB filled with something that nobody here understands: in its own words."""
    given = plain.get("unreadable")
    declared = fields.mapping({} if given is None else given, f"{where}.unreadable")
    fields.known(declared, NOTED, f"{where}.unreadable")
    return {
        name: fields.read(fields.filled, words, f"{where}.unreadable.{name}", "a text")
        for name, words in declared.items()
    }


def _interface(item: object, where: str) -> Interface:
    plain = fields.mapping(item, where)
    name = fields.read(
        normal.interface_name, plain.get("name"), f"{where}.name", "the name of an interface"
    )
    where = f"{where} ({name})"
    fields.known(plain, INTERFACE_KEYS, where)
    if "bound_hardware_address" not in plain:
        raise InputError(f"{where}.bound_hardware_address is missing (null where it is unbound).")
    bound = plain["bound_hardware_address"]
    addresses = [
        fields.read(normal.address, plain[key], f"{where}.{key}", "an IP address")
        for key in ("ip_address", "ipv6_address")
        if fields.given(plain.get(key))
    ]
    return Interface(
        name=name,
        addresses=tuple(dict.fromkeys(addresses)),
        service_name=fields.read(
            fields.upper, plain.get("service_name"), f"{where}.service_name", "a text"
        ),
        bound=fields.read(
            normal.hardware_address,
            bound,
            f"{where}.bound_hardware_address",
            "a hardware address or null",
        )
        if fields.given(bound)
        else None,
        outlet=fields.place(plain.get("outlet"), f"{where}.outlet"),
        rack_name=fields.place(plain.get("rack_name"), f"{where}.rack_name"),
        description=fields.text(plain.get("description"), f"{where}.description"),
    )


def _blocked(value: object, where: str) -> str | None:
    """LanDB's Blocked{By,Date,Reason}, a text, a boolean, or null: not blocked."""
    if value is None or value is False:
        return None
    if value is True:
        return "no reason given"
    if isinstance(value, dict):
        return fields.text(value.get("reason"), f"{where}.reason") or "no reason given"
    return fields.text(value, where)


def read_dhcp_record(item: object, where: str) -> DhcpRecord:
    """A line of the DHCP view.

    Raises:
        InputError: With one sentence that names the place.
    """
    plain = fields.mapping(item, where)
    fields.known(plain, DHCP_KEYS, where)
    return DhcpRecord(
        host_name=fields.read(
            fields.filled, plain.get("host_name"), f"{where}.host_name", "a text"
        ),
        hardware_address=fields.read(
            normal.hardware_address,
            plain.get("hardware_address"),
            f"{where}.hardware_address",
            "a hardware address",
        ),
        address=fields.read(
            normal.address, plain.get("ip_address"), f"{where}.ip_address", "an IP address"
        ),
    )
