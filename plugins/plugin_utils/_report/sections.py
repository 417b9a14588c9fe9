# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person is told beside the incidents: one wording for the terminal and for Markdown."""

from __future__ import annotations

import datetime
import typing as t

from ...module_utils._model.finding import fingerprint
from ...module_utils._model.normal import duration, stamp
from ...module_utils._model.status import Status
from ...module_utils._model.waiver import UsedWaiver, WaiverState
from .model import Carried, Report, Run, Scope
from .telling import who
from .text import clean, cut

A_MINUTE: t.Final = datetime.timedelta(minutes=1)

LAPSED: t.Final[t.Mapping[WaiverState, str]] = {
    WaiverState.EXCEEDED: "exceeded, it is worse than {ceiling} now: repair it",
    WaiverState.EXPIRED: "expired on {expires}: repair, or renew it ({owner})",
    WaiverState.UNMATCHED: "no finding of {check} has this subject: correct or remove it",
    WaiverState.UNUSED: "unused, nothing fails there: correct or remove it",
    WaiverState.UNDECIDED: "not used, for the check is unknown: keep it for now",
}
"""What is to be done about waivers that did not count, the most urgent first."""

URGENCY: t.Final = (
    WaiverState.EXCEEDED,
    WaiverState.EXPIRED,
    WaiverState.USED,
    WaiverState.UNMATCHED,
    WaiverState.UNUSED,
    WaiverState.UNDECIDED,
)


class Section(t.NamedTuple):
    """A heading with what belongs to it, as clean text.

    Attributes:
        title: What it is about.
        detail: What is to be said of all of it, or nothing.
        lines: An entry each for the first things.
        number: How many things there are.
    """

    title: str
    detail: str = ""
    lines: tuple[str, ...] = ()
    number: int = 0

    @property
    def more(self) -> int:
        """How many things have no entry."""
        return self.number - len(self.lines)


def sections(report: Report, listed: int) -> list[Section]:
    """What is to be told after the incidents.

    Args:
        report: The run.
        listed: Entries of a section and names of a list; the number of the others is told.
    """
    run = report.run
    left_out = f"{count(len(run.left_out), 'service')} ({names(run.left_out, listed)})"
    found = (
        _fixed(report, listed),
        _waived(report, listed),
        _attention(report, listed),
        Section("Not looked at", left_out) if run.left_out else None,
        _open_ones("Still open, for nothing decided it now", report.carried, listed),
        _open_ones(
            "Open in the previous report, and no longer declared, checked or applicable",
            report.gone,
            listed,
        ),
        _notice("Not front ends, for they declare no frontend_service", run.not_front_ends, listed),
        _notice("Declared to be in no network database", run.unknown_to_database, listed),
    )
    return [section for section in found if section]


def about(run: Run, listed: int) -> str:
    """What was judged, in one line."""
    title, hosts, services = NOUNS[run.scope]
    named = f" ({names(run.services, listed)})" if run.services else ""
    judged = f"{count(run.hosts, hosts)} in {count(len(run.services), services)}{named}"
    kind = ", a replay of recorded evidence" if run.kind == "replay" else ""
    note = f". {clean(run.note)}" if run.note else ""
    return f"{title} of {judged} as of {stamp(run.at)}{kind}{note}"


NOUNS: t.Final[t.Mapping[Scope, tuple[str, str, str]]] = {
    "audit": ("Audit", "host", "service"),
    "watch": ("Watch", "host", "service"),
    "sweep": ("Sweep", "device", "network service"),
}


def evidence(run: Run) -> list[tuple[str, str]]:
    """(whose, where and when it was read) for each source of evidence."""
    return [
        (cut(clean(what), 12), clean(f"{where}, {_age(read_at, run.at)}"))
        for what, where, read_at in run.sources
    ]


def _age(read_at: datetime.datetime | None, at: datetime.datetime) -> str:
    if read_at is None:
        return "read at an unknown time"
    told = f"read at {stamp(read_at)}"
    if abs(at - read_at) < A_MINUTE:
        return told
    return f"{told} ({duration(at - read_at)} {'earlier' if read_at < at else 'LATER'})"


def count(number: int, noun: str) -> str:
    """`1 host`, `2 hosts`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def names(found: t.Sequence[str], listed: int) -> str:
    """The first names, and how many others there are."""
    shown = ", ".join(clean(name) for name in found[:listed])
    rest = len(found) - listed
    return f"{shown}, ... and {rest} more" if rest > 0 else shown or "none"


def _notice(title: str, found: tuple[str, ...], listed: int) -> Section | None:
    return Section(title, names(found, listed)) if found else None


def _fixed(report: Report, listed: int) -> Section | None:
    number = report.changes["fixed"]
    if not number:
        return None
    lines = []
    for finding, change, first_seen in report.items:
        if change == "fixed":
            name = who(finding.subject, finding.service)
            lines.append(f"{finding.id} {name}, first seen {first_seen}")
            if len(lines) == listed:
                break
    return Section("Fixed since the previous report", "", tuple(lines), number)


def _name_of(used: UsedWaiver) -> str:
    return f"{clean(used.waiver.check)} {who(used.waiver.subject, used.service)}"


def _waived(report: Report, listed: int) -> Section | None:
    waivers = [used for used in report.waivers if used.state is WaiverState.USED]
    if not waivers:
        return None
    since = {
        item.finding.fingerprint: item.first_seen
        for item in report.items
        if item.finding.status is Status.WAIVED
    }
    lines = []
    for used in waivers[:listed]:
        waiver = used.waiver
        first_seen = since.get(fingerprint(waiver.check, waiver.subject))
        lines.append(
            f"{_name_of(used)}: until {waiver.expires}, up to {waiver.ceiling.value}, by"
            f" {clean(waiver.owner)} ({clean(waiver.ticket)}): {clean(waiver.reason)}"
            + (f" (first seen {first_seen})" if first_seen else "")
        )
    return Section("Waived", "", tuple(lines), len(waivers))


def _attention(report: Report, listed: int) -> Section | None:
    at = report.run.at
    waivers = [
        used
        for used in report.waivers
        if used.state is not WaiverState.USED or used.lapses_soon(at)
    ]
    if not waivers:
        return None
    waivers.sort(key=lambda used: URGENCY.index(used.state))
    lines = tuple(f"{_name_of(used)}: {_what_to_do(used, at)}" for used in waivers[:listed])
    return Section("Waivers that need attention", "", lines, len(waivers))


def _what_to_do(used: UsedWaiver, at: datetime.datetime) -> str:
    waiver, left = used.waiver, used.days_left(at)
    owner = clean(waiver.owner)
    if used.state is WaiverState.USED:
        when = f"in {count(left, 'day')}, on {waiver.expires}" if left else "at the end of today"
        return f"expires {when}: repair, or renew it ({owner})"
    if used.state is WaiverState.UNDECIDED and left < 0:
        return f"not used, for the check is unknown; it expired on {waiver.expires} ({owner})"
    return LAPSED[used.state].format(
        check=clean(waiver.check),
        expires=waiver.expires,
        owner=owner,
        ceiling=waiver.ceiling.value,
    )


def _open_ones(title: str, carried: t.Sequence[Carried], listed: int) -> Section | None:
    if not carried:
        return None
    lines = tuple(
        f"{clean(old.id)} {who(old.subject, old.service)}, {clean(old.status)}"
        f" ({clean(old.severity)}) since {clean(old.first_seen)}"
        for old in carried[:listed]
    )
    return Section(title, "", lines, len(carried))
