"""The web chat in a real browser: what a person sees, presses and loses, which is nothing."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

from handlers.messages import Button, Incoming, Message
from tests.chromium import FLAGS, executable
from tests.web.site import Site, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

AXE = gzip.decompress((Path(__file__).parents[1] / "data" / "axe.min.js.gz").read_bytes()).decode()
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OFFLINE = "Đang mất kết nối…"


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with Site(tmp_path / "chat.db").running() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    opened = await browser.new_context(viewport={"width": 360, "height": 740})
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(context: BrowserContext, site: Site) -> Page:
    opened = await context.new_page()
    await opened.goto(site.url)
    return opened


def box(page: Page) -> Locator:
    return page.get_by_label("Câu hỏi của anh/chị")


def lines(page: Page) -> Locator:
    return page.locator("#log .message .body")


async def say(page: Page, text: str) -> None:
    await box(page).fill(text)
    await page.keyboard.press("Enter")


async def faults(page: Page) -> list[Any]:
    """What axe finds, by rule and place."""
    await page.evaluate(AXE)
    found = await page.evaluate("axe.run()")
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]]


async def test_a_question_is_answered(page: Page) -> None:
    await say(page, "cân bàn")
    await expect(lines(page)).to_have_text(["cân bàn", "Đã nghe: cân bàn"])
    await expect(page.locator("#log .who")).to_have_text(["Anh/chị", "Trợ lý"])
    await expect(box(page)).to_have_value("")
    await expect(box(page)).to_be_focused()


async def test_a_first_question_is_suggested_until_one_is_asked(page: Page) -> None:
    await page.get_by_role("button", name="Cân bàn có phải kiểm định không?").click()
    await expect(lines(page).first).to_have_text("Cân bàn có phải kiểm định không?")
    await expect(page.get_by_role("heading", name="Xin chào anh/chị!")).to_be_hidden()


async def test_a_button_says_its_label(page: Page) -> None:
    await say(page, "một")
    await page.get_by_role("button", name="Đúng vậy").click()
    await expect(lines(page)).to_have_text(["một", "Đã nghe: một", "Đúng vậy", "Đã nghe: Đúng vậy"])


async def test_buttons_of_an_earlier_question_can_still_be_pressed(page: Page, site: Site) -> None:
    await say(page, "một")
    await say(page, "hai")
    await expect(lines(page)).to_have_count(4)
    await page.get_by_role("button", name="Không phải").first.click()
    await expect(lines(page).last).to_have_text("Đã nghe: Không phải")
    assert site.hearing.heard[-1].button == "no"


async def test_a_reload_shows_the_conversation(page: Page) -> None:
    await say(page, "một")
    await expect(lines(page)).to_have_count(2)
    await page.reload()
    await expect(lines(page)).to_have_text(["một", "Đã nghe: một"])


async def test_a_second_tab_shows_it_too(page: Page, context: BrowserContext, site: Site) -> None:
    other = await context.new_page()
    await other.goto(site.url)
    await say(page, "một")
    await expect(lines(other)).to_have_text(["một", "Đã nghe: một"])


async def test_the_page_comes_back_by_itself_when_the_server_does(context: BrowserContext, tmp_path: Path) -> None:
    path = tmp_path / "chat.db"
    page = await context.new_page()
    async with Site(path).running() as before:
        await page.goto(before.url)
        await say(page, "một")
        await expect(lines(page)).to_have_count(2)
    await expect(page.get_by_role("status")).to_contain_text(OFFLINE)
    await say(page, "hai")
    await expect(page.get_by_text("Chưa gửi được")).to_be_visible()
    await box(page).fill("đang gõ")
    async with Site(path, port=before.port).running() as after:
        await expect(lines(page)).to_have_text(["một", "Đã nghe: một", "hai", "Đã nghe: hai"], timeout=15_000)
        await expect(page.get_by_role("status")).to_be_empty()
        await expect(page.get_by_text("Chưa gửi được")).to_be_hidden()
        await expect(box(page)).to_have_value("đang gõ")
        assert len(after.hearing.heard) == 1


async def test_what_is_said_offline_is_sent_once_and_in_order(page: Page, context: BrowserContext, site: Site) -> None:
    await context.set_offline(True)
    await expect(page.get_by_role("status")).to_contain_text(OFFLINE)
    for text in ("một", "hai", "ba"):
        await say(page, text)
    await expect(lines(page)).to_have_text(["một", "hai", "ba"])
    await context.set_offline(False)
    await expect(lines(page)).to_have_count(6)
    assert [heard.text for heard in site.hearing.heard] == ["một", "hai", "ba"]
    await expect(page.get_by_role("status")).to_be_empty()


async def test_an_answer_that_got_lost_on_the_way_is_not_asked_twice(page: Page, site: Site) -> None:
    lost = 0

    async def lose_first(route: Any) -> None:
        nonlocal lost
        lost += 1
        response = await route.fetch()
        await (route.abort() if lost == 1 else route.fulfill(response=response))

    await page.route("**/chat/messages", lose_first)
    await say(page, "một")
    await until(lambda: lost == 2)
    await expect(lines(page)).to_have_text(["một", "Đã nghe: một"])
    assert len(site.hearing.heard) == 1


async def test_what_is_refused_is_said_to_be_so_and_holds_nothing_up(page: Page) -> None:
    await page.route("**/chat/messages", lambda route: route.fulfill(status=400, json={"error": "text"}), times=1)
    await say(page, "một")
    await expect(page.get_by_text("Không gửi được tin này")).to_be_visible()
    await say(page, "hai")
    await expect(lines(page).last).to_have_text("Đã nghe: hai")


@pytest.mark.parametrize(("width", "height"), [(360, 740), (320, 568), (320, 256)])
async def test_nothing_needs_sideways_scrolling(page: Page, site: Site, width: int, height: int) -> None:
    def wide(_: Incoming) -> list[Message]:
        choices = tuple(Button(label, label[:3].strip()) for label in ("dài " * 30, "x" * 90, "ngắn"))
        return [Message(title="T" * 90, text="https://example.vn/" + "x" * 200, source="n" * 99, buttons=choices)]

    site.hearing.answer = wide
    await page.set_viewport_size({"width": width, "height": height})
    assert await page.evaluate(SIDEWAYS) == 0
    await say(page, "Đ" * 300)
    await expect(lines(page)).to_have_count(2)
    assert await page.evaluate(SIDEWAYS) == 0
    await expect(box(page)).to_be_visible()


async def test_a_keyboard_is_enough(page: Page) -> None:
    await expect(box(page)).to_be_focused()
    for _ in range(6):
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(lines(page).first).to_have_text("Cân bàn có phải kiểm định không?")
    await expect(box(page)).to_be_focused()
    await expect(lines(page)).to_have_count(2)
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Space")
    await expect(lines(page).last).to_have_text("Đã nghe: Không phải")
    await expect(box(page)).to_be_focused()


async def test_shift_enter_breaks_the_line_and_the_box_grows(page: Page, site: Site) -> None:
    before = await box(page).bounding_box()
    await box(page).press_sequentially("một")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("hai")
    grown = await box(page).bounding_box()
    assert before and grown and grown["height"] > before["height"] + 15
    await page.keyboard.press("Enter")
    await expect(lines(page).first).to_have_text("một\nhai", use_inner_text=True)
    await until(lambda: [heard.text for heard in site.hearing.heard] == ["một\nhai"])


async def test_enter_that_ends_a_composition_sends_nothing(page: Page, site: Site) -> None:
    await box(page).fill("ca6n")
    for init in ("{isComposing: true}", "{keyCode: 229}"):
        event = f"new KeyboardEvent('keydown', {{key: 'Enter', bubbles: true, cancelable: true, ...{init}}})"
        assert await box(page).evaluate(f"(box) => box.dispatchEvent({event})")  # nobody took it
    await expect(box(page)).to_have_value("ca6n")
    assert site.hearing.heard == []


async def test_nothing_but_spaces_is_not_sent(page: Page, site: Site) -> None:
    await say(page, "  \n ")
    await say(page, "một")
    await expect(lines(page)).to_have_count(2)
    assert len(site.hearing.heard) == 1


async def test_a_script_that_is_typed_is_text(page: Page) -> None:
    script = "<script>document.title = 'x'</script><img src=x onerror=\"document.title = 'x'\">"
    await say(page, script)
    await expect(lines(page)).to_have_text([script, f"Đã nghe: {script}"])
    await page.reload()
    await expect(lines(page)).to_have_text([script, f"Đã nghe: {script}"])
    assert await page.locator("#log script, #log img").count() == 0
    assert await page.title() != "x"


async def test_title_link_and_source_are_set_apart(page: Page, site: Site) -> None:
    site.hearing.answer = lambda _: [Message(title="Cân", text="Xem https://example.vn/a.", source="Nguồn: TT 24")]
    await say(page, "một")
    link = page.get_by_role("link", name="https://example.vn/a", exact=True)
    await expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    await expect(page.locator("#log strong")).to_have_text("Cân")
    await expect(page.locator("#log small")).to_have_text("Nguồn: TT 24")


async def test_the_page_asks_nobody_else_and_breaks_no_rule_of_its_own(context: BrowserContext, site: Site) -> None:
    page = await context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(site.url)
    await say(page, "một")
    await expect(lines(page)).to_have_count(2)
    await page.evaluate("document.fonts.ready")
    assert [url for url in asked if not url.startswith(site.url)] == []
    assert complaints == []
    assert await page.evaluate("document.fonts.check('600 16px \"Be Vietnam Pro\"', 'ườ')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_no_fault(browser: Browser, site: Site, scheme: Any) -> None:
    context = await browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = await context.new_page()
    await page.goto(site.url)
    assert await faults(page) == []
    site.hearing.answer = lambda _: [
        Message(title="Cân", text="https://example.vn", source="Nguồn https://example.vn", buttons=(Button("Có", "c"),))
    ]
    for count, text in enumerate(("một", "hai"), 1):
        await say(page, text)
        await expect(lines(page)).to_have_count(2 * count)
    await context.set_offline(True)
    await say(page, "ba")
    await expect(page.get_by_text("Chưa gửi được")).to_be_visible()
    assert await faults(page) == []
    await context.close()
