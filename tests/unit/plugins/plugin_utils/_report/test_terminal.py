# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person reads on the terminal."""

from __future__ import annotations

import datetime
import re
import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.waiver import (
    WaiverState,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report import terminal
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import (
    Item,
    Report,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.text import columns
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    AT,
    EARLIER,
    NOW,
    carry,
    report,
    run,
    used_waiver,
    whole_reports,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    finding as f,
)
from hypothesis import given
from hypothesis import strategies as st

FAILED, UNKNOWN, WAIVED, PASSED, NOT_APPLICABLE = Status
HEAD: t.Final = """\
Audit of 2 hosts in 1 service (cernphone) as of 2026-03-01T02:00:00Z
  hosts: reports/bundles/20260301T020000Z-4f1d9a, read at 2026-03-01T02:00:00Z
  landb: landb.yml, read at 2026-03-01T00:30:00Z (1 h 30 min earlier)

"""
ANSI: t.Final = re.compile("\033\\[[0-9;]*m")
ROOT: t.Final = f(
    "LDB001",
    "cpfe02",
    message="CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no"
    " hardware address in LanDB",
    consequence="At the next DHCP renewal cpfe02 will be given 192.0.2.100, which cpfe01 holds: two"
    " machines will hold one address.",
    remedy="Bind CPFE02.EXAMPLE.ORG to 02:00:5e:00:53:02 in LanDB.",
)


def body(judged: Report, **options: t.Any) -> str:
    """What stands between the head and the summary."""
    text = terminal.render(judged, **options)
    assert text.startswith(HEAD)
    return text[len(HEAD) :].rpartition("\n")[0]


def test_outage() -> None:
    judged = report(
        ROOT,
        f("LDB004", "cpfe02", caused_by=ROOT, message="CPFE02 has 2 fixed interfaces in a service"),
        f("LDB008", "cpfe02", caused_by=ROOT, message="LanDB's DHCP view gives the card of cpfe02"),
        f("LDB001", "cpfe01", PASSED),
    )
    text = terminal.render(judged, paths=("reports/junit.xml", "reports/findings.json"))
    assert (
        text
        == HEAD
        + """\
CRITICAL  cpfe02 (cernphone)                                         LDB001  new
  CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to
  no hardware address in LanDB
  What will happen: At the next DHCP renewal cpfe02 will be given 192.0.2.100,
                    which cpfe01 holds: two machines will hold one address.
  What to do:       Bind CPFE02.EXAMPLE.ORG to 02:00:5e:00:53:02 in LanDB.
  Symptoms:         LDB004 cpfe02: CPFE02 has 2 fixed interfaces in a service
                    LDB008 cpfe02: LanDB's DHCP view gives the card of cpfe02

Reports in reports: junit.xml, findings.json

FAILED: 1 incident (1 critical); 3 failed, 1 passed; 3 new."""
    )


def test_healthy() -> None:
    text = terminal.render(report(f(status=PASSED)))
    assert text == HEAD + (
        "PASSED: 0 incidents; 0 failed, 0 unknown, 0 waived, 1 passed, 0 not applicable."
    )


def test_nothing_judged() -> None:
    assert terminal.render(report()) == HEAD + "FAILED: nothing was judged."


def test_output_is_bounded() -> None:
    found = [
        f(
            f"AAA{n % 900:03}",
            f"cpfe{n}",
            (FAILED, UNKNOWN)[n % 2],
            service=f"s{n}",
            message="w" * 5000,
        )
        for n in range(20_000)
    ]
    about = run(
        services=tuple(f"s{n}" for n in range(20_000)),
        left_out=tuple(f"l{n}" for n in range(20_000)),
        not_front_ends=tuple(f"n{n}" for n in range(20_000)),
    )
    waivers = tuple(used_waiver(state, subject=f"{n}") for n in range(100) for state in WaiverState)
    carried = tuple(carry(f"x{n}") for n in range(100))
    items = [Item(one, "new", NOW) for one in found]
    items += [Item(f(subject=f"f{n}", status=PASSED), "fixed", EARLIER) for n in range(1000)]
    assert len(terminal.render(Report(about, tuple(items), carried, waivers))) < 120_000


FAR: t.Final = datetime.date(2026, 3, 16)
PAST: t.Final = datetime.date(2026, 2, 28)
HEALTHY: t.Final = f("BBB002", status=PASSED)


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (
            report(items=[Item(HEALTHY, "fixed", EARLIER), Item(f(status=PASSED), None, None)]),
            """\
Fixed since the previous report:
  BBB002 cpfe01 (cernphone), first seen 2026-02-20T02:00:00Z
""",
        ),
        (
            report(items=[Item(HEALTHY, "fixed", EARLIER)] * 12),
            "Fixed since the previous report:\n"
            + "  BBB002 cpfe01 (cernphone), first seen 2026-02-20T02:00:00Z\n" * 10
            + "  ... and 2 more in findings.json\n",
        ),
        (
            report(f(status=WAIVED), waivers=(used_waiver(WaiverState.USED, expires=FAR),)),
            """\
Waived:
  AAA001 cpfe01 (cernphone): until 2026-03-16, up to minor, by operations
      (TEL-1): The rack is being built. (first seen 2026-03-01T02:00:00Z)
""",
        ),
        (
            report(
                HEALTHY,
                f("CCC003", status=UNKNOWN, caused_by=HEALTHY, message="m", consequence="", remedy=""),
                waivers=(
                    used_waiver(WaiverState.UNDECIDED, check="CCC003"),
                    used_waiver(WaiverState.UNDECIDED, check="CCC003", expires=PAST),
                    used_waiver(WaiverState.UNUSED),
                    used_waiver(WaiverState.UNMATCHED),
                    used_waiver(WaiverState.EXPIRED, expires=PAST),
                    used_waiver(WaiverState.EXCEEDED),
                ),
            ),
            """\
UNKNOWN   cpfe01 (cernphone)                                         CCC003  new
  m

Waivers that need attention:
  AAA001 cpfe01 (cernphone): exceeded, it is worse than minor now: repair it
  AAA001 cpfe01 (cernphone): expired on 2026-02-28: repair, or renew it
      (operations)
  AAA001 cpfe01 (cernphone): no finding of AAA001 has this subject: correct or
      remove it
  AAA001 cpfe01 (cernphone): unused, nothing fails there: correct or remove it
  CCC003 cpfe01 (cernphone): not used, for the check is unknown: keep it for now
  CCC003 cpfe01 (cernphone): not used, for the check is unknown; it expired on
      2026-02-28 (operations)
""",
        ),
        (
            report(HEALTHY, about=run(left_out=("other", "third"))),
            "Not looked at: 2 services (other, third)\n",
        ),
        (
            report(HEALTHY, about=run(left_out=("other",)), carried=(carry(),), gone=(carry(),)),
            """\
Not looked at: 1 service (other)

Still open, for nothing decided it now:
  LDB001 xfe01 (other), failed (critical) since 2026-02-20T02:00:00Z

Open in the previous report, and no longer declared, checked or applicable:
  LDB001 xfe01 (other), failed (critical) since 2026-02-20T02:00:00Z
""",
        ),
        (
            report(HEALTHY, carried=(carry(),)),
            """\
Still open, for nothing decided it now:
  LDB001 xfe01 (other), failed (critical) since 2026-02-20T02:00:00Z
""",
        ),
        (
            report(HEALTHY, about=run(unknown_to_database=("lab", "other"))),
            "Declared to be in no network database: lab, other\n",
        ),
        (
            report(HEALTHY, about=run(not_front_ends=tuple(f"web{n}" for n in range(12)))),
            """\
Not front ends, for they declare no frontend_service: web0, web1, web2, web3,
  web4, web5, web6, web7, web8, web9, ... and 2 more
""",
        ),
    ],
)  # fmt: skip
def test_sections(judged: Report, expected: str) -> None:
    assert body(judged) == expected


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (("hosts", "bundle", None), "  hosts: bundle, read at an unknown time"),
        (("hosts", "b", AT), "  hosts: b, read at 2026-03-01T02:00:00Z"),
        (
            ("hosts", "b", AT + datetime.timedelta(days=2)),
            "  hosts: b, read at 2026-03-03T02:00:00Z (2 d LATER)",
        ),
        (
            ("\x1b[2J", "\x1b]0;x\x07", None),
            "  \ufffd[2J: \ufffd]0;x\ufffd, read at an unknown time",
        ),
    ],
)
def test_evidence(source: t.Any, line: str) -> None:
    text = terminal.render(report(HEALTHY, about=run(sources=(source,), kind="replay", hosts=1)))
    assert text.splitlines()[:3] == [
        "Audit of 1 host in 1 service (cernphone) as of 2026-03-01T02:00:00Z, a replay of",
        "  recorded evidence",
        line,
    ]


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (200, ["FAILED: 2 incidents (1 critical, 1 unknown); 1 failed, 1 unknown, 0 waived, 1 passed,"
               " 0 not applicable; 2 new, 0 known, 0 fixed."]),
        (82, ["FAILED: 2 incidents (1 critical, 1 unknown); 1 failed, 1 unknown, 1 passed; 2 new."]),
        (80, ["Findings: 1 failed, 1 unknown, 0 waived, 1 passed, 0 not applicable; 2 new, 0",
              "          known, 0 fixed.",
              "FAILED: 2 incidents (1 critical, 1 unknown)."]),
        (60, ["Findings: 1 failed, 1 unknown, 0 waived, 1 passed, 0 not",
              "          applicable; 2 new, 0 known, 0 fixed.",
              "FAILED: 2 incidents (1 critical, 1 unknown)."]),
        (40, ["Findings: 1 failed, 1 unknown, 0 waived,",
              "          1 passed, 0 not applicable; 2",
              "          new, 0 known, 0 fixed.",
              "FAILED: 2 incidents."]),
    ],
)  # fmt: skip
def test_summary_is_the_last_line(width: int, lines: list[str]) -> None:
    judged = report(f(), f("BBB002", status=UNKNOWN), f("CCC003", status=PASSED))
    assert terminal.render(judged, width=width).splitlines()[-len(lines) :] == lines


