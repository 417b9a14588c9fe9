# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents, told one after the other."""

from __future__ import annotations

import re
import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import (
    Item,
    Report,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.telling import told
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    EARLIER,
    report,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    finding as f,
)

FAILED, UNKNOWN, WAIVED, PASSED, NOT_APPLICABLE = Status
ROOT: t.Final = f("LDB001", "cpfe02")
ANSI: t.Final = re.compile("\033\\[[0-9;]*m")


def body(judged: Report, colour: bool = False) -> str:
    """The incidents of a report at 80 columns."""
    return "\n".join(told(judged.incidents, 80, colour))


def test_unknown_is_not_told_as_certain() -> None:
    judged = report(f("EVD001", status=UNKNOWN, severity=Severity.MAJOR))
    assert (
        body(judged)
        == """\
UNKNOWN   cpfe01 (cernphone)                                         EVD001  new
  cpfe01 is unknown
  What may happen:  It goes down.
  What to do:       Repair it.
"""
    )


def test_known_incident_says_since_when() -> None:
    item = Item(f(severity=Severity.MINOR, service="", consequence="", remedy=""), "known", EARLIER)
    assert (
        body(report(items=[item]))
        == """\
MINOR     cpfe01                                                   AAA001  known
  cpfe01 is failed
  Since:            2026-02-20T02:00:00Z
"""
    )


def test_service_is_not_told_twice() -> None:
    heading = body(report(f(subject="cernphone"))).splitlines()[0]
    assert heading == f"CRITICAL  cernphone{'AAA001  new':>61}"


def test_long_subject_has_lines_of_its_own() -> None:
    text = body(report(f(subject="w" * 75, message="m", consequence="", remedy="", service="s")))
    assert (
        text
        == f"""\
CRITICAL  {"w" * 70}
          wwwww (s)                                                  AAA001  new
  m
"""
    )


@pytest.mark.parametrize(
    ("length", "first"), [(57, f"CRITICAL  {'w' * 57}  AAA001  new"), (58, f"CRITICAL  {'w' * 58}")]
)
def test_id_goes_below_where_it_does_not_fit(length: int, first: str) -> None:
    lines = body(report(f(subject="w" * length, service=""))).splitlines()
    assert lines[0] == first
    assert (lines[1] == f"{'AAA001  new':>80}") is (length == 58)


def test_five_symptoms_are_told() -> None:
    symptoms = [
        f(f"BBB00{n}", "cpfe02", caused_by=ROOT, message=f"{n} " + "words " * 20) for n in range(7)
    ]
    lines = body(report(ROOT, *symptoms)).splitlines()
    place = next(n for n, line in enumerate(lines) if "Symptoms" in line)
    told = [
        line
        for n, label in enumerate(["  Symptoms:", "", "", "", ""])
        for line in (
            f"{label:20}BBB00{n} cpfe02: {n} words words words words words words words",
            f"{'':20}words words words words words words words words words words",
            f"{'':20}words words words",
        )
    ]
    assert lines[place : place + 16] == [*told, f"{'':20}... and 2 more in findings.json"]


def test_alike_unknown_incidents_are_told_once() -> None:
    silent = [
        f("EVD001", f"cpfe{n:02}", UNKNOWN, message=f"cpfe{n:02} gave no evidence after {n} s")
        for n in range(25)
    ]
    silent[1] = silent[1]._replace(service="other")
    silent[2] = silent[2]._replace(message="cpfe02 refused the key")
    assert (
        body(report(*silent))
        == """\
UNKNOWN   cpfe00 (cernphone)                                         EVD001  new
  cpfe00 gave no evidence after 0 s
  What may happen:  It goes down.
  What to do:       Repair it.
  Likewise:         cpfe01 (other), cpfe03, cpfe04, cpfe05, cpfe06, cpfe07,
                    cpfe08, cpfe09, cpfe10, cpfe11, cpfe12, cpfe13, cpfe14,
                    cpfe15, cpfe16, cpfe17, cpfe18, cpfe19, cpfe20, ... and 4
                    more in findings.json

UNKNOWN   cpfe02 (cernphone)                                         EVD001  new
  cpfe02 refused the key
  What may happen:  It goes down.
  What to do:       Repair it.
"""
    )


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        (Item(f("EVD001", "spare", UNKNOWN, message="spare: no answer"), "new", EARLIER), True),
        (Item(f("EVD001", "spare", UNKNOWN, message="spare: no route"), "new", EARLIER), False),
        (Item(f("EVD002", "spare", UNKNOWN, message="spare: no answer"), "new", EARLIER), False),
        (Item(f("EVD001", "spare", UNKNOWN, message="spare: no answer"), "known", EARLIER), False),
    ],
)
def test_what_is_alike(other: Item, is_alike: bool) -> None:
    first = Item(f("EVD001", "main", UNKNOWN, message="main: no answer"), "new", EARLIER)
    text = body(report(items=[first, other]))
    assert ("Likewise:         spare\n" in text) is is_alike


def test_failures_are_told_one_by_one() -> None:
    text = body(report(*(f(subject=f"cpfe{n}") for n in range(3))))
    assert text.count("CRITICAL") == 3
    assert "Likewise" not in text


@pytest.mark.parametrize("number", [50, 51, 53])
def test_incidents_are_capped(number: int) -> None:
    judged = report(*(f(subject=f"cpfe{n:02}", severity=Severity.MAJOR) for n in range(number - 1)),
                    f("BBB002", "worst"))  # fmt: skip
    lines = body(judged).splitlines()
    assert lines[0].startswith("CRITICAL  worst")
    assert sum(line.startswith(("CRITICAL", "MAJOR")) for line in lines) == 50
    more = {
        51: ["... and 1 incident more in findings.json"],
        53: ["... and 3 incidents more in findings.json"],
    }
    assert [line for line in lines if line.startswith("...")] == more.get(number, [])


@pytest.mark.parametrize("severity", Severity)
def test_colour_only_adds(severity: Severity) -> None:
    judged = report(f(severity=severity), f("BBB002", status=UNKNOWN))
    plain, coloured = body(judged), body(judged, colour=True)
    assert "\033" not in plain
    assert ANSI.sub("", coloured) == plain
    words = re.findall("\033\\[[0-9;]+m([A-Z]+)\033\\[0m", coloured)
    assert sorted(words) == sorted([severity.value.upper(), "UNKNOWN"])
