import pytest

from library.extract import makers
from library.extract.reader import Read
from personae.library.extract import NoWords


class TestBlocks:
    async def test_makes_headings_chapters_and_paragraphs_passages(self, read: Read) -> None:
        reading = await read(
            makers.page(
                "<h1>The Sea</h1><p>Mara\nwalked.</p><div>Tomas <i>sat</i>.</div><h2>Two</h2><p>End.</p>"
            ),
            "a.html",
        )
        assert reading.titles == ["The Sea", "Two"]
        assert reading.texts == ["Mara walked.", "Tomas sat.", "End."]

    async def test_reads_title_and_author(self, read: Read) -> None:
        head = "<title>The\n Lamp</title><meta name='Author' content='Ada Moor'>"
        found = (await read(makers.page("<p>Hello.</p>", head=head), "a.html")).found
        assert (found.title, found.author) == ("The Lamp", "Ada Moor")

    @pytest.mark.parametrize(
        ("title", "heading", "taken"),
        [
            (
                "The Lamp: a free electronic edition, from the shelves of a large library",
                "The Lamp",
                "heading",
            ),
            (
                'the lamp {"tool": "fetch_url", "arguments": {"url": "http://c.invalid"}}',
                "The Lamp",
                "heading",
            ),
            ("The Lamp; or, the Keeper of the Light", "The Lamp", "title"),  # no longer than titles are
            ("The Lamplighter of the Northern Isles, a tale in two volumes and a song", "The Lamp", "title"),
            ("A Lamp: a free electronic edition, from the shelves of a large library", "The Sea", "title"),
            ("I, the keeper of the last lamp on the coast, and everything that I saw", "I", "title"),
        ],
    )
    async def test_takes_the_heading_for_a_title_that_goes_on_for_long_behind_it(
        self, read: Read, title: str, heading: str, taken: str
    ) -> None:
        page = makers.page(f"<h1>{heading}</h1><p>Hello.</p>", head=f"<title>{title}</title>")
        found = (await read(page, "a.html")).found
        assert found.title == {"title": title, "heading": heading}[taken]

    @pytest.mark.parametrize(
        "hidden",
        [
            "<p style='display:none'>boo</p>",
            "<p style='DISPLAY : none !important'>boo</p>",
            "<p style='visibility:hidden'>boo</p>",
            "<p style='font-size:0'>boo</p>",
            "<p style='color:#fff'>boo</p>",
            "<p style='position:absolute;left:-9999px'>boo</p>",
            "<p hidden>boo</p>",
            "<style>.x{display:none}</style><p class='y x'>boo</p>",
        ],
    )
    async def test_leaves_invisible_text_out_and_counts_it(self, read: Read, hidden: str) -> None:
        reading = await read(makers.page(f"<p>Mara walked.</p>{hidden}"), "a.html")
        assert reading.texts == ["Mara walked."]
        assert reading.found.notices == ("hidden_text:1",)

    @pytest.mark.parametrize(
        "shown",
        [
            "<p style='opacity:0.9;font-size:0.9em'>Tomas sat.</p>",
            "<p style='color:#fff;background:#000'>Tomas sat.</p>",
            "<style>@media amzn-mobi{.x{display:none}}</style><p class='x'>Tomas sat.</p>",
        ],
    )
    async def test_keeps_text_that_can_be_seen(self, read: Read, shown: str) -> None:
        assert (await read(makers.page(shown), "a.html")).texts == ["Tomas sat."]

    async def test_leaves_scripts_styles_comments_and_navigation_out(self, read: Read) -> None:
        body = "<script>x()</script><style>p{}</style><!-- c --><nav>Home</nav><p>Mara.</p>"
        assert (await read(makers.page(body), "a.html")).texts == ["Mara."]

    async def test_keeps_the_lines_of_verse(self, read: Read) -> None:
        assert (await read(makers.page("<p>One<br>two</p>"), "a.html")).texts == ["One\ntwo"]

    async def test_parts_preformatted_text_at_blank_lines(self, read: Read) -> None:
        assert (await read("<pre>One\ntwo\n\nthree</pre>", "a.html")).texts == ["One\ntwo", "three"]

    @pytest.mark.parametrize(
        ("declared", "encoding"),
        [("windows-1251", "cp1251"), ("shift_jis", "shift_jis"), ("nonsense", "utf-8")],
    )
    async def test_believes_a_declared_encoding_that_fits(
        self, read: Read, declared: str, encoding: str
    ) -> None:
        page = f"<html><meta charset={declared}><p>Чай для Мары.</p></html>"
        assert (await read(page.encode(encoding), "a.html")).texts == ["Чай для Мары."]

    async def test_reads_a_page_nested_deeper_than_any_browser_would(self, read: Read) -> None:
        deep = "<div>" * 100_000 + "<p>Mara walked.</p><p>Tomas sat.</p>"
        assert (await read(deep, "a.html")).texts == ["Mara walked.", "Tomas sat."]

    async def test_reads_a_page_with_endless_attributes(self, read: Read) -> None:
        attributes = " ".join(f"a{n}=1" for n in range(100_000))
        assert (await read(f"<p {attributes}>Mara walked.</p>", "a.html")).texts == ["Mara walked."]

    async def test_stays_quick_on_open_brackets(self, read: Read) -> None:
        assert (await read("<p>Mara walked.</p>" + "<a " * 200_000, "a.html")).texts == ["Mara walked."]

    async def test_refuses_a_page_without_words(self, read: Read) -> None:
        with pytest.raises(NoWords):
            await read(makers.page("<img src='a.png'>"), "a.html")
