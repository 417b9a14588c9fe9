# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which finding is the symptom of which: one incident a root cause."""

from __future__ import annotations

import typing as t

from .._model.check import Need, Scope
from .._model.finding import Finding
from .._model.status import Status

GAPS: t.Final[t.Mapping[Need, tuple[str, ...]]] = {
    Need.DATABASE: ("EVD003", "EVD002"),
    Need.DEVICE: ("EVD003", "EVD002"),
    Need.CARDS: ("EVD001", "EVD003", "EVD002"),
}
"""What makes a verdict unknown that needs such evidence, the likeliest first."""


def fold(findings: list[Finding], shared: t.Sequence[Finding]) -> list[Finding]:
    """The findings of one service, each bad one with the fingerprint of its ultimate cause.

    A failure folds under a failure only; what is unknown folds under either. A cause lies in the
    same service and concerns one of the same hosts, or is one of the fleet's (`shared`).
    """
    bad = [f for f in findings if f.status is Status.FAILED or f.status is Status.UNKNOWN]
    if not bad or len(bad) + len(shared) < 2:
        return findings
    roots = _Roots((*bad, *shared))
    parents = {f.fingerprint: _parent(f, roots) for f in bad}
    return [
        f._replace(caused_by=_ultimate(f, parents)) if f.fingerprint in parents else f
        for f in findings
    ]


class _Roots:
    """Bad findings by check and host: a network service has thousands of them."""

    def __init__(self, findings: t.Iterable[Finding]) -> None:
        self._findings = tuple(findings)
        self._places: dict[tuple[str, str], list[int]] = {}
        for place, finding in enumerate(self._findings):
            for key in dict.fromkeys((*(finding.hosts or ("",)), finding.subject)):
                self._places.setdefault((finding.check.id, key), []).append(place)

    def near(self, check_id: str, finding: Finding) -> t.Iterator[Finding]:
        """Those of a check that can explain a finding, in their order."""
        keys = dict.fromkeys(("", finding.subject, *finding.hosts))
        places = {place for key in keys for place in self._places.get((check_id, key), ())}
        return (self._findings[place] for place in sorted(places))


def _parent(finding: Finding, roots: _Roots) -> str | None:
    for name in finding.check.folds_under:
        for root in roots.near(name, finding):
            if _explains(root, finding):
                return root.fingerprint
    if finding.status is Status.UNKNOWN:
        for need in finding.check.needs:
            for gap in GAPS[need]:
                for root in roots.near(gap, finding):
                    if _concerns(root, need) and _explains(root, finding):
                        return root.fingerprint
    return None


def _concerns(root: Finding, need: Need) -> bool:
    """Cards are a matter of the host alone, and the age of its evidence is not the database's."""
    if need is Need.CARDS:
        return bool(root.hosts)
    return root.check.id != "EVD002" or not root.hosts


def _explains(root: Finding, finding: Finding) -> bool:
    if root.fingerprint == finding.fingerprint:
        return False
    if root.status is not Status.FAILED and finding.status is not Status.UNKNOWN:
        return False
    if not root.hosts:
        return True
    if Scope.SERVICE in root.check.scopes and Scope.SERVICE in finding.check.scopes:
        return root.subject == finding.subject
    if root.check.scopes >= {Scope.HOST, Scope.SERVICE}:
        return root.subject in (finding.subject, *finding.hosts)
    return any(host in finding.hosts for host in root.hosts)


def _ultimate(finding: Finding, parents: t.Mapping[str, str | None]) -> str | None:
    seen = {finding.fingerprint}
    cause = parents[finding.fingerprint]
    while cause is not None and parents.get(cause) is not None and cause not in seen:
        seen.add(cause)
        cause = parents[cause]
    return cause
