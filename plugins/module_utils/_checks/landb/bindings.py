# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDB001 to LDB005: which card is given which address."""

from __future__ import annotations

from ..._model.check import Need, Scope, check
from ..._model.evidence import Interface
from ..._model.finding import Outcome
from ..._model.intent import FloatingAddress
from ..._model.outcome import failed, not_applicable, passed, unknown
from ..._model.status import Severity, Status
from ..cases import HostCase, ServiceCase
from .texts import BINDING, bind_remedy, of_interface, what_dhcp_gives

ALL = (Status.PASSED, Status.FAILED, Status.UNKNOWN, Status.NOT_APPLICABLE)
OUTAGE = "OTG0150866"


@check(
    "LDB001",
    title="The primary interface is bound to hardware",
    scope=Scope.HOST,
    severity=Severity.CRITICAL,
    why="DHCP is generated from bindings: an unbound primary address is given to nobody, and the"
    " host's card gets whatever else is declared for its device.",
    fails_when="a primary interface has no bound hardware address (major if it is the device's"
    " only one in that network service; not applicable to a static host)",
    consequence="At the next DHCP renewal or reboot the host gets another address, or none.",
    remedy="Bind the primary interface to the host's card in LanDB.",
    reference=BINDING,
    statuses=ALL,
    needs=(Need.DEVICE,),
    folds_under=("LDB007",),
    outage=OUTAGE,
)
def primary_is_bound(case: HostCase) -> Outcome:
    if case.member.is_static:
        return not_applicable(f"{case.subject} does not get its address by DHCP")
    interface = case.primary
    if interface is None:
        return _no_primary(case)
    if interface.bound:
        return passed(f"{of_interface(interface)} is bound to {interface.bound}", interface.bound)
    alone = len(_of_the_service(case, interface)) == 1
    return failed(
        f"{of_interface(interface)}, the primary interface of {case.subject}, is bound to no"
        " hardware address in LanDB",
        expected="bound to a card of the host",
        actual="unbound",
        consequence=what_dhcp_gives(case),
        remedy=bind_remedy(case, interface),
        severity=Severity.MAJOR if alone else Severity.CRITICAL,
    )


@check(
    "LDB002",
    title="The bound hardware address is the host's",
    scope=Scope.HOST,
    severity=Severity.CRITICAL,
    why="After a card or a whole machine was replaced, the old binding gives the address to"
    " hardware that is gone.",
    fails_when="the bound hardware address is none of the device's cards, or none of the host's"
    " physical ones",
    consequence="At the next DHCP renewal or reboot the host gets another address, or none.",
    remedy="Bind the primary interface to a card that the host has.",
    reference=BINDING,
    statuses=ALL,
    needs=(Need.DEVICE,),
    folds_under=("LDB007", "EVD001", "EVD003", "EVD002"),
)
def bound_card_is_the_hosts(case: HostCase) -> Outcome:
    interface, device = case.primary, case.device
    if interface is None or device is None:
        return _no_primary(case)
    bound = interface.bound
    if not bound:
        return not_applicable(f"{interface.name} is not bound")
    if bound not in device.cards:
        return failed(
            f"{of_interface(interface)} is bound to {bound}, which is no card of {device.name}"
            " in LanDB",
            expected=" or ".join(device.cards) or "a card of the device",
            actual=bound,
            consequence=what_dhcp_gives(case),
            remedy=bind_remedy(case, interface),
        )
    return _compared_with_host(case, interface, bound, f"a card of {device.name} in LanDB")


def _compared_with_host(case: HostCase, interface: Interface, bound: str, known: str) -> Outcome:
    if case.evidence.cards is None and not case.fleet.asks_hosts:
        return passed(
            f"{interface.name} is bound to {bound}, {known} (the host itself was not asked)",
            bound,
        )
    if case.evidence.cards is None:
        return unknown(
            f"the cards of {case.subject} could not be compared with LanDB: {case.gaps[Need.CARDS]}"
        )
    physical = [card.hardware_address for card in case.evidence.cards if card.is_physical]
    if not physical:
        return unknown(f"no physical card was seen on {case.subject}")
    if bound in physical and case.is_stale:
        return unknown(
            f"{interface.name} is bound to {bound}, but the evidence of {case.subject} is not"
            " recent"
        )
    if bound in physical:
        return passed(f"{interface.name} is bound to {bound}, a card of {case.subject}", bound)
    return failed(
        f"{of_interface(interface)} is bound to {bound}, which is no physical card of"
        f" {case.subject}",
        expected=" or ".join(physical),
        actual=bound,
        consequence=what_dhcp_gives(case),
        remedy=bind_remedy(case, interface),
    )


