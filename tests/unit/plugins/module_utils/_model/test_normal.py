# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One spelling for what people and databases spell in many ways."""

from __future__ import annotations

import datetime
import ipaddress
import typing as t

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model import normal
from hypothesis import strategies as st

UTC = datetime.UTC
CEST = datetime.timezone(datetime.timedelta(hours=2))
TEXTS = st.one_of(st.text(), st.text("0123456789abcdefABCDEF:-./ T+Z_"))


def at(*parts: int) -> datetime.datetime:
    """A moment in UTC."""
    return datetime.datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "00:22:48:13:f6:e9",
        "00:22:48:13:F6:E9",
        "00-22-48-13-F6-E9",
        "00-22-48-13-f6-e9",
        "0022.4813.f6e9",
        "0022.4813.F6E9",
        "00224813f6e9",
        "00224813F6E9",
        "  00-22-48-13-F6-E9\n",
    ],
)
def test_hardware_address(text: str) -> None:
    assert normal.hardware_address(text) == "00:22:48:13:f6:e9"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "00:22:48:13:f6",
        "00:22:48:13:f6:e9:00",
        "00:22:48:13:f6:e9\n00",
        "00:22:48-13:f6:e9",
        "00:22:48:13:f6:eg",
        "0:22:48:13:f6:e9",
        "002248:13f6e9",
        "0022.4813.f6e9.0000",
        "00224813f6e",
        "0x224813f6e9",
        "00:22:48:13:f6:\N{CYRILLIC SMALL LETTER IE}9",
        "\N{ARABIC-INDIC DIGIT ZERO}0:22:48:13:f6:e9",
        "none",
        "192.0.2.11",
    ],
)
def test_no_hardware_address(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        normal.hardware_address(text)


SPELLINGS: tuple[t.Callable[[str], str], ...] = (
    lambda digits: ":".join(digits[i : i + 2] for i in range(0, 12, 2)),
    lambda digits: "-".join(digits[i : i + 2] for i in range(0, 12, 2)),
    lambda digits: ".".join(digits[i : i + 4] for i in range(0, 12, 4)),
    lambda digits: digits,
)


@hypothesis.given(
    st.integers(0, 2**48 - 1), st.sampled_from(SPELLINGS), st.sampled_from([str.lower, str.upper])
)
def test_every_spelling_of_a_hardware_address_is_one(
    number: int, spell: t.Callable[[str], str], case: t.Callable[[str], str]
) -> None:
    found = normal.hardware_address(case(spell(f"{number:012x}")))
    assert int(found.replace(":", ""), 16) == number
    assert normal.hardware_address(found) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cpfe01", "CPFE01"),
        ("CPFE01", "CPFE01"),
        ("cpfe01.example.org", "CPFE01"),
        (" CpFe01.Example.org ", "CPFE01"),
        ("cernphone-vip", "CERNPHONE-VIP"),
        ("a", "A"),
        ("7", "7"),
    ],
)
def test_device_name(text: str, name: str) -> None:
    assert normal.device_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cpfe01.example.org", "CPFE01.EXAMPLE.ORG"),
        ("CPFE01.EXAMPLE.ORG.", "CPFE01.EXAMPLE.ORG"),
        (" cpfe01-ipmi--mgmt.example.org\t", "CPFE01-IPMI--MGMT.EXAMPLE.ORG"),
        ("cpfe01", "CPFE01"),
    ],
)
def test_interface_name(text: str, name: str) -> None:
    assert normal.interface_name(text) == name


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "-", "-a", "a-", ".a", "a b", "a/b", "a\nb", "é", "ﬀ", "2001:db8::1", "a" * 254],
)
def test_no_name(text: str) -> None:
    for reader in (normal.device_name, normal.interface_name):
        with pytest.raises(ValueError, match=r".*"):
            reader(text)


