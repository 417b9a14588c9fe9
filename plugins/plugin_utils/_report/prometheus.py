# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""findings.prom: the report for Prometheus, by the textfile collector of node_exporter.

Every finding is a series with the value 1, and its status is a label (as kube-state-metrics tells
of states): `cernphone_validation_finding{status="failed"}` are those that fail. The file stays as
it is until the next run, so an alert needs the age of `..._run_timestamp_seconds` too. It has mode
0600 like every report: whoever runs node_exporter copies it to where that reads, in one rename.

No series comes twice, for node_exporter would refuse the whole file.
"""

from __future__ import annotations

import datetime
import re
import typing as t

from ...module_utils._model.finding import Finding
from .model import Report, Scope
from .text import whole

NAMESPACES: t.Final[t.Mapping[Scope, str]] = {
    "audit": "cernphone_validation",
    "watch": "cernphone_validation_watch",
    "sweep": "cernphone_validation_sweep",
}
"""node_exporter refuses a series that two files have, so each kind of run has names of its own."""

BLOCK: t.Final = 64
"""Series that are written at a time."""

SPECIAL: t.Final = re.compile(r'[\\"\n]')
ESCAPES: t.Final[t.Mapping[str, str]] = {"\\": r"\\", '"': r"\"", "\n": r"\n"}
DAY_SECONDS: t.Final = 86_400
EPOCH_DAY: t.Final = datetime.date(1970, 1, 1).toordinal()


def render(report: Report) -> str:
    """The text of findings.prom."""
    return "".join(chunks(report))


def chunks(report: Report) -> t.Iterator[str]:
    """The text of findings.prom, piece by piece."""
    of = NAMESPACES[report.run.scope]
    yield _head(of, "run_timestamp_seconds", "The moment of the judgement")
    yield _line(of, "run_timestamp_seconds", {}, _seconds(report.run.at))
    yield _head(of, "run_fails", "1 where the run fails, otherwise 0")
    yield _line(of, "run_fails", {}, int(report.fails))
    yield _head(of, "findings", "Number of findings by status")
    for status, number in report.counts.items():
        yield _line(of, "findings", {"status": status}, number)
    yield _head(of, "evidence_timestamp_seconds", "When the newest evidence of a source was read")
    for source, read_at in sorted(_sources(report).items()):
        yield _line(of, "evidence_timestamp_seconds", {"source": source}, read_at)
    lapse = "waiver_expires_timestamp_seconds"
    yield _head(of, lapse, "When a waiver lapses, at the end of its day")
    for labels, end in _waivers(report).items():
        yield _line(of, lapse, dict(labels), end)
    yield _head(of, "finding", "1 for every finding; its status is a label")
    yield from _findings(report, of)


def _head(namespace: str, name: str, explained: str) -> str:
    full = f"{namespace}_{name}"
    return f"# HELP {full} {explained}.\n# TYPE {full} gauge\n"


def _line(namespace: str, name: str, labels: t.Mapping[str, str], value: int) -> str:
    told = ",".join(f'{label}="{_value(text)}"' for label, text in labels.items())
    return f"{namespace}_{name}{f'{{{told}}}' if told else ''} {value}\n"


def _value(text: str) -> str:
    """A text as the value of a label."""
    return SPECIAL.sub(lambda found: ESCAPES[found[0]], whole(text))


def _seconds(at: datetime.datetime) -> int:
    return int(at.timestamp())


def _sources(report: Report) -> dict[str, int]:
    """The time of each source, the oldest where one comes twice; none where it is not known."""
    found: dict[str, int] = {}
    for what, _where, read_at in report.run.sources:
        if read_at is not None:
            name, seconds = whole(what), _seconds(read_at)
            found[name] = min(seconds, found.get(name, seconds))
    return found


def _waivers(report: Report) -> dict[tuple[tuple[str, str], ...], int]:
    """The end of each waiver, the latest where one was renewed beside the old one."""
    found: dict[tuple[tuple[str, str], ...], int] = {}
    for used in report.waivers:
        waiver = used.waiver
        labels = (
            ("check", waiver.check),
            ("subject", whole(waiver.subject)),
            ("service", whole(used.service)),
            ("owner", whole(waiver.owner)),
            ("ticket", whole(waiver.ticket)),
        )
        end = (waiver.expires.toordinal() + 1 - EPOCH_DAY) * DAY_SECONDS
        found[labels] = max(end, found.get(labels, end))
    return found


def _findings(report: Report, namespace: str) -> t.Iterator[str]:
    """A series a finding."""
    values: dict[str, str] = {}
    seen: set[str] = set()
    items = report.items
    for start in range(0, len(items), BLOCK):
        block = dict.fromkeys(
            _finding(item.finding, values, namespace) for item in items[start : start + BLOCK]
        )
        lines = [line for line in block if line not in seen]
        seen.update(lines)
        yield "".join(lines)


def _finding(finding: Finding, values: dict[str, str], namespace: str) -> str:
    subject, service = finding.subject, finding.service
    for text in (subject, service):
        if text not in values:
            values[text] = _value(text)
    return (
        f'{namespace}_finding{{id="{finding.check.id}",subject="{values[subject]}",service='
        f'"{values[service]}",severity="{finding.severity.value}",status='
        f'"{finding.status.value}"}} 1\n'
    )