@check(
    "LDB003",
    title="No floating address is bound to hardware",
    scope=Scope.SERVICE,
    severity=Severity.CRITICAL,
    why="A floating address belongs to keepalived alone. Bound to a card, DHCP hands it out.",
    fails_when="a floating address is bound to a card of a member (minor if to another, such as a"
    " VRRP virtual MAC)",
    consequence="At its next DHCP renewal or reboot a member is given the floating address.",
    remedy="Bind the member's primary interface first, then unbind the floating address.",
    reference=BINDING,
    statuses=ALL,
    needs=(Need.DATABASE,),
    folds_under=("LDB006",),
    outage=OUTAGE,
)
def floating_is_unbound(case: ServiceCase) -> list[Outcome]:
    return [_floating_binding(case, floating) for floating in case.service.floating_addresses]


def _floating_binding(case: ServiceCase, floating: FloatingAddress) -> Outcome:
    subject, address = f"{case.subject}/{floating.address}", floating.address
    held = case.fleet.database.holders.get(address, ())
    if not held:
        return unknown(f"LanDB gave no interface with the floating address {address}", subject)
    bound = [interface for _device, interface in held if interface.bound]
    if not bound:
        silent = _silent(case, floating)
        if silent:
            return unknown(
                f"the floating address {address} is bound to no card as far as LanDB answered, but"
                f" it gave no answer about {silent[0]}",
                subject,
            )
        return passed(f"the floating address {address} is bound to no card", "unbound", subject)
    card = bound[0].bound or ""
    owners = tuple(member.subject for member in case.members if _has_card(member, card))
    named = f"the floating address {address} ({bound[0].name}) is bound to {card}"
    dark = tuple(m.subject for m in case.members if not m.device and m.evidence.cards is None)
    if not owners and dark:
        return failed(
            f"{named}, and whether that is a card of {' or '.join(dark)} is not known",
            expected="unbound",
            actual=card,
            subject=subject,
            hosts=dark,
        )
    if not owners:
        return failed(
            f"{named}, which is no card of a member",
            expected="unbound",
            actual=card,
            consequence=f"Whatever has the card {card} would be given {address} by DHCP.",
            remedy=f"Unbind {bound[0].name} in LanDB.",
            severity=Severity.MINOR,
            subject=subject,
        )
    return failed(
        f"{named}, a card of {' and '.join(owners)}",
        expected="unbound",
        actual=card,
        consequence=f"At its next DHCP renewal or reboot {owners[0]} can be given {address}, the"
        f" floating address of {case.subject}: two hosts hold one address.",
        remedy=f"Make sure first that the primary interface of {owners[0]} is bound to {card},"
        f" then unbind {bound[0].name} in LanDB.",
        subject=subject,
        hosts=owners,
    )


@check(
    "LDB004",
    title="No fixed interface stands unbound beside another",
    scope=Scope.HOST,
    severity=Severity.CRITICAL,
    why="With two addresses declared for one device in one network service, a card without a"
    " binding gets either of them.",
    fails_when="a device has two or more fixed interfaces in one network service and one that is"
    " not floating is unbound (folds with LDB001)",
    consequence="At the next DHCP renewal or reboot the host can be given the other address.",
    remedy="Bind every interface of the device that is not floating.",
    reference=BINDING,
    statuses=ALL,
    needs=(Need.DEVICE,),
    folds_under=("LDB001",),
    outage=OUTAGE,
)
def no_unbound_sibling(case: HostCase) -> Outcome:
    if case.member.is_static:
        return not_applicable(f"{case.subject} does not get its address by DHCP")
    device = case.device
    interfaces = [] if device is None else [i for i in device.interfaces if not i.is_ipmi]
    if len(interfaces) < 2:
        return passed(f"{case.member.landb_device} has one fixed interface")
    floating = case.parent.floating
    for interface in interfaces:
        if interface.bound or any(address in floating for address in interface.addresses):
            continue
        siblings = [i for i in interfaces if i.service_name == interface.service_name]
        if len(siblings) > 1:
            others = [of_interface(i) for i in siblings if i is not interface]
            return failed(
                f"{of_interface(interface)} is unbound beside {', '.join(others)} in the network"
                f" service {interface.service_name}",
                expected="every interface bound that is not floating",
                actual=f"{interface.name} unbound",
                consequence=what_dhcp_gives(case),
                remedy=bind_remedy(case, interface),
            )
    return passed(
        f"no interface of {case.member.landb_device} stands unbound beside another, floating"
        " addresses aside"
    )


