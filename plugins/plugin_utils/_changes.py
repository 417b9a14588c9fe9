# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A watch, judged: what LanDB changed -> a report on the services that it concerns."""

from __future__ import annotations

import datetime
import os
import typing as t

from ..module_utils._checks.cases import FleetCase
from ..module_utils._checks.catalogue import of_database
from ..module_utils._checks.judge import Judge
from ..module_utils._files.access import MIB, named, read_bytes
from ..module_utils._files.documents import parse_json
from ..module_utils._landb.session import Session
from ..module_utils._landb.snapshot import read_snapshot
from ..module_utils._model.errors import InputError
from ..module_utils._model.evidence import HostEvidence, Source
from ..module_utils._model.intent import Intent, Service
from ..module_utils._model.normal import stamp
from ._audit import Request, Scope, moment_of, reported
from ._bundle import Bundle
from ._database import database
from ._intent import in_scope, intent_of
from ._keeping import previous_of
from ._report import compare
from ._report.model import Report
from ._watch import Watched, look, remembered
from ._watch_state import (
    FILE,
    Seen,
    State,
    document_of,
    looked,
    read_state,
    state_of,
    with_neighbours,
)

Plain = dict[str, t.Any]


def watch(
    session: Session,
    services: t.Sequence[Service],
    state: State,
    previous: compare.Previous | None,
    at: datetime.datetime,
) -> tuple[Plain, Plain]:
    """What the bundle of a watch holds: LanDB's data, and what was found and is remembered.

    Without its last report, a watch does not know what it left open: it audits everything.
    """
    left_open = None
    if previous is not None and previous.kind == "live":
        left_open = {old.service for old in previous.left_open.values()}
    watched = look(session, with_neighbours(services, state), state, left_open, at)
    after = dict(state)
    if read_snapshot(watched.data, "LanDB").source.fault is None:
        names = [service.name for service in services]
        after = looked(remembered(session, watched, state), names, at)
    before = {service.name: _last_look(state, service.name) for service in services}
    return watched.data, {**document_of(after), **_found(watched), "before": before}


def _found(watched: Watched) -> Plain:
    return {
        "since": stamp(watched.since) if watched.since else None,
        "changed": list(watched.changed),
        "judged": [service.name for service in watched.services],
    }


def audit_changes(request: Request) -> tuple[Report, State]:
    """Judge what a watch found; the state that it leaves.

    Raises:
        InputError: With one sentence for what the operator has to correct.
    """
    bundle = Bundle(request.bundle)
    found, state = _read(bundle)
    intent = intent_of(request.hosts)
    in_reach, left_out = in_scope(intent, request.selected)
    judged = tuple(s for s in in_reach if s.name in found["judged"])
    untouched = tuple(s.name for s in in_reach if s.name not in found["judged"])
    at = request.options.as_of or request.at
    data, where = database(None, bundle.database_file)
    ages = [service.evidence_max_age for service in in_reach]
    judge = Judge(FleetCase(at, data, max_age=min(ages), asks_hosts=False), of_database())
    findings = judge.fleet()
    for service in with_neighbours(judged, state):
        told = {m.name: HostEvidence(Source(m.name, at)) for m in service.members}
        findings += judge.service(service, told)
    kept = _kept(request, intent, found, state)
    report = reported(
        findings,
        Scope(intent, judged, (*left_out, *untouched), request, moment_of(data)),
        ((data.source.name, where, data.source.collected_at),),
        previous_of(request.options, request.at, "watch"),
        judge.waivers.used,
        _note(found, len(in_reach), data.source.fault),
    )
    return report, kept


def _kept(request: Request, intent: Intent, found: Plain, state: State) -> State:
    """The state that a watch leaves: the services that it looked at anew, the others as they are.

    Of two watches at a time, the one that asked first must not have the last word.
    """
    folder = request.options.reports
    written = {} if request.options.bundle else read_state(folder) or {}
    mine: t.Mapping[str, str | None] = found["before"]
    for name, look_before in {} if request.options.bundle else mine.items():
        if _last_look(written, name) != look_before:
            raise InputError(
                f"Another watch has written its report in {named(folder)} meanwhile: this one would"
                " undo it."
            )
    declared = {service.name for service in intent.services}
    others = {name: seen for name, seen in written.items() if name in declared.difference(mine)}
    return {**others, **{name: seen for name, seen in state.items() if name in mine}}


def _last_look(state: State, name: str) -> str | None:
    looks = state.get(name, Seen()).looks
    return stamp(looks[-1]) if looks else None


def _read(bundle: Bundle) -> tuple[Plain, State]:
    path = os.path.join(bundle.folder, FILE)
    if not os.path.lexists(path):
        raise InputError(f"{named(bundle.folder)} is the bundle of an audit, not of a watch.")
    document = parse_json(read_bytes(path, 16 * MIB, follow=False), named(path))
    state = state_of(document, named(path))
    for key in ("judged", "changed"):
        names = document.get(key)
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise InputError(f"{named(path)}: {key} must be a list of names.")
    if not isinstance(document.get("before"), dict):
        raise InputError(f"{named(path)}: before must be a mapping of moments.")
    return document, state


def _note(found: Plain, number: int, fault: str | None) -> str:
    if fault is not None:
        return "What LanDB changed is not known."
    if found.get("since") is None:
        return "The first look, or the first for long: every service is judged."
    changed = len(found["changed"])
    devices = f"{changed} device{'' if changed == 1 else 's'}"
    return (
        f"LanDB changed {devices} since {found['since']}; {len(found['judged'])} of {number}"
        " services are judged."
    )
