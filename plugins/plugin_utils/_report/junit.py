# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""junit.xml: the report for CI servers, a test suite a service and a test case a finding."""

from __future__ import annotations

import collections
import re
import typing as t
from xml.sax.saxutils import escape, quoteattr

from ...module_utils._model.finding import Finding
from ...module_utils._model.normal import stamp
from ...module_utils._model.status import Status
from .model import Item, Report
from .telling import what_happens

FLEET: t.Final = "fleet"
"""The suite of findings that belong to no service."""

BLOCK: t.Final = 64
"""Test cases that are written at a time."""

PLAIN: t.Final = re.compile(r"[A-Za-z0-9 ,.:;/()_+-]*\Z", re.ASCII)
"""Texts that stand in an attribute as they are: nearly all of them."""

FORBIDDEN: t.Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot have, even as references (section 2.2)."""

NOTHING: t.Final = (
    f'<testsuite name="{FLEET}" tests="1" failures="0" errors="1" skipped="0" time="0"'
    " timestamp={at}>\n"
    f'<testcase classname="{FLEET}" name="audit" time="0">'
    '<error type="unknown" message="nothing was judged"/></testcase>\n</testsuite>\n'
)
"""A CI server takes a report without test cases for a success."""

Totals = t.Mapping[Status, int]


def render(report: Report) -> str:
    """The text of junit.xml."""
    return "".join(chunks(report))


def chunks(report: Report) -> t.Iterator[str]:
    """The text of junit.xml, piece by piece."""
    totals = _totals(report.items)
    failures, errors = totals[Status.FAILED], totals[Status.UNKNOWN]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        f'<testsuites name="cernphone.validation" tests="{len(report.items) or 1}"'
        f' failures="{failures}" errors="{errors if report.items else 1}" time="0">\n'
    )
    at = quoteattr(stamp(report.run.at))
    if not report.items:
        yield NOTHING.format(at=at)
    suites: dict[str, list[Item]] = {}
    for item in report.items:
        suites.setdefault(item.finding.service, []).append(item)
    names: set[str] = set()
    for service, items in suites.items():
        yield from _suite(_suite_name(service), items, at, names)
    yield "</testsuites>\n"


def _totals(items: t.Iterable[Item]) -> Totals:
    return collections.Counter(item.finding.status for item in items)


def _suite_name(service: str) -> str:
    """A name that no other suite has: a service may be called as that of the fleet is."""
    return f"service {service}" if service == FLEET else service or FLEET


def _suite(name: str, items: t.Sequence[Item], at: str, names: set[str]) -> t.Iterator[str]:
    totals = _totals(items)
    skipped = totals[Status.WAIVED] + totals[Status.NOT_APPLICABLE]
    yield (
        f'<testsuite name={_attribute(name)} tests="{len(items)}"'
        f' failures="{totals[Status.FAILED]}" errors="{totals[Status.UNKNOWN]}"'
        f' skipped="{skipped}" time="0" timestamp={at}>\n'
    )
    opening = f'<testcase classname={_attribute(name)} time="0" name='
    for start in range(0, len(items), BLOCK):
        yield "".join(
            f"{opening}{_attribute(_unique(finding, names))}{_result(finding)}"
            for finding, _change, _first_seen in items[start : start + BLOCK]
        )
    yield "</testsuite>\n"


def _unique(finding: Finding, names: set[str]) -> str:
    """The name of a test case, different from all `names`, to which it is added.

    Where the subject cannot be told as it is, the fingerprint keeps the name the same over runs.
    """
    plain = f"{finding.check.id} {finding.subject}"
    name = _clean(plain)
    if name != plain or name in names:
        name = f"{name} [{finding.fingerprint[:8]}]"
    unique, number = name, 1
    while unique in names:
        number += 1
        unique = f"{name} ({number})"
    names.add(unique)
    return unique


def _result(finding: Finding) -> str:
    """What follows the name of a test case: the rest of its tag, its result and its end."""
    status = finding.status
    if status is Status.PASSED:
        return "/>\n"
    message = _attribute(finding.message)
    if status is Status.FAILED:
        kind = quoteattr(finding.severity.value)
        return f"><failure type={kind} message={message}>{_told(finding)}</failure></testcase>\n"
    if status is Status.UNKNOWN:
        return f'><error type="unknown" message={message}>{_told(finding)}</error></testcase>\n'
    return f"><skipped message={message}/></testcase>\n"


def _told(finding: Finding) -> str:
    parts = (
        (what_happens(finding), finding.consequence),
        ("What to do", finding.remedy),
        ("Expected", finding.expected),
        ("Found", finding.actual),
        ("Service", finding.service),
        ("Reference", finding.check.reference),
    )
    text = "\n".join(f"{label}: {told}" for label, told in parts if told)
    return escape(_clean(text), {"\r": "&#13;"})


def _clean(text: str) -> str:
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _attribute(text: str) -> str:
    return f'"{text}"' if PLAIN.match(text) else quoteattr(_clean(text))
