// SPDX-License-Identifier: AGPL-3.0-or-later
//
// keyboard.mjs - the ten stage pages without a mouse: every stop in the order
// of the page, each to be seen with a mark round it, nothing that holds one
// fast, a way past the menu, menus that open and close, tables that scroll.
import { check, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const STAGES = ["overview", "engage", "assess", "gaps", "plan", "resources", "deliver", "monitor", "evaluate",
	"learn", "sustain"].map((s) => `${P}/${s}`);
const MOST = 400;               // stops on one page

// All that can be reached, in the order in which it stands; numbered.
const number_stops = (page) => page.evaluate(() => {
	const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.closest("[inert]") === null;
	const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
		.filter((e) => e.tabIndex >= 0 && !e.disabled && e.type !== "hidden" && shown(e));
	const wrong = all.filter((e) => e.tabIndex > 0).map((e) => e.outerHTML.slice(0, 80));
	// Of buttons of one choice only one is a stop.
	const stops = all.filter((e) => e.type !== "radio" || e.checked ||
		!all.some((o) => o.type === "radio" && o.name === e.name && (o.checked || all.indexOf(o) < all.indexOf(e))));

	stops.forEach((e, i) => { e.dataset.stop = i; });
	return { n: stops.length, wrong };
});

const here = (page) => page.evaluate(() => {
	const e = document.activeElement, box = e.getBoundingClientRect();
	let marked = false, up = e;

	for (let i = 0; i < 3 && up instanceof Element && !marked; i++, up = up.parentElement) {
		const s = getComputedStyle(up);

		marked = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
	}
	return { stop: e.dataset?.stop === undefined ? null : Number(e.dataset.stop), marked,
		seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
		what: e.outerHTML.slice(0, 100) };
});

async function walk(page, address)
{
	await page.goto(address);
	const { n, wrong } = await number_stops(page);

	same(wrong, []);
	check(n > 10 && n < MOST, `${address}: ${n} stops`);
	for (let i = 0; i < n; i++) {
		await page.keyboard.press("Tab");
		const at = await here(page);
		check(at.stop === i, `${address}: stop ${i} of ${n} is ${at.stop}, ${at.what}`);
		check(at.marked, `${address}: nothing marks ${at.what}`);
		check(at.seen, `${address}: out of sight: ${at.what}`);
	}
	await page.keyboard.press("Tab");
	check((await here(page)).stop !== n - 1, `${address}: the last stop holds fast`);
	await page.keyboard.press("Shift+Tab");
	check((await here(page)).stop === n - 1, `${address}: no way back`);
}

async function skips(page, address)
{
	await page.goto(address);
	await page.keyboard.press("Tab");
	check(await page.evaluate(() => document.activeElement.matches(".skip")), `${address}: first stop`);
	await page.keyboard.press("Enter");
	check(await page.evaluate(() => document.activeElement.id === "main"), `${address}: not past the menu`);
	await page.keyboard.press("Tab");
	check(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)),
		`${address}: outside what was skipped to`);
}

// Open by Enter, into its first link, shut by Escape, back at its name.
async function menu(page, address, which)
{
	await page.goto(address);
	const summary = page.locator(which).first();
	await summary.focus();
	await page.keyboard.press("Enter");
	check(await summary.evaluate((e) => e.parentElement.open), `${which} does not open`);
	await page.keyboard.press("Tab");
	check(await summary.evaluate((e) => e.parentElement.contains(document.activeElement)),
		`${which}: what it opens is not next`);
	await page.keyboard.press("Escape");
	check(await summary.evaluate((e) => !e.parentElement.open && document.activeElement === e),
		`${which} does not give the focus back`);
}

export function keyboard(site)
{
	const at = (path) => site.address + path;

	return [...STAGES.map((path) => [`${path} is walked by keyboard alone`, async () => {
		const page = await sign_in(site);

		await walk(page, at(path));
		await skips(page, at(path));
		same(page.complaints, []);
		await page.context().close();
	}]), ["on a phone the same stops are reached and marked", async () => {
		const page = await sign_in(site, { viewport: { width: 390, height: 844 } });

		for (const path of [STAGES[0], STAGES[3], STAGES[8]])
			await walk(page, at(path));
		await menu(page, at(STAGES[3]), ".menu summary:visible >> nth=0");
		await page.context().close();
	}], ["menus open by Enter, close by Escape and give the focus back", async () => {
		const page = await sign_in(site);

		for (const i of [0, 1, 2])
			await menu(page, at(STAGES[0]), `.top .menu >> nth=${i} >> summary`);
		await page.context().close();
	}], ["in the dark the mark is there too", async () => {
		const page = await sign_in(site, { colorScheme: "dark" });

		await walk(page, at(STAGES[4]));
		await page.context().close();
	}]];
}
