# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDB005 and LDB009: the cards of a host."""

from __future__ import annotations

from ..._model.check import Need, Scope, check
from ..._model.evidence import Interface
from ..._model.finding import Outcome
from ..._model.outcome import failed, not_applicable, passed, unknown
from ..._model.status import Severity
from ..cases import HostCase
from .texts import EVERY_STATUS, MODEL, of_interface, silent, what_dhcp_gives


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
    statuses=EVERY_STATUS,
    needs=(Need.DEVICE,),
    folds_under=("LDB003",),
)
def card_is_bound_once(case: HostCase) -> Outcome:
    device, database = case.device, case.fleet.database
    cards = device.host_cards if device else ()
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
                remedy=f"Do not reboot {case.subject} or renew its lease. Remove the card {card} in"
                " LanDB from the device that does not have it.",
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
                remedy=f"Do not reboot {case.subject} or renew its lease. Keep the binding of"
                f" {card} to its primary interface and undo the other.",
            )
    once = f"each card of {case.member.landb_device} is bound at most once"
    unanswered = silent(case.parent, *case.service.floating_addresses)
    if unanswered:
        return unknown(
            f"{once} as far as LanDB answered, but it gave no answer about {unanswered[0]}",
            hosts=(case.subject, *_unanswered(case)),
        )
    return passed(once)


def _bound_twice(bound: tuple[Interface, ...]) -> list[Interface]:
    if len(bound) < 2:
        return []
    by_service: dict[str, list[Interface]] = {}
    for interface in bound:
        by_service.setdefault(interface.service_name, []).append(interface)
    return next((same for same in by_service.values() if len(same) > 1), [])


def _unanswered(case: HostCase) -> list[str]:
    """The other members of whose devices LanDB told nothing."""
    return [m.subject for m in case.parent.members if m.device is None and m is not case]


@check(
    "LDB009",
    title="LanDB knows every card of the host",
    scope=Scope.HOST,
    severity=Severity.MINOR,
    why="A card that LanDB does not know gets no address, and shows that hardware was changed"
    " without it.",
    fails_when="the host has a physical card that LanDB does not know",
    consequence="If the cable or the bond moves to that card, the host is without an address.",
    remedy="Register the card in LanDB on the host's device.",
    reference=MODEL,
    statuses=EVERY_STATUS,
    needs=(Need.DEVICE, Need.CARDS),
    folds_under=("LDB002", "EVD001", "EVD003"),
)
def cards_are_known(case: HostCase) -> Outcome:
    known = case.device.cards if case.device else ()
    physical = case.evidence.physical_cards
    if not physical:
        return unknown(f"no physical card was seen on {case.subject}")
    strangers = [card for card in physical if card.hardware_address not in known]
    if not strangers:
        return passed(f"LanDB knows the {len(physical)} physical card(s) of {case.subject}")
    listed = ", ".join(f"{card.name} ({card.hardware_address})" for card in strangers)
    return failed(
        f"LanDB does not know {listed} of {case.subject}",
        expected=", ".join(known) or "a card",
        actual=", ".join(card.hardware_address for card in physical),
    )
