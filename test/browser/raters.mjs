// SPDX-License-Identifier: AGPL-3.0-or-later
//
// raters.mjs - a round that people answer: invited, begun on a phone without
// JavaScript, left, taken up again, submitted, seen in the results; and the
// same on paper.
import { check, open, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const PHONE = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false };

// A round of the capacity matrix (20 items in 4 parts), open today.
export async function open_round(site, page, code)
{
	await page.goto(`${site.address}${P}/round/new`);
	await page.locator("tr", { hasText: "undp_capacity_matrix" }).locator("th a").click();
	await page.fill("main form [name=code]", code);
	await page.click("main form button.pri");
	await page.waitForURL(`${site.address}${P}/round/${code}`);
}

export async function launch(site, page, code)
{
	await page.goto(`${site.address}${P}/round/${code}/step?verb=launch`);
	const reason = page.locator("main [name=reason]");

	if (await reason.count() > 0)
		await reason.fill("All is ready.");
	await page.click("main form button[type=submit]");
	await page.waitForURL(`${site.address}${P}/round/${code}`);
}

// Invites, and reads the links that are shown once.
export async function invite(site, page, code, typed)
{
	await page.goto(`${site.address}${P}/round/${code}/raters`);
	if (await page.locator("[name=role]").isHidden())
		await page.locator("summary", { hasText: "Invite raters" }).click();
	await page.locator("[name=subject]").first().check();
	await page.selectOption("[name=role]", "peer");
	await page.fill("[name=raters]", typed);
	await page.click("button[value=invite]");
	await page.waitForSelector(".link-once");
	return page.locator(".link-once").allInnerTexts();
}

