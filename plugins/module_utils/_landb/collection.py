# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many devices in few calls: names -> a snapshot of LanDB's data.

One block that fails leaves the others as they are; what is missing is named with its reason.
"""

from __future__ import annotations

import concurrent.futures
import datetime
import typing as t

from .._model.errors import InputError, kind_of
from .._model.normal import stamp
from . import client, fields, replies, snapshot
from .blocks import Asking, Names, Told, blocks
from .client import Devices
from .device import read_device, read_dhcp_record
from .replies import Plain
from .session import Session
from .trouble import Fault, Garbled, Trouble

INTERRUPTED: t.Final = "the run was interrupted"


def collect(
    session: Session,
    names: t.Iterable[str],
    at: datetime.datetime,
    network_services: t.Sequence[str] = (),
    reads_dhcp_view: bool = True,
) -> Plain:
    """A snapshot, as `read_snapshot` takes it.

    Args:
        session: With LanDB.
        names: Devices to ask about.
        at: The moment that the snapshot is of: when the asking began.
        network_services: Whose devices are asked about too.
        reads_dhcp_view: Whether the DHCP view of the devices is read as well.

    Raises:
        InputError: Where a name is none.
    """
    wanted = _spelt(replies.name_of, names, "a device")
    services = _spelt(fields.upper, network_services, "a network service")
    asking = Asking(session)
    pool = concurrent.futures.ThreadPoolExecutor(session.concurrency)
    try:
        listed = list(pool.map(lambda one: asking.block(_listing, [one]), services))
        for listing in listed:
            for _names, found in listing.results:
                wanted.update(dict.fromkeys(found))
        parts = blocks(list(wanted))
        told = [pool.submit(asking.block, client.devices, part) for part in parts]
        view = [
            pool.submit(asking.block, client.dhcp_view, part)
            for part in (parts if reads_dhcp_view else ())
        ]
        assembled = _assembled(listed, [f.result() for f in told], [f.result() for f in view])
    except BaseException:
        session.end(INTERRUPTED)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return {
        "format": snapshot.FORMAT,
        "version": snapshot.VERSION,
        "taken_at": stamp(at),
        "origin": session.host,
        **({"network_services": [_service(one) for one in listed]} if services else {}),
        **assembled,
        **({} if reads_dhcp_view else {"dhcp_view": None}),
    }


def unanswered(words: str, at: datetime.datetime, origin: str) -> Plain:
    """The snapshot where nothing can be said of anything, and why."""
    return {
        "format": snapshot.FORMAT,
        "version": snapshot.VERSION,
        "taken_at": stamp(at),
        "origin": origin,
        "fault": words,
        "devices": [],
        "dhcp_view": None,
    }


def _spelt(reader: t.Callable[[str], str], names: t.Iterable[str], what: str) -> dict[str, None]:
    """Names in one spelling, each once."""
    spelt: dict[str, None] = {}
    for name in names:
        try:
            spelt[reader(name)] = None
        except ValueError:
            raise InputError(f"{kind_of(name)} is no name of {what} in LanDB.") from None
    return spelt


def _listing(session: Session, names: Names) -> list[str]:
    """The devices of a network service."""
    return client.devices_of_service(session, names[0])


def _service(listing: Told[list[str]]) -> Plain:
    for names, devices in listing.results:
        return {"name": names[0], "devices": devices}
    ((names, trouble),) = listing.troubles
    return {"name": names[0], "devices": [], "fault": trouble.words}


def _assembled(
    listed: t.Sequence[Told[list[str]]],
    told: t.Sequence[Told[Devices]],
    view: t.Sequence[Told[list[Plain]]],
) -> Plain:
    every: list[Told[t.Any]] = [*listed, *told, *view]
    troubles = [trouble for one in every for _names, trouble in one.troubles]
    # A fault is an answer: somebody at LanDB's end has read the question.
    answered = any(one.results for one in every) or any(isinstance(x, Fault) for x in troubles)
    if troubles and not answered:
        return {"devices": [], "dhcp_view": None, "faults": [], "fault": troubles[0].words}
    devices, faults = _devices(told)
    records, dhcp_faults = _records(view)
    return {"devices": devices, "dhcp_view": records, "faults": faults + dhcp_faults}


def _devices(told: t.Sequence[Told[Devices]]) -> tuple[list[Plain], list[Plain]]:
    devices: list[Plain] = []
    faults: list[Plain] = []
    for block in told:
        for _names, result in block.results:
            for name, plain in result.found.items():
                flaw = _flaw(plain)
                if flaw is None:
                    devices.append(plain)
                else:
                    faults.append(_fault(name, flaw))
            faults += [_fault(name, words) for name, words in result.faults.items()]
        faults += _of_blocks(block.troubles, snapshot.DEVICE_INFO)
    return devices, faults


def _flaw(device: Plain) -> str | None:
    """Why a device cannot be used, so that one bad answer does not spoil the snapshot."""
    try:
        read_device(device, "its answer")
    except InputError as error:
        return str(error).rstrip(".")
    return None


def _records(
    view: t.Sequence[Told[list[Plain]]],
) -> tuple[list[Plain] | None, list[Plain]]:
    """The DHCP view and its faults; None where no part of it was read."""
    records: list[Plain] = []
    faults: list[Plain] = []
    for block in view:
        for names, result in block.results:
            for record in result:
                try:
                    read_dhcp_record(record, "a line of it")
                except InputError as error:
                    # Whose line it is cannot be told for certain.
                    words = str(error).rstrip(".")
                    faults += [_fault(name, words, snapshot.DHCP_VIEW) for name in names]
                else:
                    records.append(record)
        faults += _of_blocks(block.troubles, snapshot.DHCP_VIEW)
    is_dark = bool(view) and not any(block.results for block in view)
    return None if is_dark else records, faults


def _of_blocks(troubles: t.Iterable[tuple[Names, Trouble]], operation: str) -> list[Plain]:
    """A fault for each name; what was said of many together may concern another one of them."""
    faults = []
    for names, trouble in troubles:
        is_shared = len(names) > 1 and isinstance(trouble, (Fault, Garbled))
        more = f" (in answer to {len(names)} names at once)" if is_shared else ""
        faults += [_fault(name, trouble.words + more, operation) for name in names]
    return faults


def _fault(name: str, words: str, operation: str = snapshot.DEVICE_INFO) -> Plain:
    return {"device_name": name, "operation": operation, "fault": words}