def test_address_is_no_device_name() -> None:
    with pytest.raises(ValueError, match=r"192\.0\.2\.11"):
        normal.device_name("192.0.2.11")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("192.0.2.11", "192.0.2.11"),
        (" 192.0.2.11\n", "192.0.2.11"),
        ("2001:DB8::11", "2001:db8::11"),
        ("2001:0db8:0000:0000:0000:0000:0000:0011", "2001:db8::11"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("::ffff:192.0.2.11", "192.0.2.11"),
        ("::ffff:c000:20b", "192.0.2.11"),
        ("::1", "::1"),
    ],
)
def test_address(text: str, found: str) -> None:
    assert normal.address(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "192.0.2",
        "192.0.2.011",
        "192.0.2.256",
        "192.0.2.11/24",
        "2001:db8::11/64",
        "fe80::1%eth0",
        "2001:db8:::11",
        "cpfe01",
        "3221226000",
        "١٩٢.0.2.11",
    ],
)
def test_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        normal.address(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("192.0.2.100", ("192.0.2.100", None)),
        ("192.0.2.100/24", ("192.0.2.100", 24)),
        (" 192.0.2.100/0 ", ("192.0.2.100", 0)),
        ("192.0.2.100/255.255.255.0", ("192.0.2.100", 24)),
        ("2001:DB8::100/64", ("2001:db8::100", 64)),
        ("2001:db8::100", ("2001:db8::100", None)),
    ],
)
def test_address_with_prefix(text: str, found: tuple[str, int | None]) -> None:
    assert normal.address_with_prefix(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/24",
        "192.0.2.100/",
        "192.0.2.100/33",
        "192.0.2.100/-1",
        "192.0.2.100/24/24",
        "192.0.2.100/ 24",
        "192.0.2.100/x",
        "::ffff:192.0.2.100/120",
        "2001:db8::100/129",
        "192.0.2.0/24",
        "2001:db8::/64",
    ],
)
def test_no_address_with_prefix(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        normal.address_with_prefix(text)


@hypothesis.given(st.ip_addresses(), st.integers(0, 32))
def test_address_keeps_what_it_means(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address, prefix: int
) -> None:
    for spelling in (str(address), address.exploded, str(address).upper()):
        found = normal.address(spelling)
        mapped = getattr(address, "ipv4_mapped", None)
        assert ipaddress.ip_address(found) == (mapped or address)
        assert normal.address(found) == found
    hypothesis.assume(
        ipaddress.ip_interface(f"{found}/{prefix}").network.network_address
        != ipaddress.ip_address(found)
    )
    assert normal.address_with_prefix(f"{found}/{prefix}") == (found, prefix)


READERS: tuple[t.Callable[[str], t.Any], ...] = (
    normal.hardware_address,
    normal.device_name,
    normal.interface_name,
    normal.address,
    normal.address_with_prefix,
    normal.moment,
    normal.day,
)


@hypothesis.given(TEXTS, st.sampled_from(READERS))
def test_readers_refuse_with_value_error_alone(text: str, reader: t.Callable[[str], t.Any]) -> None:
    try:
        found = reader(text)
    except ValueError:
        return
    if reader is not normal.address_with_prefix:
        assert reader(found) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2026-03-01T02:00:00Z", at(2026, 3, 1, 2)),
        ("2026-03-01T02:00:00z", at(2026, 3, 1, 2)),
        ("2026-03-01T02:00:00+00:00", at(2026, 3, 1, 2)),
        (" 2026-03-01T04:00:00+02:00 ", at(2026, 3, 1, 2)),
        ("2026-02-28T21:00:00-05:00", at(2026, 3, 1, 2)),
        ("2026-03-01 02:00:00.250000+00:00", at(2026, 3, 1, 2, 0, 0, 250000)),
        (at(2026, 3, 1, 2), at(2026, 3, 1, 2)),
        (datetime.datetime(2026, 3, 1, 4, tzinfo=CEST), at(2026, 3, 1, 2)),
    ],
)
def test_moment(value: object, found: datetime.datetime) -> None:
    assert normal.moment(value) == found
    assert normal.moment(value).tzinfo is UTC


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Z",
        "now",
        "2026-03-01",
        "2026-03-01T02:00:00",
        "2026-13-01T02:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        datetime.datetime(2026, 3, 1, 2),  # noqa: DTZ001 - without a zone on purpose
        datetime.date(2026, 3, 1),
        1772330400,
        None,
        True,
        [],
    ],
)
def test_no_moment(value: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        normal.moment(value)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2027-01-31", datetime.date(2027, 1, 31)),
        (" 2028-02-29 ", datetime.date(2028, 2, 29)),
        (datetime.date(2027, 1, 31), datetime.date(2027, 1, 31)),
        (datetime.datetime(2027, 1, 31, 12, tzinfo=UTC), datetime.date(2027, 1, 31)),
        (at(2027, 1, 31, 23, 59), datetime.date(2027, 1, 31)),
        (datetime.datetime.fromisoformat("2027-01-31T01:00:00+14:00"), datetime.date(2027, 1, 30)),
        (datetime.datetime.fromisoformat("2027-01-31T23:00:00-05:00"), datetime.date(2027, 2, 1)),
    ],
)
def test_day(value: object, found: datetime.date) -> None:
    assert normal.day(value) == found
    assert not isinstance(normal.day(value), datetime.datetime)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2027-02-29",
        "2027-1-31",
        "20270131",
        "2027-W05-1",
        "31.1.2027",
        "2027-01-31T00:00:00",
        "٢٠٢٧-01-31",
        20270131,
        None,
        True,
        [],
    ],
)
def test_no_day(value: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        normal.day(value)


@hypothesis.given(st.dates())
def test_day_round_trip(day: datetime.date) -> None:
    assert normal.day(day.isoformat()) == normal.day(day) == day


@hypothesis.given(
    st.datetimes(
        min_value=datetime.datetime(1900, 1, 2),  # noqa: DTZ001 - the strategy adds the zone
        max_value=datetime.datetime(9999, 12, 30),  # noqa: DTZ001
        timezones=st.timezones(),
    )
)
def test_stamp_round_trip(when: datetime.datetime) -> None:
    found = normal.moment(normal.stamp(when))
    assert found == when.astimezone(UTC).replace(microsecond=0)
    assert normal.stamp(found) == normal.stamp(when)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (at(2026, 3, 1, 2), "2026-03-01T02:00:00Z"),
        (datetime.datetime(2026, 3, 1, 1, 30, 5, 999, tzinfo=CEST), "2026-02-28T23:30:05Z"),
    ],
)
def test_stamp(when: datetime.datetime, text: str) -> None:
    assert normal.stamp(when) == text


@pytest.mark.parametrize(
    ("length", "text"),
    [
        ({"seconds": 0}, "0 s"),
        ({"seconds": 45}, "45 s"),
        ({"milliseconds": 59999}, "59 s"),
        ({"seconds": 60}, "1 min"),
        ({"seconds": 119}, "1 min"),
        ({"minutes": 59, "seconds": 59}, "59 min"),
        ({"hours": 1}, "1 h"),
        ({"hours": 3, "minutes": 12}, "3 h 12 min"),
        ({"hours": 23, "minutes": 59}, "23 h 59 min"),
        ({"days": 1}, "1 d"),
        ({"days": 1, "minutes": 59}, "1 d"),
        ({"days": 2, "hours": 4}, "2 d 4 h"),
        ({"days": 400}, "400 d"),
        ({"hours": -3, "minutes": -12}, "3 h 12 min"),
    ],
)
def test_duration(length: dict[str, int], text: str) -> None:
    assert normal.duration(datetime.timedelta(**length)) == text
