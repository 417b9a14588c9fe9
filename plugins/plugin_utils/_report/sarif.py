# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""findings.sarif: the report for code scanning services and viewers (SARIF 2.1.0, ASCII).

Results are what is open: failed, unknown (kind `open`, for which the standard allows no level but
`none`) and waived (with a suppression). GitHub makes an open alert of every result, whatever its
kind or baselineState (microsoft/PSRule#955), and closes one by its absence. So what passed, does
not apply or was fixed is no result: an alert on something repaired would be a false one. Every
rule that was applied is listed, so that it can be seen that it found nothing. GitHub ignores
suppressions too, unless a workflow dismisses by them; a waived failure is a true alert there.

A finding is about a host or a service, not a file. GitHub refuses a result without a physical
location, so each has `service/subject` as the relative path of an artifact, line 1, as scanners
of images do; it says no more than the logical locations beside it, and depends on neither
inventory nor controller. GitHub tells results apart by `primaryLocationLineHash` alone: it is our
fingerprint.
"""

from __future__ import annotations

import json
import typing as t
import urllib.parse
from json.encoder import encode_basestring_ascii as _quoted

from ...module_utils._model.check import Check
from ...module_utils._model.finding import SCHEME, Finding, fingerprint
from ...module_utils._model.normal import stamp
from ...module_utils._model.status import Severity, Status
from ...module_utils._model.text import printable
from ...module_utils._model.waiver import UsedWaiver, WaiverState
from .compare import OPEN
from .markdown import escape
from .model import Change, Item, Report
from .telling import what_happens
from .text import whole

SCHEMA: t.Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
NAME: t.Final = "cernphone.validation"
BLOCK: t.Final = 64
"""Results that are written at a time."""

FLEET: t.Final = "fleet"
"""The first part of the path of what belongs to no service."""

LEVELS: t.Final[t.Mapping[str, str]] = {
    Severity.CRITICAL.value: "error",
    Severity.MAJOR.value: "error",
    Severity.MINOR.value: "warning",
    Severity.INFO.value: "note",
}
STATES: t.Final[t.Mapping[Change | None, str]] = {"new": "new", "known": "unchanged"}
"""What has no change was compared with nothing."""

_encode: t.Final = json.JSONEncoder(ensure_ascii=True).encode

Plain = dict[str, t.Any]
Waivers = t.Mapping[tuple[str, str], list[Plain]]


def render(report: Report) -> str:
    """The text of findings.sarif."""
    return "".join(chunks(report))


def chunks(report: Report) -> t.Iterator[str]:
    """The text of findings.sarif, piece by piece."""
    checks = {item.finding.check.id: item.finding.check for item in report.items}
    places = {check_id: place for place, check_id in enumerate(sorted(checks))}
    driver = {"name": NAME, "semanticVersion": report.run.collection_version}
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n'
    yield f'"tool": {{"driver": {_encode(driver)[:-1]}, "rules": [\n'
    yield ",\n".join(_encode(_rule(checks[check_id])) for check_id in places)
    yield "\n]}},\n"
    for name, value in _about(report):
        yield f'"{name}": {_encode(value)},\n'
    yield '"results": ['
    comma = "\n"
    for block in _Results(report, places).blocks():
        yield comma + block
        comma = ",\n"
    yield "\n]}]}\n"


def _rule(check: Check) -> Plain:
    parts = (
        ("Why", check.why),
        ("What will happen", check.consequence),
        ("What to do", check.remedy),
        ("Reference", check.reference),
    )
    return {
        "id": check.id,
        "shortDescription": {"text": f"{check.title}."},
        "fullDescription": {"text": f"Fails when {check.fails_when}."},
        "help": {
            "text": "\n".join(f"{label}: {text}" for label, text in parts),
            "markdown": "\n".join(f"- **{label}:** {escape(text)}" for label, text in parts),
        },
        "defaultConfiguration": {"level": LEVELS[check.severity.value]},
        "properties": {
            "tags": [
                *sorted(scope.value for scope in check.scopes),
                *([check.outage] if check.outage else []),
            ],
            "severity": check.severity.value,
        },
    }


def _about(report: Report) -> tuple[tuple[str, t.Any], ...]:
    """What the run is, beside its results."""
    run, at = report.run, stamp(report.run.at)
    return (
        ("columnKind", "unicodeCodePoints"),
        # GitHub takes what stands before the last slash for the category of an upload.
        ("automationDetails", {"id": f"{NAME}/{run.scope}/{whole(run.run_id)}"}),
        (
            "invocations",
            [
                {
                    "executionSuccessful": bool(report.items) and not report.problem,
                    "startTimeUtc": at,
                    "endTimeUtc": at,
                    "toolExecutionNotifications": list(_notifications(report)),
                }
            ],
        ),
        (
            "properties",
            {
                "summary": report.summary,
                "failOn": report.fail_on,
                "leftOut": [whole(name) for name in run.left_out],
            },
        ),
    )


def _notifications(report: Report) -> t.Iterator[Plain]:
    """What a reader of the results alone would not see."""
    unknown, left_out = report.counts[Status.UNKNOWN.value], len(report.run.left_out)
    if not report.items:
        yield _notification("error", "Nothing was judged.")
    if report.problem:
        yield _notification("error", _sentence(report.problem))
    if unknown:
        yield _notification("error", f"Unknown, which is never a pass: {unknown}.")
    if left_out:
        yield _notification("note", f"Services that were not looked at: {left_out}.")


def _notification(level: str, text: str) -> Plain:
    return {"level": level, "message": {"text": text}}


class _Results:
    """Writes results, each on a line, and remembers what many of them have in common.

    By hand, for the encoder of a whole result takes three times as long.
    """

    def __init__(self, report: Report, places: t.Mapping[str, int]) -> None:
        self._items = report.items
        self._places = places
        self._waivers = _waivers(report.waivers)
        self._locations: dict[tuple[str, str], str] = {}
        self._advice: dict[tuple[str, str, str], str] = {}

    def blocks(self) -> t.Iterator[str]:
        """The results, several to a text."""
        lines = []
        for item in self._items:
            if item.finding.status in OPEN:
                lines.append(self._line(item))
                if len(lines) == BLOCK:
                    yield ",\n".join(lines)
                    lines = []
        if lines:
            yield ",\n".join(lines)

    def _line(self, item: Item) -> str:
        finding, change, first_seen = item
        check_id, status, severity = finding.check.id, finding.status, finding.severity.value
        same = finding.fingerprint
        is_open = status is Status.UNKNOWN
        key = (same, finding.service)
        found = self._waivers.get(key, ()) if status is Status.WAIVED else ()
        return (
            f'{{"ruleId": "{check_id}", "ruleIndex": {self._places[check_id]},'
            f' "kind": "{"open" if is_open else "fail"}",'
            f' "level": "{"none" if is_open else LEVELS[severity]}",'
            f' "message": {{"text": {_quoted(_sentence(finding.message))[:-1]}'
            f"{self._told_advice(finding)}}},"
            f' "locations": {self._told_location(finding)},'
            f' "partialFingerprints": {{"{NAME}/v{SCHEME}": "{same}",'
            f' "primaryLocationLineHash": "{same}"}},'
            f' "baselineState": "{STATES.get(change, "new")}",'
            f' "suppressions": {_encode(list(found)) if found else "[]"},'
            f' "properties": {{"status": "{status.value}", "severity": "{severity}",'
            f' "firstSeen": "{first_seen or ""}", "causedBy": "{finding.caused_by or ""}"}}}}'
        )

    def _told_advice(self, finding: Finding) -> str:
        """What will happen and what to do, as the end of a quoted text."""
        label = what_happens(finding)
        key = (label, finding.consequence, finding.remedy)
        told = self._advice.get(key)
        if told is None:
            parts = ((label, finding.consequence), ("What to do", finding.remedy))
            text = "".join(f"\n{name}: {_escaped(text)}" for name, text in parts if text)
            told = self._advice[key] = _quoted(text)[1:]
        return told

    def _told_location(self, finding: Finding) -> str:
        key = (finding.service, finding.subject)
        told = self._locations.get(key)
        if told is None:
            told = self._locations[key] = _encode([_location(finding)])
        return told


def _sentence(text: str) -> str:
    return f"{_escaped(text).rstrip('.')}."


def _escaped(text: str) -> str:
    """A text as part of a message, where braces and links would mean something (section 3.11)."""
    told = text if text.isprintable() else printable(text)
    if "{" in told or "}" in told or "](" in told:
        told = told.replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return told


def _location(finding: Finding) -> Plain:
    subject, service = whole(finding.subject), whole(finding.service)
    parts = subject.split("/") if subject.startswith(f"{service}/") else [service or FLEET, subject]
    path = "/".join(_segment(part) for part in parts)
    logical = [
        {
            "name": subject,
            "fullyQualifiedName": f"{service}/{subject}" if service else subject,
            "kind": "host" if finding.hosts == (finding.subject,) else "resource",
        }
    ]
    if service:
        logical.append({"name": service, "fullyQualifiedName": service, "kind": "service"})
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": path},
            "region": {"startLine": 1},
        },
        "logicalLocations": logical[1:] if subject == service else logical,
    }


def _segment(text: str) -> str:
    """A segment of a path that leads neither up nor nowhere, whatever the text."""
    return urllib.parse.quote(text if text.strip(".") else f"_{text}", safe="")


def _waivers(used: t.Iterable[UsedWaiver]) -> Waivers:
    """The suppressions of each waived finding, by its fingerprint and service."""
    found: dict[tuple[str, str], list[Plain]] = {}
    for one in used:
        if one.state is WaiverState.USED:
            waiver = one.waiver
            key = (fingerprint(waiver.check, waiver.subject), one.service)
            found.setdefault(key, []).append(_suppression(one))
    return found


def _suppression(used: UsedWaiver) -> Plain:
    waiver = used.waiver
    owner, ticket, reason = (
        printable(whole(text)) for text in (waiver.owner, waiver.ticket, waiver.reason)
    )
    expires, ceiling = waiver.expires.isoformat(), waiver.ceiling.value
    return {
        "kind": "external",
        "status": "accepted",
        "justification": f"Waived by {owner} until {expires} UTC, up to {ceiling} ({ticket}):"
        f" {reason}",
        "properties": {"owner": owner, "ticket": ticket, "expires": expires, "ceiling": ceiling},
    }
