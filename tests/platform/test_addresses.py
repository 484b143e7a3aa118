"""Addresses that people set: which are taken, and where they may lead."""

import ipaddress
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from personae.platform.addresses import (
    AddressInvalid,
    AddressPrivate,
    AddressUnknown,
    Place,
    check_public,
    clean_address,
    is_public,
    place_of,
    reach_public,
)

PUBLIC = "93.184.216.34"


async def resolve(host: str, port: int) -> Iterable[str]:
    """The numbers of a small internet without a network: what is written as a number, and three names."""
    names = {
        "open.example": [PUBLIC],
        "127.0.0.1.nip.example": ["127.0.0.1"],
        "half.example": [PUBLIC, "10.0.0.7"],
    }
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    if host not in names:
        raise OSError("no such name")
    return names[host]


class TestCleanAddress:
    @pytest.mark.parametrize(
        ("text", "clean"),
        [
            ("https://models.example.org/v1", "https://models.example.org/v1"),
            ("  http://localhost:11434/v1/\n", "http://localhost:11434/v1"),
            ("http://my_llm:8000", "http://my_llm:8000"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("HTTPS://Example.org", "HTTPS://Example.org"),
            ("http://xn--bcher-kva.example", "http://xn--bcher-kva.example"),
            (" ", None),
            ("", None),
        ],
    )
    def test_takes_what_leads_to_a_web_server(self, text: str, clean: str | None) -> None:
        assert clean_address(text, limit=500) == clean

    @pytest.mark.parametrize("text", ["http://example.org?key=1", "http://example.org/" + "x" * 500])
    def test_refuses_what_is_no_base_of_addresses(self, text: str) -> None:
        with pytest.raises(AddressInvalid):
            clean_address(text, limit=500)


class TestPlaceOf:
    def test_says_where_an_address_leads(self) -> None:
        assert place_of("https://Example.org/a?b=c") == Place("https", "example.org", 443)
        assert place_of("http://[::1]:8080") == Place("http", "::1", 8080)

    @pytest.mark.parametrize(
        "url",
        ["nonsense", "//example.org", "http://", "https:///v1", "http://example.org:99999",
         "http://example.org:x", "http://[::1", "http://[v1.x]/", "http://exa\u202emple.org",
         "http://example.org/" + "x" * 2000, "http://-x.example", "http://a..b", "http://localhost.",
         # other schemes
         "ftp://example.org", "file:///etc/passwd", "file://example.org/x", "data:text/html,x",
         "gopher://example.org:6379/_x", "javascript:alert(1)", "unix:///var/run/docker.sock",
         # two parsers that disagree
         "http://a:b@example.org", "http://10.0.0.1@example.org", "http://example.org\\@10.0.0.1",
         "http://10.0.0.1\\@example.org", "http://example.org#@10.0.0.1", "http://example.org#x",
         "http://exa mple.org", "http://example.org\t", "http://exam\tple.org", "http://example.org\n.evil.org",
         "http://10.0.0.1%00.example.org", "http://example.org%2f@10.0.0.1", "http://[fe80::1%25eth0]/",
         "http://[::1]x", "http://[::1].example.org",
         # other ways to write 127.0.0.1
         "http://2130706433", "http://017700000001", "http://0x7f000001", "http://0x7f.0x0.0x0.0x1",
         "http://127.1", "http://127.0.1", "http://127.000.000.001", "http://0177.0.0.1", "http://127.0.0.1.",
         "http://127。0。0。1", "http://１２７.0.0.1", "http://①②⑦.⓪.⓪.①", "http://ⓛocalhost", "http://0", "http://0x"],
    )  # fmt: skip
    def test_refuses_what_programs_may_read_differently(self, url: str) -> None:
        with pytest.raises(AddressInvalid):
            place_of(url)


class TestCheckPublic:
    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "0.0.0.0", "10.1.2.3", "192.168.0.9", "169.254.169.254", "100.64.0.1", "[::1]", "[::]",
         "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::a00:1]",
         "[2002:a9fe:a9fe::1]", "[2001:0:4136:e378:8000:63bf:3fff:fdd2]", "[fe80::1]", "[fd00::1]",
         "127.0.0.1.nip.example", "half.example"],
    )  # fmt: skip
    async def test_refuses_the_studios_own_network_however_it_is_written(self, host: str) -> None:
        with pytest.raises(AddressPrivate):
            await check_public(f"http://{host}/v1", resolve=resolve)

    async def test_refuses_this_very_machine_by_the_systems_own_names(self) -> None:
        with pytest.raises(AddressPrivate):
            await check_public("http://localhost/v1")

    async def test_takes_a_name_with_public_numbers(self) -> None:
        async def two(host: str, port: int) -> Iterable[str]:
            assert (host, port) == ("models.example.org", 8443)
            return [PUBLIC, "2606:2800:220:1::1"]

        await check_public("https://models.example.org:8443/v1", resolve=two)

    @pytest.mark.parametrize("failure", [OSError("no such name"), UnicodeError("label too long"), None])
    async def test_says_that_no_server_is_found(self, failure: Exception | None) -> None:
        async def none(host: str, port: int) -> Iterable[str]:
            if failure:
                raise failure
            return []

        with pytest.raises(AddressUnknown):
            await check_public("https://nobody.example.org", resolve=none)

    async def test_refuses_every_form_that_others_have_used(self, shared: Path) -> None:
        lines = (shared / "data/safety/payloads/ssrf_hosts.jsonl").read_text().splitlines()
        urls = [json.loads(line)["text"] for line in lines]
        assert len(urls) >= 25
        for url in urls:
            with pytest.raises((AddressInvalid, AddressPrivate, AddressUnknown)):
                await check_public(url, resolve=resolve)


class TestReachPublic:
    async def test_gives_the_first_number(self) -> None:
        async def two(host: str, port: int) -> Iterable[str]:
            return [PUBLIC, "2606:2800:220:1::1"]

        assert await reach_public("models.example.org", 443, resolve=two) == PUBLIC

    @pytest.mark.parametrize("numbers", [[], ["10.0.0.7"], [PUBLIC, "10.0.0.7"]])
    async def test_leads_nowhere_when_any_is_private(self, numbers: list[str]) -> None:
        async def some(host: str, port: int) -> Iterable[str]:
            return numbers

        with pytest.raises(OSError):
            await reach_public("models.example.org", 443, resolve=some)


class TestIsPublic:
    @pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1"])
    def test_holds_for_the_open_internet(self, number: str) -> None:
        assert is_public(ipaddress.ip_address(number))

    @pytest.mark.parametrize(
        "number",
        ["10.0.0.1", "224.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "::ffff:127.0.0.1", "ff02::1", "::",
         "::ffff:0:127.0.0.1", "::127.0.0.1", "64:ff9b:1::a00:1", "fec0::1"],
    )  # fmt: skip
    def test_does_not_hold_for_what_hides_a_private_number(self, number: str) -> None:
        assert not is_public(ipaddress.ip_address(number))
