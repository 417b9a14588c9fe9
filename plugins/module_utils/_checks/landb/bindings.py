# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDB001, LDB002 and LDB004: whether the addresses of a host are bound to its cards."""

from __future__ import annotations

from ..._model.check import Need, Scope, check
from ..._model.evidence import Interface
from ..._model.finding import Outcome
from ..._model.outcome import failed, not_applicable, passed, unknown
from ..._model.status import Severity
from ..cases import HostCase
from .texts import BINDING, EVERY_STATUS, OUTAGE, bind_remedy, of_interface, what_dhcp_gives


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
    statuses=EVERY_STATUS,
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
    statuses=EVERY_STATUS,
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
    physical = [card.hardware_address for card in case.evidence.physical_cards]
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
    statuses=EVERY_STATUS,
    needs=(Need.DEVICE,),
    folds_under=("LDB001",),
    outage=OUTAGE,
)
def no_unbound_sibling(case: HostCase) -> Outcome:
    if case.member.is_static:
        return not_applicable(f"{case.subject} does not get its address by DHCP")
    interfaces = case.interfaces
    if len(interfaces) < 2:
        number = "one" if interfaces else "no"
        return passed(f"{case.member.landb_device} has {number} fixed interface")
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


def _of_the_service(case: HostCase, interface: Interface) -> list[Interface]:
    return [i for i in case.interfaces if i.service_name == interface.service_name]


def _no_primary(case: HostCase) -> Outcome:
    if case.fleet.is_sweep:
        return unknown(
            f"LanDB lists {case.subject} in the network service {case.service.name}, but shows no"
            " interface of it there"
        )
    return unknown(f"{case.member.landb_device} has no primary interface in LanDB")
