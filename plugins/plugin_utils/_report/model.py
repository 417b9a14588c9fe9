# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every report renders: the findings of one run, and what is derived from them."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import functools
import typing as t

from ...module_utils._model.finding import Finding
from ...module_utils._model.status import STATUS_RANK, Severity, Status, fails
from ...module_utils._model.waiver import UsedWaiver
from .incidents import Incident, incidents_of

Change = t.Literal["new", "known", "fixed"]
Kind = t.Literal["live", "replay"]
Scope = t.Literal["audit", "watch", "sweep"]
CHANGES: t.Final[tuple[Change, ...]] = ("new", "known", "fixed")


@dataclasses.dataclass(frozen=True)
class Run:
    """What was judged, when and on what evidence.

    Attributes:
        run_id: Names the run, and its bundle.
        at: The moment of the judgement (aware).
        collection_version: Of the collection that judged.
        kind: Whether the evidence was gathered in this run or before.
        services: Names of the services that were judged.
        hosts: Number of hosts that were judged.
        left_out: Services of the inventory that the run did not look at.
        not_front_ends: Hosts of the selection that declare no `frontend_service`.
        unknown_to_database: Services that are declared to be in no network database.
        sources: (what, where, when it was read or None) for each kind of evidence.
        looked_at: Service -> the moment of LanDB's data (UTC, `2026-03-01T02:00:00Z`) by which it
            was last judged, in this run or before it.
        scope: Whether front ends were audited, LanDB's changes were watched, or network services
            were swept: services are these then, and hosts are devices.
        note: A sentence on how the run came about, or nothing.
    """

    run_id: str
    at: datetime.datetime
    collection_version: str
    kind: Kind
    services: tuple[str, ...]
    hosts: int
    left_out: tuple[str, ...] = ()
    not_front_ends: tuple[str, ...] = ()
    unknown_to_database: tuple[str, ...] = ()
    sources: tuple[tuple[str, str, datetime.datetime | None], ...] = ()
    looked_at: t.Mapping[str, str] = dataclasses.field(default_factory=dict)
    scope: Scope = "audit"
    note: str = ""


class Item(t.NamedTuple):
    """A finding and its history (a tuple: a million are made in a run).

    `first_seen` (UTC, `2026-03-01T02:00:00Z`) is that of a finding which is or was bad.
    """

    finding: Finding
    change: Change | None
    first_seen: str | None


class Carried(t.NamedTuple):
    """An open finding of the previous report on which this run has no verdict."""

    fingerprint: str
    id: str
    subject: str
    service: str
    status: str
    severity: str
    message: str
    first_seen: str


@dataclasses.dataclass(frozen=True)
class Report:
    """One run, judged and compared.

    Attributes:
        run: What was judged.
        items: All findings.
        carried: What the previous report left open and nothing in this run decided.
        waivers: What became of each waiver.
        fail_on: The least severity of a failure that makes the run fail, or `never`.
        gone: Open findings of the previous report that are no longer declared, made or applicable.
        problem: A sentence where the report itself could not be kept; the run then fails.
    """

    run: Run
    items: tuple[Item, ...]
    carried: tuple[Carried, ...] = ()
    waivers: tuple[UsedWaiver, ...] = ()
    fail_on: str = "minor"
    gone: tuple[Carried, ...] = ()
    problem: str = ""

    @functools.cached_property
    def counts(self) -> dict[str, int]:
        """Number of findings by status; all five are there, worst first."""
        found = collections.Counter(item.finding.status for item in self.items)
        return {status.value: found[status] for status in STATUS_RANK}

    @functools.cached_property
    def changes(self) -> dict[str, int]:
        """Number of findings that are new, known and fixed."""
        found = collections.Counter(item.change for item in self.items)
        return {change: found[change] for change in CHANGES}

    @functools.cached_property
    def incidents(self) -> tuple[Incident[Item], ...]:
        """The open findings by root cause, worst first."""
        return tuple(incidents_of(item for item in self.items if item.finding.is_bad))

    @functools.cached_property
    def fails(self) -> bool:
        """Whether the run fails; one without any finding does."""
        return (
            bool(self.problem)
            or not self.items
            or any(
                fails(finding.status, finding.severity, self.fail_on)
                for finding, _change, _first_seen in self.items
                if finding.is_bad
            )
        )

    @property
    def summary(self) -> dict[str, int | bool]:
        """The numbers of the run, as a report and a playbook show them."""
        return {
            **self.counts,
            "total": len(self.items),
            "incidents": len(self.incidents),
            **self.changes,
            "carried": len(self.carried),
            "gone": len(self.gone),
            "fails": self.fails,
        }

    @property
    def verdict(self) -> str:
        """`FAILED` or `PASSED`, and by what tolerance where there are incidents all the same."""
        if self.fails:
            return "FAILED"
        return f"PASSED (fail_on is {self.fail_on})" if self.incidents else "PASSED"

    @property
    def headline(self) -> str:
        """The run in one line."""
        if not self.items:
            return f"{self.verdict}: nothing was judged."
        problem = f"{self.problem.rstrip('.')}; " if self.problem else ""
        return f"{self.verdict}: {problem}{self.incidents_told()}; {self.numbers()}."

    def incidents_told(self, kinds: bool = True) -> str:
        """Number of incidents as a phrase: `2 incidents (1 critical, 1 unknown)`."""
        number = len(self.incidents)
        found = collections.Counter(incident.kind for incident in self.incidents)
        order = (*(severity.value for severity in Severity), Status.UNKNOWN.value)
        told = ", ".join(f"{found[kind]} {kind}" for kind in order if found[kind])
        phrase = f"{number} incident{'' if number == 1 else 's'}"
        return f"{phrase} ({told})" if kinds and told else phrase

    def numbers(self, zeros: bool = True) -> str:
        """Number of findings by status and, where there is any, by change, as a phrase."""
        changes = {change: count for change, count in self.changes.items() if count}
        parts = (self.counts, self.changes if zeros and changes else changes)
        told = (
            ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in part.items() if n or zeros)
            for part in parts
        )
        return "; ".join(part for part in told if part)
