# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents as a person reads them at night: what is the case, what will happen, what to do."""

from __future__ import annotations

import re
import typing as t

from ...module_utils._model.finding import Finding
from ...module_utils._model.status import Severity, Status
from .incidents import Incident
from .model import Item
from .text import clean, columns, wrap

SHOWN: t.Final = 50
"""Incidents that are told."""

ALIKE: t.Final = 20
"""Unknown incidents of one check and reason that are told, the first of them in full."""

SYMPTOMS: t.Final = 5
ELSEWHERE: t.Final = "in findings.json"

COLOURS: t.Final[t.Mapping[str, str]] = {
    Severity.CRITICAL.value: "1;31",
    Severity.MAJOR.value: "31",
    Severity.MINOR.value: "33",
    Severity.INFO.value: "36",
    Status.UNKNOWN.value: "35",
}
DIGITS: t.Final = re.compile("[0-9]+")

Told = tuple[Incident[Item], list[Incident[Item]]]
"""An incident and those that are like it."""


def told(incidents: t.Iterable[Incident[Item]], width: int, colour: bool) -> list[str]:
    """The lines of incidents, in their order, with an empty line after each.

    Args:
        incidents: The worst first.
        width: Columns of a line.
        colour: Whether the severity is coloured besides.
    """
    groups = alike(incidents)
    lines: list[str] = []
    for incident, others in groups[:SHOWN]:
        lines += [*_heading(incident, width, colour), *_body(incident, others, width), ""]
    rest = sum(1 + len(others) for _incident, others in groups[SHOWN:])
    return [*lines, f"... and {_incidents(rest)} more {ELSEWHERE}", ""] if rest else lines


def _incidents(number: int) -> str:
    return f"{number} incident{'' if number == 1 else 's'}"


def who(subject: str, service: str) -> str:
    """A subject, and its service where that says more."""
    is_told = service in ("", subject) or subject.startswith(f"{service}/")
    return clean(subject if is_told else f"{subject} ({service})")


def what_happens(finding: Finding) -> str:
    """The label of a consequence: that of something unknown is not certain."""
    return "What may happen" if finding.status is Status.UNKNOWN else "What will happen"


def alike(incidents: t.Iterable[Incident[Item]]) -> list[Told]:
    """Unknown incidents of one check, reason and change under the first of them."""
    groups: list[Told] = []
    places: dict[tuple[str, str, str | None], int] = {}
    for incident in incidents:
        if incident.status is Status.UNKNOWN:
            finding, change, _first_seen = incident.root
            place = places.setdefault((finding.id, _reason(finding), change), len(groups))
            if place < len(groups):
                groups[place][1].append(incident)
                continue
        groups.append((incident, []))
    return groups


def _reason(finding: Finding) -> str:
    """A message without what tells one subject from another: its name, and every number."""
    message = finding.message
    if finding.subject:
        message = message.replace(finding.subject, "*")
    return DIGITS.sub("0", message)


def _heading(incident: Incident[Item], width: int, colour: bool) -> list[str]:
    finding, change, _first_seen = incident.root
    word = incident.kind.upper()
    left = wrap(who(finding.subject, finding.service), width, f"{word:<10}")
    right = f"{finding.id}  {change}" if change else finding.id
    room = width - columns(left[-1]) - columns(right)
    if room >= 2:
        left[-1] += " " * room + right
    else:
        left.append(right.rjust(width))
    if colour:
        left[0] = f"\033[{COLOURS[incident.kind]}m{word}\033[0m{left[0][len(word) :]}"
    return left


def _body(incident: Incident[Item], others: t.Sequence[Incident[Item]], width: int) -> list[str]:
    finding, change, first_seen = incident.root
    lines = wrap(clean(finding.message), width, "  ")
    for label, text in (
        (f"{what_happens(finding)}:", finding.consequence),
        ("What to do:", finding.remedy),
    ):
        if text:
            lines += wrap(clean(text), width, _label(label))
    label = _label("Symptoms:")
    for item in incident.symptoms[:SYMPTOMS]:
        symptom = item.finding
        text = f"{symptom.id} {clean(symptom.subject)}: {clean(symptom.message)}"
        lines += wrap(text, width, label)
        label = " " * len(label)
    if len(incident.symptoms) > SYMPTOMS:
        rest = len(incident.symptoms) - SYMPTOMS
        lines.append(f"{label}... and {rest} more {ELSEWHERE}")
    if others:
        lines += wrap(likewise(incident, others), width, _label("Likewise:"))
    if change == "known" and first_seen:
        lines.append(f"{_label('Since:')}{first_seen}")
    return lines


def _label(label: str) -> str:
    return f"  {label:<18}"


def likewise(incident: Incident[Item], others: t.Sequence[Incident[Item]]) -> str:
    """Who else has such an incident: the first names, and how many more there are."""
    service = incident.root.finding.service
    names = []
    for other in others[: ALIKE - 1]:
        finding = other.root.finding
        is_same = finding.service == service
        names.append(who(finding.subject, "" if is_same else finding.service))
    rest = len(others) - len(names)
    return ", ".join(names) + (f", ... and {rest} more {ELSEWHERE}" if rest else "")
