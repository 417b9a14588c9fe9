# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit: (what the inventory declares, the evidence, a moment) -> a report."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import fcntl
import os
import time
import typing as t

from ..module_utils._checks.cases import FleetCase
from ..module_utils._checks.judge import Judge
from ..module_utils._files.access import MIB, make_folder, named, near, read_bytes, write_together
from ..module_utils._files.documents import parse_json
from ..module_utils._model.errors import InputError
from ..module_utils._model.evidence import Database, HostEvidence, Source
from ..module_utils._model.finding import Finding
from ..module_utils._model.intent import Service
from . import _run
from ._bundle import Bundle
from ._database import database
from ._intent import in_scope, intent_of
from ._options import RunOptions
from ._report import compare, findings_json, junit
from ._report.model import Report, Run

FINDINGS: t.Final = "findings.json"
JUNIT: t.Final = "junit.xml"
PREVIOUS_LIMIT: t.Final = 1024 * MIB
LOCK_SECONDS: t.Final = 5.0

LEFT_OUT: t.Final = "the limit or the pattern of this run left it out"


@dataclasses.dataclass(frozen=True)
class Request:
    """What is to be judged.

    Attributes:
        hosts: Host name -> its variables, of the whole inventory.
        selected: Hosts that this run looks at.
        options: How the run is done.
        bundle: The folder with the evidence.
        at: The moment of the judgement, unless the options name another.
    """

    hosts: t.Mapping[str, t.Mapping[str, t.Any]]
    selected: frozenset[str]
    options: RunOptions
    bundle: str
    at: datetime.datetime


def audit(request: Request) -> Report:
    """Judge the evidence of a bundle; compare with the previous report, which is read only.

    Raises:
        InputError: With one sentence for what the operator has to correct.
    """
    options = request.options
    intent = intent_of(request.hosts)
    judged, left_out = in_scope(intent, request.selected)
    bundle = Bundle(request.bundle)
    data, where = database(options.landb_snapshot, bundle.database_file)
    at = options.as_of or request.at
    fleet = FleetCase(
        at=at,
        database=data,
        uses_database=any(service.has_database for service in judged),
        max_age=min(service.evidence_max_age for service in judged),
    )
    findings, judge, newest = _judge(fleet, judged, bundle, request.selected)
    members = {member.name for service in intent.services for member in service.members}
    run = Run(
        run_id=_run.RUN_ID,
        at=at,
        collection_version=_run.COLLECTION_VERSION,
        kind="replay" if options.bundle else "live",
        services=tuple(service.name for service in judged),
        hosts=sum(len(service.members) for service in judged),
        left_out=left_out,
        not_front_ends=tuple(sorted(request.selected - members)),
        unknown_to_database=tuple(s.name for s in judged if not s.has_database),
        sources=_sources(request, newest, data, where, fleet.uses_database),
    )
    previous = read_previous(options)
    items, carried = compare.compare(findings, previous, at, frozenset(left_out))
    return Report(
        run,
        tuple(items),
        tuple(carried),
        tuple(judge.waivers.used),
        options.fail_on,
        tuple(compare.gone(previous, items, carried)),
    )


def _judge(
    fleet: FleetCase, services: t.Iterable[Service], bundle: Bundle, selected: frozenset[str]
) -> tuple[list[Finding], Judge, datetime.datetime | None]:
    judge = Judge(fleet)
    findings = judge.fleet()
    newest = None
    for service in services:
        evidence = {m.name: _evidence(bundle, m.name, selected) for m in service.members}
        read = [e.source.collected_at for e in evidence.values() if e.source.collected_at]
        newest = max([*read, *([newest] if newest else [])], default=None)
        findings += judge.service(service, evidence)
    return findings, judge, newest


def _evidence(bundle: Bundle, host: str, selected: frozenset[str]) -> HostEvidence:
    if host not in selected:
        return HostEvidence(Source(host, None, LEFT_OUT))
    return bundle.host(host)


def _sources(
    request: Request,
    newest: datetime.datetime | None,
    data: Database,
    where: str,
    uses_database: bool,
) -> tuple[tuple[str, str, datetime.datetime | None], ...]:
    hosts = ("hosts", near(request.bundle), newest)
    if not uses_database:
        return (hosts,)
    return hosts, (data.source.name, where, data.source.collected_at)


def read_previous(options: RunOptions) -> compare.Previous | None:
    """The report to compare with: the one that was named, or the one in place if there is one.

    Raises:
        InputError: Where it cannot be used.
    """
    path = options.previous or os.path.join(options.reports, FINDINGS)
    if options.previous is None and not os.path.lexists(path):
        return None
    try:
        return compare.read_previous(
            parse_json(read_bytes(path, PREVIOUS_LIMIT), named(path)), named(path)
        )
    except InputError as error:
        hint = "" if options.previous else " Move it away to begin a new history."
        raise InputError(f"{error}{hint}") from None


def write(report: Report, reports: str) -> tuple[str, ...]:
    """Write the files of a report; the paths that were written.

    Raises:
        InputError: Where one cannot be written; both are then as they were before.
    """
    paths = (os.path.join(reports, JUNIT), os.path.join(reports, FINDINGS))
    write_together({paths[0]: junit.chunks(report), paths[1]: findings_json.chunks(report)})
    return paths


@contextlib.contextmanager
def alone(reports: str, patience: float = LOCK_SECONDS) -> t.Iterator[None]:
    """Hold the folder of the reports, so that two runs do not compare with half of each other.

    Raises:
        InputError: Where another run holds it for longer than `patience` seconds.
    """
    make_folder(reports, 0o755)
    path = os.path.join(reports, ".lock")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise InputError(f"{named(path)} cannot be written: {error.strerror}.") from None
    try:
        _lock(descriptor, reports, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, reports: str, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise InputError(
                    f"Another audit is writing its report in {named(reports)}: let it end, or"
                    " give this one another folder (audit_reports)."
                ) from None
            time.sleep(0.1)
