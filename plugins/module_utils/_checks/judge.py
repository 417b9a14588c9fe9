# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge: (intent, evidence) -> findings. No input or output, no clock, no Ansible."""

from __future__ import annotations

import typing as t

from .._model.check import Check, Need, Scope
from .._model.evidence import HostEvidence
from .._model.finding import Finding, Outcome, fingerprint
from .._model.intent import Service
from .._model.status import Severity, Status
from .cases import FleetCase, HostCase, ServiceCase
from .catalogue import CATALOGUE
from .folding import fold
from .waivers import Waivers

Evidence = t.Mapping[str, HostEvidence]
Case = t.Union[ServiceCase, HostCase]
DATABASE_NEEDS: t.Final = frozenset((Need.DATABASE, Need.DEVICE))


class _Rule(t.NamedTuple):
    """A check with what the judge asks of it for every subject."""

    check: Check
    needs: tuple[Need, ...]
    needs_database: bool
    needs_cards: bool


class Judge:
    """Judges one service after the other, in memory that does not grow with their number.

    Args:
        fleet: What all services share.
        checks: Those to apply; by default all.
    """

    def __init__(self, fleet: FleetCase, checks: t.Iterable[Check] = CATALOGUE) -> None:
        chosen = tuple(checks)
        self._fleet = fleet
        self._of_hosts = _rules(chosen, Scope.HOST)
        self._of_services = _rules(chosen, Scope.SERVICE)
        self._of_fleets = _rules(chosen, Scope.FLEET)
        self._shared: tuple[Finding, ...] = ()
        self.waivers = Waivers(fleet.at)

    def fleet(self) -> list[Finding]:
        """Findings on what all services share; call it first, for they explain others."""
        fleet = self._fleet
        findings = [
            _finding(rule.check, outcome, fleet.subject, "", fleet.hosts, {})
            for rule in self._of_fleets
            for outcome in _outcomes(rule.check.judge(fleet))
        ]
        self._shared = tuple(f for f in findings if f.is_bad)
        return findings

    def service(self, service: Service, evidence: Evidence) -> list[Finding]:
        """Findings on one service and its members, waived and folded."""
        case = ServiceCase(service, evidence, self._fleet)
        findings = _judged(self._of_services, case, case.is_stale, False)
        for member in case.members:
            findings += _judged(self._of_hosts, member, case.is_stale, member.is_stale)
        if service.waivers:
            findings = self.waivers.apply(service, findings)
        return fold(findings, self._shared)


def _rules(checks: t.Iterable[Check], scope: Scope) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            check,
            check.needs,
            not DATABASE_NEEDS.isdisjoint(check.needs),
            Need.CARDS in check.needs,
        )
        for check in checks
        if scope in check.scopes
    )


def _judged(
    rules: t.Iterable[_Rule], case: Case, database_is_stale: bool, host_is_stale: bool
) -> list[Finding]:
    """The findings of one case. (What is done here is done a million times in a large fleet.)"""
    service, gaps = case.service, case.gaps
    has_database, is_stale = service.has_database, database_is_stale or host_is_stale
    findings = []
    for check, needs, needs_database, needs_cards in rules:
        result: Outcome | list[Outcome] | None = None
        if needs_database and not has_database:
            result = Outcome(Status.NOT_APPLICABLE, f"{service.name} is in no network database")
        elif gaps and needs:
            result = _gap(check, gaps)
        for outcome in _outcomes(check.judge(case) if result is None else result):
            told = outcome
            if is_stale and outcome.status is Status.PASSED:
                if needs_database and database_is_stale:
                    told = _stale(outcome, case.fleet.database.source.name)
                elif needs_cards and host_is_stale:
                    told = _stale(outcome, case.subject)
            findings.append(
                _finding(
                    check,
                    told,
                    told.subject or case.identity,
                    service.name,
                    told.hosts or case.hosts,
                    service.severities,
                )
            )
    return findings


def _outcomes(result: Outcome | list[Outcome]) -> t.Sequence[Outcome]:
    return result if isinstance(result, list) else (result,)


def _gap(check: Check, gaps: t.Mapping[Need, str]) -> Outcome | None:
    """The outcome where evidence that the check needs is missing, or None: go on and judge."""
    for need in check.needs:
        if need in gaps:
            return Outcome(Status.UNKNOWN, f"{check.title}: not known, for {gaps[need]}")
    return None


def _stale(outcome: Outcome, source: str) -> Outcome:
    """A pass on stale evidence is no pass."""
    message = f"{outcome.message}, but the evidence of {source} is not recent"
    return outcome._replace(status=Status.UNKNOWN, message=message)


UNKNOWN: t.Final = "Find out why this is not known, remove the reason, and audit again."


def _is_open(check: Check, status: Status) -> bool:
    """Whether nobody knows that there is anything to remedy, of a check that can tell."""
    return status is Status.UNKNOWN and Status.FAILED in check.statuses


def _finding(
    check: Check,
    outcome: Outcome,
    subject: str,
    service: str,
    hosts: tuple[str, ...],
    severities: t.Mapping[str, Severity],
) -> Finding:
    status = outcome.status
    severity = outcome.severity or check.severity
    if severities:
        severity = severities.get(check.id, severity)
    consequence = remedy = ""
    if status is Status.FAILED or status is Status.UNKNOWN:
        consequence = outcome.consequence or check.consequence
        remedy = outcome.remedy or (UNKNOWN if _is_open(check, status) else check.remedy)
    return Finding(
        check,
        status,
        severity,
        subject,
        service,
        outcome.message,
        consequence,
        outcome.expected,
        outcome.actual,
        remedy,
        hosts,
        fingerprint(check.id, subject),
        None,
    )
