// SPDX-License-Identifier: AGPL-3.0-or-later
//
// feeds.mjs - lists downloaded, a key for Excel made and used, a web hook
// made, its secret shown once.
import { axe_faults, check, same, sign_in } from "./test.mjs";

export function feeds(site)
{
	const at = (path) => site.address + path;

	return [["a list is downloaded for Excel", async () => {
		const page = await sign_in(site);

		await page.goto(at("/activity?programme=MAR-CULT"));
		await page.click(".head summary");
		const [file] = await Promise.all([page.waitForEvent("download"),
			page.click("a[href*='for=excel']")]);

		same(file.suggestedFilename(), "activity.csv");
		await page.context().close();
	}], ["a key is made, shown once, and opens the feeds", async () => {
		const page = await sign_in(site);

		await page.goto(at("/feeds"));
		await page.fill("#name", "Report in Excel");
		await page.click("form[action='/feeds'] button");
		await page.waitForSelector("#secret");
		const key = (await page.locator("#secret").innerText()).trim();

		check(/^tilth_[\w-]{43}$/.test(key), key);
		const basic = `Basic ${Buffer.from(`anything:${key}`).toString("base64")}`;
		const sets = await (await fetch(at("/odata/"), { headers: { Authorization: basic } })).json();

		check(sets.value.some((s) => s.name === "gap"), "no set of gaps");
		// Page after page there are as many as are counted, each once.
		const ask = async (href) => (await fetch(href, { headers: { Authorization: basic } })).json();
		const ids = new Set();
		let pages = 0, count = 0, href = at("/odata/gap_event?$select=id&$count=true");

		for (; href; pages++) {
			const page = await ask(href);

			count = page["@odata.count"];
			page.value.forEach((row) => ids.add(row.id));
			href = page["@odata.nextLink"];
		}
		same([ids.size, pages > 0], [count, true]);
		const csv = await fetch(at(`/feed/${key}/activity.csv?columns=code,title`));

		same((await csv.text()).split("\n")[0], "code,title");
		same((await fetch(at("/odata/"))).status, 401);
		await page.goto(at("/feeds"));
		same(await page.locator("#secret").count(), 0);
		await page.click("a:text('Report in Excel')");
		await page.waitForURL(/\/token\//);
		await page.context().close();
	}], ["a web hook is made, and its secret shown once", async () => {
		const page = await sign_in(site, { bypassCSP: true });

		await page.goto(at("/webhook/new"));
		await page.fill("[name=name]", "Archive");
		await page.fill("[name=address]", "http://example.org/tilth");
		await page.click("main form button.pri");
		await page.waitForSelector(".err");
		same(await page.inputValue("[name=name]"), "Archive");
		await page.fill("[name=address]", "https://example.org/tilth");
		await page.click("main form button.pri");
		await page.waitForURL(/\/webhook\/[0-9a-f-]{36}/);
		const here = page.url().split("?")[0];

		await page.goto(here);
		await page.click("form[action$='/secret'] button");
		await page.waitForSelector("#secret");
		check(/^whsec_[0-9a-f]{64}$/.test((await page.locator("#secret").innerText()).trim()));
		await page.goto(here);
		same(await page.locator("#secret").count(), 0);
		await page.click("form[action$='/switch'] button");
		await page.waitForURL(/done=off/);
		same(await axe_faults(page), []);
		await page.context().close();
	}]];
}
