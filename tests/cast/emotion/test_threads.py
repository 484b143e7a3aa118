"""One thread for numpy while it feels."""

import pytest

from personae.cast.emotion.threads import _openblas, one_core


class TestOneCore:
    def test_gives_back_what_it_took_when_the_last_is_done(self) -> None:
        found = _openblas()
        if found is None:
            pytest.skip("this numpy brings no OpenBLAS")
        get, put = found
        before = get()
        put(2)
        try:
            with one_core():
                with one_core():
                    assert get() == 1
                assert get() == 1
            assert get() == 2
        finally:
            put(before)
