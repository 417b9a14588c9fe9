# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""report.md: complete for a ticket, and whatever text it tells is only text."""

from __future__ import annotations

import datetime
import itertools
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
from ansible_collections.cernphone.validation.plugins.plugin_utils._report import markdown
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.markdown import escape
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import (
    Item,
    Report,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.text import clean
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    EARLIER,
    NOW,
    carry,
    parsed,
    report,
    run,
    texts,
    used_waiver,
    whole_reports,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    finding as f,
)
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

FAILED, UNKNOWN, WAIVED, PASSED, NOT_APPLICABLE = Status
READER: t.Final = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TIME: t.Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
HARMLESS: t.Final = re.compile(r"(?:[^\W_]|[ .,;()'\"/?-]|:(?=[ ]|\Z))*")
"""Text outside of code in which no reader sees a mention, a reference, an emoji or a link."""


def inline(tokens: list[Token]) -> list[Token]:
    """What a reader sees in the lines of a Markdown text."""
    return [child for token in tokens for child in token.children or ()]


def shown(text: str) -> str:
    """A Markdown text as a person reads it, a line each."""
    lines = (token.children for token in READER.parse(text) if token.type == "inline")
    return "\n".join("".join(child.content for child in line or ()) for line in lines)


def test_outage() -> None:
    root = f("LDB001", "cpfe02", message="CPFE02.EXAMPLE.ORG (192.0.2.12) is bound to nothing",
             consequence="At its next renewal cpfe02 will be given 192.0.2.100.",
             remedy="Bind CPFE02.EXAMPLE.ORG to 02:00:5e:00:53:02.")  # fmt: skip
    items = [
        Item(root, "known", EARLIER),
        Item(f("LDB004", "cpfe02", caused_by=root, message="CPFE02 is unbound"), "new", NOW),
        Item(f("LDB008", "cpfe01", PASSED), "fixed", EARLIER),
        Item(f("LDB011", "cernphone", WAIVED, severity=Severity.MINOR), "known", EARLIER),
        Item(f("LDB012", "cpfe01", NOT_APPLICABLE), None, None),
    ]
    judged = report(
        items=items,
        about=run(left_out=("other",), not_front_ends=("web_01",), unknown_to_database=("lab",)),
        carried=(carry(),),
        gone=(carry("xfe02"),),
        waivers=(
            used_waiver(WaiverState.USED, check="LDB011", subject="cernphone"),
            used_waiver(WaiverState.UNUSED, check="LDB002"),
        ),
    )
    assert (
        markdown.render(judged)
        == """\
# FAILED: 1 incident (1 critical)

Audit of 2 hosts in 1 service (cernphone) as of 2026-03-01T02:00:00Z

| failed | unknown | waived | passed | not applicable | new | known | fixed |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| 2 | 0 | 1 | 1 | 1 | 1 | 2 | 1 |

## Incidents

### CRITICAL: LDB001 cpfe02 (cernphone), known since 2026-02-20T02:00:00Z

- **What is the case:** CPFE02.EXAMPLE.ORG (192.0.2.12) is bound to nothing
- **What will happen:** At its next renewal cpfe02 will be given 192.0.2.100.
- **What to do:** Bind CPFE02.EXAMPLE.ORG to `02:00:5e:00:53:02`.
- **Symptoms:**
    - LDB004 cpfe02: CPFE02 is unbound

## Fixed since the previous report

- LDB008 cpfe01 (cernphone), first seen 2026-02-20T02:00:00Z

## Waived

- LDB011 cernphone: until 2026-03-04, up to minor, by operations (TEL-1): The rack is being built. (first seen 2026-02-20T02:00:00Z)

## Waivers that need attention

- LDB011 cernphone: expires in 3 days, on 2026-03-04: repair, or renew it (operations)
- LDB002 cpfe01 (cernphone): unused, nothing fails there: correct or remove it

## Not looked at

1 service (other)

## Still open, for nothing decided it now

- LDB001 xfe01 (other), failed (critical) since 2026-02-20T02:00:00Z

## Open in the previous report, and no longer declared, checked or applicable

- LDB001 xfe02 (other), failed (critical) since 2026-02-20T02:00:00Z

## Not front ends, for they declare no frontend_service

`web_01`

## Declared to be in no network database

lab

## Evidence

- hosts: reports/bundles/20260301T020000Z-4f1d9a, read at 2026-03-01T02:00:00Z
- landb: landb.yml, read at 2026-03-01T00:30:00Z (1 h 30 min earlier)
"""
    )


