# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program behind the module landb_check: one service, or whole network services, by LanDB's
data alone."""

from __future__ import annotations

import datetime
import typing as t

from .._checks import sweep
from .._checks.cases import FleetCase
from .._checks.catalogue import CATALOGUE, of_database
from .._checks.judge import Judge
from .._landb.collection import collect
from .._landb.file import load
from .._landb.session import Session
from .._landb.snapshot import read_snapshot
from .._model import normal
from .._model.errors import InputError, kind_of
from .._model.evidence import Database, HostCard, HostEvidence, Source
from .._model.finding import Finding, plain
from .._model.parse import parse_intent
from .._model.status import Status, fails
from .landb import access

MAX_FINDINGS: t.Final = 200
"""Findings of a sweep that are returned; the rest is counted."""

Params = t.Mapping[str, t.Any]
Result = dict[str, t.Any]


def check(params: Params) -> Result:
    """The result of the module.

    Raises:
        InputError: With one sentence for each thing that cannot be used.
    """
    at = _moment(params["as_of"])
    if params["network_services"] is not None:
        return _swept(params, at)
    (service,) = parse_intent(_variables(params), CATALOGUE).services
    evidence = {member["name"]: _evidence(member, at) for member in params["members"]}
    database = _database(params, at, service.landb_devices, ())
    knows_hosts = all(told.cards is not None for told in evidence.values())
    fleet = FleetCase(at, database, max_age=service.evidence_max_age, asks_hosts=knows_hosts)
    judge = Judge(fleet, CATALOGUE if knows_hosts else of_database())
    findings = judge.fleet() + judge.service(service, evidence)
    return _verdict(findings, params["fail_on"])


def _swept(params: Params, at: datetime.datetime) -> Result:
    """The verdict on network services: what is wrong alone, for there can be thousands."""
    names = sweep.read_network_services(params["network_services"], "network_services")
    addresses = [floating["address"] for floating in params["floating_addresses"]]
    spelt = ("floating_addresses", "floating_pattern")
    floating = sweep.read_floating(addresses, params["floating_pattern"], spelt)
    max_age = _max_age(params["evidence_max_age_hours"])
    database = _database(params, at, (), names)
    findings = sweep.judge(database, names, floating, at, max_age)
    bad = sorted((f for f in findings if f.is_bad), key=lambda f: (f.severity.rank, f.subject))
    verdict = _verdict(findings, params["fail_on"])
    return {
        **verdict,
        "findings": [plain(finding) for finding in bad[:MAX_FINDINGS]],
        "findings_left_out": max(0, len(bad) - MAX_FINDINGS),
    }


def _database(
    params: Params,
    at: datetime.datetime,
    devices: t.Iterable[str],
    network_services: t.Sequence[str],
) -> Database:
    """LanDB's data: from the snapshot if there is one, else from LanDB."""
    if params["snapshot"] is not None:
        return load(params["snapshot"])[1]
    data = collect(Session(access(params)), devices, at, network_services)
    return read_snapshot(data, "LanDB")


def no_verdict(message: str) -> Result:
    """The same keys where nothing could be judged."""
    return {**_verdict([], "minor"), "msg": message}


def _variables(params: Params) -> dict[str, dict[str, t.Any]]:
    """The parameters as the variables of an inventory, so that one reader serves both."""
    shared = {
        "frontend_service": params["service"],
        "frontend_floating_addresses": [
            {key: value for key, value in floating.items() if value is not None}
            for floating in params["floating_addresses"]
        ],
        "frontend_evidence_max_age_hours": params["evidence_max_age_hours"],
        "frontend_end_date_notice_days": params["end_date_notice_days"],
    }
    names = [member["name"] for member in params["members"]]
    if not names:
        raise InputError("members is empty: a service has at least one host.")
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"members names {name} twice.")
    return {
        member["name"]: {
            **shared,
            **{
                f"frontend_{key}": value
                for key, value in member.items()
                if key not in ("name", "cards") and value is not None
            },
        }
        for member in params["members"]
    }


def _evidence(member: Params, at: datetime.datetime) -> HostEvidence:
    source = Source(member["name"], at)
    if member["cards"] is None:
        return HostEvidence(source)
    cards = []
    for i, card in enumerate(member["cards"]):
        try:
            cards.append(HostCard(f"card {i}", normal.hardware_address(card), True))
        except ValueError:
            raise InputError(
                f"{member['name']}: cards[{i}] must be a hardware address, not {kind_of(card)}."
            ) from None
    return HostEvidence(source, tuple(cards))


def _max_age(hours: int) -> datetime.timedelta:
    low, high = 1, 8760
    if not low <= hours <= high:
        raise InputError(
            f"evidence_max_age_hours must be between {low} and {high}, not {kind_of(hours)}."
        )
    return datetime.timedelta(hours=hours)


def _moment(as_of: str | None) -> datetime.datetime:
    if as_of is None:
        return datetime.datetime.now(datetime.timezone.utc)
    try:
        return normal.moment(as_of)
    except ValueError:
        raise InputError(f"as_of must be a time with a time zone, not {kind_of(as_of)}.") from None


def _verdict(findings: list[Finding], fail_on: str) -> Result:
    counts = {s.value: sum(f.status is s for f in findings) for s in Status}
    failed = not findings or any(fails(f.status, f.severity, fail_on) for f in findings)
    told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
    roots = [f for f in findings if f.is_bad and f.caused_by is None]
    worst = min(roots, key=lambda f: f.severity.rank).message if roots else ""
    return {
        "changed": False,
        "failed": failed,
        "findings": [plain(finding) for finding in findings],
        "summary": counts,
        "msg": f"{told}: {worst}" if worst else told,
    }
