# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report on the terminal: the worst incident first, the verdict in the last line."""

from __future__ import annotations

import datetime
import typing as t

from ...module_utils._model.normal import duration, stamp
from ...module_utils._model.waiver import UsedWaiver, WaiverState
from .model import Carried, Report, Run
from .telling import ELSEWHERE, told, who
from .text import clean, columns, cut, wrap

NARROWEST: t.Final = 40
A_MINUTE: t.Final = datetime.timedelta(minutes=1)
LISTED: t.Final = 10
"""Lines of a section, names of a list."""

ATTENTION: t.Final[t.Mapping[WaiverState, str]] = {
    WaiverState.UNUSED: "unused, nothing fails there: correct or remove it",
    WaiverState.EXPIRED: "expired on {expires}: repair, or renew it ({owner})",
    WaiverState.EXCEEDED: "exceeded, it is worse than {ceiling} now: repair it",
    WaiverState.UNDECIDED: "not used, for the check is unknown: keep it for now",
}


def render(
    report: Report, width: int = 80, colour: bool = False, paths: t.Sequence[str] = ()
) -> str:
    """The text for a terminal; its last line is the verdict.

    Args:
        report: What to tell.
        width: Columns that no line exceeds; 40 at least.
        colour: Whether severities are coloured; the words say all without it.
        paths: The files of the report.
    """
    width = max(width, NARROWEST)
    sections = (
        _fixed(report, width),
        _waived(report, width),
        _attention(report, width),
        _left_out(report, width),
        _notice(
            "Not front ends, for they declare no frontend_service", report.run.not_front_ends, width
        ),
        _notice("Declared to be in no network database", report.run.unknown_to_database, width),
        wrap(clean(", ".join(paths), limit=4000), width, "Reports: ") if paths else [],
    )
    lines = [*_head(report.run, width), "", *told(report.incidents, width, colour)]
    for section in sections:
        lines += section
    if lines[-1]:
        lines.append("")
    return "\n".join([*lines, *_summary(report, width)])


def _head(run: Run, width: int) -> list[str]:
    hosts = _number(run.hosts, "host")
    services = f"{_number(len(run.services), 'service')} ({_names(run.services)})"
    kind = ", a replay of recorded evidence" if run.kind == "replay" else ""
    lines = wrap(f"Audit of {hosts} in {services} as of {stamp(run.at)}{kind}", width, "", "  ")
    for what, where, read_at in run.sources:
        text = f"{where}, {_age(read_at, run.at)}"
        lines += wrap(clean(text), width, f"  {cut(clean(what), 12)}: ")
    return lines


def _age(read_at: datetime.datetime | None, at: datetime.datetime) -> str:
    if read_at is None:
        return "read at an unknown time"
    told = f"read at {stamp(read_at)}"
    if abs(at - read_at) < A_MINUTE:
        return told
    return f"{told} ({duration(at - read_at)} {'earlier' if read_at < at else 'LATER'})"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _names(names: t.Sequence[str]) -> str:
    shown = ", ".join(clean(name) for name in names[:LISTED])
    rest = len(names) - LISTED
    return f"{shown}, ... and {rest} more" if rest > 0 else shown or "none"


def _section(title: str, lines: t.Sequence[str], number: int, width: int) -> list[str]:
    """A title, and an entry each for the first of `number` things."""
    rest = number - len(lines)
    more = [f"  ... and {rest} more {ELSEWHERE}"] if rest > 0 else []
    entries = [part for line in lines for part in wrap(line, width, "  ", "      ")]
    return [*wrap(title, width, "", "  "), *entries, *more, ""]


def _fixed(report: Report, width: int) -> list[str]:
    number = report.changes["fixed"]
    if not number:
        return []
    lines = []
    for finding, change, first_seen in report.items:
        if change == "fixed":
            name = who(finding.subject, finding.service)
            lines.append(f"{finding.id} {name}, first seen {first_seen}")
            if len(lines) == LISTED:
                break
    return _section("Fixed since the previous report:", lines, number, width)


def _name_of(used: UsedWaiver) -> str:
    return f"{clean(used.waiver.check)} {who(used.waiver.subject, used.service)}"


def _waived(report: Report, width: int) -> list[str]:
    waivers = [used for used in report.waivers if used.state is WaiverState.USED]
    lines = [
        f"{_name_of(used)}: until {used.waiver.expires} by {clean(used.waiver.owner)}"
        f" ({clean(used.waiver.ticket)})"
        for used in waivers[:LISTED]
    ]
    return _section("Waived:", lines, len(waivers), width) if waivers else []


def _attention(report: Report, width: int) -> list[str]:
    waivers = [used for used in report.waivers if used.state in ATTENTION]
    if not waivers:
        return []
    lines = []
    for used in waivers[:LISTED]:
        waiver = used.waiver
        text = ATTENTION[used.state].format(
            expires=waiver.expires, owner=clean(waiver.owner), ceiling=waiver.ceiling.value
        )
        lines.append(f"{_name_of(used)}: {text}")
    return _section("Waivers that need attention:", lines, len(waivers), width)


def _left_out(report: Report, width: int) -> list[str]:
    names, number = report.run.left_out, len(report.carried)
    lines = []
    if names or number:
        title = f"Not looked at: {_number(len(names), 'service')} ({_names(names)})"
        title += f"; still open there: {number} of the previous report" if number else ""
        lines += _section(title, _open_ones(report.carried), number, width)
    if report.gone:
        title = "Open in the previous report, and no longer declared, checked or applicable:"
        lines += _section(title, _open_ones(report.gone), len(report.gone), width)
    return lines


def _open_ones(carried: t.Sequence[Carried]) -> list[str]:
    return [
        f"{clean(old.id)} {who(old.subject, old.service)}, {clean(old.status)}"
        f" ({clean(old.severity)}) since {clean(old.first_seen)}"
        for old in carried[:LISTED]
    ]


def _notice(title: str, names: tuple[str, ...], width: int) -> list[str]:
    return [*wrap(f"{title}: {_names(names)}", width, "", "  "), ""] if names else []


def _summary(report: Report, width: int) -> list[str]:
    """The verdict with as many numbers as fit into one line; if not all, they come before it."""
    if report.problem:
        return wrap(clean(report.headline), width)
    incidents = f"{report.verdict}: {report.incidents_told()}"
    for line in (report.headline, f"{incidents}; {report.numbers(zeros=False)}."):
        if columns(line) <= width:
            return [line]
    lines = wrap(f"{report.numbers()}.", width, "Findings: ")
    last = f"{incidents}."
    if columns(last) > width:
        last = f"{report.verdict}: {report.incidents_told(kinds=False)}."
    return [*lines, *wrap(last, width)]