def test_healthy() -> None:
    text = markdown.render(report(f(status=PASSED)))
    assert text.startswith("# PASSED: 0 incidents\n\nAudit of 2 hosts")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# PASSED: 0 incidents",
        "## Evidence",
    ]


def test_nothing_judged() -> None:
    assert markdown.render(report()).startswith("# FAILED: nothing was judged\n\n")


def test_report_that_could_not_be_kept() -> None:
    judged = report(f(status=PASSED), problem="r/findings.json cannot be written: No space.")
    assert markdown.render(judged).startswith(
        "# FAILED: 0 incidents\n\nr/findings.json cannot be written: No space.\n\n"
    )


def test_alike_unknown_incidents_are_told_once() -> None:
    silent = [f("EVD001", f"cpfe{n}", UNKNOWN, message=f"cpfe{n} is silent") for n in range(25)]
    text = markdown.render(report(*silent))
    assert text.count("### UNKNOWN") == 1
    assert "- **What may happen:** It goes down." in text
    assert "- **Likewise:** cpfe1, cpfe10, cpfe11, " in text
    assert ", ... and 5 more in findings.json\n" in text


def test_output_is_bounded() -> None:
    found = [f("AAA001", f"cpfe{n}", message="w" * 5000) for n in range(20_000)]
    root = f("BBB002", "root")
    found += [root, *(f("CCC003", f"s{n}", caused_by=root) for n in range(100))]
    about = run(
        services=tuple(f"s{n}" for n in range(20_000)),
        left_out=tuple(f"l{n}" for n in range(20_000)),
        not_front_ends=tuple(f"n{n}" for n in range(20_000)),
    )
    waivers = tuple(used_waiver(state, subject=f"{n}") for n in range(100) for state in WaiverState)
    items = [Item(one, "new", NOW) for one in found]
    items += [Item(f(subject=f"f{n}", status=PASSED), "fixed", EARLIER) for n in range(1000)]
    judged = Report(about, tuple(items), tuple(carry(f"x{n}") for n in range(100)), waivers)
    text = markdown.render(judged)
    assert len(text) < 150_000
    assert "\n... and 19951 incidents more in findings.json\n" in text
    assert "\n- ... and 950 more in findings.json\n" in text
    assert "\n- ... and 50 more in findings.json\n" in text
    assert "\n1 service" not in text


def test_symptoms_are_bounded() -> None:
    root = f("BBB002", "root")
    text = markdown.render(report(root, *(f("CCC003", f"s{n}", caused_by=root) for n in range(7))))
    assert text.count("    - CCC003") == 5
    assert "    - ... and 2 more in findings.json\n" in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("cpfe01 is (192.0.2.1), bound; isn't it?", "cpfe01 is (192.0.2.1), bound; isn't it?"),
        ("cernphone/192.0.2.100: 5", "cernphone/192.0.2.100: 5"),
        ("2026-03-01T02:00:00Z, (2026-03-01T02:00:00Z).", "2026-03-01T02:00:00Z, (2026-03-01T02:00:00Z)."),
        ("02:00:5e:00:53:02", "`02:00:5e:00:53:02`"),
        ("(2001:db8:100::1),", "(`2001:db8:100::1`),"),
        (":smile: :: :", "`:smile`: `:`: :"),
        ("(_) '", "(`_`) '"),
        ("a_b *c*", "`a_b` `*c*`"),
        ("@all #1 !2 ~3 $4 %5 &6 ^7", "`@all` `#1` `!2` `~3` `$4` `%5` `&6` `^7`"),
        ("GH-12 gl-3 TEL-4", "`GH-12` `gl-3` TEL-4"),
        ("www.example.org WWW.x", "`www.example.org` `WWW.x`"),
        ("https://x <b> a@b.c", "`https://x` `<b>` `a@b.c`"),
        ("[a](b) | c", "`[a](b`) `|` c"),
        ("`x` ``", "`` `x` `` ``` `` ```"),
        ("- x", "`-` x"),
        ("-x - 1. y", "`-x` - 1. y"),
        ("1. x", "`1.` x"),
        ("12) x", "`12)` x"),
        ("1.5 x", "1.5 x"),
        ("+ x", "`+` x"),
        ("===", "`===`"),
        ("---", "`---`"),
        ("a\n\n# b\x1b", "a `#` `b\ufffd`"),
        ("a\\", "`a\\`"),
        ("", ""),
        ("x" * 1001, "x" * 997 + "..."),
    ],
)  # fmt: skip
def test_escape(text: str, written: str) -> None:
    assert escape(text) == written
    assert shown(escape(text)) == clean(text)


