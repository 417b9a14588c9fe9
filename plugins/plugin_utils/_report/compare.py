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
from .model import Carried, Item, Kind, Scope

OPEN: t.Final = (Status.FAILED, Status.UNKNOWN, Status.WAIVED)
"""Statuses of what is not as it should be; a waiver only says who answers for it."""

TIME: t.Final = (
    re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z"),
    "a time such as 2026-03-01T02:00:00Z",
)

FORMS: t.Final[t.Mapping[str, tuple[re.Pattern[str], str]]] = {
    "fingerprint": (re.compile(r"[0-9a-f]{24}\Z"), "24 hexadecimal digits"),
    "id": (re.compile(r"[A-Z]{3}[0-9]{3}\Z"), "a check such as LDB001"),
    "subject": (re.compile(r""), "a text"),
    "service": (re.compile(r""), "a text"),
    "status": (re.compile(rf"(?:{'|'.join(Status)})\Z"), "one of " + ", ".join(Status)),
    "severity": (re.compile(rf"(?:{'|'.join(Severity)})\Z"), "one of " + ", ".join(Severity)),
    "message": (re.compile(r""), "a text"),
    "first_seen": TIME,
    "at": TIME,
}


@dataclasses.dataclass(frozen=True)
class Previous:
    """What the previous report left open (waived included), by fingerprint, and of when it is."""

    left_open: t.Mapping[str, Carried]
    at: datetime.datetime
    looked_at: t.Mapping[str, datetime.datetime] = dataclasses.field(default_factory=dict)
    scope: str = "audit"
    kind: str = "live"


@dataclasses.dataclass(frozen=True)
class LeftOut:
    """Services of the inventory that a run does not look at, and their hosts."""

    services: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()


class Comparison(t.NamedTuple):
    """A run beside the one before: what was open then is in one of the three, or superseded.

    Attributes:
        items: The findings with their history.
        carried: What was open and nothing decided now: it stays open, since when it was.
        gone: What was open and is no longer declared, checked or applicable.
    """

    items: list[Item]
    carried: list[Carried]
    gone: list[Carried]


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
    run = data.get("run")
    if not isinstance(run, dict):
        raise InputError(f"{where}: run must be a mapping, not {kind_of(run)}.")
    at = moment(_field(run, "at", f"{where}: run"))
    left_open: dict[str, Carried] = {}
    for name in ("findings", "carried"):
        entries = data.get(name)
        if not isinstance(entries, list):
            raise InputError(f"{where}: {name} must be a list, not {kind_of(entries)}.")
        for place, entry in enumerate(entries):
            open_one = _read(entry, f"{where}: {name}[{place}]")
            if open_one is not None:
                left_open.setdefault(open_one.fingerprint, open_one)
    return Previous(
        left_open,
        at,
        _looked_at(run, f"{where}: run: looked_at"),
        _one_of(t.get_args(Scope), run.get("scope", "audit"), f"{where}: run: scope"),
        _one_of(t.get_args(Kind), run.get("kind"), f"{where}: run: kind"),
    )


def _one_of(words: tuple[str, ...], value: object, where: str) -> str:
    if not isinstance(value, str) or value not in words:
        raise InputError(f"{where} must be one of {', '.join(words)}, not {kind_of(value)}.")
    return value


def _looked_at(run: t.Mapping[str, object], where: str) -> dict[str, datetime.datetime]:
    """When each service was last judged; a report of old does not say."""
    entries = run.get("looked_at", [])
    if not isinstance(entries, list):
        raise InputError(f"{where} must be a list, not {kind_of(entries)}.")
    found = {}
    for place, entry in enumerate(entries):
        here = f"{where}[{place}]"
        if not isinstance(entry, dict):
            raise InputError(f"{here} must be a mapping, not {kind_of(entry)}.")
        found[_field(entry, "service", here)] = moment(_field(entry, "at", here))
    return found


def _read(entry: object, where: str) -> Carried | None:
    """One finding of a report if it is open, otherwise None."""
    if not isinstance(entry, dict):
        raise InputError(f"{where} must be a mapping, not {kind_of(entry)}.")
    if _field(entry, "status", where) not in OPEN:
        return None
    return Carried(**{name: _field(entry, name, where) for name in Carried._fields})


