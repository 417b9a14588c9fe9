# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An inventory's query -> LanDB's devices.

A list that is shorter than it should be would make hosts disappear from an audit: any doubt is an
error.
"""

from __future__ import annotations

import concurrent.futures
import datetime
import typing as t

from ..module_utils._landb import client, sets
from ..module_utils._landb.collection import collect
from ..module_utils._landb.patterns import search_pattern
from ..module_utils._landb.session import Session
from ..module_utils._landb.trouble import Refused, Trouble, Unreachable
from ..module_utils._model import normal
from ..module_utils._model.errors import InputError
from ._landb_inventory import Listed, Plain, Query

Devices = dict[str, Plain]
Names = dict[str, None]
_Item = t.TypeVar("_Item")
_Result = t.TypeVar("_Result")


def _of_service(session: Session, name: str) -> list[str]:
    return client.devices_of_service(session, name)


def _of_set(session: Session, name: str) -> list[str]:
    """The names of a set's interfaces, in one spelling."""
    found = client.addresses_of_set(session, name)
    try:
        return [normal.interface_name(member) for member in found]
    except ValueError:
        raise InputError(f"LanDB: the set {name} has a member whose name is none.") from None


def _of_pattern(session: Session, pattern: str) -> list[str]:
    return client.search(session, {"Name": search_pattern(pattern)})


class _Source(t.NamedTuple):
    told: str
    ask: t.Callable[[Session, str], list[str]]
    nothing: str


SOURCES: t.Final[t.Mapping[str, _Source]] = {
    "network_services": _Source("the network service", _of_service, "has no device"),
    "sets": _Source("the set", _of_set, "has no interface"),
    "name_patterns": _Source("the name pattern", _of_pattern, "matches no device"),
}


def ask(session: Session, query: Query, at: datetime.datetime) -> Listed:
    """The devices that a query lists.

    Raises:
        InputError: Where a part of the query lists nothing, or LanDB gives no usable answer about
            anything that it lists.
    """
    names, members = _listed(session, query)
    devices = _told(session, names, at)
    held: dict[str, Names] = {}
    if members:
        owners = _owners(session, members, devices, at)
        for member, of_sets in members.items():
            held.setdefault(owners[member], {}).update(of_sets)
    return Listed(
        devices,
        {name: [one for one in query.sets if one in held.get(name, ())] for name in devices},
    )


def _listed(session: Session, query: Query) -> tuple[Names, dict[str, Names]]:
    """Names of devices, and the members of sets with the sets that they are in."""
    jobs = [(source, item) for source in SOURCES for item in getattr(query, source)]
    names: Names = {}
    members: dict[str, Names] = {}
    for (source, item), found in zip(jobs, _each(session, _list_one, jobs), strict=True):
        if source == "sets":
            for member in found:
                members.setdefault(member, {})[item] = None
        else:
            names.update(dict.fromkeys(found))
    return names, members


def _list_one(session: Session, job: tuple[str, str]) -> list[str]:
    source, item = SOURCES[job[0]], job[1]
    found = _asked(f"{source.told} {item} cannot be listed", source.ask, session, item)
    if not found:
        raise InputError(f"LanDB: {source.told} {item} {source.nothing}.")
    return found


def _asked(
    what: str, call: t.Callable[[Session, str], _Result], session: Session, name: str
) -> _Result:
    """What a call returns; its trouble becomes a sentence."""
    try:
        return call(session, name)
    except (Refused, Unreachable) as trouble:
        raise InputError(f"LanDB cannot be asked: {trouble.words}.") from None
    except Trouble as trouble:
        raise InputError(f"LanDB: {what}: {trouble.words}.") from None


def _each(
    session: Session, ask_one: t.Callable[[Session, _Item], _Result], items: t.Sequence[_Item]
) -> list[_Result]:
    """The results of several calls at a time, or the sentences of all that failed."""
    with concurrent.futures.ThreadPoolExecutor(session.concurrency) as pool:
        try:
            jobs = [pool.submit(ask_one, session, item) for item in items]
            concurrent.futures.wait(jobs)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    problems: Names = {}
    results = []
    for job in jobs:
        try:
            results.append(job.result())
        except InputError as error:
            problems.update(dict.fromkeys(error.problems))
    if problems:
        raise InputError(list(problems))
    return results


def _told(session: Session, names: t.Iterable[str], at: datetime.datetime) -> Devices:
    """The devices of these names, each of them."""
    wanted = list(names)
    if not wanted:
        return {}
    snapshot = collect(session, wanted, at, reads_dhcp_view=False)
    if "fault" in snapshot:
        raise InputError(f"LanDB gave no usable answer: {snapshot['fault']}.")
    if snapshot["faults"]:
        raise InputError(
            [
                f"LanDB gave no usable answer about the device {fault['device_name']}:"
                f" {fault['fault']}."
                for fault in snapshot["faults"]
            ]
        )
    return _by_name(snapshot)


def _by_name(snapshot: Plain) -> Devices:
    return {normal.device_name(device["name"]): device for device in snapshot["devices"]}


def _owners(
    session: Session, members: t.Mapping[str, Names], devices: Devices, at: datetime.datetime
) -> dict[str, str]:
    """The device of each member of a set; it is added to the devices."""
    known = {**_guessed(session, members, devices, at), **devices}
    owners = {}
    for member in members:
        name = sets.first_label(member)
        if name in known and sets.holds(known[name], member):
            owners[member] = name
    rest = [member for member in members if member not in owners]
    owners.update(zip(rest, _each(session, _owner, rest), strict=True))
    wanted = dict.fromkeys(owners.values())
    known.update(_told(session, [name for name in wanted if name not in known], at))
    devices.update({name: known[name] for name in wanted})
    problems = [
        f"LanDB: {member} should belong to {name}, which has no such interface."
        for member, name in owners.items()
        if not sets.holds(known[name], member)
    ]
    if problems:
        raise InputError(problems)
    return owners


def _guessed(
    session: Session, members: t.Iterable[str], devices: Devices, at: datetime.datetime
) -> Devices:
    """Devices with the names of the members: most are called alike, which saves a call each."""
    labels = dict.fromkeys(sets.first_label(member) for member in members)
    wanted = [name for name in labels if name not in devices]
    return _by_name(collect(session, wanted, at, reads_dhcp_view=False)) if wanted else {}


def _owner(session: Session, member: str) -> str:
    return _asked(f"the device of {member} is not known", sets.owner, session, member)
