// SPDX-License-Identifier: AGPL-3.0-or-later
//
// learn.mjs - a lesson from its writing to its reuse, by three people; and
// a check of a practice, keyed after the programme has closed.  Runs after
// govern.mjs.
import { check, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const text = (page, what) => page.locator(what).first().innerText();

export function learn(site)
{
	const at = (path) => site.address + path;
	const as = (name) => sign_in({ ...site, user: name });
	let lesson;

	return [
	["an administrator says which person an account is", async () => {
		const page = await as(site.user);

		for (const [name, person] of [["mai", "P010"], ["bao", "P014"], ["nga", "P012"]]) {
			await page.goto(at(`/user?search=${name}`));
			await page.click("tbody a");
			await page.click("a[href$='/edit']");
			await page.fill("[name=party]", person);
			await page.click("form[data-keep] button.pri");
			check(/\/user\/[0-9a-f-]{36}$/.test(page.url()), await text(page, "main"));
		}
		await page.context().close();
	}],

	["a lesson is written in two languages, and its author does not validate it", async () => {
		const page = await as("mai");

		await page.goto(at(`${P}/learn`));
		await page.click(".head a.pri");
		await page.fill("textarea[lang=en]", "Short reports get read");
		await page.fill("textarea[lang=vi]", "Báo cáo ngắn thì được đọc");
		await page.locator("[name=kind][value=LESSON], select[name=kind]").first()
			.evaluate((e) => e.tagName === "SELECT" ? e.value = "LESSON" : e.click());
		await page.fill("[name=recommendation]", "Two pages, the ask on the first");
		await page.click("form[data-keep] button.pri");
		check(/\/lesson\/[0-9a-f-]{36}$/.test(page.url()), await text(page, "main"));
		lesson = page.url();
		same(await page.locator("form[action$='/judge']").count(), 0);
		check((await text(page, "main")).includes("You wrote it"), "the author may judge");
		same(page.complaints, []);
		await page.context().close();
	}],

	["who has no person behind the account is told so", async () => {
		const page = await as(site.user);

		await page.goto(lesson);
		check((await text(page, "main")).includes("names no person"), "not told");
		await page.goto(`${lesson}/edit`);
		same(await page.locator("[name^=validated_by]").count(), 0);
		await page.context().close();
	}],

	["the first of two persons is named, and may take the word back", async () => {
		const page = await as("nga");
		const judges = page.locator("section[aria-labelledby=judges] li");

		await page.goto(lesson);
		await page.click("form[action$='/judge'] button");
		same(await judges.count(), 1);
		check((await text(page, ".head")).includes("Captured"), await text(page, ".head"));
		await page.click("form[action$='/judge'] button");
		same(await judges.count(), 0);
		await page.click("form[action$='/judge'] button");
		same(await judges.count(), 1);
		same(page.complaints, []);
		await page.context().close();
	}],

	["the second of two persons makes it valid, and another publishes it", async () => {
		let page = await as("bao");

		await page.goto(lesson);
		await page.click("form[action$='/judge'] button");
		same(page.url(), lesson);
		check((await text(page, ".head")).includes("Validated"), await text(page, ".head"));
		await page.context().close();
		page = await as(site.user);
		await page.goto(lesson);
		await page.click("section[aria-labelledby=judges] a.btn");
		await page.click("main button[type=submit]");
		check((await text(page, ".head")).includes("Published"), await text(page, ".head"));
		await page.context().close();
	}],

	["it is found without marks, in either language", async () => {
		const page = await as("bao");

		for (const words of ["bao cao ngan", "short REPORTS"]) {
			await page.goto(at("/lessons"));
			await page.fill("#q", words);
			await page.click(".filters button");
			same(await page.locator("article").count(), 1);
		}
		await page.goto(at("/lessons?q=bao+cao+ngan&lang=fr"));
		same(await page.locator("article").count(), 0);
		same(page.complaints, []);
		await page.context().close();
	}],

	["a use is recorded with what was done differently, and counted", async () => {
		const page = await as(site.user);

		await page.goto(lesson);
		await page.click(".head a.pri");
		await page.fill("[name=programme]", "MAR-CULT");
		await page.fill("[name=date]", "2026-03-14");
		await page.fill("[name=changed]", "The mission report is two pages");
		await page.click("form[data-keep] button.pri");
		check(page.url().includes("/lesson_reuse/"), await text(page, "main"));
		await page.goto(lesson);
		const uses = await text(page, "section[aria-labelledby=uses]");
		check(uses.includes("Used 1 times") && uses.includes("two pages"), uses);
		check((await text(page, ".head")).includes("Reused"), "no step");
		await page.context().close();
	}],

	["an event is looked back at, and what was typed stays when something lacks", async () => {
		const page = await as(site.user);

		await page.goto(at(`${P}/learn?view=agenda`));
		await page.click("a[href$='/review']");
		await page.fill("#planned", "Two days of practice");
		await page.fill("#why", "The bus came late");
		await page.fill("#next", "Hire the bus a week before");
		await page.check("[name=lesson]");
		await page.evaluate(() => document.querySelector("main form").noValidate = true);
		await page.click("main button[type=submit]");
		check((await text(page, "[role=alert]")).length > 0, "nothing was told");
		same(await page.inputValue("#why"), "The bus came late");
		await page.fill("#happened", "One day was lost");
		await page.fill("#title", "Hire the bus early");
		await page.click("main button[type=submit]");
		check(page.url().includes("/lesson/"), await text(page, "main"));
		check((await text(page, "main")).includes("The bus came late"), "the words are lost");
		await page.context().close();
	}],

	["a check keyed after the programme has closed changes the survival", async () => {
		const page = await as(site.user);

		await page.goto(at(`${P}/sustain`));
		const risk = () => text(page, "section[aria-labelledby=pr] table.dense");
		const before = await risk();
		await page.click("section[aria-labelledby=pr] td a.btn >> nth=0");
		await page.check("[name=state][value=discontinued]");
		await page.click("main button[type=submit]");
		check(page.url().includes("/sustain"), await text(page, "main"));
		check(await risk() !== before, "the survival stands as it was");
		same(page.complaints, []);
		await page.context().close();
	}],

	["a single follow-up is waived with its reason, seen where due, and asked for again", async () => {
		let page = await as("nga");
		const day = "2031-05-04";

		await page.goto(at("/follow_up/new?programme=MAR-CULT&course=CPOL&person=P001&month=9"));
		await page.fill("[name=due_on]", day);
		await page.click("form[data-keep] button.pri");
		check(/\/follow_up\/[0-9a-f-]{36}$/.test(page.url()), await text(page, "main"));
		await page.goto(at(`${P}/follow-ups`));
		same(await page.locator("tbody tr").count(), 1);
		await page.check("[name=pick]");
		await page.click("main button.pri");
		check((await text(page, "[role=alert]")).includes("Say why"), "nothing was asked");
		check(await page.isChecked("[name=pick]"), "the mark is lost");
		await page.fill("[name=why]", "Has left the ministry");
		await page.click("main button.pri");
		check(page.url().endsWith("view=waived"), page.url());
		check((await text(page, "tbody")).includes("Has left the ministry"), "no reason");
		check((await text(page, "tbody")).includes("for good"), "no end is told");
		await page.goto(at(`${P}/overview`));
		check(!(await text(page, "section[aria-labelledby=due]")).includes("Follow-up"), "is due");
		await page.goto(at(`${P}/follow-ups?view=waived`));
		await page.check("[name=pick]");
		await page.click("main button.pri");
		same(await page.locator("tbody tr").count(), 1);
		await page.goto(at(`${P}/overview`));
		check((await text(page, "section[aria-labelledby=due]")).includes("Follow-up"), "not due");
		await page.context().close();
	}],

	["an exit criterion is waived with its reason, or met with a figure", async () => {
		const page = await as(site.user);

		await page.goto(at(`${P}/sustain`));
		await page.click("section[aria-labelledby=ex] a.btn");
		await page.locator("#f-exit_criteria tbody input").first().fill("Visits are in the budget");
		await page.click("form[data-keep] button.pri");
		await page.goto(at(`${P}/sustain`));
		await page.click("section[aria-labelledby=ex] summary");
		await page.click("section[aria-labelledby=ex] form button");
		check((await text(page, "[role=alert]")).includes("Say what was measured"), "refused");
		await page.click("section[aria-labelledby=ex] summary");
		await page.fill("[name=why]", "The province merged");
		await page.click("section[aria-labelledby=ex] form button");
		const said = await text(page, "section[aria-labelledby=ex] tbody");
		check(said.includes("Waived") && said.includes("The province merged"), said);
		await page.context().close();
	}],
	];
}