def _field(entry: t.Mapping[t.Any, object], name: str, where: str) -> str:
    value = entry.get(name)
    form, expected = FORMS[name]
    if not isinstance(value, str) or not form.match(value) or not _is_real(name, value):
        raise InputError(f"{where}: {name} must be {expected}, not {kind_of(value)}.")
    return value


def _is_real(name: str, value: str) -> bool:
    """Whether a time exists: 2026-02-30 has the form of a day only."""
    if FORMS[name] is not TIME:
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
    left_out: LeftOut,
) -> Comparison:
    """The findings with their history, and what was open and has no verdict now.

    What is open now is `known` if it was open before, otherwise `new`. What was open is `fixed`
    only where a check says so: `passed`, never `not_applicable`, `unknown` or silence.

    Args:
        findings: Those of this run.
        previous: What was open before, or None: there is no previous report.
        at: The moment of the judgement (aware); nothing was first seen after it.
        left_out: What of the inventory this run did not look at.
    """
    before = previous.left_open if previous else {}
    now = stamp(at)
    still_open = {f.fingerprint for f in findings if f.status in OPEN}
    items = [
        _item(finding, before.get(finding.fingerprint), now, still_open) for finding in findings
    ]
    if not before:
        return Comparison(items, [], [])
    judged = {
        finding.fingerprint
        for finding in findings
        if finding.fingerprint in before and finding.status is not Status.NOT_APPLICABLE
    }
    rest = [old for old in before.values() if old.fingerprint not in judged]
    return Comparison(items, *_without_verdict(rest, findings, left_out))


def _without_verdict(
    rest: t.Sequence[Carried], findings: t.Sequence[Finding], left_out: LeftOut
) -> tuple[list[Carried], list[Carried]]:
    """What is carried and what is gone, of what was open and has no verdict now."""
    carried: list[Carried] = []
    gone: list[Carried] = []
    if rest:
        undecided = _Undecided(findings)
        for old in rest:
            if undecided.supersedes(old):
                continue
            is_open = _is_left_out(old, left_out) or undecided.covers(old)
            (carried if is_open else gone).append(old)
    return carried, gone


def _is_left_out(old: Carried, left_out: LeftOut) -> bool:
    """Whether nobody looked: at its service, at its host (which may have changed its service), or,
    of what all services share, at one that has it."""
    if old.service in left_out.services or old.subject.split("/")[0] in left_out.hosts:
        return True
    return not old.service and bool(left_out.services)


class _Undecided:
    """What a run could not tell, though it looked.

    Without its evidence, a check answers `unknown` once for a service or a host, not for each
    address that it would judge; and what has no evidence at all has none that could be old.
    """

    def __init__(self, findings: t.Iterable[Finding]) -> None:
        self._checks: set[tuple[str, str]] = set()
        self._subjects: set[tuple[str, str]] = set()
        self._parts: set[tuple[str, str]] = set()
        for finding in findings:
            check_id, subject = finding.check.id, finding.subject
            if finding.status is Status.UNKNOWN:
                self._checks.add((check_id, finding.service))
                self._subjects.add((subject, finding.service))
            whole, _slash, part = subject.rpartition("/")
            if part and whole:
                self._parts.add((check_id, whole))

    def covers(self, old: Carried) -> bool:
        """Whether the check, or all about the subject, is unknown now."""
        return (old.id, old.service) in self._checks or (old.subject, old.service) in self._subjects

    def supersedes(self, old: Carried) -> bool:
        """Whether it was such an answer for the whole, and each part has one of its own now."""
        return old.status == Status.UNKNOWN and (old.id, old.subject) in self._parts


def _item(finding: Finding, old: Carried | None, now: str, still_open: t.Container[str]) -> Item:
    if finding.status in OPEN:
        if old is None:
            return Item(finding, "new", now)
        return Item(finding, "known", min(old.first_seen, now))
    if old is None or finding.status is not Status.PASSED or finding.fingerprint in still_open:
        return Item(finding, None, None)
    return Item(finding, "fixed", min(old.first_seen, now))
