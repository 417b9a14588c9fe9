# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a binding in LanDB may be changed, and to what: pure, on what LanDB told.

The order that harms nobody: a host's own interface is bound first, a floating one unbound after.
"""

from __future__ import annotations

import dataclasses
import typing as t

from .._model import normal
from .._model.errors import shown
from .._model.evidence import Device, Interface

IsFloating = t.Callable[[Interface], bool]


class NotAllowed(Exception):
    """A change that would harm, or that LanDB would refuse; the message says why."""


@dataclasses.dataclass(frozen=True)
class Wish:
    """What is wanted.

    Attributes:
        interface: Name (of any length) or address of an interface of the device.
        card: The hardware address, canonical, or None: the only one that is free.
        is_bound: Whether it shall be bound.
        host_is_off: Whether the operator says that nobody uses the address now.
    """

    interface: str
    card: str | None
    is_bound: bool
    host_is_off: bool = False


@dataclasses.dataclass(frozen=True)
class Plan:
    """What is to be done.

    Attributes:
        interface: As LanDB has it.
        card: The hardware address that it shall be bound to, or None: to none.
    """

    interface: Interface
    card: str | None

    @property
    def changes(self) -> bool:
        """Whether anything has to be done."""
        return self.interface.bound != self.card


def plan(device: Device, wish: Wish, is_floating: IsFloating, owners: t.Sequence[Device]) -> Plan:
    """What is to be done.

    Args:
        device: As LanDB has it now.
        wish: What is wanted.
        is_floating: Tells whether an interface is a floating one.
        owners: Where an interface shall be unbound, the devices that have the card.

    Raises:
        NotAllowed: With one sentence.
    """
    interface = find(device, wish.interface)
    found = _present(device, interface, wish, is_floating) if wish.is_bound else None
    if found is None:
        found = Plan(interface, None if _unbinds(interface, wish) else interface.bound)
    if found.changes and not wish.is_bound:
        _refuse_taking(device, interface, wish, is_floating, owners)
    if found.changes and device.manager_locked:
        raise NotAllowed(
            f"{device.name} is locked in LanDB, because it is managed from elsewhere: change it"
            " there."
        )
    return found


def find(device: Device, named: str) -> Interface:
    """The interface of a device with that name or address.

    Raises:
        NotAllowed: Where it has none, or several.
    """
    wanted = named.strip().rstrip(".").upper()
    try:
        address = normal.address(named.strip())
    except ValueError:
        address = ""
    found = [i for i in device.interfaces if i.name == wanted or address in i.addresses]
    if not found and "." not in wanted:
        found = [i for i in device.interfaces if i.label == wanted]
    if len(found) == 1:
        return found[0]
    has = ", ".join(told(interface) for interface in device.interfaces) or "none"
    number = "several interfaces" if found else "no interface"
    raise NotAllowed(f"{device.name} has {number} {shown(named)} in LanDB; its interfaces: {has}.")


def told(interface: Interface) -> str:
    """`CPFE01.EXAMPLE.ORG (192.0.2.11)`."""
    addresses = ", ".join(interface.addresses)
    return f"{interface.name} ({addresses})" if addresses else interface.name


def _present(device: Device, interface: Interface, wish: Wish, is_floating: IsFloating) -> Plan:
    if is_floating(interface):
        raise NotAllowed(
            f"{told(interface)} is a floating address: bound to a card, DHCP would hand it out"
            " while keepalived moves it."
        )
    card = wish.card or _only_card(device, interface)
    if card not in device.cards:
        raise NotAllowed(
            f"{card} is no card of {device.name} in LanDB; its cards:"
            f" {', '.join(device.cards) or 'none'}."
        )
    if interface.bound != card:
        _refuse_binding(device, interface, card, wish, is_floating)
    return Plan(interface, card)


def _refuse_binding(
    device: Device, interface: Interface, card: str, wish: Wish, is_floating: IsFloating
) -> None:
    """What would leave the host with either of two addresses, or without the one that it has."""
    beside = [
        other
        for other in device.interfaces
        if other.service_name == interface.service_name
        and other.name != interface.name
        and not is_floating(other)
    ]
    for other in beside:
        if other.bound == card:
            raise NotAllowed(
                f"{card} is bound to {told(other)} in the network service"
                f" {interface.service_name} already: with two bindings, DHCP gives either address."
            )
        if other.label == device.name and not other.bound:
            raise NotAllowed(
                f"{told(other)}, the own address of {device.name}, must be bound first: with"
                f" {told(interface)} bound alone, DHCP gives that to the host. If it is a floating"
                " address, it must not be bound at all."
            )
    if interface.bound in device.cards and not wish.host_is_off:
        raise NotAllowed(
            f"{told(interface)} is bound to {interface.bound}, another card of {device.name}: a"
            " host that is running on that card loses its address at its next DHCP renewal or"
            " reboot. Say host_is_off if nobody uses it on that card any more."
        )


def _only_card(device: Device, interface: Interface) -> str:
    if interface.bound in device.cards and interface.bound is not None:
        return interface.bound
    taken = {
        i.bound
        for i in device.interfaces
        if i.service_name == interface.service_name or i.is_ipmi or interface.is_ipmi
    }
    free = [card for card in device.cards if card not in taken]
    if len(free) != 1:
        raise NotAllowed(
            f"{device.name} has {len(free)} cards that {told(interface)} could be bound to"
            f" ({', '.join(free) or 'none is free'}): name one."
        )
    return free[0]


def _unbinds(interface: Interface, wish: Wish) -> bool:
    """A binding to another card than the one that was named is not the one to undo."""
    return wish.card is None or wish.card == interface.bound


def _refuse_taking(
    device: Device,
    interface: Interface,
    wish: Wish,
    is_floating: IsFloating,
    owners: t.Sequence[Device],
) -> None:
    if wish.host_is_off:
        return
    if not is_floating(interface):
        raise NotAllowed(
            f"{told(interface)} is an address of {device.name} itself: unbound, a host that is"
            " running loses it, or is given another one, at its next DHCP renewal or reboot. Say"
            " host_is_off if nobody uses it any more."
        )
    if not owners:
        raise NotAllowed(
            f"{told(interface)} is bound to {interface.bound}, and LanDB does not tell whose card"
            " that is: unbound, its host could be left without an address. Say host_is_off if"
            " there is none."
        )
    for owner in owners:
        own = [
            i
            for i in owner.interfaces
            if i.service_name == interface.service_name and not i.is_ipmi and not is_floating(i)
        ]
        if own and not any(i.bound == interface.bound for i in own):
            raise NotAllowed(
                f"{told(own[0])} must be bound to {interface.bound} first: with"
                f" {told(interface)} unbound, {owner.name} would be left without an address."
            )
