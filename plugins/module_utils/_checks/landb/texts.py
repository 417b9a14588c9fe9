# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks of the network database say in common."""

from __future__ import annotations

from ..._model.evidence import DhcpRecord, Interface
from ..._model.intent import FloatingAddress
from ..._model.status import Status
from ..cases import HostCase, ServiceCase

BINDING = "LanDB SOAP v6, InterfaceInformation.BoundInterfaceCard and bindUnbindInterface"
MODEL = "LanDB SOAP v6, DeviceInfo"
OUTAGE = "OTG0150866"
EVERY_STATUS = (Status.PASSED, Status.FAILED, Status.UNKNOWN, Status.NOT_APPLICABLE)


def of_interface(interface: Interface) -> str:
    """`CPFE01.EXAMPLE.ORG (192.0.2.11)`."""
    addresses = ", ".join(interface.addresses)
    return f"{interface.name} ({addresses})" if addresses else interface.name


def dhcp_rows(case: HostCase) -> list[DhcpRecord]:
    """What the database's DHCP view gives to the device's cards, other networks aside."""
    database, device = case.fleet.database, case.device
    if device is None or database.dhcp is None:
        return []
    cards = list(device.host_cards)
    if case.primary and case.primary.bound and case.primary.bound not in cards:
        cards.append(case.primary.bound)
    rows = [row for card in cards for row in database.dhcp.get(card, ())]
    return [row for row in rows if _is_of_the_network(case, row)]


def _is_of_the_network(case: HostCase, row: DhcpRecord) -> bool:
    """Whether a row concerns the primary address's network service; if in doubt, it does."""
    if case.primary is None:
        return True
    holders = case.fleet.database.holders.get(row.address, ())
    if not holders:
        return True
    return any(
        interface.service_name == case.primary.service_name and not interface.is_ipmi
        for _device, interface in holders
    )


def what_dhcp_gives(case: HostCase) -> str:
    """The consequence of a wrong or missing binding, as exactly as the evidence allows."""
    name, own = case.subject, " or ".join(case.member.addresses) or "its own"
    when = "At its next DHCP renewal or reboot"
    seen = {card.hardware_address for card in case.evidence.physical_cards}
    rows = [row for row in dhcp_rows(case) if row.address not in case.member.addresses]
    certain = [row.address for row in rows if not seen or row.hardware_address in seen]
    will = "will" if certain else "can"
    candidates = certain or [row.address for row in rows] or _declared_beside(case)
    floating = [address for address in candidates if address in case.parent.floating]
    if floating:
        main = case.parent.main or case.subject
        holder = f", which {main} is meant to hold" if main != case.subject else ""
        return (
            f"{when} {name} {will} be given {floating[0]}, {_whose(case)}{holder}, instead of"
            f" {own}: two hosts then hold one address, and the service goes down when the rightful"
            " one is touched."
        )
    if candidates:
        partner = case.parent.owners.get(candidates[0])
        if partner:
            return (
                f"{when} {name} {will} be given {candidates[0]}, which is the address of {partner},"
                f" instead of {own}: two hosts then hold one address."
            )
        left = "its service" if case.fleet.is_sweep else "the pair"
        return f"{when} {name} {will} be given {candidates[0]} instead of {own} and leave {left}."
    return f"{when} {name} may be given no address, or another one than {own}."


def _whose(case: HostCase) -> str:
    """Whose floating address it is; a network service has many."""
    return (
        "a floating address"
        if case.fleet.is_sweep
        else (f"the floating address of {case.service.name}")
    )


def _declared_beside(case: HostCase) -> list[str]:
    """Addresses that the device has beside its primary one in the same network service."""
    if case.device is None or case.primary is None:
        return []
    return [
        address
        for interface in case.device.interfaces
        if interface is not case.primary
        and interface.service_name == case.primary.service_name
        and not interface.is_ipmi
        for address in interface.addresses
    ]


def bind_remedy(case: HostCase, interface: Interface) -> str:
    """How to bind an interface, in the order that harms nobody."""
    cards = _free_cards(case, interface)
    some = "the host's card in that network" if interface is case.primary else "a card of its own"
    card = cards[0] if len(cards) == 1 else some
    floats = "Do"
    if case.fleet.is_sweep and _may_float(case, interface):
        floats = (
            f"If {interface.name} is floating, declare its address, or mark it in its description:"
            " it must not be bound then. Otherwise do"
        )
    return (
        f"{floats} not reboot {case.subject} or renew its lease. Bind {interface.name} to {card} in"
        f" LanDB and wait until LanDB's DHCP view gives {', '.join(_in_view(interface))} (about 10"
        " minutes); audit again before anything else."
    )


def _may_float(case: HostCase, interface: Interface) -> bool:
    """Whether it could be no host's own: it has another name than its device, or that no card."""
    device = case.device
    return device is None or not device.cards or interface.label != device.name


def _in_view(interface: Interface) -> list[str]:
    """What LanDB's DHCP view can show of an interface: its IPv4 address, if it has one."""
    addresses = interface.addresses or ("its address",)
    return [a for a in addresses if ":" not in a] or list(addresses)


def _free_cards(case: HostCase, interface: Interface) -> list[str]:
    """Cards that the interface can be bound to: the device's, and where it was seen the host's."""
    device = case.device
    if device is None:
        return []
    taken: set[str | None] = set()
    for other in device.interfaces:
        elsewhere = other.is_ipmi or other.service_name != interface.service_name
        if elsewhere or interface is not case.primary:
            taken.add(other.bound)
    physical = {card.hardware_address for card in case.evidence.physical_cards}
    return [c for c in device.cards if c not in taken and (not physical or c in physical)]


def silent(case: ServiceCase, *floating: FloatingAddress) -> list[str]:
    """Of what LanDB told nothing: devices that the intent names, floating addresses without one.

    In a sweep each device stands for itself: one that LanDB faults on leaves the others judged.
    """
    if case.fleet.is_sweep:
        return []
    database = case.fleet.database
    names = (
        *(m.member.landb_device for m in case.members),
        *(f.landb_device for f in floating),
        *case.service.neighbours,
    )
    homeless = (f.address for f in floating if not f.landb_device)
    return [
        *(name for name in names if name and name not in database.devices),
        *(address for address in homeless if address not in database.holders),
    ]
