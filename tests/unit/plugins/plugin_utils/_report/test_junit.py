# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""junit.xml: well-formed, of the usual structure, every name once."""

from __future__ import annotations

import collections
import typing as t
import xml.etree.ElementTree as ET

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report import junit
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import Report
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    finding,
    report,
    reports,
)
from hypothesis import given

RESULTS: t.Final = {
    "failed": "failure",
    "unknown": "error",
    "waived": "skipped",
    "not_applicable": "skipped",
}


def names(judged: Report) -> list[str | None]:
    return [case.get("name") for case in ET.fromstring(junit.render(judged)).iter("testcase")]


def test_text() -> None:
    judged = report(
        finding("AAA001", "database/landb", Status.PASSED, service=""),
        finding("BBB002", severity=Severity.MAJOR, expected="one < two", actual='three & "four"'),
        finding("CCC003", status=Status.UNKNOWN, consequence="It could go down.", remedy=""),
        finding("DDD004", status=Status.WAIVED),
        finding("EEE005", status=Status.NOT_APPLICABLE, message='no "database"'),
    )
    assert junit.render(judged).splitlines() == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="cernphone.validation" tests="5" failures="1" errors="1" time="0">',
        '<testsuite name="fleet" tests="1" failures="0" errors="0" skipped="0" time="0"'
        ' timestamp="2026-03-01T02:00:00Z">',
        '<testcase classname="fleet" time="0" name="AAA001 database/landb"/>',
        "</testsuite>",
        '<testsuite name="cernphone" tests="4" failures="1" errors="1" skipped="2" time="0"'
        ' timestamp="2026-03-01T02:00:00Z">',
        '<testcase classname="cernphone" time="0" name="BBB002 cpfe01"><failure type="major"'
        ' message="cpfe01 is failed">What will happen: It goes down.',
        "What to do: Repair it.",
        "Expected: one &lt; two",
        'Found: three &amp; "four"',
        "Service: cernphone",
        "Reference: reference of BBB002</failure></testcase>",
        '<testcase classname="cernphone" time="0" name="CCC003 cpfe01"><error type="unknown"'
        ' message="cpfe01 is unknown">What may happen: It could go down.',
        "Service: cernphone",
        "Reference: reference of CCC003</error></testcase>",
        '<testcase classname="cernphone" time="0" name="DDD004 cpfe01">'
        '<skipped message="cpfe01 is waived"/></testcase>',
        '<testcase classname="cernphone" time="0" name="EEE005 cpfe01">'
        "<skipped message='no \"database\"'/></testcase>",
        "</testsuite>",
        "</testsuites>",
    ]


def test_nothing_judged_is_an_error() -> None:
    root = ET.fromstring(junit.render(report()))
    assert (root.get("tests"), root.get("errors")) == ("1", "1")
    (error,) = root.iter("error")
    assert error.get("message") == "nothing was judged"
    assert_structure(root)


def test_service_of_the_name_of_the_fleet_has_a_suite_of_its_own() -> None:
    root = ET.fromstring(
        junit.render(report(finding(service="fleet"), finding("BBB002", service="")))
    )
    assert [suite.get("name") for suite in root] == ["service fleet", "fleet"]


def test_findings_of_a_service_are_one_suite_however_they_come() -> None:
    judged = report(
        finding(service="a"), finding("BBB002", service="b"), finding("CCC003", service="a")
    )
    root = ET.fromstring(junit.render(judged))
    assert [(s.get("name"), s.get("tests")) for s in root] == [("a", "2"), ("b", "1")]


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        (("a", "b"), ["AAA001 a", "AAA001 b"]),
        (("a", "a", "a"), ["AAA001 a", "AAA001 a [{a}]", "AAA001 a [{a}] (2)"]),
        (("\x00", "\x01"), ["AAA001 \ufffd [{\x00}]", "AAA001 \ufffd [{\x01}]"]),
        (("\x00", "\ufffd"), ["AAA001 \ufffd [{\x00}]", "AAA001 \ufffd"]),
        (("\n", "\r", "\t"), ["AAA001 \n", "AAA001 \r", "AAA001 \t"]),
    ],
)
def test_names_are_unique(subjects: tuple[str, ...], expected: list[str]) -> None:
    found = [finding(subject=subject) for subject in subjects]
    prints = {f.subject: f.fingerprint[:8] for f in found}
    for subject, fingerprint in prints.items():
        expected = [name.replace("{" + subject + "}", fingerprint) for name in expected]
    assert names(report(*found)) == expected


def test_name_of_another_cannot_be_taken() -> None:
    a = finding(subject="a")
    mimic = finding(subject=f"a [{a.fingerprint[:8]}]")
    found = names(report(a, mimic, a, a))
    assert len(set(found)) == 4


@pytest.mark.parametrize("number", [1, 63, 64, 65, 200])
def test_blocks_join(number: int) -> None:
    judged = report(*(finding(subject=f"cpfe{n}") for n in range(number)))
    assert "".join(junit.chunks(judged)) == junit.render(judged)
    assert names(judged) == [f"AAA001 cpfe{n}" for n in range(number)]


def test_pieces_stay_small() -> None:
    judged = report(*(finding(subject=f"cpfe{n}") for n in range(5000)))
    assert max(map(len, junit.chunks(judged))) < 64 * 1024


@given(reports())
def test_hostile_texts(judged: Report) -> None:
    content = junit.render(judged).encode("utf-8")
    root = ET.fromstring(content)
    assert_structure(root)
    cases = list(root.iter("testcase"))
    assert len({case.get("name") for case in cases}) == len(cases) == max(len(judged.items), 1)
    found = collections.Counter(case[0].tag for case in cases if len(case))
    if judged.items:
        expected = collections.Counter(
            RESULTS[item.finding.status.value]
            for item in judged.items
            if item.finding.status is not Status.PASSED
        )
        assert found == expected


ATTRIBUTES: t.Final = {
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "timestamp"},
    "testcase": {"name", "classname", "time"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"message"},
}
CHILDREN: t.Final = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "error", "skipped"},
}


def assert_structure(root: ET.Element) -> None:
    """What the common schemas of JUnit reports ask for, and that the numbers are true."""
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) == ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
    assert all(len(case) <= 1 for case in root.iter("testcase"))
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        assert element.get("tests") == str(len(cases))
        for attribute, tag in (
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            if attribute in element.attrib:
                assert element.get(attribute) == str(len(list(element.iter(tag))))
        assert all(
            case.get("classname") == element.get("name") for case in element.findall("testcase")
        )
