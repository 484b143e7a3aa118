"""What models write, shown: Markdown at its best, and nothing that loads, runs, leads home or takes long."""

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from personae.web.outward import address_shown, leads_outward
from personae.web.prose import ATTRIBUTES, LONGEST, MARKS_MOST, REL, TAGS, prose

OURS = "books.example.org"
FROM_MODELS = ("xss_patt", "xss_payloadbox", "dompurify_fixtures", "garak_html_js", "markdown_xss_own",
               "html5lib_tokenizer", "ssti", "sqli")  # fmt: skip


def html(text: str) -> str:
    """The HTML of a text, less the ends of lines."""
    return str(prose(text, ours=OURS)).replace("\n", "")


def assert_allowed(text: str) -> None:
    """Assert that a browser finds nothing in the HTML of a text but what the list allows."""
    tree = LexborHTMLParser(f"<main>{prose(text, ours=OURS)}</main>")
    assert tree.body is not None and len(list(tree.body.iter())) == 1, text  # it closes nothing around it
    for node in tree.css("main *"):
        assert node.tag in TAGS, (text, node.html)
        allowed = {*ATTRIBUTES.get(node.tag, ()), *(("rel", "target") if node.tag == "a" else ())}
        assert set(node.attributes) <= allowed, (text, node.html)
        if node.tag == "a":
            href = str(node.attributes["href"])
            assert leads_outward(href, ours=OURS) and node.attributes["rel"] == REL, (text, node.html)
            after = node.next
            while after is not None and after.tag == "-text":
                after = after.next
            assert after is not None and after.tag == "small", (text, node.html)


class TestProse:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("*She smiles.* **Now**!\nNext", "<p><em>She smiles.</em> <strong>Now</strong>!<br>Next</p>"),
            ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
            ("> said\n\n- a\n- b", "<blockquote><p>said</p></blockquote><ul><li>a</li><li>b</li></ul>"),
            ("# Act\n\n***", "<h4>Act</h4><hr>"),
            ("3. x\n4. y", '<ol start="3"><li>x</li><li>y</li></ol>'),
            ("~~no~~ `a<b`", "<p><s>no</s> <code>a&lt;b</code></p>"),
            ("```js\nx<y\n```", "<pre><code>x&lt;y</code></pre>"),
            ("    Indented, as prose is.", "<p>Indented, as prose is.</p>"),
            ("A line.\n---", "<p>A line.</p><hr>"),
            ("snake_case 2*3*4 & co <b>", "<p>snake_case 2<em>3</em>4 &amp; co &lt;b&gt;</p>"),
            ("", ""),
        ],
    )
    def test_reads_markdown_as_books_are_set(self, text: str, shown: str) -> None:
        assert html(text) == shown

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("![a lamp](https://c.test/?q=S)", "<p>a lamp</p>"),
            ("![x<b>](//c.test/a)", "<p>x&lt;b&gt;</p>"),
            ("![x][r]\n\n[r]: https://c.test/?q=S", "<p>![x][r]</p><p>[r]: https://c.test/?q=S</p>"),
        ],
    )
    def test_shows_no_picture_but_what_it_would_say(self, text: str, shown: str) -> None:
        assert html(text) == shown

    def test_tells_where_a_link_leads(self) -> None:
        assert html("[Your bank](https://evil.example/?q=1 'https://bank.example')") == (
            '<p><a href="https://evil.example/?q=1" target="_blank" rel="nofollow noopener noreferrer">'
            "Your bank</a> <small>evil.example/?q=1</small></p>"
        )

    @pytest.mark.parametrize(
        "target",
        ["/logout", "logout", "?a=b", "#x", "//books.example.org/logout", "https://books.example.org/logout",
         "https://BOOKS.example.org:443/", "http://127.0.0.1:8000/logout", "http://localhost/x",
         "http://[::1]/", "http://10.0.0.1", "http://router.local", "http://printer", "javascript:alert(1)",
         "data:text/html,x", "file:///etc/passwd", "ftp://a.example", "https://a@b.example"],
    )  # fmt: skip
    def test_makes_words_of_what_leads_home_or_nowhere_good(self, target: str) -> None:
        assert "<a" not in html(f"[out]({target})") and "out" in html(f"[out]({target})")

    @pytest.mark.parametrize(
        "text",
        ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript&colon;alert(1))",
         "[x](java\nscript:alert(1))", '[x](https://a.example/"onclick=alert(1)//)', "</main><script>",
         "*<b>*", "<https://a.example>", "[![a](https://c.test)](https://a.example)", "`</code><script>`",
         "```\n</pre><script>\n```", '[a](https://a.example "x\'><script>")', "<a id=defaultView>",
         "[a [b](https://b.example)](https://a.example)"],
    )  # fmt: skip
    def test_has_nothing_that_is_not_on_the_list(self, text: str) -> None:
        assert_allowed(text)

    @pytest.mark.parametrize("name", FROM_MODELS)
    def test_has_nothing_of_what_others_have_tried(self, name: str, shared: Path) -> None:
        path = shared / f"data/safety/payloads/{name}.jsonl"
        if not path.exists():
            pytest.skip(f"{path.name} is not on this machine")
        lines = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").strip().split("\n")]
        assert len(lines) > 10
        for text in lines:
            assert_allowed(f"{text}\n\nLook: [{text}]({text}) *{text}*")

    @pytest.mark.parametrize(
        "text",
        [
            "*a" * (MARKS_MOST + 1),
            "a" * (LONGEST + 1),
            "*a " * 900 + "b*" * 900,
            "> " * 500 + "x",
            "- " * 12 + "x",
        ],
    )
    def test_shows_what_is_too_long_or_too_deep_as_it_was_typed(self, text: str) -> None:
        assert_allowed(text)
        assert html(text) == f"<pre>{text.replace('>', '&gt;')}</pre>"


class TestAddressShown:
    @pytest.mark.parametrize(
        ("url", "shown"),
        [
            ("https://a.example/", "a.example"),
            ("https://a.example/b?c=d#e", "a.example/b?c=d#e"),
            ("mailto:me@a.example", "me@a.example"),
            ("https://" + "h" * 60 + ".example/" + "x" * 99, "h" * 60 + ".example/xxx…xxxx"),
        ],
    )
    def test_is_short_and_keeps_its_host(self, url: str, shown: str) -> None:
        assert address_shown(url) == shown

    def test_cuts_a_long_one_in_the_middle(self) -> None:
        shown = address_shown("https://a.example/" + "x" * 200 + "?secret=1")
        assert shown.startswith("a.example/xxx") and shown.endswith("secret=1") and len(shown) <= 61
