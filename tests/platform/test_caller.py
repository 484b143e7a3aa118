"""Addresses without the part that tells households apart."""

import pytest

from personae.platform.caller import caller, household, set_caller, shortened


class TestShortened:
    @pytest.mark.parametrize(
        ("address", "short"),
        [
            ("203.0.113.77", "203.0.113.*"),
            ("::ffff:203.0.113.77", "203.0.113.*"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1::*"),
            ("2001:db8::1", "2001:db8::*"),
            ("::1", "::*"),
            ("testclient", ""),
            ("", ""),
        ],
    )
    def test_keeps_the_network(self, address: str, short: str) -> None:
        assert shortened(address) == short


class TestHousehold:
    @pytest.mark.parametrize(
        ("address", "one"),
        [
            ("203.0.113.77", "203.0.113.77"),
            ("::ffff:203.0.113.77", "203.0.113.77"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:2::9", "2001:db8:1:2::"),
            ("fe80::1%eth0", "fe80::"),
            ("testclient", "testclient"),
            ("", ""),
        ],
    )
    def test_is_the_whole_network_of_ipv6(self, address: str, one: str) -> None:
        assert household(address) == one


class TestCaller:
    def test_is_bounded(self) -> None:
        set_caller("1" * 1000, "x" * 1000)
        assert (len(caller().address), len(caller().agent)) == (64, 300)
