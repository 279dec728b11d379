// SPDX-License-Identifier: AGPL-3.0-or-later
//
// plan.mjs - a plan that is chosen under a budget, approved by somebody
// else, and changed in the open: what differs stays to be read.  Runs after
// journey.mjs, which imports the programme.
//
// Open for choice are A09 (30,000, benefit 11.8), A15 (48,000, 6.3) and
// A16 (26,000, 6.0); what has begun and what must be done costs 572,000.
import { check, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const text = (page, what) => page.locator(what).first().innerText();

export function plan(site)
{
	const at = (path) => site.address + path;
	const as = (name) => sign_in({ ...site, user: name });
	const choice = (page) => page.goto(at(`${P}/plan/choice?budget=620000`));
	const row = (page, code) => page.locator("section[aria-labelledby=acts] tbody tr",
		{ hasText: code });
	const facts = (page) => text(page, ".facts");

	async function version(page, reason)
	{
		await page.goto(at(`${P}/plan?view=versions`));
		await page.fill("#reason", reason);
		await page.click("main form button.pri");
		await page.waitForURL(/\/plan\/version\//);
	}

	async function step(page, number, label)
	{
		await page.goto(at(`${P}/plan/version/${number}`));
		await page.click(`.head a.pri:has-text('${label}')`);
		const reason = page.locator("main [name=reason]");
		if (await reason.count() > 0)
			await reason.fill("As discussed on Monday.");
		await page.click("main form button[type=submit]");
		await page.goto(at(`${P}/plan/version/${number}`));
	}

	return [
	["a new version is made for a reason, and not without one", async () => {
		const page = await as(site.user);

		await page.goto(at(`${P}/plan?view=versions`));
		await page.locator("#reason").evaluate((n) => n.removeAttribute("required"));
		await page.click("main form button.pri");
		check(await page.locator("[role=alert]").count() > 0, "no reason was taken");
		await version(page, "Money of the second funder");
		check(page.url().endsWith("/version/4"), page.url());
		check((await facts(page)).includes("Draft"), await facts(page));
		await page.context().close();
	}],

	["the choice under a budget takes the best of what is open", async () => {
		const page = await as(site.user);

		await choice(page);
		check((await row(page, "A09").innerText()).includes("In"), "A09");
		check((await row(page, "A15").innerText()).includes("Out"), "A15");
		check((await row(page, "A16").innerText()).includes("Out"), "A16");
		await page.fill("#budget", "much");
		await page.click("button:has-text('Work it out')");
		check((await text(page, "main")).includes("'much' is no amount"), "not told");
		await page.context().close();
	}],

	["one that is fixed out by hand wants a reason, and stays out", async () => {
		const page = await as(site.user);

		await choice(page);
		await row(page, "A09").locator("a").click();
		await page.check("[name=by_hand][value=out]");
		await page.fill("#manual_reason", "");
		await page.click("section[aria-labelledby=hand] button");
		check((await text(page, "[role=alert]")).includes("Say why"), "no reason was taken");
		check(await page.isChecked("[name=by_hand][value=out]"), "the choice was lost");
		await page.fill("#manual_reason", "The host withdrew.");
		await page.click("section[aria-labelledby=hand] button");
		await choice(page);
		const says = await row(page, "A09").innerText();
		check(says.includes("Fixed by hand: The host withdrew."), says);
		check(says.includes("Out"), says);
		// 6.3 for A15 is more than 6.0 for A16, and both cost more than 48,000
		check((await row(page, "A15").innerText()).includes("In"), "A15 is out");
		await page.context().close();
	}],

	["a choice is taken with a reason", async () => {
		const page = await as(site.user);

		await choice(page);
		check((await row(page, "A15").innerText()).includes("now out"), "A15");
		await page.fill("#reason", "The most for 620,000.");
		await page.click("button:has-text('Take this choice')");
		await page.waitForURL(at(`${P}/plan`));
		await choice(page);
		check((await text(page, "main")).includes("The plan is as this choice has it"),
			"it was not taken");
		same(await page.locator("button:has-text('Take this choice')").count(), 0);
		same(page.complaints, []);
		await page.context().close();
	}],

	["who wrote the plan submits it and does not approve it", async () => {
		const page = await as(site.user);

		await step(page, 4, "Submit");
		check((await facts(page)).includes("In review"), await facts(page));
		same(await page.locator(".head a.pri").count(), 0);
		await page.context().close();
	}],

	["another person reviews the design and approves it", async () => {
		const page = await as("minh");

		await step(page, 4, "Approve");
		check((await facts(page)).includes("In review"), "approved without a review");
		await page.click("a[href^='/design_review/new']");
		await page.fill("[name=date]", "2026-01-12");
		await page.click("main form button.pri");
		await step(page, 4, "Approve");
		check((await facts(page)).includes("Approved"), await facts(page));
		const added = await page.locator("section[aria-labelledby=diff] tbody tr",
			{ hasText: "A15" }).locator("td").allInnerTexts();
		check(added[0].includes("Added") && added[1].trim() === "–" &&
			added[2].includes("48,000"), added.join(" | "));
		await page.context().close();
	}],

	["what changes after that is a version of its own, and the difference is told", async () => {
		const page = await as(site.user);

		await version(page, "The course is dearer than thought");
		check(page.url().endsWith("/version/5"), page.url());
		check((await text(page, ".lead")).includes("Nothing differs from version 4"),
			await text(page, ".lead"));
		await page.goto(at(`${P}/plan`));
		await page.locator("main a", { hasText: "International conference" }).first().click();
		await page.click(".head a:has-text('Edit')");
		await page.fill("[name=cost]", "51000");
		await page.click("form[data-keep] button.pri");
		await page.goto(at(`${P}/plan/version/5`));
		check((await text(page, ".lead")).includes("1 changed"), await text(page, ".lead"));
		const diff = page.locator("section[aria-labelledby=diff] tbody tr", { hasText: "A15" });
		const says = await diff.innerText();
		check(says.includes("48,000") && says.includes("51,000"), says);
		await page.goto(at(`${P}/plan/version/4`));
		check((await facts(page)).includes("Approved"), await facts(page));
		same(page.complaints, []);
		await page.context().close();
	}],
	];
}
