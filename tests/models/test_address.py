"""Addresses of model servers: which are taken, and where they may lead."""

from collections.abc import Iterable
from ipaddress import ip_address

import pytest

from personae.models import AddressInvalid, AddressPrivate, AddressUnknown
from personae.models.address import check_public, clean_address, is_public, reach_public


class TestCleanAddress:
    @pytest.mark.parametrize(
        ("text", "clean"),
        [
            ("https://models.example.org/v1", "https://models.example.org/v1"),
            ("  http://localhost:11434/v1/\n", "http://localhost:11434/v1"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("HTTPS://Example.org", "HTTPS://Example.org"),
            (" ", None),
            ("", None),
        ],
    )
    def test_takes_what_leads_to_a_web_server(self, text: str, clean: str | None) -> None:
        assert clean_address(text) == clean

    @pytest.mark.parametrize(
        "text",
        ["nonsense", "ftp://example.org", "file:///etc/passwd", "//example.org", "http://", "https:///v1",
         "http://a:b@example.org", "http://example.org?key=1", "http://example.org#x", "http://exa mple.org",
         "http://example.org:99999", "http://example.org:x", "http://[::1", "http://example.org\\@evil.org",
         "javascript:alert(1)", "http://exa\u202emple.org", "http://" + "x" * 500],
    )  # fmt: skip
    def test_refuses_anything_else(self, text: str) -> None:
        with pytest.raises(AddressInvalid):
            clean_address(text)


class TestCheckPublic:
    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "10.1.2.3", "192.168.0.9",
         "169.254.169.254", "100.64.0.1", "[::1]", "[::ffff:10.0.0.1]", "[fe80::1%251]", "[fd00::1]",
         "localhost"],
    )  # fmt: skip
    async def test_refuses_the_studios_own_network_however_it_is_written(self, host: str) -> None:
        with pytest.raises((AddressPrivate, AddressUnknown)):
            await check_public(f"http://{host}/v1")

    async def test_refuses_a_name_when_one_of_its_numbers_is_private(self) -> None:
        async def two(host: str, port: int) -> Iterable[str]:
            assert (host, port) == ("models.example.org", 443)
            return ["93.184.216.34", "10.0.0.7"]

        with pytest.raises(AddressPrivate):
            await check_public("https://models.example.org/v1", resolve=two)

    async def test_takes_a_name_with_public_numbers(self) -> None:
        async def one(host: str, port: int) -> Iterable[str]:
            return ["93.184.216.34", "2606:2800:220:1::1"]

        await check_public("https://models.example.org:8443/v1", resolve=one)

    @pytest.mark.parametrize("failure", [OSError("no such name"), UnicodeError("label too long")])
    async def test_says_that_no_server_is_found(self, failure: Exception) -> None:
        async def none(host: str, port: int) -> Iterable[str]:
            raise failure

        with pytest.raises(AddressUnknown):
            await check_public("https://nobody.example.org", resolve=none)


class TestReachPublic:
    async def test_gives_the_first_number(self) -> None:
        async def two(host: str, port: int) -> Iterable[str]:
            return ["93.184.216.34", "2606:2800:220:1::1"]

        assert await reach_public("models.example.org", 443, resolve=two) == "93.184.216.34"

    @pytest.mark.parametrize("numbers", [[], ["10.0.0.7"], ["93.184.216.34", "10.0.0.7"]])
    async def test_leads_nowhere_when_any_is_private(self, numbers: list[str]) -> None:
        async def some(host: str, port: int) -> Iterable[str]:
            return numbers

        with pytest.raises(OSError):
            await reach_public("models.example.org", 443, resolve=some)


class TestIsPublic:
    @pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1"])
    def test_holds_for_the_open_internet(self, number: str) -> None:
        assert is_public(ip_address(number))

    @pytest.mark.parametrize(
        "number",
        ["10.0.0.1", "224.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "::ffff:127.0.0.1", "ff02::1", "::",
         "::ffff:0:127.0.0.1", "::127.0.0.1", "64:ff9b:1::a00:1", "fec0::1"],
    )  # fmt: skip
    def test_does_not_hold_for_what_hides_a_private_number(self, number: str) -> None:
        assert not is_public(ip_address(number))
