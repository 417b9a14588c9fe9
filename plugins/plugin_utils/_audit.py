# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit: (what the inventory declares, the evidence, a moment) -> a report."""

from __future__ import annotations

import dataclasses
import datetime
import typing as t

from ..module_utils._checks.cases import FleetCase
from ..module_utils._checks.judge import Judge
from ..module_utils._files.access import near
from ..module_utils._model.evidence import Database, HostEvidence, Source
from ..module_utils._model.finding import Finding
from ..module_utils._model.intent import Intent, Service
from ..module_utils._model.normal import stamp
from ..module_utils._model.waiver import UsedWaiver
from . import _run
from ._bundle import Bundle
from ._database import database
from ._intent import in_scope, intent_of
from ._keeping import previous_of
from ._options import RunOptions
from ._report import compare
from ._report.model import Report, Run
from ._watch_state import Seen, State, read_state, with_neighbours

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
    previous = previous_of(options, request.at)
    bundle = Bundle(request.bundle)
    data, where = database(_snapshot(options, bundle), bundle.database_file)
    state = None if options.bundle else read_state(options.watch_folder)
    fleet = FleetCase(
        at=options.as_of or request.at,
        database=data,
        uses_database=any(service.has_database for service in judged),
        max_age=min(service.evidence_max_age for service in judged),
        looks=None if options.bundle else _looks(judged, previous, state or {}),
    )
    watched = with_neighbours(judged, state or {})
    findings, judge, newest = _judge(fleet, watched, bundle, request.selected)
    hosts = ("hosts", near(request.bundle), newest)
    told = (data.source.name, where, data.source.collected_at)
    return reported(
        findings,
        Scope(intent, judged, left_out, request, moment_of(data)),
        (hosts, told) if fleet.uses_database else (hosts,),
        previous,
        judge.waivers.used,
    )


@dataclasses.dataclass(frozen=True)
class Scope:
    """What of an inventory is judged, on whose behalf, and of what moment LanDB's data are."""

    intent: Intent
    judged: tuple[Service, ...]
    left_out: tuple[str, ...]
    request: Request
    data_of: datetime.datetime | None


def reported(
    findings: t.Sequence[Finding],
    scope: Scope,
    sources: tuple[tuple[str, str, datetime.datetime | None], ...],
    previous: compare.Previous | None,
    waivers: t.Iterable[UsedWaiver],
    note: str = "",
) -> Report:
    """Findings as a report, beside the one before."""
    request, judged = scope.request, scope.judged
    options, at = request.options, request.options.as_of or request.at
    members = {member.name for service in scope.intent.services for member in service.members}
    run = Run(
        run_id=_run.RUN_ID,
        at=at,
        collection_version=_run.COLLECTION_VERSION,
        kind="replay" if options.bundle else "live",
        services=tuple(service.name for service in judged),
        hosts=sum(len(service.members) for service in judged),
        left_out=scope.left_out,
        not_front_ends=tuple(sorted(request.selected - members)),
        unknown_to_database=tuple(s.name for s in judged if not s.has_database),
        sources=sources,
        looked_at=_looked_at(scope, previous, at),
        scope="watch" if note else "audit",
        note=note,
    )
    compared = compare.compare(findings, previous, at, _left_out(scope.intent, scope.left_out))
    return Report(
        run,
        tuple(compared.items),
        tuple(compared.carried),
        tuple(waivers),
        options.fail_on,
        tuple(compared.gone),
    )


def _snapshot(options: RunOptions, bundle: Bundle) -> str | None:
    """The file that goes before the bundle's copy; a live run has just made that of it."""
    return options.landb_snapshot if options.bundle or not bundle.database_file else None


def _looks(
    services: t.Iterable[Service], previous: compare.Previous | None, state: State
) -> dict[str, tuple[datetime.datetime, ...]]:
    """Service -> when LanDB was looked at for it: the audit before, and the watch since then."""
    audits = previous.looked_at if previous else {}
    looks = {}
    for service in services:
        audit_before = audits.get(service.name)
        watched = state.get(service.name, Seen()).looks
        if audit_before is None:
            looks[service.name] = watched[-1:]
        else:
            later = (look for look in watched if look > audit_before)
            looks[service.name] = (audit_before, *later)
    return looks


def moment_of(data: Database) -> datetime.datetime | None:
    """The moment that a network database's data are of; None where it gave none."""
    return None if data.source.fault else data.source.collected_at


def _looked_at(
    scope: Scope, previous: compare.Previous | None, at: datetime.datetime
) -> dict[str, str]:
    """Service -> of when the latest data on it are that were judged, in this run or before."""
    looks = dict(previous.looked_at) if previous else {}
    if scope.data_of:
        now = {service.name: min(scope.data_of, at) for service in scope.judged}
        looks.update({name: max(when, looks.get(name, when)) for name, when in now.items()})
    declared = {service.name for service in scope.intent.services}
    return {name: stamp(when) for name, when in looks.items() if name in declared}


def _left_out(intent: Intent, names: t.Collection[str]) -> compare.LeftOut:
    services = frozenset(names)
    return compare.LeftOut(
        services,
        frozenset(m.name for s in intent.services if s.name in services for m in s.members),
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
