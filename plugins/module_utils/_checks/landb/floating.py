# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDB003 and LDB006: the floating addresses of a service."""

from __future__ import annotations

from ..._model.check import Need, Scope, check
from ..._model.finding import Outcome
from ..._model.intent import FloatingAddress
from ..._model.outcome import failed, passed, unknown
from ..._model.status import Severity
from ..cases import ServiceCase
from .texts import BINDING, EVERY_STATUS, MODEL, OUTAGE, silent


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
    statuses=EVERY_STATUS,
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
        return _unbound(case, floating, subject)
    of_members = [i for i in bound if i.bound in case.card_holders]
    worst = (of_members or bound)[0]
    card = worst.bound or ""
    owners, dark = case.card_holders.get(card, ()), case.dark
    named = f"the floating address {address} ({worst.name}) is bound to {card}"
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
            f"{named}, which is no card of {_ours(case)}",
            expected="unbound",
            actual=card,
            consequence=f"Whatever has the card {card} would be given {address} by DHCP.",
            remedy=f"Unbind {worst.name} in LanDB.",
            severity=Severity.MINOR,
            subject=subject,
        )
    return failed(
        f"{named}, a card of {' and '.join(owners)}",
        expected="unbound",
        actual=card,
        consequence=f"At its next DHCP renewal or reboot {owners[0]} can be given {address},"
        f" {'a' if case.fleet.is_sweep else 'the'} floating address of {case.subject}: two hosts"
        " hold one address.",
        remedy=f"Do not reboot {owners[0]} or renew its lease. Make sure first that its primary"
        f" interface is bound to {card}, then unbind {worst.name} in LanDB, wait until LanDB's DHCP"
        " view follows (about 10 minutes) and audit again.",
        subject=subject,
        hosts=owners,
    )


def _ours(case: ServiceCase) -> str:
    return "a host of the network service" if case.fleet.is_sweep else "a member"


def _unbound(case: ServiceCase, floating: FloatingAddress, subject: str) -> Outcome:
    address = floating.address
    reserved = case.fleet.database.reservations.get(address, ())
    foreign = [card for card in reserved if card not in case.card_holders]
    if foreign:
        return failed(
            f"LanDB's DHCP view gives the floating address {address} to {foreign[0]}, which is"
            f" no card of {_ours(case)}",
            expected="given to no card",
            actual=foreign[0],
            consequence=f"Whatever has the card {foreign[0]} is given {address} by DHCP: two"
            " hosts then hold one address.",
            remedy=f"Find in LanDB why {foreign[0]} is given {address}, and undo it.",
            subject=subject,
        )
    if case.fleet.database.dhcp is None:
        return unknown(
            f"the floating address {address} is bound to no card, but whether LanDB's DHCP view"
            " gives it to one was not read",
            subject,
        )
    faults = case.fleet.database.dhcp_faults
    # In a sweep each device stands for itself, as elsewhere.
    asked = (floating.landb_device,) if case.fleet.is_sweep else case.service.landb_devices
    unread = [name for name in asked if name and name in faults]
    if unread:
        return unknown(
            f"the floating address {address} is bound to no card, but whether LanDB's DHCP view"
            f" gives it to one of {unread[0]} is not known: {faults[unread[0]]}",
            subject,
        )
    unanswered = silent(case, floating)
    if unanswered:
        return unknown(
            f"the floating address {address} is bound to no card as far as LanDB answered, but"
            f" it gave no answer about {unanswered[0]}",
            subject,
        )
    return passed(f"the floating address {address} is bound to no card", "unbound", subject)


@check(
    "LDB006",
    title="Floating addresses are declared",
    scope=Scope.SERVICE,
    severity=Severity.MAJOR,
    why="An address that the database does not know is free for the next machine that asks.",
    fails_when="a floating address is missing from LanDB, or not on the device that the intent"
    " names",
    consequence="LanDB can give the floating address to another device.",
    remedy="Declare the floating address in LanDB as an unbound interface of the device that the"
    " intent names, or correct the intent.",
    reference=MODEL,
    statuses=EVERY_STATUS,
    needs=(Need.DATABASE,),
)
def floating_is_declared(case: ServiceCase) -> list[Outcome]:
    return [_declared(case, floating) for floating in case.service.floating_addresses]


def _declared(case: ServiceCase, floating: FloatingAddress) -> Outcome:
    subject, address = f"{case.subject}/{floating.address}", floating.address
    held = case.fleet.database.holders.get(address, ())
    found = list(dict.fromkeys(device.name for device, _interface in held))
    wanted = floating.landb_device
    if not found:
        return _undeclared(case, floating, subject)
    if len(found) > 1:
        return failed(
            f"the floating address {address} is declared on {' and '.join(found)} in LanDB",
            expected=wanted or "one device",
            actual=", ".join(found),
            subject=subject,
        )
    if wanted and wanted not in found:
        return failed(
            f"the floating address {address} is on {found[0]} in LanDB, not on {wanted}",
            expected=wanted,
            actual=found[0],
            subject=subject,
        )
    unanswered = silent(case)
    if unanswered:
        return unknown(
            f"the floating address {address} is on {found[0]} as far as LanDB answered, but it gave"
            f" no answer about {unanswered[0]}",
            subject,
        )
    return passed(f"the floating address {address} is on {found[0]}", found[0], subject)


def _undeclared(case: ServiceCase, floating: FloatingAddress, subject: str) -> Outcome:
    database, address, wanted = case.fleet.database, floating.address, floating.landb_device
    if not wanted:
        return unknown(
            f"LanDB gave no interface with the floating address {address}, and the intent does not"
            " name its device",
            subject,
            "Name the device in frontend_floating_addresses[].landb_device.",
        )
    if wanted in database.devices:
        return failed(
            f"the floating address {address} is missing from {wanted} in LanDB",
            expected=f"{address} on {wanted}",
            actual="missing",
            subject=subject,
        )
    fault = database.faults.get(wanted)
    answer = f"answered about {wanted}: {fault}" if fault else f"gave no answer about {wanted}"
    return unknown(
        f"LanDB {answer}, which should hold the floating address {address}",
        subject,
        f"Have LanDB asked about {wanted} too; if it does not know it either, declare it.",
    )
