# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases of checks as data, and the rule that every declared status of a check has one."""

from __future__ import annotations

import dataclasses
import typing as t

from ansible_collections.cernphone.validation.plugins.module_utils._model.check import Check
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks import (
    worlds,
)

PASSED = Status.PASSED
FAILED = Status.FAILED
UNKNOWN = Status.UNKNOWN
NOT_APPLICABLE = Status.NOT_APPLICABLE


@dataclasses.dataclass(frozen=True)
class Case:
    """One check in one world.

    Attributes:
        check: Its id.
        name: What is special, in a few words.
        status: What the check must say,
        subject: of what,
        message: and in which words.
        world: What is meant and what was seen.
        severity: Of what is bad, where it is not the catalogue's.
        consequence: Where it says more than the catalogue.
        remedy: Likewise.
    """

    check: str
    name: str
    status: Status
    subject: str
    message: str
    world: worlds.World
    severity: Severity | None = None
    consequence: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.check}-{self.status.value}-{self.name}".replace(" ", "_")


def binding(host: str, interface: str, card: str, addresses: str) -> str:
    """The remedy for a missing binding, in full."""
    return (
        f"Do not reboot {host} or renew its lease. Bind {interface} to {card} in LanDB and wait"
        f" until LanDB's DHCP view gives {addresses} (about 10 minutes); audit again before"
        " anything else."
    )


def uncovered(checks: t.Iterable[Check], cases: t.Iterable[Case]) -> list[str]:
    """A sentence for each status that is declared and not shown, or shown and not declared."""
    shown: dict[str, set[Status]] = {}
    for case in cases:
        shown.setdefault(case.check, set()).add(case.status)
    problems = []
    for check in checks:
        seen = shown.pop(check.id, set())
        declared = check.statuses - {Status.WAIVED}
        problems += [f"{check.id}: no case shows {s.value}" for s in Status if s in declared - seen]
        problems += [
            f"{check.id} does not declare {s.value}" for s in Status if s in seen - declared
        ]
    problems += [f"{check_id} is in no catalogue" for check_id in shown]
    return problems
