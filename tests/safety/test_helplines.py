"""Help lines by region."""

import pytest

from personae.safety import help_lines, regions


class TestHelpLines:
    def test_every_file_has_a_service_and_an_emergency_number_with_their_sources(self) -> None:
        assert {"US", "GB", "DE", "FR", "ES", "IT"} <= set(regions())
        for region in regions():
            lines = help_lines(region)
            assert len(lines) >= 2, region
            assert all(
                each.name and any(map(str.isdigit, each.contact)) and "." in each.source for each in lines
            )

    @pytest.mark.parametrize("region", ["de", "DE", " de-DE ", "de_DE"])
    def test_reads_regions_and_locales_in_any_case(self, region: str) -> None:
        assert "116 123" in help_lines(region)[0].contact

    @pytest.mark.parametrize("region", ["", "XX", "ZZ", "../US", "Atlantis", "en"])
    def test_has_a_directory_for_everywhere_else(self, region: str) -> None:
        assert help_lines(region)[0].source == "findahelpline.com"
