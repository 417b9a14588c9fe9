# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sweep: LanDB's data on whole network services -> a report, without an inventory."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import os
import typing as t

from ..module_utils._checks import sweep
from ..module_utils._model import normal
from ..module_utils._model.evidence import Database
from ..module_utils._model.intent import Service
from . import _run
from ._bundle import Bundle
from ._database import database
from ._options import RunOptions
from ._report import compare
from ._report.model import Report, Run

NETWORK_SERVICES: t.Final = "audit_network_services"
FLOATING: t.Final = ("audit_floating_addresses", "audit_floating_pattern")
SHOWN: t.Final = 5
MAX_AGE: t.Final = Service.evidence_max_age


@dataclasses.dataclass(frozen=True)
class SweepRequest:
    """What is to be swept: network services, and what counts as floating in them."""

    network_services: tuple[str, ...]
    floating: sweep.Floating


def in_folder(options: RunOptions) -> RunOptions:
    """The options of a sweep: its reports are in `sweep`, for they have a history of their own."""
    return dataclasses.replace(options, reports=os.path.join(options.reports, "sweep"))


def read_request(variables: t.Mapping[str, t.Any]) -> SweepRequest:
    """The sweep that variables describe.

    Raises:
        InputError: With one sentence.
    """
    return SweepRequest(
        sweep.read_network_services(variables.get(NETWORK_SERVICES), NETWORK_SERVICES),
        sweep.read_floating(variables.get(FLOATING[0]), variables.get(FLOATING[1]), FLOATING),
    )


def left_open(
    previous: compare.Previous | None, names: t.Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Network service -> the devices on which the last sweep left something open."""
    found: dict[str, dict[str, None]] = {name: {} for name in names}
    for old in previous.left_open.values() if previous else ():
        service, _slash, subject = old.subject.rpartition("/")
        if service in found:
            with contextlib.suppress(ValueError):  # An address.
                found[service][normal.device_name(subject)] = None
    return {name: tuple(devices) for name, devices in found.items()}


def audit_sweep(
    request: SweepRequest,
    options: RunOptions,
    folder: str,
    now: datetime.datetime,
    previous: compare.Previous | None,
) -> Report:
    """Judge LanDB's data in a bundle, or in the file that the options name.

    Args:
        request: What is to be swept.
        options: How the run is done.
        folder: The bundle.
        now: The moment of the judgement, unless the options name another.
        previous: The report to compare with.

    Raises:
        InputError: With one sentence for what the operator has to correct.
    """
    bundle = Bundle(folder)
    given = options.landb_snapshot if options.bundle else None
    data, where = database(given, bundle.database_file)
    at = options.as_of or now
    names = request.network_services
    findings = sweep.judge(data, names, request.floating, at, MAX_AGE)
    run = Run(
        run_id=_run.RUN_ID,
        at=at,
        collection_version=_run.COLLECTION_VERSION,
        kind="replay" if options.bundle else "live",
        services=names,
        hosts=_devices(data, names),
        scope="sweep",
        note=_note(data, names, request.floating),
        sources=((data.source.name, where, data.source.collected_at),),
    )
    compared = compare.compare(findings, previous, at, _left_out(data, names, previous))
    return Report(
        run,
        tuple(compared.items),
        tuple(compared.carried),
        (),
        options.fail_on,
        tuple(compared.gone),
    )


def _note(data: Database, names: t.Collection[str], floating: sweep.Floating) -> str:
    """What was taken for floating, and so need not be bound."""
    interfaces = [
        interface
        for device in data.devices.values()
        for interface in device.interfaces
        if interface.service_name in names and floating.has(interface)
    ]
    marked = [i.name for i in interfaces if floating.addresses.isdisjoint(i.addresses)]
    more = f" and {len(marked) - SHOWN} more" if len(marked) > SHOWN else ""
    told = f": {', '.join(marked[:SHOWN])}{more}" if marked else ""
    return f"Taken for floating: {len(interfaces)} interfaces, {len(marked)} by description{told}."


def _devices(data: Database, names: t.Iterable[str]) -> int:
    return len({device for name in names for device in sweep.devices_of(data, name)})


def _left_out(
    data: Database, names: t.Iterable[str], previous: compare.Previous | None
) -> compare.LeftOut:
    """Network services that the report before is about, and of which this sweep does not know all
    devices: what was open in them stays open."""
    before = {old.service for old in previous.left_open.values()} if previous else set()
    listed = data.network_services.keys() - data.network_service_faults.keys()
    return compare.LeftOut(frozenset(before.difference(listed.intersection(names), {""})))
