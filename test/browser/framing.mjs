// SPDX-License-Identifier: AGPL-3.0-or-later
//
// framing.mjs - from nothing to a gap with an instrument of one's own: a
// framework is made and frozen, a round is made from it, three people
// without an account rate by personal links on their phones, nothing is
// shown before the third, the round is closed, met over, locked and taken
// over as gaps; then the framework's next version, with what became of each
// item, and a round that is compared with the first.  In two languages,
// found by addresses and names of fields, not by words.
import { agrees, check, json, open, press, same, sign_in, step } from "./test.mjs";

const P = "/programme/MAR-CULT";
const PHONE = { viewport: { width: 390, height: 844 } };
const SAID = {
	en: { withheld: "too few raters", whole: "2.75", turned: "2.25", part: "2.00" },
	vi: { withheld: "quá ít người đánh giá", whole: "2,75", turned: "2,25", part: "2,00" },
};

// Three raters and their answers on four items, 1 to 4; A2 is reversed.
//	A1: 2 3 4, mean 3.  A2: 3 2 1, turned 2 3 4, mean 3.  A = 3.
//	B1: 1 1 4, mean 2 (its median would be 1).  B2: 2.    B = 2.
//	The whole, A weighing 3 and B 1: (3 x 3 + 1 x 2) / 4 = 2.75.
const ANSWERS = [
	{ A1: 2, A2: 3, B1: 1, B2: 2 },
	{ A1: 3, A2: 2, B1: 1, B2: 2 },
	{ A1: 4, A2: 1, B1: 4, B2: 2 },
];

const numbers = (page) => page.locator("section[aria-labelledby=subjects] tbody tr td")
	.allInnerTexts();

async function fits(page)
{
	const over = await page.evaluate(() =>
		document.documentElement.scrollWidth - innerWidth);
	check(over <= 0, `${page.url()} is wider than its window by ${over}`);
}

// ---- the framework ----

