# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a binding may be changed, and to what: what is planned, and what is refused and why."""

from __future__ import annotations

import dataclasses
import typing as t

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb.binding import (
    NotAllowed,
    Plan,
    Wish,
    find,
    plan,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.evidence import (
    Device,
    Interface,
)
from hypothesis import strategies as st

ONE, TWO, THREE, MANAGEMENT = (f"00:00:5e:00:53:{n:02x}" for n in (1, 2, 3, 0xA1))
FLOATS = ("192.0.2.100", "192.0.2.101")


def is_floating(interface: Interface) -> bool:
    return any(address in FLOATS for address in interface.addresses)


def face(
    label: str, *addresses: str, bound: str | None = None, service: str = "S-PHONE"
) -> Interface:
    return Interface(f"{label}.EXAMPLE.ORG", addresses, service, bound)


OWN = face("A", "192.0.2.1")
BOUND = face("A", "192.0.2.1", bound=ONE)
VIP = face("V", "192.0.2.100")
BOUND_VIP = face("V", "192.0.2.100", bound=ONE)
IPMI = face("A-IPMI", "192.0.2.9", bound=MANAGEMENT)


def device(
    *interfaces: Interface, cards: tuple[str, ...] = (ONE,), name: str = "A", locked: bool = False
) -> Device:
    return Device(name, cards, interfaces, manager_locked=locked)


def present(interface: str = "A", card: str | None = None, host_is_off: bool = False) -> Wish:
    return Wish(interface, card, is_bound=True, host_is_off=host_is_off)


def absent(interface: str = "A", card: str | None = None, host_is_off: bool = False) -> Wish:
    return Wish(interface, card, is_bound=False, host_is_off=host_is_off)


class Planned(t.NamedTuple):
    """A wish that is granted: the interface, and what it will be bound to."""

    name: str
    device: Device
    wish: Wish
    interface: str
    card: str | None
    changes: bool
    owners: tuple[Device, ...] = ()


OWNER = device(BOUND)
SEPARATE = device(BOUND_VIP, cards=(), name="VIP")

PLANNED = [
    Planned("bind to the only card", device(OWN), present(), "A", ONE, True),
    Planned("bind to the card that is named", device(OWN, cards=(ONE, TWO)), present(card=TWO), "A", TWO, True),
    Planned("bound already", device(BOUND), present(), "A", ONE, False),
    Planned("bound already to the card that is named", device(BOUND), present(card=ONE), "A", ONE, False),
    Planned("bound already, and others are free", device(BOUND, cards=(ONE, TWO)), present(), "A", ONE, False),
    Planned("rebind", device(BOUND, cards=(ONE, TWO)), present(card=TWO, host_is_off=True), "A", TWO, True),
    Planned("rebind from a card that is gone", device(face("A", "192.0.2.1", bound=THREE)), present(), "A", ONE, True),
    Planned("the only card that is free", device(OWN, face("B", "192.0.2.2", bound=TWO), cards=(TWO, ONE)), present(), "A", ONE, True),
    Planned("the controller's card is not free", device(OWN, IPMI, cards=(MANAGEMENT, ONE)), present(), "A", ONE, True),
    Planned("the controller's card of another network", device(OWN, dataclasses.replace(IPMI, service_name="S-MGMT"),
            cards=(MANAGEMENT, ONE)), present(), "A", ONE, True),
    Planned("a card that is bound in another network is free here", device(OWN, face("S", "10.0.0.1", bound=ONE, service="S-STORE")),
            present(), "A", ONE, True),
    Planned("beside a floating address that is bound: own first", device(OWN, BOUND_VIP), present(card=ONE), "A", ONE, True),
    Planned("locked, and nothing to do", device(BOUND, locked=True), present(), "A", ONE, False),
    Planned("by address", device(OWN, VIP), present("192.0.2.1"), "A", ONE, True),
    Planned("by another spelling of the address", device(face("A", "192.0.2.1", "2001:db8::1")), present("2001:DB8:0::1"), "A", ONE, True),
    Planned("by qualified name", device(OWN), present(" a.example.org. "), "A", ONE, True),
    Planned("without an address", device(face("A")), present(), "A", ONE, True),
    Planned("unbound already", device(OWN), absent(), "A", None, False),
    Planned("floating address unbound already", device(BOUND, VIP), absent("V"), "V", None, False),
    Planned("floating address after the own one", device(BOUND, BOUND_VIP), absent("V"), "V", None, True, (OWNER,)),
    Planned("floating address of a device of its own", SEPARATE, absent("V"), "V", None, True, (OWNER,)),
    Planned("floating address on a card of a host without an address there", SEPARATE, absent("V"), "V", None, True,
            (device(face("A-S", "10.0.0.1", service="S-STORE")),)),
    Planned("floating address on a card whose controller alone is there", SEPARATE, absent("V"), "V", None, True, (device(IPMI),)),
    Planned("another card was named", device(BOUND), absent(card=TWO), "A", ONE, False),
    Planned("locked, and another card was named", device(BOUND, locked=True), absent(card=TWO), "A", ONE, False),
    Planned("own address of a host that is off", device(BOUND), absent(host_is_off=True), "A", None, True),
    Planned("floating address of hosts that are off", device(OWN, BOUND_VIP), absent("V", host_is_off=True), "V", None, True),
    Planned("floating address on a card of nobody, that is off", SEPARATE, absent("V", host_is_off=True), "V", None, True),
    Planned("the card that is named", device(BOUND, BOUND_VIP), absent("V", card=ONE), "V", None, True, (OWNER,)),
]  # fmt: skip


@pytest.mark.parametrize("case", PLANNED, ids=lambda case: case.name)
def test_planned(case: Planned) -> None:
    found = plan(case.device, case.wish, is_floating, case.owners)
    assert found == Plan(find(case.device, case.interface), case.card)
    assert found.changes is case.changes


class Refused(t.NamedTuple):
    """A wish that is not granted, and the sentence."""

    name: str
    device: Device
    wish: Wish
    sentence: str
    owners: tuple[Device, ...] = ()


LOCKED = "A is locked in LanDB, because it is managed from elsewhere: change it there."
FLOATING = "V.EXAMPLE.ORG (192.0.2.100) is a floating address: bound to a card, DHCP would hand it out while keepalived moves it."
RUNNING = (
    "A.EXAMPLE.ORG (192.0.2.1) is an address of A itself: unbound, a host that is running loses it, or is given another one, at its"
    " next DHCP renewal or reboot. Say host_is_off if nobody uses it any more."
)
OWN_FIRST = (
    "A.EXAMPLE.ORG (192.0.2.1) must be bound to 00:00:5e:00:53:01 first: with V.EXAMPLE.ORG (192.0.2.100) unbound, A would be left"
    " without an address."
)

REFUSED = [
    Refused("rebind of a host that may run", device(BOUND, cards=(ONE, TWO)), present(card=TWO),
            f"A.EXAMPLE.ORG (192.0.2.1) is bound to {ONE}, another card of A: a host that is running on that card loses its"
            " address at its next DHCP renewal or reboot. Say host_is_off if nobody uses it on that card any more."),
    Refused("a second address before the own one", device(OWN, face("B", "192.0.2.2")), present("B", ONE),
            "A.EXAMPLE.ORG (192.0.2.1), the own address of A, must be bound first: with B.EXAMPLE.ORG (192.0.2.2) bound alone,"
            " DHCP gives that to the host. If it is a floating address, it must not be bound at all."),
    Refused("card of nobody", device(OWN), present(card=TWO),
            "00:00:5e:00:53:02 is no card of A in LanDB; its cards: 00:00:5e:00:53:01."),
    Refused("card of a device without one", device(OWN, cards=()), present(card=TWO),
            "00:00:5e:00:53:02 is no card of A in LanDB; its cards: none."),
    Refused("bound to a card that is gone, and asked to stay", device(face("A", "192.0.2.1", bound=THREE)), present(card=THREE),
            "00:00:5e:00:53:03 is no card of A in LanDB; its cards: 00:00:5e:00:53:01."),
    Refused("floating", device(BOUND, VIP), present("V", ONE), FLOATING),
    Refused("floating, and bound already", device(BOUND_VIP), present("V", ONE), FLOATING),
    Refused("locked", device(OWN, locked=True), present(), LOCKED),
    Refused("locked, to be unbound", device(BOUND, locked=True), absent(host_is_off=True), LOCKED),
    Refused("card of another address", device(OWN, face("B", "192.0.2.2", bound=ONE)), present(card=ONE),
            "00:00:5e:00:53:01 is bound to B.EXAMPLE.ORG (192.0.2.2) in the network service S-PHONE already: with two bindings, DHCP"
            " gives either address."),
    Refused("card of the controller in that network", device(OWN, IPMI, cards=(ONE, MANAGEMENT)), present(card=MANAGEMENT),
            "00:00:5e:00:53:a1 is bound to A-IPMI.EXAMPLE.ORG (192.0.2.9) in the network service S-PHONE already: with two bindings,"
            " DHCP gives either address."),
    Refused("several free cards", device(OWN, cards=(ONE, TWO)), present(),
            "A has 2 cards that A.EXAMPLE.ORG (192.0.2.1) could be bound to (00:00:5e:00:53:01, 00:00:5e:00:53:02): name one."),
    Refused("no card", device(OWN, cards=()), present(),
            "A has 0 cards that A.EXAMPLE.ORG (192.0.2.1) could be bound to (none is free): name one."),
    Refused("no free card", device(OWN, face("B", "192.0.2.2", bound=ONE)), present(),
            "A has 0 cards that A.EXAMPLE.ORG (192.0.2.1) could be bound to (none is free): name one."),
    Refused("the only card has the floating address", device(OWN, BOUND_VIP), present(),
            "A has 0 cards that A.EXAMPLE.ORG (192.0.2.1) could be bound to (none is free): name one."),
    Refused("controller beside a host with one card", device(BOUND, face("A-IPMI", "198.51.100.1", service="S-MGMT")), present("A-IPMI"),
            "A has 0 cards that A-IPMI.EXAMPLE.ORG (198.51.100.1) could be bound to (none is free): name one."),
    Refused("no such interface", device(OWN, VIP), present("B"),
            "A has no interface 'B' in LanDB; its interfaces: A.EXAMPLE.ORG (192.0.2.1), V.EXAMPLE.ORG (192.0.2.100)."),
    Refused("no such address", device(OWN), present("192.0.2.77"),
            "A has no interface '192.0.2.77' in LanDB; its interfaces: A.EXAMPLE.ORG (192.0.2.1)."),
    Refused("another domain", device(OWN), present("a.example.com"),
            "A has no interface 'a.example.com' in LanDB; its interfaces: A.EXAMPLE.ORG (192.0.2.1)."),
    Refused("no interface at all", device(), present(), "A has no interface 'A' in LanDB; its interfaces: none."),
    Refused("nothing named", device(OWN), present(" "),
            "A has no interface ' ' in LanDB; its interfaces: A.EXAMPLE.ORG (192.0.2.1)."),
    Refused("what a terminal would obey", device(face("A")), present("A\x1b[2J"),
            "A has no interface 'A\N{REPLACEMENT CHARACTER}[2J' in LanDB; its interfaces: A.EXAMPLE.ORG."),
    Refused("ambiguous name", device(OWN, Interface("A.EXAMPLE.COM", ("192.0.2.2",), "S-PHONE", None)), present(),
            "A has several interfaces 'A' in LanDB; its interfaces: A.EXAMPLE.ORG (192.0.2.1), A.EXAMPLE.COM (192.0.2.2)."),
    Refused("ambiguous address", device(OWN, face("B", "192.0.2.1")), present("192.0.2.1"),
            "A has several interfaces '192.0.2.1' in LanDB; its interfaces: A.EXAMPLE.ORG (192.0.2.1), B.EXAMPLE.ORG (192.0.2.1)."),
    Refused("own address of a running host", device(BOUND), absent(), RUNNING, (OWNER,)),
    Refused("own address, named with its card", device(BOUND), absent(card=ONE), RUNNING, (OWNER,)),
    Refused("floating address before the own one", device(OWN, BOUND_VIP), absent("V"), OWN_FIRST, (device(OWN, BOUND_VIP),)),
    Refused("floating address before the own one of another device", SEPARATE, absent("V"), OWN_FIRST, (device(OWN),)),
    Refused("own one is bound to another card", SEPARATE, absent("V"), OWN_FIRST, (device(face("A", "192.0.2.1", bound=TWO)),)),
    Refused("the second of two devices with the card", SEPARATE, absent("V"), OWN_FIRST,
            (device(face("B", "192.0.2.2", bound=ONE), name="B"), device(OWN))),
    Refused("owner unknown", SEPARATE, absent("V"),
            "V.EXAMPLE.ORG (192.0.2.100) is bound to 00:00:5e:00:53:01, and LanDB does not tell whose card that is: unbound, its host"
            " could be left without an address. Say host_is_off if there is none."),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_refused(case: Refused) -> None:
    with pytest.raises(NotAllowed) as caught:
        plan(case.device, case.wish, is_floating, case.owners)
    assert str(caught.value) == case.sentence


# --- Whatever is wished ---

ADDRESSES = ("192.0.2.1", "192.0.2.2", *FLOATS)
LABELS = ("A", "B", "V", "W", "A-IPMI")
CARDS = (ONE, TWO, THREE)

FACES = st.lists(
    st.builds(
        face,
        st.sampled_from(LABELS),
        st.sampled_from(ADDRESSES),
        bound=st.sampled_from((None, *CARDS)),
        service=st.sampled_from(("S-PHONE", "S-STORE")),
    ),
    max_size=4,
    unique_by=lambda one: one.name,
)
DEVICES = st.builds(
    lambda faces, cards, locked: device(*faces, cards=tuple(sorted(cards)), locked=locked),
    FACES,
    st.sets(st.sampled_from(CARDS)),
    st.sampled_from((False, False, False, True)),
)
WISHES = st.builds(
    Wish,
    st.sampled_from((*LABELS, *ADDRESSES)),
    st.sampled_from((None, *CARDS)),
    st.booleans(),
    st.booleans(),
)


def applied(before: Device, planned: Plan) -> Device:
    """The device as LanDB has it after that."""
    return dataclasses.replace(
        before,
        interfaces=tuple(
            dataclasses.replace(one, bound=planned.card) if one is planned.interface else one
            for one in before.interfaces
        ),
    )


def fixed_bindings(found: Device) -> list[tuple[str, str]]:
    """(network service, card) of each fixed interface that is bound."""
    return sorted(
        (i.service_name, i.bound) for i in found.interfaces if i.bound and not is_floating(i)
    )


@hypothesis.given(DEVICES, WISHES)
@hypothesis.settings(max_examples=1000)
def test_what_is_planned_does_no_harm(before: Device, wish: Wish) -> None:
    owners = [before] if set(before.cards) & {i.bound for i in before.interfaces} else []
    try:
        planned = plan(before, wish, is_floating, owners)
    except NotAllowed:
        return
    after = applied(before, planned)
    again = plan(after, dataclasses.replace(wish, host_is_off=True), is_floating, owners)
    assert not again.changes, "a second time there is nothing to do"
    if not planned.changes:
        assert after == before
        return
    assert not before.manager_locked
    if planned.card is not None:
        assert not is_floating(planned.interface)
        assert planned.card in before.cards
        mine = (planned.interface.service_name, planned.card)
        assert fixed_bindings(after).count(mine) == 1
        assert wish.card in (None, planned.card)
    elif not wish.host_is_off:
        assert is_floating(planned.interface)
        own = [i for i in after.interfaces if i.service_name == planned.interface.service_name
               and not i.is_ipmi and not is_floating(i)]  # fmt: skip
        assert not own or any(i.bound == planned.interface.bound for i in own)
