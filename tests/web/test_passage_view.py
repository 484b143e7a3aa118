"""How the reader shows a passage."""

from personae.web.passage_view import stressed


class TestStressed:
    def test_shows_what_stands_between_underscores_as_emphasis(self) -> None:
        assert stressed("“_You_,” she said, “are _very late_.”") == (
            "“<em>You</em>,” she said, “are <em>very late</em>.”"
        )

    def test_leaves_other_underscores_as_they_are(self) -> None:
        for text in ("snake_case_name", "_ _", "one _ two", "an _open mark", "__init__"):
            assert "<em>" not in stressed(text)
            assert stressed(text) == text

    def test_escapes_all_the_same(self) -> None:
        assert stressed("_<b>_ & <script>") == "<em>&lt;b&gt;</em> &amp; &lt;script&gt;"