async function dimension(page, code, weight)
{
	await page.locator("main a[href$='/dimension/new']").last().click();
	await page.fill("[name=code]", code);
	await page.fill("[name='title.en']", `Part ${code}`);
	await page.fill("[name='title.vi']", `Phần ${code}`);
	await page.fill("[name=weight]", weight);
	await press(page);
	await page.waitForURL(/\/design#/);
}

async function item(page, code, reverse)
{
	await page.fill("[name=code]", code);
	await page.fill("[name='question.en']", `How well is ${code} done?`);
	await page.fill("[name='question.vi']", `${code} được làm tốt đến đâu?`);
	if (reverse)
		await page.check("[name=is_reverse][value=yes]");
}

// Items behind one another, without going back to the list in between.
async function items(page, part, codes, reverse)
{
	await page.locator(`#d-${part} a[href*='/item/new']`).click();
	for (const code of codes) {
		await item(page, code, code === reverse);
		if (code === codes.at(-1))
			break;
		await page.click("main form button[name=again]");
		await page.waitForLoadState();
	}
	await press(page);
	await page.waitForURL(/\/design(#|$)/);
}

async function freeze(page, design)
{
	await page.goto(design);
	await page.click("main a[href$='/freeze']");
	await press(page);
	same(await page.locator("main a[href$='/freeze']").count(), 0);
	same(await page.locator("main a[href$='/dimension/new']").count(), 0);
}

async function makes(site, page, code)
{
	await page.goto(`${site.address}/frameworks`);
	await page.click("main a[href='/frameworks/new']");
	await page.fill("[name='title.en']", "Work at the desk");
	await page.click("main form button.pri");
	check(await page.locator("[role=alert]").count() > 0, "taken without a code");
	same(await page.inputValue("[name='title.en']"), "Work at the desk");
	page.complaints.length = 0;     // it was refused, as it should be
	await page.fill("[name=code]", code);
	await page.fill("[name='title.vi']", "Việc bàn giấy");
	await page.fill("[name=scale_max]", "4");
	await press(page);
	await page.waitForURL(/\/framework\/[^/]+\/design$/);
	const design = page.url();

	same(await page.locator("main a[href$='/freeze']").count(), 0);  // empty
	await dimension(page, "A", "3");
	await dimension(page, "B", "1");
	await items(page, "A", ["A1", "A2"], "A2");
	same(await page.locator("main a[href$='/freeze']").count(), 0);  // B has none
	await items(page, "B", ["B1", "B2"]);
	same(await page.locator("section[id^=d-] tbody tr").count(), 4);
	same(await page.locator("section[id^=d-] tbody .tag").count(), 1);

	await page.click(".head a[href$='/edit']");
	await page.check("[name=rater_rule][value=role_weighted_mean]");
	await press(page, "main form[data-keep]");
	await freeze(page, design);
	return design;
}

// ---- the round ----

async function rounds(site, page, id, code)
{
	await page.goto(`${site.address}${P}/round/new`);
	await page.locator(`main th a[href$='framework=${id}']`).click();
	await page.fill("main form [name=code]", code);
	await press(page);
	await page.waitForURL(`${site.address}${P}/round/${code}`);
}

async function invites(page, round, subject, role, typed)
{
	await page.goto(`${round}/raters`);
	if (await page.locator("[name=role]").isHidden())
		await page.locator("details:has([name=role]) > summary").first().click();
	await page.locator(`[name=subject][value='${subject}']`).check();
	await page.selectOption("[name=role]", role);
	await page.fill("[name=raters]", typed);
	await page.click("button[value=invite]");
	await page.waitForSelector(".link-once");
	return page.locator(".link-once").allInnerTexts();
}

// A step that the round's own page offers.
async function walks(page, round, verb)
{
	await page.goto(round);
	const href = await page.locator(`main a[href*='verb=${verb}']`).getAttribute("href");
	await step(page, new URL(href, page.url()).href);
}

// By the code in the question: the first part, left and taken up again in
// another browser, then the second.
async function fills(page, answers)
{
	const sets = page.locator("fieldset:has(legend)");

	for (let i = 0; i < await sets.count(); i++) {
		const legend = await sets.nth(i).locator("legend").innerText();
		const code = Object.keys(answers).find((k) => legend.includes(k));
		await sets.nth(i).locator(`input[value='${answers[code]}']`).check();
	}
}

async function answers(site, link, lang, given, script)
{
	const dress = { ...PHONE, locale: lang, javaScriptEnabled: script };
	const first = await open(site, dress);

	await first.goto(link);
	same(await first.getAttribute("html", "lang"), lang);
	await fits(first);
	await first.check("[name=agree]");
	await first.click("button[value=begin]");
	await fills(first, given);
	await fits(first);
	await first.click("button[value=later]");
	check(await first.locator("[role=status]").count() > 0, "not told that it is kept");
	await first.context().close();

	const later = await open(site, dress);
	await later.goto(`${link}?part=1`);
	same(await later.locator("fieldset input:checked").count(), 2);
	await later.click("button[value=next]");
	await fills(later, given);
	await later.click("button[value=next]");
	same(new URL(later.url()).searchParams.get("part"), "review");
	same(await later.locator(".note a").count(), 0);        // nothing is open
	await fits(later);
	await later.click("button[value=submit]");
	check(await later.locator(".note.ok[role=status]").count() > 0, "not told that it is sent");
	same(await later.locator("main a[href*='part=']").count(), 0);
	same(later.complaints, []);
	await later.context().close();
}

async function shown(site, page, code)
{
	await page.goto(`${site.address}${P}/assess?round=${code}`);
	return page.locator("section[aria-labelledby=subjects] tbody tr").first().innerText();
}

async function rates(site, who, round, code, subject, lang)
{
	const links = await invites(who.fac, round, subject, "peer",
		`Awa Diop; awa@example.org; ${lang}\nBilal; ; ${lang}\nChi; ; ${lang}`);

	same(links.length, 3);
	await who.pm.goto(`${round}/levels?subject=${subject}`);
	await who.pm.fill("[name='desired.A']", "4");
	await who.pm.fill("[name='desired.B']", "3");
	await press(who.pm, "main form.panel");
	await walks(who.fac, round, "launch");
	for (let i = 0; i < 3; i++) {
		await answers(site, links[i], lang, ANSWERS[i], i !== 1);
		const row = await shown(site, who.pm, code);
		same(row.includes(SAID[lang].withheld), i < 2);
		check(i === 2 || !/[0-9][.,][0-9]/.test(row), `shown too early: ${row}`);
	}
	same(await numbers(who.pm), ["3", SAID[lang].whole,
		lang === "vi" ? "3,00" : "3.00", SAID[lang].part]);
	await weighs(who.pm, round, code, lang, site);
}

// Typed for this round, A weighs 1 and B 3: (1 x 3 + 3 x 2) / 4 = 2.25.
async function weighs(page, round, code, lang, site)
{
	await page.goto(round);
	await page.click("main aside a[href$='/weights']");
	await page.click("#dimensions .type summary");
	await page.fill("[id='dimensions.w0']", "1");
	await page.fill("[id='dimensions.w1']", "3");
	await page.click("#dimensions button[value=type]");
	await shown(site, page, code);
	same((await numbers(page))[1], SAID[lang].turned);
	await page.goto(`${round}/weights`);
	await page.click("#dimensions .back summary");
	await page.click("#dimensions button[value=drop]");
	await shown(site, page, code);
	same((await numbers(page))[1], SAID[lang].whole);
}

async function locks(who, round)
{
	await walks(who.fac, round, "close_early");
	await walks(who.mel, round, "release");
	await who.fac.goto(`${round}/meeting`);
	await who.fac.fill("[name=attended]", "6");
	await who.fac.fill("[name=minutes]", "The levels were read out, and all agreed.");
	await press(who.fac);
	await walks(who.ben, round, "validate");
	await agrees(who.fac, round);
	await who.fac.goto(round);
	same(await who.fac.locator("main form[data-keep]").count(), 0);
}

// A: wanted at 4, at 3.  B: wanted at 3, at 2.
async function opens(site, mel, code, subject, framework)
{
	const parts = (await json(mel, `${site.address}/dimension.json?framework=${framework}`)).rows
		.map((d) => d.id);

	same(parts.length, 2);
	await mel.goto(`${site.address}${P}/gaps/take?round=${code}`);
	await press(mel, "main form[action$='/gaps/take']");
	const rows = (await json(mel, `${site.address}/gap.json?subject=${subject}&limit=200`)).rows;
	const of = rows.filter((g) => parts.some((id) => JSON.stringify(g.dimension).includes(id)))
		.map((g) => [g.current, g.desired, g.state]).sort();
	same(of, [[2, 3, "computed"], [3, 4, "computed"]]);
}

// ---- the next version ----

// A1 is asked under a new code, B2 is dropped, B3 is new.
async function next(site, page, design, code, subject, lang)
{
	await page.goto(design);
	await page.click("main form[action$='/version'] button");
	await page.waitForLoadState();
	const now = page.url();
	check(now !== design, "no new version");
	await page.locator("#d-A tbody tr").first().locator("a[href*='/item/']").click();
	same(await page.inputValue("[name=was]"), "A1");
	await item(page, "A9");
	await page.selectOption("[name=was]", "A1");
	await press(page);
	await page.goto(now);
	await page.locator("#d-B tbody tr").last().locator("a[href*='/cut?item=']").click();
	await press(page);
	await page.goto(now);
	await items(page, "B", ["B3"]);
	same(await page.locator("#d-A tbody tr").first().locator(".tag").count(), 1);
	same(await page.locator("#d-B tbody tr").last().locator(".tag").count(), 1);
	await freeze(page, now);
	same(await page.locator(`main a[href='${new URL(design).pathname}']`).count() > 0, true);

	await rounds(site, page, now.match(/framework\/([^/]+)/)[1], `${code}-2`);
	const round = page.url();
	await page.selectOption("[name=baseline]", await page.locator("[name=baseline] option",
		{ hasText: code }).first().getAttribute("value"));
	await press(page, "main form[data-keep]");
	const [link] = await invites(page, round, subject, "group", "All of them");
	await walks(page, round, "launch");
	await answers(site, link, lang, { A9: 4, A2: 1, B1: 4, B3: 4 }, true);
	await page.goto(`${site.address}${P}/assess?round=${code}-2`);
	return page.locator("main .note").first().innerText();
}

function walk(site, lang, nth)
{
	const seat = (user) => sign_in({ ...site, user }, { locale: lang });

	return [`a framework of one's own is made, used, locked and followed by a version, in ${lang}`, async () => {
		const who = { pm: await seat(site.user), fac: await seat("mai"), mel: await seat("nga"),
			ben: await seat("binh") };
		const stamp = Date.now().toString(36).slice(-5);
		const orgs = (await json(who.pm,
			`${site.address}/organisation.json?programme=MAR-CULT`)).rows;
		const subject = orgs[nth].id, code = `T-OWN-${stamp}`;
		const design = await makes(site, who.pm, `own_desk_${stamp}`);

		same(await who.pm.getAttribute("html", "lang"), lang);
		const framework = design.match(/framework\/([^/]+)/)[1];
		await rounds(site, who.fac, framework, code);
		const round = who.fac.url();
		await rates(site, who, round, code, subject, lang);
		await locks(who, round);
		await opens(site, who.mel, code, subject, framework);
		const note = await next(site, who.pm, design, code, subject, lang);
		check(/\b3\b.*\b4\b/s.test(note), note);        // 3 of 4 items in both
		for (const page of Object.values(who)) {
			same(page.complaints, []);
			await page.context().close();
		}
	}];
}

export function framing(site)
{
	return ["en", "vi"].map((lang, i) => walk(site, lang, i));
}
