# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""report.md: the report for a ticket or a merge request, in CommonMark with GitHub's tables.

Hosts, faults and waivers bring any text. A word in which a reader of Markdown, GitHub or GitLab
could see more than letters (markup, HTML, a link, a mention, a reference, an emoji such as the
:100: of an IPv6 address) becomes a code span: there it is only text, and can be copied as it is.
"""

from __future__ import annotations

import re
import typing as t

from .incidents import Incident
from .model import Item, Report
from .sections import Section, about, count, evidence, sections
from .telling import ELSEWHERE, SHOWN, SYMPTOMS, alike, likewise, what_happens, who
from .text import clean

LISTED: t.Final = 50
"""Lines of a section, names of a list."""

PLAIN: t.Final = re.compile(
    r"(?:[^\W_]|[.,;()'\"/?-])*:?|[(]?[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z[),.;]*"
)
"""Words that mean nothing but themselves, and times."""

AUTOMATIC: t.Final = re.compile(r"www\.|\bG[HL]-[0-9]", re.IGNORECASE)
"""Plain words that become links all the same."""

MARKER: t.Final = re.compile(r"-|[0-9]+[.)]\Z")
"""The first word of a line that would make it an item of a list, or a rule."""

WRAPPED: t.Final = re.compile(r"\A([('\"]*)(.+?)([)'\".,;:?]*)\Z", re.DOTALL)
"""What stands around a word and need not be code with it."""

BACKTICKS: t.Final = re.compile("`+")


def render(report: Report) -> str:
    """The text of report.md."""
    return "".join(chunks(report))


def chunks(report: Report) -> t.Iterator[str]:
    """The text of report.md, piece by piece."""
    problem = [f"{escape(report.problem)}\n\n"] if report.problem else []
    told = report.incidents_told() if report.items else "nothing was judged"
    yield f"# {report.verdict}: {told}\n\n"
    yield from problem
    yield f"{escape(about(report.run, LISTED))}\n\n"
    yield _table(report)
    yield from _incidents(report)
    for section in sections(report, LISTED):
        yield _section(section)
    yield "## Evidence\n\n"
    for what, text in evidence(report.run):
        yield f"- {escape(f'{what}: {text}')}\n"


def _table(report: Report) -> str:
    numbers = {**report.counts, **report.changes}
    heads = " | ".join(name.replace("_", " ") for name in numbers)
    rule = " | ".join("---:" for _name in numbers)
    cells = " | ".join(str(number) for number in numbers.values())
    return f"| {heads} |\n| {rule} |\n| {cells} |\n\n"


def _incidents(report: Report) -> t.Iterator[str]:
    if not report.incidents:
        return
    yield "## Incidents\n\n"
    groups = alike(report.incidents)
    for incident, others in groups[:SHOWN]:
        yield _incident(incident, others)
    rest = sum(1 + len(others) for _incident, others in groups[SHOWN:])
    if rest:
        yield f"... and {count(rest, 'incident')} more {ELSEWHERE}\n\n"


def _incident(incident: Incident[Item], others: t.Sequence[Incident[Item]]) -> str:
    finding, change, first_seen = incident.root
    since = f" since {first_seen}" if change == "known" and first_seen else ""
    name = escape(who(finding.subject, finding.service))
    history = f", {change}{since}" if change else ""
    lines = [
        f"### {incident.kind.upper()}: {finding.id} {name}{history}\n",
        f"- **What is the case:** {escape(finding.message)}",
    ]
    for label, text in (
        (what_happens(finding), finding.consequence),
        ("What to do", finding.remedy),
        ("Likewise", likewise(incident, others) if others else ""),
    ):
        if text:
            lines.append(f"- **{label}:** {escape(text)}")
    if incident.symptoms:
        lines.append("- **Symptoms:**")
    for item in incident.symptoms[:SYMPTOMS]:
        symptom = item.finding
        lines.append(f"    - {symptom.id} {escape(f'{symptom.subject}: {symptom.message}')}")
    if len(incident.symptoms) > SYMPTOMS:
        lines.append(f"    - ... and {len(incident.symptoms) - SYMPTOMS} more {ELSEWHERE}")
    return "\n".join([*lines, "\n"])


def _section(section: Section) -> str:
    lines = [f"## {section.title}\n"]
    if section.detail:
        lines.append(f"{escape(section.detail)}\n")
    lines += [f"- {escape(line)}" for line in section.lines]
    if section.more > 0:
        lines.append(f"- ... and {section.more} more {ELSEWHERE}")
    return "\n".join([*lines, *([""] if section.lines else []), ""])


def escape(text: str) -> str:
    """A text on one line that Markdown shows as it is, wherever on a line it stands."""
    words = clean(text).split(" ")
    return " ".join(_word(word, place == 0) for place, word in enumerate(words))


def _word(word: str, is_first: bool) -> str:
    if is_first and MARKER.match(word):
        return _code(word)
    if PLAIN.fullmatch(word) and not AUTOMATIC.search(word):
        return word
    return WRAPPED.sub(lambda found: f"{found[1]}{_code(found[2])}{found[3]}", word, count=1)


def _code(text: str) -> str:
    """A code span: its fence is longer than any within, and blanks keep the two apart."""
    fence = "`" * (1 + max((len(run) for run in BACKTICKS.findall(text)), default=0))
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"
