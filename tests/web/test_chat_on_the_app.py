"""The whole program behind the page: one real conversation in a browser."""

from playwright.async_api import async_playwright, expect

from bot.app import open_app
from bot.settings import load
from handlers.understand import Mind
from tests.chromium import FLAGS, executable


async def test_a_person_asks_and_chooses(sqlite_url: str, mind: Mind) -> None:
    settings = load(database_url=sqlite_url, http_port=0, public_url="", telegram_token="")
    async with open_app(settings, mind=mind) as app, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        page = await browser.new_page()
        await page.goto(f"http://127.0.0.1:{app.port}/")
        await page.get_by_role("button", name="Xem tất cả các mục").click()
        await page.get_by_role("button", name="Phương tiện đo").click()
        await expect(page.locator("#log .said .body")).to_have_text(["menu", "Phương tiện đo"])
        await expect(page.locator("#log .told .body")).to_have_count(2)
        await page.get_by_label("Câu hỏi của anh/chị").fill("can ban co phai kiem dinh khong")
        await page.keyboard.press("Enter")
        await expect(page.locator("#log small").last).to_contain_text("Nguồn")
        await browser.close()
