# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A watch: what LanDB changed since the last look -> the services that are audited for it.

A service is audited when a device that it names was changed, when a changed device has one of its
addresses or cards, when the inventory says something else of it than before, when it was never
looked at, and as long as the last look left it open. Of what its devices hold for the first time,
LanDB is asked who else has it.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import math
import typing as t

from ..module_utils._landb import client
from ..module_utils._landb.collection import collect, unanswered
from ..module_utils._landb.session import Session
from ..module_utils._landb.snapshot import read_snapshot
from ..module_utils._landb.trouble import Trouble
from ..module_utils._model.evidence import Database, Device
from ..module_utils._model.intent import Service
from ._watch_state import Seen, State

Plain = dict[str, t.Any]
Holders = t.Mapping[str, t.Sequence[str]]
"""Address or card -> names of devices that have it."""

OVERLAP: t.Final = datetime.timedelta(minutes=20)
"""Asked for twice: no two clocks agree, and the DHCP view follows a change 10 minutes later."""

LONGEST: t.Final = datetime.timedelta(days=7)
"""After a longer pause everything is audited: it costs less than the list of changes."""


@dataclasses.dataclass(frozen=True)
class Watched:
    """What a watch found.

    Attributes:
        data: LanDB's data on what is audited, in the form of a snapshot.
        since: The moment of the look before, or None: this is the first, or the first for long.
        changed: Names of the devices that LanDB changed since.
        services: Services that are audited, with their neighbours.
    """

    data: Plain
    since: datetime.datetime | None
    changed: tuple[str, ...]
    services: tuple[Service, ...]


def look(
    session: Session,
    services: t.Sequence[Service],
    state: State,
    left_open: t.Container[str] | None,
    at: datetime.datetime,
) -> Watched:
    """Ask LanDB what it changed, and about what is to be audited for it.

    Args:
        session: With LanDB.
        services: Those that are watched, with their neighbours.
        state: What the looks before left.
        left_open: Names of services that the last look left with something open; None: nobody
            knows.
        at: The moment of this look.
    """
    since = _since(services, state, at)
    try:
        changed = _changed(session, since, at)
        due = [s for s in services if left_open is None or s.name in left_open]
        due += [s for s in services if s not in due and _is_due(s, state, changed, at)]
        return _audited(session, services, state, Watched({}, since, changed, tuple(due)), at)
    except Trouble as trouble:
        return Watched(unanswered(trouble.words, at, session.host), since, (), tuple(services))


def _changed(
    session: Session, since: datetime.datetime | None, at: datetime.datetime
) -> tuple[str, ...]:
    if since is None:
        return ()
    minutes = math.ceil((at - since + OVERLAP).total_seconds() / 60)
    try:
        return tuple(client.last_changed(session, minutes))
    except Trouble as trouble:
        words = f"what it changed since the last look is not known: {trouble.words}"
        raise type(trouble)(words) from None


def _is_due(
    service: Service, state: State, changed: t.Iterable[str], at: datetime.datetime
) -> bool:
    seen = state.get(service.name, Seen())
    return (
        not _is_recent(seen, at)
        or seen.meant != _meant(service)
        or not set(changed).isdisjoint(service.landb_devices)
    )


def _audited(
    session: Session,
    services: t.Sequence[Service],
    state: State,
    found: Watched,
    at: datetime.datetime,
) -> Watched:
    """LanDB's data on the services that are due, on those that prove to be, and on who is near."""
    own = {name for service in services for name in service.landb_devices}
    foreign = [name for name in found.changed if name not in own]
    due = list(found.services)
    data = collect(session, [*_devices(due), *foreign], at)
    database = read_snapshot(data, "LanDB")
    if database.source.fault:
        return dataclasses.replace(found, data=data, services=tuple(services))
    late = _touched([s for s in services if s not in due], state, database, found.changed)
    near = [_with_strangers(session, s, state, database, at) for s in due]
    if late or near != due:
        due = [*near, *late]
        data = collect(session, [*_devices(due), *foreign], at)
    return dataclasses.replace(found, data=data, services=tuple(due))


def _since(
    services: t.Iterable[Service], state: State, at: datetime.datetime
) -> datetime.datetime | None:
    """The earliest of the last looks at the services; None where all are new or long ago."""
    seen = (state.get(service.name, Seen()) for service in services)
    return min((one.looks[-1] for one in seen if _is_recent(one, at)), default=None)


def _is_recent(seen: Seen, at: datetime.datetime) -> bool:
    return bool(seen.looks) and at - LONGEST <= seen.looks[-1] <= at


