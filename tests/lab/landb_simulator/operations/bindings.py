# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards, and the interfaces that are bound to them."""

from __future__ import annotations

from .. import spelling
from ..faults import LandbFault, not_found
from ..structures import Record
from .registry import Context, Parameters, operation, required


def card_address(text: str) -> str:
    """A hardware address in a request."""
    try:
        return spelling.hardware_address(text)
    except ValueError:
        raise LandbFault(f"{text} is not a hardware address") from None


def card_of(device: Record, text: str) -> Record:
    """One of a device's cards; a fault where it has no such card."""
    wanted = card_address(text)
    for card in device["NetworkInterfaceCards"]:
        if card["HardwareAddress"] == wanted:
            return dict(card)
    raise LandbFault(f"the card {wanted} does not belong to the device {device['DeviceName']}")


def interface_of(device: Record, name: str) -> Record:
    """One of a device's interfaces, by its full name."""
    for interface in device["Interfaces"]:
        if interface["Name"] == name:
            found: Record = interface
            return found
    raise not_found(f"on the device {device['DeviceName']} the interface", name)


def add_card(context: Context, device: Record, given: Record) -> str:
    """Give a device a card; the card's address. A fault where somebody has it already."""
    address = card_address(given.get("HardwareAddress") or "")
    for name, other in context.database.devices.items():
        if any(card["HardwareAddress"] == address for card in other["NetworkInterfaceCards"]):
            raise LandbFault(f"the card {address} belongs to the device {name} already")
    card = {"HardwareAddress": address, "CardType": given.get("CardType") or "Ethernet"}
    device["NetworkInterfaceCards"].append(card)
    return address


def remove_card(device: Record, text: str) -> None:
    """Take a card from a device; a fault where an interface is bound to it."""
    card = card_of(device, text)
    for interface in device["Interfaces"]:
        bound = interface["BoundInterfaceCard"]
        if bound and bound["HardwareAddress"] == card["HardwareAddress"]:
            raise LandbFault(
                f"the interface {interface['Name']} is bound to the card {card['HardwareAddress']}"
            )
    device["NetworkInterfaceCards"].remove(card)


@operation("bindUnbindInterface", "setUnsetBindedInterface")
def bind_unbind_interface(context: Context, parameters: Parameters) -> bool:
    """Bind an interface to a card of its device; without one, unbind it."""
    name = required(parameters, "InterfaceName")
    with context.database.locked():
        owner, interface = context.database.interface(name)
        with context.database.changing(owner["DeviceName"]) as device:
            card = parameters["HardwareAddress"]
            bound = card_of(device, card) if card else None
            interface_of(device, interface["Name"])["BoundInterfaceCard"] = bound
    return True


@operation("deviceAddCard")
def device_add_card(context: Context, parameters: Parameters) -> bool:
    """Give a device a card. Nothing is bound to it by that."""
    with context.database.changing(required(parameters, "DeviceName")) as device:
        add_card(context, device, required(parameters, "InterfaceCard"))
    return True


@operation("deviceRemoveCard")
def device_remove_card(context: Context, parameters: Parameters) -> bool:
    """Take a card from a device."""
    with context.database.changing(required(parameters, "DeviceName")) as device:
        remove_card(device, required(parameters, "HardwareAddress"))
    return True