export function raters(site)
{
	let links = [];

	return [
	["raters are invited to a round, and each gets a link that is shown once", async () => {
		const page = await sign_in(site);

		await open_round(site, page, "T-ORG-1");
		links = await invite(site, page, "T-ORG-1",
			"Awa Diop; awa@example.org\nBilal\nChi; chi@example.org; vi");
		same(links.length, 3);
		for (const link of links)
			check(/\/sheet\/[\w-]{43}$/.test(link), link);
		check((await page.locator("a[download]").getAttribute("href"))
			.includes("awa%40example.org"), "no mail merge");
		await page.goto(`${site.address}${P}/round/T-ORG-1/raters`);
		same(await page.locator("section[aria-labelledby=who] tbody tr").count(), 3);
		check(!(await page.content()).includes("/sheet/"), "a link is shown again");
		await page.context().close();
	}],

	["before the round opens a link says so, and a wrong one opens nothing", async () => {
		const page = await open(site, PHONE);

		await page.goto(links[0]);
		check((await page.innerText("main")).includes("too early"), "not said");
		const gone = await page.goto(`${links[0].slice(0, -1)}${links[0].endsWith("A") ? "B" : "A"}`);
		same(gone.status(), 404);
		await page.context().close();
		const desk = await sign_in(site);
		await launch(site, desk, "T-ORG-1");
		await desk.context().close();
	}],

	["a sheet is begun on a phone without JavaScript, left, and taken up again", async () => {
		const page = await open(site, PHONE);

		const first = await page.goto(links[0]);
		same(first.headers()["referrer-policy"], "no-referrer");
		check(first.headers()["x-robots-tag"].includes("noindex"), "may be indexed");
		check(first.headers()["cache-control"].includes("no-store"), "may be kept");
		await page.check("[name=agree]");
		await page.click("button[value=begin]");
		check(page.url().includes("?part=1"), page.url());
		const questions = await page.locator("fieldset").count();
		check(questions > 1, "no questions");
		await page.check("fieldset:nth-of-type(1) input[value='3']");
		await page.check("fieldset:nth-of-type(2) input[value=NA]");
		await page.click("button[value=next]");
		check(page.url().includes("?part=2"), page.url());
		await page.click("button[value=later]");
		check((await page.innerText("main")).includes("saved"), "not said");
		await page.context().close();

		const later = await open(site, PHONE);         // another browser
		await later.goto(links[0]);
		check((await later.innerText("main")).includes("2 of 20"), "lost");
		await later.goto(`${links[0]}?part=1`);
		check(await later.isChecked("fieldset:nth-of-type(1) input[value='3']"), "lost");
		check(await later.isChecked("fieldset:nth-of-type(2) input[value=NA]"), "lost");
		const over = await later.evaluate(() =>
			document.documentElement.scrollWidth - innerWidth);
		check(over <= 0, `wider than the phone by ${over}`);
		await later.context().close();
	}],

	["what is missing is named before a sheet is submitted", async () => {
		const page = await open(site, PHONE);

		for (const [n, link] of links.entries()) {
			await page.goto(link);
			if (n > 0) {
				await page.check("[name=agree]");
				await page.click("button[value=begin]");
			}
			for (let part = 1; part <= 4; part++) {
				await page.goto(`${link}?part=${part}`);
				const all = await page.locator("fieldset").count();
				for (let i = 1; i <= all; i++)
					if (part < 4 || i < all)         // the last one stays open
						await page.check(`fieldset:nth-of-type(${i}) input[value='${n + 2}']`);
				await page.click("button[value=next]");
			}
			check(page.url().endsWith("?part=review"), page.url());
			same(await page.locator(".note a").count(), 1);
			check((await page.innerText(".note a")).includes("20"), "not named");
			await page.click("button[value=submit]");
			check((await page.innerText("main")).includes(    // Chi reads Vietnamese
				n < 2 ? "was submitted" : "đã được gửi"), "not said");
		}
		await page.goto(`${links[0]}?part=1`);          // sent is sent
		check((await page.innerText("main")).includes("was submitted"), "still open");
		await page.context().close();
	}],

	["what was submitted is in the results of the round", async () => {
		const page = await sign_in(site);

		await page.goto(`${site.address}${P}/round/T-ORG-1/raters`);
		const states = await page.locator("section[aria-labelledby=who] tbody").innerText();
		same(states.match(/Submitted/g).length, 3);
		await page.goto(`${site.address}${P}/assess?round=T-ORG-1`);
		const row = await page.locator("section[aria-labelledby=subjects] tbody tr").innerText();
		// Three peers: 2, 3 and 4 everywhere, so every median and mean is 3.
		check(row.includes("3.00"), row);
		same(page.complaints, []);
		await page.context().close();
	}],

	["paper is typed in twice, and what differs is refused beside its cell", async () => {
		const page = await sign_in(site);

		await invite(site, page, "T-ORG-1", "Dao");
		await page.goto(`${site.address}${P}/round/T-ORG-1/paper?waiting=yes`);
		const code = await page.locator(".code .mono").first().innerText();
		check(/^[A-Z0-9]{4}-/.test(code), code);
		await page.goto(`${site.address}${P}/round/T-ORG-1/key`);
		await page.fill("[name=sheet]", code.toLowerCase());
		await page.keyboard.press("Enter");
		await page.waitForSelector(".keys");
		await page.keyboard.type("3452n4d3443444434447");   // each moves on by itself
		await page.click("button[value=twice]");
		check((await page.innerText(".keys")).includes("off the scale"), "7 was taken");
		same(await page.inputValue("[name=q1]"), "3");  // kept
		await page.fill("[name=q20]", "4");
		await page.click("button[value=twice]");
		await page.waitForURL(/second=yes/);
		same(await page.inputValue("[name=q1]"), "");
		await page.keyboard.type("3452n4d3443444434445");
		await page.click("button[value=compare]");
		check((await page.innerText(".keys")).includes("First '4', now '5'"), "not compared");
		await page.fill("[name=q20]", "4");
		await page.click("button[value=compare]");
		await page.waitForURL(/sent=/);
		await page.goto(`${site.address}${P}/round/T-ORG-1/raters`);
		const states = await page.locator("section[aria-labelledby=who] tbody").innerText();
		same(states.match(/Submitted/g).length, 4);
		await page.context().close();
	}],

	["an ended link opens nothing, and a new one goes on where the old one was", async () => {
		const page = await sign_in(site), phone = await open(site, PHONE);
		const [old] = await invite(site, page, "T-ORG-1", "Efe");

		await page.goto(`${site.address}${P}/round/T-ORG-1/raters`);
		await page.locator("button[name=link]").first().click();
		await page.waitForSelector(".link-once");
		const [fresh] = await page.locator(".link-once").allInnerTexts();
		same((await phone.goto(old)).status(), 404);
		same((await phone.goto(fresh)).status(), 200);
		await page.goto(`${site.address}${P}/round/T-ORG-1/raters`);
		await page.locator("button[name=end]").first().click();
		same((await phone.goto(fresh)).status(), 404);
		await page.context().close();
		await phone.context().close();
	}],
	];
}
