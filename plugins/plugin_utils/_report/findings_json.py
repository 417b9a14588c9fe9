# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""findings.json: the report for programs, and for the comparison with the next run.

Its schema is docs/schemas/findings.schema.json. It is ASCII, with one finding a line.
"""

from __future__ import annotations

import itertools
import json
import typing as t

from ...module_utils._model.finding import plain
from ...module_utils._model.normal import stamp
from ...module_utils._model.waiver import UsedWaiver
from .model import Carried, Item, Report, Run
from .text import whole

FORMAT: t.Final = "cernphone.validation/findings"
VERSION: t.Final = 1
BLOCK: t.Final = 64
"""Lines that are written at a time."""

_encode: t.Final = json.JSONEncoder(ensure_ascii=True, check_circular=False).encode


def render(report: Report) -> str:
    """The text of findings.json."""
    return "".join(chunks(report))


def chunks(report: Report) -> t.Iterator[str]:
    """The text of findings.json, piece by piece."""
    run = report.run
    head: tuple[tuple[str, object], ...] = (
        ("format", FORMAT),
        ("version", VERSION),
        ("run", _run(run)),
        ("summary", report.summary),
        ("left_out", list(run.left_out)),
        ("not_front_ends", list(run.not_front_ends)),
    )
    for place, (name, value) in enumerate(head):
        yield f'{"," if place else "{"}\n"{name}": {_text(value)}'
    yield from _list("waivers", map(_waiver, report.waivers))
    yield from _list("carried", map(_carried, report.carried))
    yield from _list("findings", map(_finding, report.items))
    yield "\n}\n"


def _list(name: str, values: t.Iterable[dict[str, t.Any]]) -> t.Iterator[str]:
    """A member of the document whose items are flat mappings, a line each.

    The encoder is called for a block, for a call takes it half as long as a finding does. Quotes
    within texts follow a backslash, so what is broken into lines can only stand between items.
    """
    yield f',\n"{name}": ['
    comma = "\n"
    rest = iter(values)
    while block := list(itertools.islice(rest, BLOCK)):
        yield comma + _text(block)[1:-1].replace('}, {"', '},\n{"')
        comma = ",\n"
    yield "\n]"


def _text(value: object) -> str:
    """JSON of a value; half a surrogate pair, which strict readers refuse, becomes U+FFFD."""
    text = _encode(value)
    return _encode(_whole(value)) if "\\ud" in text else text


def _whole(value: object) -> object:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {name: _whole(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_whole(part) for part in value]
    return value


def _run(run: Run) -> dict[str, object]:
    return {
        "run_id": run.run_id,
        "at": stamp(run.at),
        "collection_version": run.collection_version,
        "kind": run.kind,
        "scope": run.scope,
        "services": list(run.services),
        "hosts": run.hosts,
        "unknown_to_database": list(run.unknown_to_database),
        "sources": [
            {"what": what, "where": where, "read_at": read_at and stamp(read_at)}
            for what, where, read_at in run.sources
        ],
        "looked_at": [{"service": name, "at": at} for name, at in run.looked_at.items()],
        "note": run.note,
    }


def _waiver(used: UsedWaiver) -> dict[str, str]:
    waiver = used.waiver
    return {
        "check": waiver.check,
        "subject": waiver.subject,
        "service": used.service,
        "owner": waiver.owner,
        "ticket": waiver.ticket,
        "reason": waiver.reason,
        "expires": waiver.expires.isoformat(),
        "ceiling": waiver.ceiling.value,
        "state": used.state.value,
    }


def _carried(carried: Carried) -> dict[str, str]:
    return carried._asdict()


def _finding(item: Item) -> dict[str, str | None]:
    finding, change, first_seen = item
    return {**plain(finding), "change": change, "first_seen": first_seen}
