# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A check: a pure function with all that a catalogue and a report must know of it."""

from __future__ import annotations

import dataclasses
import enum
import re
import typing as t

from .finding import Outcome
from .status import Severity, Status

ID_FORM = re.compile(r"[A-Z]{3}[0-9]{3}\Z")


class Scope(str, enum.Enum):
    """What one call of a check is about."""

    HOST = "host"
    SERVICE = "service"
    FLEET = "fleet"


class Need(str, enum.Enum):
    """Evidence without which a check cannot pass."""

    DATABASE = "the network database"
    DEVICE = "the host's device in the network database"
    CARDS = "the host's cards"


class IncompleteCheck(TypeError):
    """A check that lacks a part, or contradicts itself: it refuses to import."""


Function = t.Callable[[t.Any], t.Union[Outcome, list[Outcome]]]


@dataclasses.dataclass(frozen=True)
class Check:
    """A check and its metadata.

    Attributes:
        id: Stable, never reused, such as `LDB001`.
        title: What holds when the check passes, in a few words.
        scopes: What it is called for; evidence checks are called for hosts and for the fleet.
        severity: Of a failure, unless the outcome or the intent says otherwise.
        why: What makes it matter.
        fails_when: The rule.
        consequence: What happens if nobody acts.
        remedy: What to do.
        reference: Where the fact behind it can be read.
        statuses: All that it can say; the build demands a test case for each.
        needs: Evidence without which it is unknown.
        folds_under: Checks of which it is a symptom when they fail too, the likeliest first.
        outage: The outage that it would have told of, if any.
        judge: The function.
    """

    id: str
    title: str
    scopes: frozenset[Scope]
    severity: Severity
    why: str
    fails_when: str
    consequence: str
    remedy: str
    reference: str
    statuses: frozenset[Status]
    needs: tuple[Need, ...]
    folds_under: tuple[str, ...]
    outage: str
    judge: Function

    def __hash__(self) -> int:
        return hash(self.id)


class Catalogue:
    """The checks that are registered, by id."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}

    def __iter__(self) -> t.Iterator[Check]:
        return iter(sorted(self._checks.values(), key=lambda check: check.id))

    def __getitem__(self, check_id: str) -> Check:
        return self._checks[check_id]

    def __contains__(self, check_id: object) -> bool:
        return check_id in self._checks

    def __len__(self) -> int:
        return len(self._checks)

    def add(self, check: Check) -> None:
        """Register a check, or raise IncompleteCheck with what it lacks."""
        if not ID_FORM.match(check.id):
            raise IncompleteCheck(f"check id {check.id!r} is not three letters and three digits")
        if check.id in self._checks:
            raise IncompleteCheck(f"{check.id} is declared twice")
        for part in ("title", "why", "fails_when", "consequence", "remedy", "reference"):
            if not str(getattr(check, part)).strip():
                raise IncompleteCheck(f"{check.id} lacks its {part}")
        if not check.scopes:
            raise IncompleteCheck(f"{check.id} lacks its scope")
        if Status.PASSED not in check.statuses:
            raise IncompleteCheck(f"{check.id} can never pass")
        if not check.statuses & {Status.FAILED, Status.UNKNOWN}:
            raise IncompleteCheck(f"{check.id} can neither fail nor be unknown")
        if check.needs and Status.UNKNOWN not in check.statuses:
            raise IncompleteCheck(f"{check.id} needs evidence, so it must declare unknown")
        if check.id in check.folds_under:
            raise IncompleteCheck(f"{check.id} folds under itself")
        self._checks[check.id] = check

    def check(  # noqa: PLR0913 - a part each, all by keyword
        self,
        check_id: str,
        *,
        title: str,
        scope: Scope | t.Iterable[Scope],
        severity: Severity,
        why: str,
        fails_when: str,
        consequence: str,
        remedy: str,
        reference: str,
        statuses: t.Iterable[Status],
        needs: t.Iterable[Need] = (),
        folds_under: t.Iterable[str] = (),
        outage: str = "",
    ) -> t.Callable[[Function], Function]:
        """The decorator that makes a check of a function; it refuses an incomplete one."""
        scopes = frozenset([scope]) if isinstance(scope, Scope) else frozenset(scope)

        def register(function: Function) -> Function:
            self.add(
                Check(
                    id=check_id,
                    title=title,
                    scopes=scopes,
                    severity=severity,
                    why=why,
                    fails_when=fails_when,
                    consequence=consequence,
                    remedy=remedy,
                    reference=reference,
                    statuses=frozenset(statuses),
                    needs=tuple(needs),
                    folds_under=tuple(folds_under),
                    outage=outage,
                    judge=function,
                )
            )
            return function

        return register


CATALOGUE: t.Final = Catalogue()
check: t.Final = CATALOGUE.check
