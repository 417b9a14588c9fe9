# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings and reports of the tests, of checks that exist here only."""

from __future__ import annotations

import dataclasses
import datetime
import json
import typing as t

from ansible_collections.cernphone.validation.plugins.module_utils._model.check import Check, Scope
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import (
    Finding,
    Outcome,
    fingerprint,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.intent import Waiver
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.waiver import (
    UsedWaiver,
    WaiverState,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report import findings_json
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.compare import (
    LeftOut,
    compare,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import (
    Carried,
    Item,
    Report,
    Run,
)
from hypothesis import strategies as st

AT: t.Final = datetime.datetime(2026, 3, 1, 2, tzinfo=datetime.UTC)
NOW: t.Final = "2026-03-01T02:00:00Z"
EARLIER: t.Final = "2026-02-20T02:00:00Z"


def check(check_id: str, severity: Severity = Severity.CRITICAL) -> Check:
    return Check(
        id=check_id,
        title=f"title of {check_id}",
        scopes=frozenset([Scope.HOST]),
        severity=severity,
        why="why",
        fails_when="when",
        consequence="consequence",
        remedy="remedy",
        reference=f"reference of {check_id}",
        statuses=frozenset(Status),
        needs=(),
        folds_under=(),
        outage="",
        judge=lambda _case: Outcome(Status.PASSED, "fine"),
    )


def finding(
    check_id: str = "AAA001",
    subject: str = "cpfe01",
    status: Status = Status.FAILED,
    *,
    severity: Severity = Severity.CRITICAL,
    service: str = "cernphone",
    caused_by: Finding | None = None,
    **texts: str,
) -> Finding:
    bad = status in (Status.FAILED, Status.UNKNOWN)
    return Finding(
        check=check(check_id),
        status=status,
        severity=severity,
        subject=subject,
        service=service,
        message=texts.get("message", f"{subject} is {status.value}"),
        consequence=texts.get("consequence", "It goes down." if bad else ""),
        expected=texts.get("expected", ""),
        actual=texts.get("actual", ""),
        remedy=texts.get("remedy", "Repair it." if bad else ""),
        hosts=(subject,),
        fingerprint=fingerprint(check_id, subject),
        caused_by=caused_by.fingerprint if caused_by else None,
    )


def run(**changes: t.Any) -> Run:
    values: dict[str, t.Any] = {
        "run_id": "20260301T020000Z-4f1d9a",
        "at": AT,
        "collection_version": "0.1.0",
        "kind": "live",
        "services": ("cernphone",),
        "hosts": 2,
        "sources": (
            ("hosts", "reports/bundles/20260301T020000Z-4f1d9a", AT),
            ("landb", "landb.yml", AT - datetime.timedelta(minutes=90)),
        ),
    }
    return Run(**{**values, **changes})


def report(*findings: Finding, about: Run | None = None, **parts: t.Any) -> Report:
    """A report of findings without a history, unless `items` are given."""
    items = parts.pop("items", None) or [Item(f, *_fresh(f)) for f in findings]
    return Report(about or run(), tuple(items), **parts)


def _fresh(found: Finding) -> tuple[t.Literal["new"] | None, str | None]:
    return ("new", NOW) if found.is_bad or found.status is Status.WAIVED else (None, None)


def used_waiver(state: WaiverState, **changes: t.Any) -> UsedWaiver:
    values: dict[str, t.Any] = {
        "check": "AAA001",
        "subject": "cpfe01",
        "owner": "operations",
        "reason": "The rack is being built.",
        "ticket": "TEL-1",
        "expires": datetime.date(2026, 3, 4),
        "ceiling": Severity.MINOR,
    }
    return UsedWaiver(Waiver(**{**values, **changes}), "cernphone", state)


NASTY: t.Final = (
    "]]>",
    "<script>alert('x')</script>",
    "&amp;\"'",
    "\u202egnp.exe",
    "\u200f\u061c",
    "\x1b[31mred\x1b[0m\x07",
    "\ud800",
    "\udfff\ud83d",
    "\x00\x0b\x0c\x85\u2028",
    "\ufffe\uffff",
    "\r\nPASSED: 0 incidents",
    "電話" * 60,
    "w" * 300,
    "\\ud800",
    "\N{PILE OF POO}",
    "",
    "=cmd|' /C calc'!A0",
    '+1,"@x";\t-2',
    "| a | b |\n|---|---|",
    "# 1. - *bold* _em_ ~~no~~ `code` ``",
    "[link](javascript:x) ![i](x) [a][b] <https://example.org> www.example.org",
    "@all #1 !2 GH-3 :100: 2001:db8:100::1 {0} $1",
    "a\\nb\\",
    "..",
    "a/../../b?c#d",
)
texts: t.Final = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=40),
    st.text(st.characters(), max_size=200),
    st.lists(st.sampled_from(NASTY), max_size=4).map(" ".join),
)


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    """Findings with hostile texts: repeated subjects, causes that are missing or circular."""
    found: list[Finding] = []
    subjects = draw(st.lists(texts, min_size=1, max_size=4))
    for _number in range(draw(st.integers(0, 8))):
        one = finding(
            draw(st.sampled_from(["AAA001", "BBB002"])),
            draw(st.sampled_from(subjects)),
            draw(st.sampled_from(Status)),
            severity=draw(st.sampled_from(Severity)),
            service=draw(st.sampled_from(["cernphone", "fleet", "", subjects[0]])),
        )
        found.append(
            one._replace(
                message=draw(texts),
                consequence=draw(texts),
                expected=draw(texts),
                actual=draw(texts),
                remedy=draw(texts),
            )
        )
    causes = [None, "0" * 24, *(one.fingerprint for one in found)]
    return [one._replace(caused_by=draw(st.sampled_from(causes))) for one in found]


@st.composite
def reports(draw: st.DrawFn) -> Report:
    items = compare(draw(findings()), None, AT, LeftOut()).items
    about = run(
        services=tuple(draw(st.lists(texts, max_size=3))),
        left_out=tuple(draw(st.lists(texts, max_size=3))),
        not_front_ends=tuple(draw(st.lists(texts, max_size=3))),
        sources=((draw(texts), draw(texts), draw(st.sampled_from([None, AT]))),),
    )
    waivers = [
        used_waiver(state, subject=draw(texts), owner=draw(texts), ticket=draw(texts))
        for state in draw(st.lists(st.sampled_from(WaiverState), max_size=4))
    ]
    for one, _change, _first_seen in items:
        if one.status is Status.WAIVED and draw(st.booleans()):
            waiver = used_waiver(
                WaiverState.USED, check=one.id, subject=one.subject, reason=draw(texts)
            )
            waivers.append(dataclasses.replace(waiver, service=one.service))
    return Report(
        about, tuple(items), (), tuple(waivers), draw(st.sampled_from(["minor", "never"]))
    )


@st.composite
def whole_reports(draw: st.DrawFn) -> Report:
    """Reports with all that a renderer has to show, fixed findings too."""
    judged = draw(reports())
    items = tuple(
        item._replace(change="fixed", first_seen=EARLIER)
        if item.finding.status is Status.PASSED and draw(st.booleans())
        else item._replace(change="known", first_seen=EARLIER)
        if item.change and draw(st.booleans())
        else item
        for item in judged.items
    )
    open_ones = st.builds(
        Carried,
        st.just("0" * 24),
        st.just("LDB001"),
        texts,
        texts,
        st.sampled_from(["failed", "unknown", "waived"]),
        st.sampled_from(Severity).map(lambda severity: severity.value),
        texts,
        st.just(EARLIER),
    )
    return dataclasses.replace(
        judged,
        items=items,
        run=dataclasses.replace(
            judged.run, unknown_to_database=tuple(draw(st.lists(texts, max_size=2)))
        ),
        carried=tuple(draw(st.lists(open_ones, max_size=2))),
        gone=tuple(draw(st.lists(open_ones, max_size=2))),
        problem=draw(st.sampled_from(["", "", "reports/x cannot be written: <b>"])),
    )


def parsed(judged: Report) -> t.Any:
    """What a program reads in the findings.json of a report."""
    return json.loads(findings_json.render(judged))


def carry(subject: str = "xfe01") -> Carried:
    return Carried("0" * 24, "LDB001", subject, "other", "failed", "critical", "m", EARLIER)
