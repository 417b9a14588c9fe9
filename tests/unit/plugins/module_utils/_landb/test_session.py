# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session: one token for all threads, repetitions where they help, and no secret in its words."""

from __future__ import annotations

import concurrent.futures
import re
import threading
import typing as t

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb import client
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import Access
from ansible_collections.cernphone.validation.plugins.module_utils._landb.operations import (
    AUTHENTICATE,
    READING,
    WRITING,
)
from ansible_collections.cernphone.validation.plugins.module_utils._landb.session import Session
from ansible_collections.cernphone.validation.plugins.module_utils._landb.trouble import (
    Fault,
    Garbled,
    Late,
    Refused,
    Trouble,
    Unreachable,
    Unusable,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import catalogue
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._landb import wire
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._landb.wire import (
    ACCESS,
    PASSWORD,
    TOKEN,
    Script,
    fault,
    opened,
    token,
)
from hypothesis import strategies as st

READ = "getServiceInfo"
LOGIN = (AUTHENTICATE, token())
GOOD = (READ, wire.reply(READ, "<S/>"))
BAD_TOKEN = (READ, fault("#BADAUTH", "Server"))
BAD_LOGIN = (AUTHENTICATE, fault("WRONGLOGPASSW: wrong login or password", "Server"))


class Clock:
    """Notes how long it was asked to wait."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)


def call(session: Session, operation: str = READ) -> str:
    """What came of a call: nothing, or the kind of the trouble and its words."""
    try:
        session.call(operation, ServiceName="S")
    except Trouble as trouble:
        return f"{type(trouble).__name__}: {trouble.words}"
    return ""


def sent_token(content: str) -> str | None:
    """The token in a request."""
    match = re.search(r"<token>(.*)</token>", content)
    return match.group(1) if match else None


def test_one_token_serves_many_calls() -> None:
    with opened(GOOD, GOOD, GOOD) as script:
        session = wire.session(script)
        assert [call(session) for _one in range(3)] == ["", "", ""]
    assert [sent_token(content) for content in script.sent] == [None, TOKEN, TOKEN, TOKEN]
    assert (
        '<n:getAuthToken><Login xsi:type="xsd:string">auditor</Login>'
        f'<Password xsi:type="xsd:string">{PASSWORD}</Password>'
        '<Type xsi:type="xsd:string">CERN</Type></n:getAuthToken>' in script.sent[0]
    )
    assert all(PASSWORD not in content for content in script.sent[1:])


def test_nothing_is_sent_before_the_first_call() -> None:
    with Script() as script:
        session = wire.session(script)
        assert (session.host, session.concurrency) == ("localhost", 4)


class Counting:
    """A poster that numbers its tokens; those up to `bad` are refused."""

    def __init__(self, bad: int = 0, gate: t.Callable[[str], None] | None = None) -> None:
        self.bad, self.logins, self.calls = bad, 0, 0
        self._lock, self._gate = threading.Lock(), gate

    def __call__(self, content: bytes, operation: str) -> bytes:
        with self._lock:
            if operation == AUTHENTICATE:
                self.logins += 1
                made = str(self.logins)
            else:
                self.calls += 1
        if operation == AUTHENTICATE:
            if self._gate:
                self._gate(operation)
            return token(made)
        used = int(sent_token(content.decode()) or 0)
        if used > self.bad:
            return GOOD[1]
        if self._gate:
            self._gate(operation)
        return BAD_TOKEN[1]


THREADS = 8


def from_threads(session: Session) -> list[str]:
    """What came of a call in each of several threads at once."""
    start = threading.Barrier(THREADS)

    def run(_number: int) -> str:
        start.wait(10)
        return call(session)

    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_threads_share_one_login() -> None:
    crowd = threading.Barrier(2)

    def gate(_operation: str) -> None:
        # Were there a second login, both would meet here.
        with pytest.raises(threading.BrokenBarrierError):
            crowd.wait(0.2)

    post = Counting(gate=gate)
    session = Session(ACCESS, post=post)
    assert from_threads(session) == [""] * THREADS
    assert (post.logins, post.calls) == (1, THREADS)


def test_threads_share_one_renewal() -> None:
    refused = threading.Barrier(THREADS)

    def gate(operation: str) -> None:
        if operation == READ:
            refused.wait(10)

    post = Counting(bad=1, gate=gate)
    assert from_threads(Session(ACCESS, post=post)) == [""] * THREADS
    assert (post.logins, post.calls) == (2, 2 * THREADS)


# --- Answers in a row, and what comes of each call ---

REFUSED = "Refused: it refused a token that it had just given (#BADAUTH (Server))"
WRONG = "Refused: it refused the login of auditor (WRONGLOGPASSW: wrong login or password (Server))"
OFF = Unreachable("the line is dead")
ROWS: list[tuple[str, list[tuple[str, wire.Answer]], list[str], list[float]]] = [
    ("a token that is bad", [LOGIN, BAD_TOKEN, LOGIN, GOOD, GOOD], ["", ""], []),
    ("a token that is bad later", [LOGIN, GOOD, BAD_TOKEN, LOGIN, GOOD], ["", ""], []),
    ("a token that is bad again", [LOGIN, BAD_TOKEN, LOGIN, GOOD, BAD_TOKEN, LOGIN, GOOD], ["", ""], []),
    (
        "a new token that is bad",
        [LOGIN, BAD_TOKEN, (AUTHENTICATE, token("2")), BAD_TOKEN, GOOD],
        [REFUSED, ""],
        [],
    ),
    (
        "a bad token told at length",
        [LOGIN, (READ, fault("x" * 500, "#BADAUTH")), LOGIN, GOOD],
        [""],
        [],
    ),
    (
        "another fault after the renewal",
        [LOGIN, BAD_TOKEN, LOGIN, (READ, fault("NOTFOUND"))],
        ["Fault: NOTFOUND"],
        [],
    ),
    ("a wrong password", [BAD_LOGIN], [WRONG, WRONG, WRONG], []),
    ("a wrong password at the renewal", [LOGIN, BAD_TOKEN, BAD_LOGIN], [WRONG, WRONG], []),
    (
        "another fault at the login",
        [(AUTHENTICATE, fault("database is down"))],
        ["Refused: it gave no token to auditor (database is down)"] * 2,
        [],
    ),
    ("no token", [(AUTHENTICATE, token(""))], ["Unusable: it gave no token that could be one"] * 2, []),
    ("a nil token", [(AUTHENTICATE, wire.reply(AUTHENTICATE, f"<t {wire.NIL}/>"))], ["Unusable: it gave no token that could be one"], []),
    ("no part with a token", [(AUTHENTICATE, wire.reply(AUTHENTICATE, ""))], ["Unusable: it gave no token that could be one"], []),
    ("a token of two lines", [(AUTHENTICATE, token("a\nb"))], ["Unusable: it gave no token that could be one"], []),
    ("a token without an end", [(AUTHENTICATE, token("a" * 1001))], ["Unusable: it gave no token that could be one"], []),
    (
        "a page in place of the login",
        [(AUTHENTICATE, "<html><br></html>")],
        ["Unusable: it answered with an HTML page, not with SOAP"] * 2,
        [],
    ),
    (
        "nobody at the login",
        [(AUTHENTICATE, OFF)] * 3,
        ["Unreachable: the line is dead"] * 3,
        [1.0, 2.0],
    ),
    ("the third time", [LOGIN, (READ, OFF), (READ, OFF), GOOD], [""], [1.0, 2.0]),
    ("the login, the third time", [(AUTHENTICATE, OFF), (AUTHENTICATE, OFF), LOGIN, GOOD], [""], [1.0, 2.0]),
    (
        "three times nobody, then again",
        [LOGIN, *[(READ, OFF)] * 3, GOOD],
        ["Unreachable: the line is dead", ""],
        [1.0, 2.0],
    ),
    ("too late", [LOGIN, (READ, Late("late")), GOOD], ["Late: late", ""], []),
    ("late at the second time", [LOGIN, (READ, OFF), (READ, Late("late"))], ["Late: late"], [1.0]),
    ("a fault", [LOGIN, (READ, fault("NOTFOUND")), GOOD], ["Fault: NOTFOUND", ""], []),
    (
        "an answer that is cut short",
        [LOGIN, (READ, GOOD[1][:-9])],
        ["Garbled: its answer is no whole XML document (line 1): it may be cut short"],
        [],
    ),
    ("an answer to something else", [LOGIN, (READ, token())], ["Unusable: it answered getServiceInfo with <getAuthTokenResponse>"], []),
    (
        "nine times nobody",
        [LOGIN, *[(READ, OFF)] * 9],
        [*["Unreachable: the line is dead"] * 3, *["Unreachable: it stopped answering: the line is dead"] * 2],
        [1.0, 2.0] * 3,
    ),
    (
        "three times too late",
        [LOGIN, *[(READ, Late("late"))] * 3],
        [*["Late: late"] * 3, *["Unreachable: it stopped answering: late"] * 2],
        [],
    ),
    (
        "too late, and then nobody",
        [LOGIN, *[(READ, Late("late"))] * 2, *[(READ, OFF)] * 3],
        [*["Late: late"] * 2, "Unreachable: the line is dead", "Unreachable: it stopped answering: the line is dead"],
        [1.0, 2.0],
    ),
    (
        "an answer in between",
        [LOGIN, *[(READ, OFF)] * 8, GOOD, *[(READ, OFF)] * 3],
        ["Unreachable: the line is dead", "Unreachable: the line is dead", "", "Unreachable: the line is dead"],
        [1.0, 2.0] * 4,
    ),
    (
        "a fault is an answer too",
        [LOGIN, *[(READ, OFF)] * 8, (READ, fault("busy")), *[(READ, OFF)] * 3],
        ["Unreachable: the line is dead", "Unreachable: the line is dead", "Fault: busy", "Unreachable: the line is dead"],
        [1.0, 2.0] * 4,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "outcomes", "waits"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_rows_of_answers(
    answers: list[tuple[str, wire.Answer]], outcomes: list[str], waits: list[float]
) -> None:
    clock = Clock()
    with Script(*answers) as script:
        session = Session(ACCESS, post=script, sleep=clock)
        assert [call(session) for _one in outcomes] == outcomes
    assert clock.waits == waits


BIND = "bindUnbindInterface"
WRITES: list[tuple[str, list[tuple[str, wire.Answer]], str]] = [
    ("done", [LOGIN, (BIND, wire.reply(BIND, "<r>true</r>"))], ""),
    ("nobody", [LOGIN, (BIND, OFF)], "Unreachable: the line is dead"),
    ("too late", [LOGIN, (BIND, Late("late"))], "Late: late"),
    ("a fault", [LOGIN, (BIND, fault("locked"))], "Fault: locked"),
    ("nonsense", [LOGIN, (BIND, "busy")], "Garbled: its answer is no whole XML document (line 1): it may be cut short"),
    ("a bad token", [LOGIN, (BIND, fault("#BADAUTH")), LOGIN, (BIND, wire.reply(BIND, "<r>true</r>"))], ""),
    ("a bad token, then nobody", [LOGIN, (BIND, fault("#BADAUTH")), LOGIN, (BIND, OFF)], "Unreachable: the line is dead"),
    ("nobody at the login", [(AUTHENTICATE, OFF), LOGIN, (BIND, OFF)], "Unreachable: the line is dead"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "outcome"), [row[1:] for row in WRITES], ids=[row[0] for row in WRITES]
)
def test_a_change_is_asked_for_once(answers: list[tuple[str, wire.Answer]], outcome: str) -> None:
    with Script(*answers) as script:
        assert call(wire.session(script, writes=True), BIND) == outcome


def test_a_wrong_password_is_sent_once_for_all_threads() -> None:
    with Script(BAD_LOGIN) as script:
        assert from_threads(wire.session(script)) == [WRONG] * THREADS


def test_each_thread_raises_a_trouble_of_its_own() -> None:
    raised = []
    with Script(BAD_LOGIN) as script:
        session = wire.session(script)
        for _one in range(3):
            with pytest.raises(Refused) as caught:
                session.call(READ)
            raised.append(caught.value)
    assert len({id(trouble) for trouble in raised}) == 3


def test_an_ended_session_asks_no_longer() -> None:
    with opened(GOOD) as script:
        session = wire.session(script)
        outcomes = [call(session)]
        session.end("the run was interrupted")
        session.end("for another reason")
        outcomes += [call(session), call(session)]
    assert outcomes == ["", *["Unreachable: the run was interrupted"] * 2]


def test_a_call_that_waits_ends_with_the_session() -> None:
    with opened((READ, OFF)) as script:
        session: Session

        def end(_seconds: float) -> None:
            session.end("the run was interrupted")

        session = Session(ACCESS, post=script, sleep=end)
        assert call(session) == "Unreachable: the run was interrupted"


# --- What may be called ---


@pytest.mark.parametrize(
    "operation", [*sorted(WRITING), AUTHENTICATE, "deviceRemove", "", "nothing"]
)
def test_a_reading_session_calls_nothing_else(operation: str) -> None:
    with Script() as script:
        with pytest.raises(ValueError, match=rf"^{operation} is none of the operations of this"):
            wire.session(script).call(operation)
        with pytest.raises(ValueError, match=r"^bindUnbindInterface is none of the operations"):
            client.bind(wire.session(script), "A.EXAMPLE.ORG", None)


@pytest.mark.parametrize("operation", [AUTHENTICATE, "deviceRemove", "bulkRemove"])
def test_a_writing_session_writes_bindings_alone(operation: str) -> None:
    with Script() as script, pytest.raises(ValueError, match=r"is none of the operations of this"):
        wire.session(script, writes=True).call(operation)


def test_reading_operations_read() -> None:
    declared = catalogue.operations(6)
    assert [name for name in READING if declared[name].writes] == []
    assert [name for name in WRITING if not declared[name].writes] == []


# --- Secrets ---

ECHOES: list[tuple[str, wire.Answer, str]] = [
    ("a fault", fault(f"unknown token {TOKEN} of {PASSWORD}"), "Fault: unknown token (hidden) of (hidden)"),
    ("a code", fault("no", f"S:{PASSWORD}"), "Fault: no (S:(hidden))"),
    ("a detail", wire.envelope(f"<S:Fault><detail><a>{TOKEN[:4]}</a> <b>{TOKEN[4:]}</b></detail></S:Fault>"), "Fault: (hidden)"),
    ("line breaks", fault("\n".join(PASSWORD)), "Fault: (hidden)"),
    ("capitals", fault(PASSWORD.upper()), "Fault: (hidden)"),
    ("escapes", fault(PASSWORD.replace("-", "&amp;#45;")), "Fault: (hidden)"),
    ("an element", wire.envelope(f"<{PASSWORD}/>"), "Unusable: it answered getServiceInfo with <(hidden)>"),
    ("an encoding", f'<?xml version="1.0" encoding="{PASSWORD}"?><a/>', "Unusable: its answer is encoded in (hidden), which is not accepted"),
    ("a page", Unusable(f"it answered with a page '{PASSWORD}'"), "Unusable: it answered with a page '(hidden)'"),
    ("a host", Unreachable(f"it redirected to {PASSWORD}.example.org"), "Unreachable: it redirected to (hidden).example.org"),
    ("a time-out", Late(PASSWORD), "Late: (hidden)"),
    ("both in one", fault(f"{PASSWORD}{TOKEN}{PASSWORD}"), "Fault: (hidden)(hidden)(hidden)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "outcome"), [row[1:] for row in ECHOES], ids=[row[0] for row in ECHOES]
)
def test_secrets_that_come_back_are_hidden(answer: wire.Answer, outcome: str) -> None:
    repeated = isinstance(answer, Unreachable) and not isinstance(answer, Late)
    with opened(*[(READ, answer)] * (3 if repeated else 1)) as script:
        assert call(wire.session(script)) == outcome


def test_the_password_is_hidden_at_the_login() -> None:
    answer = fault(f"WRONGLOGPASSW for auditor/{PASSWORD}")
    with Script((AUTHENTICATE, answer)) as script:
        session = wire.session(script)
        assert [call(session), call(session)] == [
            "Refused: it refused the login of auditor (WRONGLOGPASSW for auditor/(hidden))"
        ] * 2


def test_every_token_is_hidden() -> None:
    answers = [BAD_TOKEN, (AUTHENTICATE, token("second")), (READ, fault(f"{TOKEN} second"))]
    with opened(*answers) as script:
        assert call(wire.session(script)) == "Fault: (hidden) (hidden)"


def test_words_after_which_nothing_is_asked_hide_it_too() -> None:
    with opened(*[(READ, Late(PASSWORD))] * 3) as script:
        session = wire.session(script)
        assert [call(session) for _one in range(4)][
            3
        ] == "Unreachable: it stopped answering: (hidden)"


@pytest.mark.parametrize("before", [*range(280, 300), 19_990, 19_999, 999_990])
def test_a_secret_at_a_cut_is_hidden(before: int) -> None:
    for filling in ("x", " "):
        with opened((READ, fault("a" + filling * before + PASSWORD))) as script:
            words = call(wire.session(script))
        assert PASSWORD[:3] not in words


@hypothesis.given(
    st.text("abc /+=<&>é", min_size=1, max_size=10).filter(str.strip),
    st.lists(st.sampled_from(["x", " ", "\n", "SECRET", "secret"]), max_size=400),
)
def test_no_words_hold_a_secret(secret: str, parts: list[str]) -> None:
    access = Access(ACCESS.url, "auditor", f"{secret}#9")
    said = "".join(access.password if part.isupper() else part for part in parts)
    answer = soap_fault(said)
    with opened((READ, answer)) as script:
        words = call(Session(access, post=script))
    assert "".join(access.password.split()) not in "".join(words.split())


def soap_fault(words: str) -> bytes:
    """A fault with these words, escaped."""
    return fault(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def test_kinds_stay_what_they_are() -> None:
    for kind in (Fault, Garbled, Unusable, Late):
        with opened((READ, kind(PASSWORD))) as script, pytest.raises(kind) as caught:
            wire.session(script).call(READ)
        assert caught.value.__class__ is kind
        assert caught.value.raw == "(hidden)"
