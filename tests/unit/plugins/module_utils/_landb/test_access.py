# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator writes becomes an access, or sentences that never hold the password."""

from __future__ import annotations

import math
import typing as t

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import (
    URL,
    Access,
    is_loopback,
    read_access,
    service_url,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from hypothesis import strategies as st

SECRET = "hunter2-secret"
GIVEN: dict[str, t.Any] = {"username": "auditor", "password": SECRET}


def test_defaults() -> None:
    assert read_access(GIVEN) == Access(URL, "auditor", SECRET, None, 90.0, 4)


def test_everything() -> None:
    options = {
        **GIVEN,
        "url": "https://landb.example.org:8443/soap",
        "ca_file": "/etc/ca.pem",
        "timeout": "30.5",
        "concurrency": "16",
    }
    assert read_access(options) == Access(
        "https://landb.example.org:8443/soap?v=6", "auditor", SECRET, "/etc/ca.pem", 30.5, 16
    )


def test_none_is_not_given() -> None:
    names = ("url", "ca_file", "timeout", "concurrency")
    assert read_access({**GIVEN, **dict.fromkeys(names)}) == read_access(GIVEN)
    assert read_access({**GIVEN, "ca_file": ""}) == read_access(GIVEN)


def test_the_password_is_not_shown() -> None:
    shown = repr(read_access(GIVEN))
    assert SECRET not in shown
    assert "auditor" in shown


HUGE = 10**5000
TIMEOUT = "timeout must be a number from 1 to 3600, not %s."
CONCURRENCY = "concurrency must be a whole number from 1 to 16, not %s."
BAD: list[tuple[str, object, str]] = [
    ("username", None, "username must be a text, not nothing."),
    ("username", "", "username must be a text, not nothing."),
    ("username", " \n", "username must be a text, not nothing."),
    ("username", 7, "username must be a text, not something else."),
    ("username", ["auditor"], "username must be a text, not something else."),
    ("username", "x" * 1001, "username must have at most 1000 characters."),
    ("password", None, "password must be a text, not nothing."),
    ("password", "", "password must be a text, not nothing."),
    ("password", 4711, "password must be a text, not something else."),
    ("password", True, "password must be a text, not something else."),
    ("password", [SECRET], "password must be a text, not something else."),
    ("password", {SECRET: SECRET}, "password must be a text, not something else."),
    ("password", SECRET.encode(), "password must be a text, not something else."),
    ("password", SECRET * 100, "password must have at most 1000 characters."),
    *(
        ("password", SECRET + odd, "password must be on one line, without control characters.")
        for odd in ("\n", "\r", "\t", "\0", "\x1b[0m", "\x85", "\u2028", "\ud800", "\uffff")
    ),
    ("ca_file", 7, "ca_file must be the path of a file."),
    ("ca_file", ["/etc/ca.pem"], "ca_file must be the path of a file."),
    ("ca_file", True, "ca_file must be the path of a file."),
    ("ca_file", "/etc/ca\0.pem", "ca_file must be the path of a file."),
    ("timeout", 0, TIMEOUT % "0"),
    ("timeout", 0.99, TIMEOUT % "0.99"),
    ("timeout", 3601, TIMEOUT % "3601"),
    ("timeout", -5, TIMEOUT % "-5"),
    ("timeout", True, TIMEOUT % "the boolean true"),
    ("timeout", "", TIMEOUT % "''"),
    ("timeout", "soon", TIMEOUT % "'soon'"),
    ("timeout", "nan", TIMEOUT % "'nan'"),
    ("timeout", math.nan, TIMEOUT % "nan"),
    ("timeout", math.inf, TIMEOUT % "inf"),
    ("timeout", "1e999", TIMEOUT % "'1e999'"),
    ("timeout", HUGE, TIMEOUT % "a number of thousands of digits"),
    ("timeout", [30], TIMEOUT % "a list"),
    ("timeout", {}, TIMEOUT % "a mapping"),
    ("timeout", b"30", TIMEOUT % "b'30'"),
    ("timeout", SECRET, TIMEOUT % "something else"),
    ("timeout", f"x{SECRET}x", TIMEOUT % "something else"),
    ("concurrency", 0, CONCURRENCY % "0"),
    ("concurrency", 17, CONCURRENCY % "17"),
    ("concurrency", 1.5, CONCURRENCY % "1.5"),
    ("concurrency", "1.5", CONCURRENCY % "'1.5'"),
    ("concurrency", False, CONCURRENCY % "the boolean false"),
    ("concurrency", math.nan, CONCURRENCY % "nan"),
    ("concurrency", -HUGE, CONCURRENCY % "a number of thousands of digits"),
    ("concurrency", [4], CONCURRENCY % "a list"),
    ("concurrency", SECRET, CONCURRENCY % "something else"),
    ("url", 7, f"url must be an address such as {URL}."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "message"), BAD, ids=lambda value: str(type(value)))
def test_bad_options(name: str, value: object, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_access({**GIVEN, name: value}, "landb_")
    assert caught.value.problems == (f"landb_{message}",)


def test_every_problem_is_told() -> None:
    options = {"url": "ftp://x", "ca_file": 7, "timeout": "x", "concurrency": 0}
    with pytest.raises(InputError) as caught:
        read_access(options)
    assert [problem.split()[0] for problem in caught.value.problems] == [
        "username",
        "password",
        "url",
        "ca_file",
        "timeout",
        "concurrency",
    ]


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(max_size=5),
    st.just(SECRET),
    st.just("x" + SECRET),
    st.lists(st.just(SECRET), max_size=2),
    st.just(f"https://u:{SECRET}@example.org/"),
    st.just(f"https://{SECRET}.example.org/"),
)


@hypothesis.given(
    st.fixed_dictionaries(
        {"password": st.just(SECRET)},
        optional=dict.fromkeys(("username", "url", "ca_file", "timeout", "concurrency"), VALUES),
    )
)
def test_no_message_holds_the_password(options: dict[str, t.Any]) -> None:
    try:
        access = read_access(options, "landb_")
    except InputError as error:
        told = str(error)
        assert SECRET not in told
    else:
        assert 1 <= access.timeout <= 3600
        assert access.concurrency in range(1, 17)
        assert access.url.startswith(
            ("https://", "http://localhost", "http://127.", "http://[::1]")
        )


GOOD_URLS = [
    (URL, URL),
    ("https://network.cern.ch/sc/soap/soap.fcgi", URL),
    ("https://network.cern.ch", "https://network.cern.ch/?v=6"),
    ("HTTPS://Network.CERN.ch/?a=b", "https://Network.CERN.ch/?a=b&v=6"),
    ("https://192.0.2.1:8443/x", "https://192.0.2.1:8443/x?v=6"),
    ("https://[2001:db8::1]/x?v=6", "https://[2001:db8::1]/x?v=6"),
    ("http://localhost:8080/x", "http://localhost:8080/x?v=6"),
    ("http://127.0.0.5/x", "http://127.0.0.5/x?v=6"),
    ("http://[::1]:80/x", "http://[::1]:80/x?v=6"),
    ("https://host_1/x?a=1&b=&a=2", "https://host_1/x?a=1&b=&a=2&v=6"),
]


@pytest.mark.parametrize(("written", "expected"), GOOD_URLS)
def test_addresses(written: str, expected: str) -> None:
    assert service_url(written) == expected
    assert service_url(expected) == expected


FORM = f"must be an address such as {URL}"
SCHEME = (
    "must begin with https://, for credentials travel with it (http:// is accepted on the loopback"
    " interface alone)"
)
CREDENTIALS = "must not hold credentials"
VERSION = "must ask for version 6 of LanDB's SOAP service (v=6)"
NO_ADDRESSES: tuple[object, ...] = (
    None,
    6,
    b"https://x",
    ["https://x"],
    "",
    " ",
    "https://",
    "network.cern.ch",
    "https:///x",
    "https://?v=6",
    "https://[::1",
    "https://[x]/",
    "https://x:0/",
    "https://x:99999/",
    "https://x:a/",
    "https://a b/",
    "https://x/a b",
    "https://x/\n",
    "https://x/\x7f",
    "https://zürich.example.org/",
    "https://x/ü",
    "https://x/#v",
    "https://-x/",
    "https://x-/",
    "https://a..b/",
    "https://x\\y/",
    "https://a%20b/",
    f"https://{'x' * 64}/",
    f"https://{'x.' * 127}x/",
    "https://x/" + "y" * 1000,
)
NOT_HTTPS = (
    "http://network.cern.ch/",
    "http://192.0.2.1/",
    "http://localhost.example.org/",
    "http://x.localhost/",
    "http://127.0.0.1.example.org/",
    "http://0.0.0.0/",
    "http://[2001:db8::1]/",
    "//x",
    "ftp://x/",
    "file://localhost/",
    "HTTP://x",
)
BAD_URLS: list[tuple[object, str]] = [
    *((value, FORM) for value in NO_ADDRESSES),
    *((value, CREDENTIALS) for value in ("https://u@x/", "https://u:p@x/", "https://:p@x/", "https://@x/", "https://x\\@y/", "http://u:p@localhost/")),
    *((value, SCHEME) for value in NOT_HTTPS),
    *((f"https://x/{query}", VERSION) for query in ("?v=4", "?v=5", "?v=7", "?v=", "?v", "?v=6&v=4", "?v=6&v=6", "?v=06", "?a=b&v=4")),
    *((f"https://x/?{query}", "must be the address of the service, not of its description (WSDL)") for query in ("v=6&WSDL", "wsdl", "WSDL=")),
]  # fmt: skip


@pytest.mark.parametrize(("written", "message"), BAD_URLS, ids=lambda value: str(value)[:40])
def test_bad_addresses(written: object, message: str) -> None:
    with pytest.raises(ValueError, match=r"^must") as caught:
        service_url(written)
    assert str(caught.value) == message
    with pytest.raises(InputError) as problem:
        read_access({**GIVEN, "url": written or ""})
    assert problem.value.problems == (f"url {message}.",)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost.localdomain", False),
        ("10.0.0.1", False),
        ("::", False),
        ("", False),
    ],
)
def test_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
