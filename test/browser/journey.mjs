// SPDX-License-Identifier: AGPL-3.0-or-later
//
// journey.mjs - from an empty site to the answer behind one figure, as a
// person goes.  The tests build on each other, in this order.
import { readdirSync } from "node:fs";
import { check, open, same, sign_in } from "./test.mjs";

const FOLDER = "data/demo/a_culture_policy/";
const CODE = "MAR-CULT";

const files = () => readdirSync(FOLDER, { withFileTypes: true })
	.filter((f) => f.isFile() && /\.(csv|json)$/.test(f.name) && f.name !== "manifest.json")
	.map((f) => FOLDER + f.name);

const text = (page, what) => page.locator(what).first().innerText();

export function journey(site)
{
	const at = (path) => site.address + path;

	return [
	["who is not signed in is sent to the sign-in, and from there back", async () => {
		const page = await open(site);

		await page.goto(at("/search?q=culture"));
		check(page.url().includes("/login?to="), page.url());
		await page.fill("[name=name]", site.user);
		await page.fill("[name=password]", site.password);
		await page.click("main button[type=submit]");
		same(page.url(), at("/search?q=culture"));
		await page.context().close();
	}],

	["a wrong password is told, and the name stays", async () => {
		const page = await open(site);

		await page.goto(at("/login"));
		await page.fill("[name=name]", site.user);
		await page.fill("[name=password]", "not the password");
		await page.click("main button[type=submit]");
		check(await page.locator("[role=alert]").count() > 0, "nothing was told");
		same(await page.inputValue("[name=name]"), site.user);
		same(await page.inputValue("[name=password]"), "");
		await page.context().close();
	}],

	["an empty site offers to import a programme", async () => {
		const page = await sign_in(site);

		await page.click("main a[href='/import']");
		same(await text(page, "h1"), "Import a programme");
		await page.context().close();
	}],

	["a trial says what would happen and saves nothing", async () => {
		const page = await sign_in(site);

		await page.goto(at("/import"));
		await page.setInputFiles("[name=files]", files());
		await page.click("button[name=trial]");
		same(await text(page, "h1"), "What the import would do");
		check((await text(page, ".lead")).includes("No row was refused"), "refused");
		await page.goto(at("/"));
		check(await page.locator(".empty").count() === 1, "something was saved");
		await page.context().close();
	}],

	["a programme is imported from the files of its folder", async () => {
		const page = await sign_in(site);

		await page.goto(at("/import"));
		await page.setInputFiles("[name=files]", files());
		await page.click("main button.pri");
		same(await text(page, "h1"), "What was imported");
		await page.click(".head a.pri");
		same(page.url(), at(`/programme/${CODE}/overview`));
		same(await page.locator(".loop li").count(), 10);
		same(await page.locator(".side .root li").count(), 10);
		await page.context().close();
	}],

	["a cell of the heat map opens to its figure, and that to a rater's sheet", async () => {
		const page = await sign_in(site);

		await page.goto(at("/"));
		await page.click(`a[href='/programme/${CODE}/gaps']`);
		await page.click(".tabs a:has-text('A-ORG-BL')");
		same(await page.locator(".heat tbody tr").count(), 4);  // dimensions
		same(await page.locator(".heat tbody tr").first().locator("td").count(), 13);
		const cell = page.locator(".heat td a[aria-label]").first();
		const shown = (await cell.innerText()).trim();
		await cell.click();
		check(page.url().includes("/figure/gap/"), page.url());
		// wanted - found = gap, and the cell shows it with one decimal
		const formula = await text(page, ".formula");
		const [wanted, found, gap] = formula.match(/[\d.]+/g).map(Number);
		check(Math.abs(wanted - found - gap) < 0.0101, formula);
		check(Math.abs(gap - Number(shown)) <= 0.0501, `${formula} beside ${shown}`);
		check(await page.locator("section[aria-labelledby=ratings] tbody tr").count() > 3,
			"no ratings");
		await page.locator("section[aria-labelledby=ratings] tbody th a").first().click();
		check(page.url().includes("/response/"), page.url());
		same(page.complaints, []);
		await page.context().close();
	}],

	["what was cleaned shows as it came, with the rule", async () => {
		const page = await sign_in(site);

		await page.goto(at(`/programme/${CODE}/assess?round=A-ORG-BL`));
		const rules = page.locator("section[aria-labelledby=quality] tbody a");
		check(await rules.count() >= 4, "rules are missing");
		await rules.first().click();
		check(page.url().includes("/cleaning?"), page.url());
		check(await page.locator("tbody tr").count() > 0, "no decisions");
		await page.context().close();
	}],

	["a form that is refused keeps what was typed and says where", async () => {
		const page = await sign_in(site);

		await page.goto(at(`/event/new?programme=${CODE}`));
		await page.fill("[name=venue]", "Hội trường Tân Phú");
		await page.fill("[name=capacity]", "many");
		await page.click("form[data-keep] button.pri");
		check(await page.locator("[role=alert] li").count() > 0, "no summary");
		same(await page.inputValue("[name=venue]"), "Hội trường Tân Phú");
		same(await page.inputValue("[name=capacity]"), "many");
		same(await page.getAttribute("[name=capacity]", "aria-invalid"), "true");
		await page.context().close();
	}],

	["a row is added, changed, found again and has its history", async () => {
		const page = await sign_in(site);

		await page.goto(at(`/risk/new?programme=${CODE}`));
		await page.fill("[name=statement]", "The ministry loses its only analyst");
		for (const box of await page.locator("select[aria-required], input[aria-required]").all())
			if (await box.inputValue() === "")
				await (await box.evaluate((e) => e.tagName) === "SELECT" ?
					box.selectOption({ index: 1 }) : box.fill("3"));
		for (const group of await page.locator("fieldset:has(legend:has-text('required'))").all())
			await group.locator("input[type=radio]").last().check();
		await page.click("form[data-keep] button.pri");
		check(/\/risk\/[0-9a-f-]{36}$/.test(page.url()), await text(page, "main"));
		const row = page.url();
		await page.click("a[href$='/edit']");
		await page.fill("[name=statement]", "The ministry loses two analysts");
		await page.click("form[data-keep] button.pri");
		same(page.url(), row);
		await page.goto(`${row}/history`);
		check((await text(page, "main .list")).includes("loses two analysts"), "no history");
		await page.goto(at("/search?q=analysts"));
		check((await text(page, "main")).includes("loses two analysts"), "not found");
		await page.context().close();
	}],

	["a language is chosen on the page and stays", async () => {
		const page = await sign_in(site);

		await page.goto(at(`/programme/${CODE}/gaps`));
		await page.click(".top .menu.hide-s summary");
		await page.click(".top .menu.hide-s a[lang=vi]");
		same(await page.getAttribute("html", "lang"), "vi");
		check(page.url().endsWith(`/programme/${CODE}/gaps`), page.url());
		await page.goto(at("/"));
		same(await page.getAttribute("html", "lang"), "vi");
		await page.context().close();
	}],

	["dark is chosen once and the server knows it next time", async () => {
		const page = await sign_in(site);

		await page.click("summary:has(.av)");
		await page.click("[data-theme-toggle]");
		same(await page.getAttribute("html", "data-theme"), "dark");
		const html = await (await page.context().request.get(at("/"))).text();
		check(html.includes('data-theme="dark"'), "the server does not know");
		await page.context().close();
	}],

	["menus close on Escape and give the focus back", async () => {
		const page = await sign_in(site);

		await page.click("summary:has(.av)");
		await page.keyboard.press("Escape");
		same(await page.locator(".top details[open]").count(), 0);
		check(await page.evaluate(() => document.activeElement.tagName === "SUMMARY"),
			"the focus is lost");
		await page.context().close();
	}],

	["the keyboard skips to the content", async () => {
		const page = await sign_in(site);

		await page.keyboard.press("Tab");
		same(await page.evaluate(() => document.activeElement.className), "skip");
		await page.keyboard.press("Enter");
		same(await page.evaluate(() => document.activeElement.id), "main");
		await page.context().close();
	}],

	["without script one signs in, follows a figure, turns dark and leaves", async () => {
		const page = await sign_in(site, { javaScriptEnabled: false });

		await page.goto(at(`/programme/${CODE}/gaps`));
		await page.click(".heat td a");
		check(page.url().includes("/figure/gap/"), page.url());
		await page.click("summary:has(.av)");
		await page.click("[data-theme-toggle]");
		same(await page.getAttribute("html", "data-theme"), "dark");
		await page.click("summary:has(.av)");
		await page.click("form[action='/logout'] button");
		check(page.url().includes("/login"), page.url());
		await page.context().close();
	}],
	];
}
