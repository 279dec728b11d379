// SPDX-License-Identifier: AGPL-3.0-or-later
//
// day.mjs - what one has to do: a task noted down, ticked off and taken
// back, the list by mail chosen, and the secret address of one's calendar.
import { axe_faults, check, same, sign_in } from "./test.mjs";

export function day(site)
{
	const at = (path) => site.address + path;
	const words = (page) => page.locator("main").innerText();

	return [
	["a task is noted down, ticked off with one key and taken back", async () => {
		const page = await sign_in(site, { bypassCSP: true });

		await page.goto(at("/day"));
		await page.fill("#task-title", "Gọi cho tỉnh về hội thảo");
		await page.fill("#due_on", new Date().toISOString().slice(0, 10));
		await page.press("#due_on", "Enter");
		const done = page.locator("li:has-text('Gọi cho tỉnh') button:has-text('Done')");

		await done.focus();
		await page.keyboard.press("Enter");
		await page.locator("[role=status]:has-text('Done: Gọi cho tỉnh')").waitFor();
		same(await axe_faults(page), []);
		await page.locator("[role=status] button:has-text('Undo')").click();
		same(await done.count(), 1);
		await page.context().close();
	}],

	["a second click on a form that is on its way sends nothing, and does when one comes back", async () => {
		const page = await sign_in(site);

		await page.goto(at("/day"));
		same(await page.evaluate(() => {
			const form = document.querySelector("form[action='/day']");
			const stopped = () => !form.dispatchEvent(
				new SubmitEvent("submit", { bubbles: true, cancelable: true }));
			const clicks = [stopped(), stopped()];

			dispatchEvent(new Event("pageshow"));
			return [...clicks, stopped()];
		}), [false, true, false]);
		await page.context().close();
	}],

	["on a phone: the list is wished for once a week, and one's calendar has an address that ends", async () => {
		const page = await sign_in(site, { bypassCSP: true, viewport: { width: 390, height: 844 } });

		await page.goto(at("/wishes"));
		await page.check("[name=digest][value=weekly]");
		await page.selectOption("#weekday", "1");
		await page.click("main form[action='/wishes'] button.pri");
		await page.goto(at("/wishes"));
		check(await page.isChecked("[name=digest][value=weekly]"), "the wish is kept");
		await page.click("form[action='/wishes/calendar'] button:has-text('Make')");
		const feed = new URL(await page.inputValue("#cal-a")).pathname;
		const read = async () => (await fetch(at(feed))).status;

		same(await read(), 200);
		same(await axe_faults(page), []);
		await page.goto(at("/wishes"));
		same(await page.locator("#cal-a").count(), 0);
		await page.click("button[name=do][value=end]");
		same(await read(), 404);
		await page.context().close();
	}],
	];
}