def _meant(service: Service) -> str:
    """A digest of what the inventory says of a service."""
    told = repr(dataclasses.replace(service, neighbours=()))
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:24]


def _devices(services: t.Iterable[Service]) -> list[str]:
    return list(dict.fromkeys(name for service in services for name in service.landb_devices))


def _touched(
    services: t.Sequence[Service], state: State, database: Database, changed: t.Sequence[str]
) -> list[Service]:
    """Services of which a changed device has an address or a card.

    One about which LanDB gives no answer could have any.
    """
    holders = _holders(database.devices[name] for name in changed if name in database.devices)
    silent = [name for name in changed if name not in database.devices]
    touched = []
    for service in services:
        things = _addresses(service).union(state.get(service.name, Seen()).held)
        if silent or _others(service, things, holders):
            touched.append(service)
    return touched


def _others(service: Service, things: t.Iterable[str], holders: Holders) -> list[str]:
    """Devices that have one of these things and are not the service's own."""
    own = _named(service)
    names = dict.fromkeys(name for thing in things for name in holders.get(thing, ()))
    return [name for name in names if name not in own]


def _named(service: Service) -> frozenset[str]:
    """The devices that the inventory names."""
    return frozenset(dataclasses.replace(service, neighbours=()).landb_devices)


def _with_strangers(
    session: Session, service: Service, state: State, database: Database, at: datetime.datetime
) -> Service:
    """The service with those as neighbours too who have what it holds for the first time.

    LanDB's list of changes tells of those who take it from now on.
    """
    seen = state.get(service.name, Seen())
    known = seen.held if _is_recent(seen, at) else ()
    names: dict[str, None] = dict.fromkeys(service.neighbours)
    for thing in _held(service, database):
        if thing not in known:
            names.update(dict.fromkeys(_who_has(session, service, thing)))
    own = _named(service)
    return dataclasses.replace(service, neighbours=tuple(n for n in names if n not in own))


def _who_has(session: Session, service: Service, thing: str) -> list[str]:
    is_card = thing.count(":") == 5 and "::" not in thing
    field = "HardwareAddress" if is_card else "IPAddress"
    try:
        return client.search(session, {field: client.spelling(thing) if is_card else thing})
    except Trouble as trouble:
        words = f"which devices beside those of {service.name} have {thing} is not known"
        raise type(trouble)(f"{words}: {trouble.words}") from None


def _holders(devices: t.Iterable[Device]) -> dict[str, list[str]]:
    holders: dict[str, list[str]] = {}
    for device in devices:
        for thing in dict.fromkeys(_things(device)):
            holders.setdefault(thing, []).append(device.name)
    return holders


def _things(device: Device) -> t.Iterator[str]:
    yield from device.cards
    for interface in device.interfaces:
        yield from interface.addresses
        if interface.bound:
            yield interface.bound


def _addresses(service: Service) -> set[str]:
    own = {address for member in service.members for address in member.addresses}
    return own | {floating.address for floating in service.floating_addresses}


def _held(service: Service, database: Database) -> list[str]:
    """The cards of its devices, and the addresses of the service that are on them."""
    answered = [database.devices[n] for n in sorted(_named(service)) if n in database.devices]
    addresses = _addresses(service)
    held: dict[str, None] = {}
    for device in answered:
        held.update(dict.fromkeys(device.cards))
        on_it = (a for interface in device.interfaces for a in interface.addresses)
        held.update(dict.fromkeys(a for a in on_it if a in addresses))
    return list(held)


def remembered(session: Session, watched: Watched, state: State) -> dict[str, Seen]:
    """The state with what was seen of the audited services: what they hold, and who is near."""
    database = read_snapshot(watched.data, "LanDB")
    holders = _holders(database.devices.values())
    gone: dict[str, bool] = {}
    after = dict(state)
    for service in watched.services:
        seen = after.get(service.name, Seen())
        named = _named(service)
        held = _held(service, database)
        if any(name not in database.devices for name in named):
            # What a silent device holds is not forgotten.
            held = list(dict.fromkeys((*held, *seen.held)))
        near = _others(service, _addresses(service).union(held), holders)
        asked = dict.fromkeys((*service.neighbours, *watched.changed))
        for name in asked:
            if name not in named and name not in database.devices:
                if name not in gone:
                    gone[name] = _is_gone(session, name)
                near += [] if gone[name] else [name]
        after[service.name] = Seen(
            _meant(service), seen.looks, tuple(held), tuple(dict.fromkeys(near))
        )
    return after


def _is_gone(session: Session, name: str) -> bool:
    """Whether LanDB itself says that it has no such device; a missing answer does not."""
    try:
        return name not in client.search(session, {"Name": name})
    except Trouble:
        return False
