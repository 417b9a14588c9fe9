# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens, and what is noted of the calls."""

from __future__ import annotations

import hashlib
import json
import time

import pytest
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator

SEARCH = "<searchSet><SetPattern>%</SetPattern></searchSet>"
LOGIN = "<getAuthToken><Login>%s</Login><Password>%s</Password><Type>CERN</Type></getAuthToken>"
BAD_TOKEN = "#BADAUTH: the token is not known or has expired"
BAD_LOGIN = "WRONGLOGPASSW: wrong login or password"
FREE = ["getMyDeviceInfo", "getDeviceBasicInfo", "getDeviceInfoFromNameMAC", "bulkInsertAuto"]


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("auditor", "wrong"),
        ("auditor", ""),
        ("nobody", "auditor-password"),
        ("", ""),
        ("auditor", "AUDITOR-PASSWORD"),
        ("Auditor", "auditor-password"),
        ("auditor", "pässword"),
    ],
)
def test_wrong_login(simulator, caller, login, password):
    answer = caller.call(LOGIN % (login, password), token=None)
    assert (answer.status, answer.fault) == (500, BAD_LOGIN)


@pytest.mark.parametrize("token", [None, "0" * 40, " "])
def test_bad_token(caller, token):
    answer = caller.call(SEARCH, token)
    assert (answer.status, answer.fault) == (500, BAD_TOKEN)


@pytest.mark.parametrize("operation", FREE)
def test_no_token_is_needed(caller, operation):
    assert caller.call(f"<{operation}/>", token=None).fault != BAD_TOKEN


def test_tokens_differ_and_live_side_by_side(simulator, caller):
    tokens = [caller.token(), caller.token(), caller.token("operator")]
    assert len(set(tokens)) == 3
    assert [caller.call(SEARCH, token).status for token in tokens] == [200, 200, 200]
    assert [call.login for call in simulator.calls][-3:] == ["auditor", "auditor", "operator"]


def test_token_expires_after_its_time(simulator, caller):
    long = caller.token()
    simulator.tokens.lifetime = 0.05
    short = caller.token()
    time.sleep(0.1)
    assert caller.call(SEARCH, short).fault == BAD_TOKEN
    assert caller.call(SEARCH, long).status == 200


def test_token_expires_after_its_calls(seed, caller_of):
    with Simulator(seed, token_calls=2) as simulator:
        caller = caller_of(simulator)
        token = caller.token()
        assert [caller.call(SEARCH, token).status for _call in range(4)] == [200, 200, 500, 500]
        simulator.tokens.calls = None
        token = caller.token()
        assert [caller.call(SEARCH, token).status for _call in range(4)] == [200] * 4


def test_tokens_are_taken_back(simulator, caller):
    token = caller.token()
    simulator.tokens.expire()
    assert caller.call(SEARCH, token).fault == BAD_TOKEN
    assert caller.call(SEARCH).status == 200


def test_account_without_any_in_the_seed(seed, caller_of):
    del seed["accounts"]
    with Simulator(seed) as simulator:
        assert caller_of(simulator).call(SEARCH).status == 200


def test_log(seed, caller_of, tmp_path):
    log = tmp_path / "calls.jsonl"
    before = time.time()
    with Simulator(seed, log=log) as simulator:
        caller = caller_of(simulator)
        token = caller.token()
        caller.call("<getDeviceInfo><DeviceName>cpfe01</DeviceName></getDeviceInfo>", token)
        caller.call("<getHCPInfoArray><Hosts><i>a</i><i>b</i></Hosts></getHCPInfoArray>", token, 5)
        caller.call("<interfaceAddAlias><a>cpfe01</a><b>x</b></interfaceAddAlias>", token)
        caller.call("<dropTable/>", token)
        caller.call("<dropTable", token)
        caller.call(LOGIN % ("auditor", "secret-word"), token=None)
    identity = hashlib.sha256(token.encode()).hexdigest()[:12]
    noted = [
        (
            call.operation,
            call.version,
            call.login,
            call.token_id,
            call.names,
            call.writes,
            call.carried_out,
        )
        for call in simulator.calls
    ]
    assert noted == [
        ("getAuthToken", 6, "auditor", None, 0, False, False),
        ("getDeviceInfo", 6, "auditor", identity, 1, False, False),
        ("getHCPInfoArray", 5, "auditor", identity, 2, False, False),
        ("interfaceAddAlias", 6, "auditor", identity, 1, True, True),
        ("dropTable", 6, None, identity, 0, False, False),
        ("", 6, None, None, 0, False, False),
        ("getAuthToken", 6, "auditor", None, 0, False, False),
    ]
    assert [call.fault for call in simulator.calls][-1] == BAD_LOGIN
    assert all(before <= call.time <= time.time() for call in simulator.calls)
    assert all(0 <= call.seconds < 5 for call in simulator.calls)
    text = log.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["operation"] for line in lines] == simulator.calls.operations
    assert not any(secret in text for secret in (token, "auditor-password", "secret-word"))
    assert [call.operation for call in simulator.calls.writes] == ["interfaceAddAlias"]
    assert len(simulator.calls.of("getAuthToken")) == 2
    simulator.calls.clear()
    assert len(simulator.calls) == 0