def test_tolerated_failure_is_visible_in_the_summary() -> None:
    text = terminal.render(report(f(severity=Severity.MINOR), fail_on="major"))
    assert (
        text.splitlines()[-1] == "PASSED (fail_on is major): 1 incident (1 minor); 1 failed; 1 new."
    )


@pytest.mark.parametrize(
    ("expires", "told"),
    [
        ("2026-03-01", "expires at the end of today: repair, or renew it (operations)"),
        ("2026-03-02", "expires in 1 day, on 2026-03-02: repair, or renew it (operations)"),
        ("2026-03-15", "expires in 14 days, on 2026-03-15: repair, or renew it (operations)"),
        ("2026-03-16", None),
        ("9999-12-31", None),
    ],
)
def test_waiver_that_is_about_to_expire(expires: str, told: str | None) -> None:
    waiver = used_waiver(WaiverState.USED, expires=datetime.date.fromisoformat(expires))
    judged = report(f(status=WAIVED), waivers=(waiver,))
    text = terminal.render(judged, 200)
    assert ("Waivers that need attention:" in text) is bool(told)
    assert f"(cernphone): {told or 'until'}" in text
    assert not judged.fails


@pytest.mark.parametrize(
    ("paths", "line"),
    [
        ((), None),
        (("r/findings.json",), "Reports: r/findings.json"),
        (("r/a.json", "r/b.xml"), "Reports in r: a.json, b.xml"),
        (("a.json", "b.xml"), "Reports: a.json, b.xml"),
        (("r/a.json", "s/b.xml"), "Reports: r/a.json, s/b.xml"),
    ],
)
def test_paths(paths: tuple[str, ...], line: str | None) -> None:
    lines = terminal.render(report(HEALTHY), paths=paths).splitlines()
    assert [told for told in lines if told.startswith("Reports")] == ([line] if line else [])


def test_verdict_is_the_last_line_though_the_report_is_lost() -> None:
    problem = "reports/findings.json cannot be written: No space left on device."
    lines = terminal.render(report(HEALTHY, problem=problem)).splitlines()
    assert lines[-3:] == [
        "Not kept: reports/findings.json cannot be written: No space left on device.",
        "Findings: 0 failed, 0 unknown, 0 waived, 1 passed, 0 not applicable.",
        "FAILED: 0 incidents.",
    ]


@given(whole_reports(), st.integers(0, 120), st.booleans(), st.lists(st.text(), max_size=2))
def test_hostile_texts(judged: Report, width: int, colour: bool, paths: list[str]) -> None:
    text = terminal.render(judged, width, colour, paths)
    plain = ANSI.sub("", text) if colour else text
    lines = plain.split("\n")
    assert all(line.isprintable() for line in lines)
    assert max(map(columns, lines)) <= max(width, 40)
    assert lines[-1].startswith("FAILED" if judged.fails else "PASSED")
    assert sum(line.startswith(("FAILED", "PASSED")) for line in lines) == 1
