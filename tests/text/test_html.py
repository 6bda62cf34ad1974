"""HTML: main text, metadata, and pages that are cut off or hold nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.schema import DateOrigin, SegmentKind
from dateline.text.load import About, from_bytes, from_html

PAGE = """<!doctype html><html lang="en"><head><title>Army leaves Hama | The Northern Post</title>
<meta property="og:title" content="Army leaves Hama"><meta property="og:site_name" content="The Northern Post">
<meta property="article:published_time" content="2024-12-05T09:00:00Z">
<link rel="canonical" href="https://post.example/world/army-leaves-hama"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Army leaves Hama</h1>
<p>The army left the northern city of Hama on Thursday after two days of fighting at the bridges, residents said.</p>
<p>Guards at the prison had already gone, and its gates stood open, a spokesman for the fighters said by telephone.</p>
</article><footer>© 2024 The Northern Post</footer></body></html>"""


def test_a_page_gives_its_story_headline_and_metadata():
    made = from_html(PAGE, source="a.html")
    assert (made.title, made.outlet, made.language) == ("Army leaves Hama", "The Northern Post", "en")
    assert made.url == "https://post.example/world/army-leaves-hama"
    assert (made.published, made.published_origin) == ("2024-12-05", DateOrigin.METADATA)
    assert [s.kind for s in made.segments] == [SegmentKind.HEADLINE, SegmentKind.BODY, SegmentKind.BODY]
    assert "Home" not in made.text
    assert "©" not in made.text


def test_what_the_caller_knows_outranks_the_page():
    about = About(id="x", published="2024-12-06", outlet="Agency", title="Army leaves Hama", url="https://a.example/1")
    made = from_bytes(PAGE.encode(), source="a.html", about=about)
    assert (made.id, made.published, made.outlet, made.url) == ("x", "2024-12-06", "Agency", "https://a.example/1")
    assert made.published_origin is DateOrigin.GIVEN


def test_a_short_page_is_a_report_too():
    made = from_html("<html><body><h1>Hama falls</h1><p>The army left on Thursday.</p></body></html>", source="a.html")
    assert "The army left on Thursday." in [sentence.text for sentence in made.sentences]


def test_a_page_cut_off_in_its_story_is_read():
    assert "The army left the northern city" in from_html(PAGE[:900], source="a.html").text


@pytest.mark.parametrize("markup", [PAGE[:120], "<html><body><script>1</script>", "<html>", "<!doctype html>"])
def test_a_page_without_main_text_is_an_input_error(markup, caplog):
    with pytest.raises(InputError, match="no main text"):
        from_html(markup, source="a.html")


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=len(PAGE)), st.text(max_size=30))
def test_any_broken_page_gives_a_report_or_an_input_error(cut, noise):
    try:
        made = from_html(PAGE[:cut] + noise + PAGE[cut + 40 :], source="a.html")
    except InputError:
        return
    assert all(made.text[s.start : s.end] == s.text for s in made.sentences)
