# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waivers: failures that somebody answers for, until they expire or get worse."""

from __future__ import annotations

import datetime
import typing as t

from .._model.finding import Finding
from .._model.intent import Service, Waiver
from .._model.status import Status
from .._model.waiver import UsedWaiver, WaiverState, days_left


class Waivers:
    """Applies the waivers of each service and remembers what became of them."""

    def __init__(self, at: datetime.datetime) -> None:
        self._at = at
        self.used: list[UsedWaiver] = []

    def apply(self, service: Service, findings: list[Finding]) -> list[Finding]:
        """The findings, with the failures that are waived; only failures can be."""
        places = {(f.check.id, f.subject): i for i, f in enumerate(findings)}
        unknown = {f.check.id for f in findings if f.status is Status.UNKNOWN}
        result = list(findings)
        for waiver in service.waivers:
            place = places.get((waiver.check, waiver.subject))
            # As it was judged: a waiver is not unused because another holds too.
            finding = None if place is None else findings[place]
            state = self._state(waiver, finding, waiver.check in unknown)
            self.used.append(UsedWaiver(waiver, service.name, state))
            if place is not None and state in SENTENCES:
                result[place] = _told(result[place], waiver, state)
        return result

    def _state(self, waiver: Waiver, finding: Finding | None, is_unknown: bool) -> WaiverState:
        if finding is None:
            # Without its evidence a check names the service, not the address that it would judge.
            return WaiverState.UNDECIDED if is_unknown else WaiverState.UNMATCHED
        if finding.status is Status.UNKNOWN:
            return WaiverState.UNDECIDED
        if finding.status is not Status.FAILED:
            return WaiverState.UNUSED
        if days_left(waiver, self._at) < 0:
            return WaiverState.EXPIRED
        if finding.severity.rank < waiver.ceiling.rank:
            return WaiverState.EXCEEDED
        return WaiverState.USED


SENTENCES: t.Final[t.Mapping[WaiverState, str]] = {
    WaiverState.USED: "waived by {owner} until {expires} UTC ({ticket}): {reason}",
    WaiverState.EXPIRED: "the waiver of {owner} ({ticket}) expired on {expires} UTC",
    WaiverState.EXCEEDED: "worse than the waiver of {owner} ({ticket}) covers, which is {ceiling}",
}


def _told(finding: Finding, waiver: Waiver, state: WaiverState) -> Finding:
    sentence = SENTENCES[state].format(
        owner=waiver.owner,
        expires=waiver.expires.isoformat(),
        ticket=waiver.ticket,
        reason=waiver.reason,
        ceiling=waiver.ceiling.value,
    )
    status = Status.WAIVED if state is WaiverState.USED else finding.status
    return finding._replace(status=status, message=f"{finding.message}; {sentence}")