@given(texts)
def test_escaped_text_is_only_text(text: str) -> None:
    """At the start of a line, in an item of a list, and after a label."""
    expected = clean(text)
    for before, after in (("", ""), ("- ", ""), ("- **x:** ", "x: "), ("### ", "")):
        written = before + escape(text)
        assert shown(written).strip() == f"{after}{expected}".strip()
        for token in inline(READER.parse(written)):
            assert token.type in ("text", "code_inline", "strong_open", "strong_close")
            if token.type == "text":
                assert HARMLESS.fullmatch(TIME.sub("", token.content))
                assert "www." not in token.content.lower()


STRUCTURE: t.Final = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline",
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
    "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close",
    "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close",
}  # fmt: skip
TITLES: t.Final = {
    "Incidents",
    "Fixed since the previous report",
    "Waived",
    "Waivers that need attention",
    "Not looked at",
    "Still open, for nothing decided it now",
    "Open in the previous report, and no longer declared, checked or applicable",
    "Not front ends, for they declare no frontend_service",
    "Declared to be in no network database",
    "Evidence",
}


def inside(tokens: list[Token], opening: str, tag: str = "") -> list[Token]:
    """The lines within elements of a kind."""
    return [
        line
        for before, line in itertools.pairwise(tokens)
        if before.type == opening and before.tag.endswith(tag)
    ]


def headings(tokens: list[Token], level: str) -> list[str]:
    return [
        "".join(child.content for child in line.children or ())
        for line in inside(tokens, "heading_open", level)
    ]


@given(whole_reports())
def test_hostile_texts(judged: Report) -> None:
    text = markdown.render(judged)
    text.encode("utf-8")
    tokens = READER.parse(text)
    assert {token.type for token in tokens} <= STRUCTURE
    assert {token.type for token in inline(tokens)} <= {
        "text", "code_inline", "strong_open", "strong_close",
    }  # fmt: skip
    (verdict,) = headings(tokens, "h1")
    assert verdict.startswith(f"{judged.verdict}: ")
    titles = headings(tokens, "h2")
    assert len(set(titles)) == len(titles)
    assert set(titles) <= TITLES
    cells = [int(cell.content) for cell in inside(tokens, "td_open")]
    numbers = parsed(judged)["summary"]
    assert cells == [numbers[name] for name in (*judged.counts, *judged.changes)]
    # Unknown incidents of one kind are told once.
    failed = [incident for incident in judged.incidents if incident.status is FAILED]
    told = headings(tokens, "h3")
    assert len(failed) <= len(told) <= len(judged.incidents)
    for incident in failed:
        assert f"{incident.kind.upper()}: {incident.root.finding.id} " in "\n".join(told)


def test_waiver_that_expires_today() -> None:
    waiver = used_waiver(WaiverState.USED, expires=datetime.date(2026, 3, 1))
    text = markdown.render(report(f(status=WAIVED), waivers=(waiver,)))
    assert "- AAA001 cpfe01 (cernphone): expires at the end of today: repair, or" in text