@check(
    "LDB005",
    title="A card is bound once and belongs to one device",
    scope=Scope.HOST,
    severity=Severity.CRITICAL,
    why="DHCP servers take the first of two declarations for a card (ISC dhcpd) or refuse the"
    " second (Kea): the order decides which address a host gets.",
    fails_when="one card is bound to two interfaces of one network service, or is known on two"
    " devices",
    consequence="At the next DHCP renewal or reboot the host gets either address.",
    remedy="Keep the binding to the primary interface, and the card on the device that has it.",
    reference="ISC dhcpd server/mdb.c find_host_for_network; Kea ARM, host reservations",
    statuses=ALL,
    needs=(Need.DEVICE,),
    folds_under=("LDB003",),
)
def card_is_bound_once(case: HostCase) -> Outcome:
    device, database = case.device, case.fleet.database
    cards = device.cards if device else ()
    if not cards:
        return not_applicable(f"{case.member.landb_device} has no card in LanDB")
    for card in cards:
        owners = database.card_owners.get(card, ())
        if len(owners) > 1:
            return failed(
                f"the card {card} of {case.member.landb_device} is known on"
                f" {' and '.join(owners)} in LanDB",
                expected="one device",
                actual=", ".join(owners),
                consequence=what_dhcp_gives(case),
                remedy=f"Remove the card {card} in LanDB from the device that does not have it.",
            )
        twice = _bound_twice(database.binders.get(card, ()))
        if twice:
            names = " and ".join(of_interface(interface) for interface in twice)
            return failed(
                f"the card {card} of {case.member.landb_device} is bound to {names} in one network"
                " service",
                expected="one interface",
                actual=f"{len(twice)} interfaces",
                consequence=what_dhcp_gives(case),
                remedy=f"Keep the binding of {card} to the primary interface of {case.subject}"
                " and undo the other.",
            )
    once = f"each card of {case.member.landb_device} is bound at most once"
    silent = _silent(case.parent, *case.service.floating_addresses)
    if silent:
        return unknown(
            f"{once} as far as LanDB answered, but it gave no answer about {silent[0]}",
            hosts=case.parent.hosts,
        )
    return passed(once)


def _bound_twice(bound: tuple[Interface, ...]) -> list[Interface]:
    if len(bound) < 2:
        return []
    by_service: dict[str, list[Interface]] = {}
    for interface in bound:
        by_service.setdefault(interface.service_name, []).append(interface)
    return next((same for same in by_service.values() if len(same) > 1), [])


def _of_the_service(case: HostCase, interface: Interface) -> list[Interface]:
    device = case.device
    siblings = device.interfaces if device else ()
    return [i for i in siblings if i.service_name == interface.service_name and not i.is_ipmi]


def _has_card(member: HostCase, card: str) -> bool:
    if member.device and card in member.device.cards:
        return True
    seen = member.evidence.cards or ()
    return any(own.hardware_address == card for own in seen if own.is_physical)


def _silent(case: ServiceCase, *floating: FloatingAddress) -> list[str]:
    """Of what LanDB told nothing: devices that the intent names, floating addresses without one."""
    database = case.fleet.database
    names = (*(m.member.landb_device for m in case.members), *(f.landb_device for f in floating))
    homeless = (f.address for f in floating if not f.landb_device)
    return [
        *(name for name in names if name and name not in database.devices),
        *(address for address in homeless if address not in database.holders),
    ]


def _no_primary(case: HostCase) -> Outcome:
    return unknown(f"{case.member.landb_device} has no primary interface in LanDB")
