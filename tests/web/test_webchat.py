"""How a message looks on the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.webchat import as_data, as_html
from handlers.messages import Button, Message


def test_title_and_source_stand_apart() -> None:
    message = Message(title="Cân bàn", text="12 tháng\nmột lần.\n\nLần đầu trước khi dùng.", source="Nguồn: TT 24/2025")
    assert as_html(message) == (
        "<p><strong>Cân bàn</strong></p><p>12 tháng<br>một lần.</p><p>Lần đầu trước khi dùng.</p>"
        '<p><small class="source">Nguồn: TT 24/2025</small></p>'
    )


def test_what_looks_like_a_tag_is_text() -> None:
    message = Message(text="<script>alert('1')</script>", title='<img src="x">', source="a & b")
    assert as_html(message) == (
        "<p><strong>&lt;img src=&quot;x&quot;&gt;</strong></p>"
        "<p>&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;</p>"
        '<p><small class="source">a &amp; b</small></p>'
    )


def test_each_item_of_a_numbered_list_stands_by_itself() -> None:
    assert as_html(Message(text="Có hai nơi:\n1. Hà Nội\nxa\n2. Lạng Sơn")) == (
        "<p>Có hai nơi:</p><p>1. Hà Nội<br>xa</p><p>2. Lạng Sơn</p>"
    )


@pytest.mark.parametrize(
    ("text", "url", "rest"),
    [
        ("https://example.vn/a?b=1&c=2.", "https://example.vn/a?b=1&amp;c=2", "."),
        ("http://example.vn/)", "http://example.vn/", ")"),
    ],
)
def test_addresses_become_links(text: str, url: str, rest: str) -> None:
    link = f'<a href="{url}" target="_blank" rel="noopener noreferrer nofollow">{url}</a>'
    assert as_html(Message(text=f"Xem {text}")) == f"<p>Xem {link}{rest}</p>"


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "//example.vn", "ftp://example.vn"])
def test_nothing_but_http_becomes_a_link(text: str) -> None:
    assert "<a" not in as_html(Message(text=text))


@given(st.text())
def test_no_text_makes_a_tag_of_its_own(text: str) -> None:
    html = as_html(Message(text=text, title=text, source=text))
    for tag in ("<p>", "</p>", "<br>", "<strong>", "</strong>", '<small class="source">', "</small>", "</a>"):
        html = html.replace(tag, "")
    assert "<" not in html.replace("<a href=", "")


def test_the_data_carries_text_and_choices() -> None:
    body = Message(text="Chọn", title="Cân", buttons=(Button("Có", "yes"),)).as_json()
    data = as_data(7, body)
    assert (data["id"], data["text"], data["buttons"]) == ("7", "Cân\nChọn", [{"label": "Có", "value": "yes"}])


def test_a_repeat_bears_no_mark_for_its_first_showing() -> None:
    assert as_data(7, Message(text="Chọn", repeated=True).as_json())["text"] == "Chọn"
