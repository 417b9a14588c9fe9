# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How LanDB is reached: address, credentials, patience."""

from __future__ import annotations

import dataclasses
import ipaddress
import re
import typing as t
import urllib.parse

from .._model.errors import InputError, kind_of

URL: t.Final = "https://network.cern.ch/sc/soap/soap.fcgi?v=6"
VERSION: t.Final = "6"
MAX_TEXT: t.Final = 1000
TIMEOUT: t.Final = (1, 3600)
CONCURRENCY: t.Final = (1, 16)
_UNSENDABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\Z")


@dataclasses.dataclass(frozen=True)
class Access:
    """How LanDB is reached.

    Attributes:
        url: Of the SOAP service, version 6: https, or http on the loopback interface.
        username: The account's name.
        password: Never shown.
        ca_file: PEM file with the authorities that are trusted instead of the system's.
        timeout: Seconds after which a call is given up, whatever trickles in.
        concurrency: Calls at a time.
        backoff: Seconds before the first repetition of a call; it doubles each time.
    """

    url: str
    username: str
    password: str = dataclasses.field(repr=False)
    ca_file: str | None = None
    timeout: float = 90.0
    concurrency: int = 4
    backoff: float = 0.5


def read_access(options: t.Mapping[str, t.Any], prefix: str = "") -> Access:
    """The access that options describe.

    Args:
        options: `url`, `username`, `password`, `ca_file`, `timeout`, `concurrency`; None: not
            given.
        prefix: What these names begin with where the operator wrote them, such as `landb_`.

    Raises:
        InputError: With a sentence for each that cannot be used; the password is never shown.
    """
    problems = []
    for name in ("username", "password"):
        problem = _text_problem(options.get(name))
        problems += [f"{prefix}{name} {problem}."] if problem else []
    url = options.get("url")
    try:
        url = service_url(URL if url is None else url)
    except ValueError as error:
        problems.append(f"{prefix}url {error}.")
    ca_file = options.get("ca_file") or None
    if ca_file is not None and (not isinstance(ca_file, str) or _UNSENDABLE.search(ca_file)):
        problems.append(f"{prefix}ca_file must be the path of a file.")
    timeout = _number(options, "timeout", TIMEOUT, Access.timeout)
    concurrency = _number(options, "concurrency", CONCURRENCY, Access.concurrency)
    if timeout is None:
        found = _shown(options, "timeout")
        problems.append(
            f"{prefix}timeout must be a number from {TIMEOUT[0]} to {TIMEOUT[1]}, not {found}."
        )
    if concurrency is None or concurrency % 1:
        found = _shown(options, "concurrency")
        problems.append(
            f"{prefix}concurrency must be a whole number from {CONCURRENCY[0]} to"
            f" {CONCURRENCY[1]}, not {found}."
        )
    if problems or timeout is None or concurrency is None:
        raise InputError(problems)
    username, password = options["username"], options["password"]
    return Access(str(url), str(username), str(password), ca_file, timeout, int(concurrency))


def _text_problem(value: object) -> str | None:
    """What is wrong with a credential, without showing it; LanDB locks accounts after few errors,
    so that one which would arrive changed is not sent at all."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return "must be a text, not nothing"
    if not isinstance(value, str):
        return "must be a text, not something else"
    if len(value) > MAX_TEXT:
        return f"must have at most {MAX_TEXT} characters"
    if _UNSENDABLE.search(value):
        return "must be on one line, without control characters"
    return None


def _number(
    options: t.Mapping[str, t.Any], name: str, limits: tuple[int, int], default: float
) -> float | None:
    """The number that an option gives; None where it is none, or out of its limits."""
    value = options.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if limits[0] <= number <= limits[1] else None


def _shown(options: t.Mapping[str, t.Any], name: str) -> str:
    """A value for a message, unless somebody put the password there."""
    value, password = options.get(name), options.get("password")
    told = kind_of(value)
    if isinstance(password, str) and password and password in told:
        return "something else"
    return told


def service_url(value: object) -> str:
    """The address of the SOAP service, with its version.

    ValueError with what is wrong with it; an address can hold a secret, so it is not shown.
    """
    form = ValueError("must be an address such as " + URL)
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        raise form
    try:
        parts = urllib.parse.urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise form from None
    if parts.username is not None or parts.password is not None:
        raise ValueError("must not hold credentials")
    if not _is_host(host) or " " in value or len(value) > MAX_TEXT or parts.fragment or port == 0:
        raise form
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise ValueError(
            "must begin with https://, for credentials travel with it (http:// is accepted on the"
            " loopback interface alone)"
        )
    return parts._replace(path=parts.path or "/", query=_query(parts.query)).geturl()


def _query(text: str) -> str:
    """A query with the version in it."""
    query = urllib.parse.parse_qsl(text, keep_blank_values=True)
    if any(name.lower() == "wsdl" for name, _value in query):
        raise ValueError("must be the address of the service, not of its description (WSDL)")
    versions = [version for name, version in query if name == "v"]
    if versions not in ([], [VERSION]):
        raise ValueError(f"must ask for version {VERSION} of LanDB's SOAP service (v={VERSION})")
    if not versions:
        query.append(("v", VERSION))
    return urllib.parse.urlencode(query)


def _is_host(text: str) -> bool:
    """Whether a text is a host name (RFC 1123) or an address."""
    if all(_LABEL.match(label) for label in text.split(".")) and len(text) <= 253:
        return True
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
