# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings with one cause as one incident: the root first, its symptoms under it."""

from __future__ import annotations

import dataclasses
import typing as t

from ...module_utils._model.finding import Finding
from ...module_utils._model.status import Severity, Status


class HasFinding(t.Protocol):
    """Whatever has a finding."""

    @property
    def finding(self) -> Finding: ...


ItemT = t.TypeVar("ItemT", bound=HasFinding)


@dataclasses.dataclass(frozen=True)
class Incident(t.Generic[ItemT]):
    """A root cause and its symptoms, in the order of the findings.

    Attributes:
        root: The finding to act on.
        symptoms: Findings that it explains.
        severity: The worst of all of them.
        status: `failed` where one of them is, otherwise `unknown`.
    """

    root: ItemT
    symptoms: tuple[ItemT, ...]
    severity: Severity
    status: Status

    @property
    def kind(self) -> str:
        """How it is headed and counted: its severity, or `unknown`."""
        return Status.UNKNOWN.value if self.status is Status.UNKNOWN else self.severity.value


def incidents_of(items: t.Iterable[ItemT]) -> list[Incident[ItemT]]:
    """Bad findings by root cause: the worst severity first, failed before unknown, by subject.

    None is lost: one whose cause is not among them, or that causes itself, is a root.
    """
    bad = list(items)
    places: dict[str, int] = {}
    for place, item in enumerate(bad):
        places.setdefault(item.finding.fingerprint, place)
    groups: dict[int, list[ItemT]] = {}
    for place, item in enumerate(bad):
        groups.setdefault(_root(place, bad, places), []).append(item)
    return sorted((_incident(bad[root], group) for root, group in groups.items()), key=_order)


def _root(place: int, bad: t.Sequence[HasFinding], places: t.Mapping[str, int]) -> int:
    """Where the ultimate cause of a finding is; its own place where there is none.

    Of causes that cause each other, the first that is met is the root.
    """
    seen = {place}
    at = place
    while (cause := bad[at].finding.caused_by) is not None and cause in places:
        at = places[cause]
        if at in seen:
            break
        seen.add(at)
    return at


def _incident(root: ItemT, group: t.Sequence[ItemT]) -> Incident[ItemT]:
    severity = min((item.finding.severity for item in group), key=lambda worst: worst.rank)
    has_failed = any(item.finding.status is Status.FAILED for item in group)
    symptoms = tuple(item for item in group if item is not root)
    return Incident(root, symptoms, severity, Status.FAILED if has_failed else Status.UNKNOWN)


def _order(incident: Incident[t.Any]) -> tuple[int, bool, str, str]:
    finding = incident.root.finding
    return (
        incident.severity.rank,
        incident.status is Status.UNKNOWN,
        finding.subject,
        finding.check.id,
    )
