# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparison of a run with the findings.json of the previous one."""

from __future__ import annotations

import dataclasses
import datetime
import re
import typing as t

from ...module_utils._model.errors import InputError, kind_of
from ...module_utils._model.finding import Finding
from ...module_utils._model.normal import moment, stamp
from ...module_utils._model.status import Severity, Status
from .findings_json import FORMAT, VERSION
from .model import Carried, Item

OPEN: t.Final = (Status.FAILED, Status.UNKNOWN, Status.WAIVED)
"""Statuses of what is not as it should be; a waiver only says who answers for it."""

FORMS: t.Final[t.Mapping[str, tuple[re.Pattern[str], str]]] = {
    "fingerprint": (re.compile(r"[0-9a-f]{24}\Z"), "24 hexadecimal digits"),
    "id": (re.compile(r"[A-Z]{3}[0-9]{3}\Z"), "a check such as LDB001"),
    "subject": (re.compile(r""), "a text"),
    "service": (re.compile(r""), "a text"),
    "status": (re.compile(rf"(?:{'|'.join(Status)})\Z"), "one of " + ", ".join(Status)),
    "severity": (re.compile(rf"(?:{'|'.join(Severity)})\Z"), "one of " + ", ".join(Severity)),
    "message": (re.compile(r""), "a text"),
    "first_seen": (
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z"),
        "a time such as 2026-03-01T02:00:00Z",
    ),
}


@dataclasses.dataclass(frozen=True)
class Previous:
    """What the previous report left open (waived included), by fingerprint."""

    left_open: t.Mapping[str, Carried]


def read_previous(data: object, where: str) -> Previous:
    """The open findings of a parsed findings.json.

    Args:
        data: The parsed file; anything at all.
        where: Its name, for a message.

    Raises:
        InputError: With one sentence for the first thing that is not as format version 1 has it.
    """
    if not isinstance(data, dict):
        raise InputError(f"{where} must hold a mapping, not {kind_of(data)}.")
    if data.get("format") != FORMAT:
        raise InputError(f"{where}: format must be '{FORMAT}', not {kind_of(data.get('format'))}.")
    version = data.get("version")
    if isinstance(version, (bool, float)) or version != VERSION:
        raise InputError(f"{where}: version must be {VERSION}, not {kind_of(version)}.")
    left_open: dict[str, Carried] = {}
    for name in ("findings", "carried"):
        entries = data.get(name)
        if not isinstance(entries, list):
            raise InputError(f"{where}: {name} must be a list, not {kind_of(entries)}.")
        for place, entry in enumerate(entries):
            open_one = _read(entry, f"{where}: {name}[{place}]")
            if open_one is not None:
                left_open.setdefault(open_one.fingerprint, open_one)
    return Previous(left_open)


def _read(entry: object, where: str) -> Carried | None:
    """One finding of a report if it is open, otherwise None."""
    if not isinstance(entry, dict):
        raise InputError(f"{where} must be a mapping, not {kind_of(entry)}.")
    if _field(entry, "status", where) not in OPEN:
        return None
    return Carried(**{name: _field(entry, name, where) for name in FORMS})


def _field(entry: t.Mapping[t.Any, object], name: str, where: str) -> str:
    value = entry.get(name)
    form, expected = FORMS[name]
    if not isinstance(value, str) or not form.match(value) or not _is_real(name, value):
        raise InputError(f"{where}: {name} must be {expected}, not {kind_of(value)}.")
    return value


def _is_real(name: str, value: str) -> bool:
    """Whether a time exists: 2026-02-30 has the form of a day only."""
    if name != "first_seen":
        return True
    try:
        moment(value)
    except ValueError:
        return False
    return True


def compare(
    findings: t.Sequence[Finding],
    previous: Previous | None,
    at: datetime.datetime,
    out_of_scope_services: t.Collection[str],
) -> tuple[list[Item], list[Carried]]:
    """The findings with their history, and what was open in services that the run left out.

    What is open now is `known` if it was open before, otherwise `new`. What was open is `fixed`
    only where a check says so: `passed`, never `not_applicable`, `unknown` or silence.

    Args:
        findings: Those of this run.
        previous: What was open before, or None: there is no previous report.
        at: The moment of the judgement (aware); nothing was first seen after it.
        out_of_scope_services: Services of the inventory that this run did not look at.
    """
    before = previous.left_open if previous else {}
    now = stamp(at)
    still_open = {f.fingerprint for f in findings if f.status in OPEN}
    items = [
        _item(finding, before.get(finding.fingerprint), now, still_open) for finding in findings
    ]
    if not before:
        return items, []
    present = {finding.fingerprint for finding in findings if finding.fingerprint in before}
    carried = [
        old
        for old in before.values()
        if old.fingerprint not in present and old.service in out_of_scope_services
    ]
    return items, carried


def _item(finding: Finding, old: Carried | None, now: str, still_open: t.Container[str]) -> Item:
    if finding.status in OPEN:
        if old is None:
            return Item(finding, "new", now)
        return Item(finding, "known", min(old.first_seen, now))
    if old is None or finding.status is not Status.PASSED or finding.fingerprint in still_open:
        return Item(finding, None, None)
    return Item(finding, "fixed", min(old.first_seen, now))


def gone(
    previous: Previous | None, items: t.Iterable[Item], carried: t.Sequence[Carried]
) -> list[Carried]:
    """What was open and is neither judged nor carried: nobody declares its subject any more, its
    check is no longer made, or it does not apply now."""
    if previous is None:
        return []
    accounted = {old.fingerprint for old in carried}
    for finding, _change, _first_seen in items:
        if finding.status is not Status.NOT_APPLICABLE:
            accounted.add(finding.fingerprint)
    return [old for old in previous.left_open.values() if old.fingerprint not in accounted]
