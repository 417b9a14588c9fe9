# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDB003 and LDB006: the floating addresses of a service."""

from __future__ import annotations

from ..._model.check import Need, Scope, check
from ..._model.finding import Outcome
from ..._model.intent import FloatingAddress
from ..._model.outcome import failed, passed, unknown
from ..._model.status import Severity, Status
from ..cases import HostCase, ServiceCase
from .texts import BINDING, MODEL, OUTAGE, silent

ALL = (Status.PASSED, Status.FAILED, Status.UNKNOWN, Status.NOT_APPLICABLE)


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
        unanswered = silent(case, floating)
        if unanswered:
            return unknown(
                f"the floating address {address} is bound to no card as far as LanDB answered, but"
                f" it gave no answer about {unanswered[0]}",
                subject,
            )
        return passed(f"the floating address {address} is bound to no card", "unbound", subject)
    of_members = [i for i in bound if any(_has_card(member, i.bound) for member in case.members)]
    worst = (of_members or bound)[0]
    card = worst.bound or ""
    owners = tuple(member.subject for member in case.members if _has_card(member, card))
    named = f"the floating address {address} ({worst.name}) is bound to {card}"
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
            remedy=f"Unbind {worst.name} in LanDB.",
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
        f" then unbind {worst.name} in LanDB.",
        subject=subject,
        hosts=owners,
    )


def _has_card(member: HostCase, card: str | None) -> bool:
    if member.device and card in member.device.cards:
        return True
    seen = member.evidence.cards or ()
    return any(own.hardware_address == card for own in seen if own.is_physical)


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
    statuses=ALL,
    needs=(Need.DATABASE,),
)
def floating_is_declared(case: ServiceCase) -> list[Outcome]:
    return [_declared(case, floating) for floating in case.service.floating_addresses]


def _declared(case: ServiceCase, floating: FloatingAddress) -> Outcome:
    subject, address = f"{case.subject}/{floating.address}", floating.address
    database, wanted = case.fleet.database, floating.landb_device
    found = [device.name for device, _interface in database.holders.get(address, ())]
    if wanted in found or (found and not wanted):
        return passed(f"the floating address {address} is on {found[0]}", found[0], subject)
    if found:
        return failed(
            f"the floating address {address} is on {found[0]} in LanDB, not on {wanted}",
            expected=wanted or "",
            actual=found[0],
            subject=subject,
        )
    if not wanted:
        return unknown(
            f"LanDB gave no interface with the floating address {address}, and the intent does not"
            " name its device",
            subject,
            "Name the device in frontend_floating_addresses[].landb_device.",
        )
    if wanted not in database.devices:
        reason = database.faults.get(wanted)
        answer = (
            f"LanDB answered about {wanted}: {reason}"
            if reason
            else (f"LanDB gave no answer about {wanted}")
        )
        return unknown(f"{answer}, which should hold the floating address {address}", subject)
    return failed(
        f"the floating address {address} is missing from {wanted} in LanDB",
        expected=f"{address} on {wanted}",
        actual="missing",
        subject=subject,
    )
