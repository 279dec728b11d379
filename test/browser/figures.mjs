// SPDX-License-Identifier: AGPL-3.0-or-later
//
// figures.mjs - every figure of the stage pages opens to how it is made, over
// how many, who is missing, and its rows; and no link of these pages is dead.
import { readdirSync } from "node:fs";
import { check, sign_in } from "./test.mjs";

const PROGRAMMES = ["MAR-CULT", "AMG-HTKT", "RIVERLINK"];
const STAGES = ["overview", "engage", "assess", "gaps", "plan", "deliver",
	"monitor", "evaluate", "learn", "sustain", "funder/all"];
const KINDS = ["change", "contrast", "course", "cost"];

const links = (page) => page.$$eval("main a[href^='/']", (all) =>
	all.map((a) => a.getAttribute("href").split("#")[0]));
const kind_of = (href) => href.split("/figure/")[1]?.split("/")[0];

async function rows_of(page, href)
{
	await page.goto(href);
	check(await page.locator("ol.how li").count() > 0, `${href}: no method`);
	check(await page.locator("tbody tr").count() > 0, `${href}: no rows`);
	if (!KINDS.includes(kind_of(href)))
		return null;
	const kv = await page.locator("dl.kv").innerText();
	check(/\bn\b\s+\d+/.test(kv), `${href}: no n`);
	check(/Missing\s+\d+/.test(kv), `${href}: does not say who is missing`);
	// What counts and what does not are all there is.
	const [n, missing] = [/\bn\b\s+(\d+)/, /Missing\s+(\d+)/].map((r) => Number(kv.match(r)[1]));
	return { n, missing };
}

// The other demonstrations, beside the one that is here already.
async function bring(site, folder)
{
	const page = await sign_in(site);
	const files = readdirSync(folder, { withFileTypes: true })
		.filter((f) => f.isFile() && /\.(csv|json)$/.test(f.name) && f.name !== "manifest.json")
		.map((f) => folder + f.name);

	await page.goto(`${site.address}/import`);
	await page.setInputFiles("[name=files]", files);
	await page.click("main button.pri");
	await page.waitForSelector(".head a.pri");
	await page.context().close();
}

export function figures(site)
{
	return [["the other demonstrations are imported", async () => {
		await bring(site, "data/demo/b_vn_htkt/");
		await bring(site, "data/demo/c_ngo_network/");
	}], ...PROGRAMMES.map((code) => [`every figure of ${code} opens to its rows, and no link is dead`, async () => {
		const page = await sign_in(site);
		const at = (path) => site.address + path;
		const seen = new Set(), kinds = {};
		const todo = STAGES.map((s) => `/programme/${code}/${s}`);

		for (const path of todo) {
			await page.goto(at(path));
			for (const tab of await links(page))
				if (tab.includes("/evaluate?round=") && !todo.includes(tab))
					todo.push(tab);
			for (const href of await links(page))
				seen.add(href);
		}
		for (const href of seen)
			if (href.startsWith("/figure/"))
				(kinds[kind_of(href)] ??= []).push(href);
		// Two of a shape tell of the others.
		const shapes = {}, dead = [];
		for (const href of seen) {
			const shape = href.replace(/[0-9a-f-]{36}/g, "ID").replace(/(search|code|round)=[^&]*/g, "$1");
			shapes[shape] = (shapes[shape] ?? 0) + 1;
			if (shapes[shape] > 2)
				continue;
			const answer = await page.request.get(at(href));
			if (!answer.ok())
				dead.push(`${href}: ${answer.status()}`);
		}
		check(dead.length === 0, dead.join(", "));
		for (const kind of ["change", "course", "cost", "gap"])
			check(kinds[kind]?.length > 0, `no figure of ${kind}`);
		for (const [kind, all] of Object.entries(kinds))
			for (const href of all.slice(0, kind === "change" ? 4 : 2)) {
				const told = await rows_of(page, at(href));
				const rows = await page.locator("tbody tr").count();
				if (told !== null && rows < 200)
					check(told.n + told.missing === rows, `${href}: ${told.n} and ${told.missing} of ${rows}`);
			}
		await page.context().close();
	}])];
}
