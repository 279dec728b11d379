// SPDX-License-Identifier: AGPL-3.0-or-later
//
// test.mjs - tests are sentences that are true when they pass.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isDeepStrictEqual, inspect } from "node:util";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// What axe finds on the page; its context needs bypassCSP.
export async function axe_faults(page)
{
	return await page.evaluate(async (script) => {
		(0, eval)(script);
		return (await window.axe.run()).violations.map((v) =>
			`${v.impact} ${v.id}: ${v.nodes[0].html.slice(0, 160)}`);
	}, axe);
}

export function check(holds, says)
{
	if (!holds)
		throw new Error(says);
}

export function same(got, want)
{
	if (!isDeepStrictEqual(got, want))
		throw new Error(`got ${inspect(got)}, want ${inspect(want)}`);
}

export async function run(tests)
{
	let passed = 0, failed = 0;

	for (const [name, test] of tests)
		try {
			await test();
			passed++;
		} catch (e) {
			console.log(`FAILED browser: ${name}\n  ${e.message.split("\n").slice(0, 12).join("\n  ")}`);
			failed++;
		}
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed > 0 ? 1 : 0;
}

// A window of its own, with nothing in its cookie jar; what the browser
// complains of is gathered in page.complaints.
export async function open(site, options = {})
{
	const context = await site.browser.newContext({
		viewport: { width: 1440, height: 900 }, locale: "en", ...options });
	const page = await context.newPage();

	page.complaints = [];
	page.setDefaultTimeout(30000);
	page.on("console", (m) => {
		if (m.type() === "error")
			page.complaints.push(`${m.text()} ${m.location().url}`);
	});
	page.on("pageerror", (e) => page.complaints.push(String(e)));
	return page;
}

export async function sign_in(site, options = {})
{
	const page = await open(site, options);

	await page.goto(`${site.address}/login`);
	await page.fill("[name=name]", site.user);
	await page.fill("[name=password]", site.password);
	await page.click("main button[type=submit]");
	await page.waitForURL(`${site.address}/`);
	return page;
}

export const json = async (page, address) =>
	(await page.context().request.get(address)).json();

// A form sent as the page would; the answer's address.
export async function send(site, page, path, form)
{
	await page.goto(`${site.address}/about`);
	const csrf = await page.inputValue("form[action='/logout'] input[name=csrf]");
	const answer = await page.context().request.post(site.address + path,
		{ form: { csrf, ...form } });

	check(answer.ok(), `${path}: ${answer.status()} ${(await answer.text()).slice(0, 2000)}`);
	return new URL(answer.url()).pathname;
}

const told = async (page) => (await page.locator("[role=alert]").allInnerTexts()).join(" ");

// Presses the button of the form, and goes on only if it was taken.
export async function press(page, form = "main form")
{
	const before = page.url();

	await page.locator(`${form} button.pri, ${form} button[type=submit]`).first().click();
	await page.waitForLoadState();
	check(await page.locator("[role=alert]").count() === 0,
		`${before}: ${await told(page)}`);
}

// A step of a row that has a machine, from the page that asks for it.
export async function step(page, address)
{
	await page.goto(address);
	const reason = page.locator("main form [name=reason]");

	if (await reason.count() > 0)
		await reason.fill("As agreed on Monday.");
	await press(page, "main form[method=post]");
}

// The second half of a step that two persons take.
export async function agrees(page, address)
{
	await page.goto(address);
	await page.locator("section[aria-labelledby=halves] a.pri").click();
	await press(page, "main form[method=post]");
}
