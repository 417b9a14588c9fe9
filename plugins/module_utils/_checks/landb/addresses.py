# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDB007, LDB008 and LDB010: which addresses the database declares and DHCP hands out."""

from __future__ import annotations

from ..._model.check import Need, Scope, check
from ..._model.finding import Outcome
from ..._model.outcome import failed, not_applicable, passed, unknown
from ..._model.status import Severity
from ..cases import HostCase
from .texts import EVERY_STATUS, MODEL, bind_remedy, dhcp_rows, what_dhcp_gives


@check(
    "LDB007",
    title="LanDB and the intent agree on the primary address",
    scope=Scope.HOST,
    severity=Severity.MAJOR,
    why="One of the two is wrong, and DHCP follows LanDB.",
    fails_when="LanDB's primary address differs from the intended one",
    consequence="At the next DHCP renewal or reboot the host leaves the address that its partner,"
    " its clients and its monitoring know.",
    remedy="Correct the address in LanDB, or frontend_primary_address.",
    reference=MODEL,
    statuses=EVERY_STATUS,
    needs=(Need.DEVICE,),
)
def primary_address_agrees(case: HostCase) -> Outcome:
    intended, interface = case.member.addresses, case.primary
    if interface is None:
        return failed(
            f"{case.member.landb_device} has no interface with {' or '.join(intended)} in LanDB",
            expected=", ".join(intended),
            actual="no interface",
        )
    declared = case.fleet.database.holders
    others = [
        f"{address} on {device.name}"
        for address in intended
        for device, _interface in declared.get(address, ())
        if device is not case.device
    ]
    if others:
        return failed(
            f"the primary address of {case.subject} is declared on another device too:"
            f" {', '.join(others)}",
            expected=f"on {case.member.landb_device} alone",
            actual=", ".join(others),
        )
    if all(address in interface.addresses for address in intended):
        return passed(f"LanDB has {', '.join(intended)} on {interface.name}", intended[0])
    return failed(
        f"the primary address of {case.subject} is {', '.join(interface.addresses) or 'none'} in"
        f" LanDB ({interface.name}), not {', '.join(intended)}",
        expected=", ".join(intended),
        actual=", ".join(interface.addresses) or "none",
    )


@check(
    "LDB008",
    title="LanDB's DHCP view gives the primary address",
    scope=Scope.HOST,
    severity=Severity.CRITICAL,
    why="The view is what the DHCP servers are configured from: it shows the next lease.",
    fails_when="LanDB's DHCP view (getHCPInfoArray) gives a card of that network service no"
    " address, two, or another one than its primary (IPMI and other networks aside)",
    consequence="At the next DHCP renewal or reboot the host gets what the view says.",
    remedy="Correct the binding in LanDB and wait until the view follows (about 10 minutes).",
    reference="LanDB SOAP v6, getHCPInfoArray and InetInfo",
    statuses=EVERY_STATUS,
    needs=(Need.DEVICE,),
    folds_under=("LDB001", "LDB002", "LDB003", "LDB005", "LDB010", "LDB007", "EVD003"),
    outage="OTG0150866",
)
def dhcp_view_gives_primary(case: HostCase) -> Outcome:
    if case.member.is_static:
        return not_applicable(f"{case.subject} does not get its address by DHCP")
    database, device = case.fleet.database, case.member.landb_device
    if database.dhcp is None:
        return unknown(f"LanDB's DHCP view was not read, so what it gives {case.subject} is open")
    if device in database.dhcp_faults:
        return unknown(f"LanDB's DHCP view of {device}: {database.dhcp_faults[device]}")
    foreign = _foreign_reservation(case)
    if foreign:
        return foreign
    given = list(dict.fromkeys(row.address for row in dhcp_rows(case)))
    intended = case.member.addresses
    if intended[0] in given and all(address in intended for address in given):
        return passed(f"LanDB's DHCP view gives {case.subject} {', '.join(given)}", given[0])
    found = " and ".join(given) or "no address"
    return failed(
        f"LanDB's DHCP view gives the card of {case.subject} {found}",
        expected=", ".join(intended),
        actual=found,
        consequence=what_dhcp_gives(case),
        remedy=_view_remedy(case),
    )


def _foreign_reservation(case: HostCase) -> Outcome | None:
    """The failure where the view gives the primary address to a card that is not the device's."""
    own = set(case.device.cards if case.device else ())
    if case.primary and case.primary.bound:
        own.add(case.primary.bound)
    for address in case.member.addresses:
        for card in case.fleet.database.reservations.get(address, ()):
            if card not in own:
                return failed(
                    f"LanDB's DHCP view gives {address}, the primary address of {case.subject}, to"
                    f" {card}, which is no card of {case.member.landb_device}",
                    expected=f"given to {' or '.join(sorted(own)) or 'a card of the device'}",
                    actual=card,
                    consequence=f"Whatever has the card {card} is given {address} by DHCP: two"
                    " hosts then hold one address.",
                    remedy=f"Do not reboot {case.subject} or renew its lease. Find in LanDB why"
                    f" {card} is given {address}, and undo it.",
                )
    return None


def _view_remedy(case: HostCase) -> str:
    interface = case.primary
    if interface is None:
        return ""
    if not interface.bound:
        return bind_remedy(case, interface)
    return (
        f"Do not reboot {case.subject} or renew its lease. {interface.name} is bound to"
        f" {interface.bound}: if that was changed in the last minutes, wait until the view follows"
        " and audit again; otherwise ask the network team why DHCP does not follow the binding."
    )


@check(
    "LDB010",
    title="DHCP answers for the host",
    scope=Scope.HOST,
    severity=Severity.CRITICAL,
    why="A device that is blocked, or for which DHCP is switched off, lives on its last lease.",
    fails_when="DHCP is off for a DHCP host, or the device is blocked",
    consequence="When its lease runs out, or at a reboot, the host is without an address.",
    remedy="Have the block lifted, or DHCP switched on for the device, in LanDB.",
    reference="LanDB SOAP v6, DeviceInfo.HCPResponse and DeviceInfo.Blocked",
    statuses=EVERY_STATUS,
    needs=(Need.DEVICE,),
)
def dhcp_answers(case: HostCase) -> Outcome:
    device = case.device
    if device is None:
        return unknown(case.gaps[Need.DEVICE])
    troubles, cures = [], []
    if device.blocked:
        troubles.append(f"{device.name} is blocked in LanDB: {device.blocked}")
        cures.append("have the block lifted")
    if not case.member.is_static and device.hcp_response is False:
        troubles.append(f"DHCP is switched off for {device.name} in LanDB")
        cures.append("have DHCP switched on")
    if troubles:
        return failed(
            "; ".join(troubles),
            expected="not blocked, and DHCP answers",
            actual="; ".join(troubles),
            remedy=f"Do not reboot {case.subject}. In LanDB, {' and '.join(cures)} for"
            f" {device.name}.",
        )
    missing = device.unread & {"blocked", "hcp_response"}
    if device.hcp_response is None:
        missing |= {"hcp_response"}
    if case.member.is_static:
        missing -= {"hcp_response"}
    said = device.unreadable.get("hcp_response")
    if said is not None and "hcp_response" in missing:
        return unknown(f"LanDB says '{said}' of whether DHCP answers for {device.name}")
    if missing:
        return unknown(f"LanDB did not say about {device.name}: {', '.join(sorted(missing))}")
    if case.member.is_static:
        return not_applicable(f"{case.subject} does not get its address by DHCP")
    return passed(f"DHCP answers for {device.name}")
