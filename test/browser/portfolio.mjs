// SPDX-License-Identifier: AGPL-3.0-or-later
//
// portfolio.mjs - programmes side by side: narrowed by form and by link, the
// address can be shared, the figures are those of the programme, persons are
// counted once; without script and on a phone.
import { axe_faults, check, json, open, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const words = (page) => page.locator("main").innerText();

export function portfolio(site)
{
	const at = (path) => site.address + path;

	return [
	["the portfolio is reached from the first page, and narrowed by its form", async () => {
		const page = await sign_in(site, { javaScriptEnabled: false });

		await page.click("main a[href='/portfolio']");
		check((await words(page)).includes("Governance of culture"), "the programme");
		await page.selectOption("#f-modality", "TRN");
		await page.fill("#f-from", "2024");
		await page.click("form.filters button");
		check(page.url().includes("modality=TRN") && page.url().includes("from=2024"), page.url());
		const shared = page.url().slice(site.address.length), seen = await words(page);
		await page.context().close();
		const other = await sign_in(site);
		await other.goto(at(shared));
		same(await words(other), seen);
		await other.click("a.tag");
		check(!other.url().includes("modality"), "the filter is taken away");
		await other.context().close();
	}],

	["its figures are those of the programme", async () => {
		const page = await sign_in(site);
		const all = await json(page, at("/portfolio.json"));
		const row = all.rows.find((r) => r.code === "MAR-CULT");
		const inside = await json(page, at(`${P}/overview.json`));

		same(row.spent, inside.money.spent);
		same(row.budget, inside.money.budget);
		same(row.gaps, inside.chain[0].n);
		check(all.people.once >= row.people && all.people.in_programmes >= all.people.once,
			JSON.stringify(all.people));
		const women = await json(page, at("/portfolio.json?sex=F"));
		same(women.people.once, all.people.women);
		const csv = await (await page.context().request.get(at("/portfolio.csv"))).text();
		check(csv.includes("MAR-CULT"), "a file of it");
		await page.context().close();
	}],

	["what fits nothing says so, and the way back is there", async () => {
		const page = await sign_in(site);

		await page.goto(at("/portfolio?country=ZZ"));
		check((await words(page)).includes("Nothing fits"), "says so");
		await page.click("main .empty a.btn");
		check((await words(page)).includes("Governance of culture"), "all again");
		await page.context().close();
	}],

	["axe finds nothing, nothing is wider than a phone", async () => {
		for (const dress of [{ viewport: { width: 390, height: 844 }, locale: "vi" },
			{ colorScheme: "dark" }]) {
			const page = await sign_in(site, { bypassCSP: true, ...dress });

			await page.goto(at("/portfolio"));
			same(await axe_faults(page), []);
			check(await page.evaluate(() => document.documentElement.scrollWidth -
				innerWidth) <= 0, "wider than the window");
			await page.context().close();
		}
	}],

	["strangers are asked to sign in", async () => {
		const page = await open(site);

		await page.goto(at("/portfolio"));
		check(page.url().includes("/login"), page.url());
		await page.context().close();
	}],
	];
}
