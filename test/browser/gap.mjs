// SPDX-License-Identifier: AGPL-3.0-or-later
//
// gap.mjs - one gap from opening to 'still closed at 12 months', by the
// people whose steps these are, on the pages they use, in two languages, on
// a desk and in a hand: a round is answered and locked, the gap opened,
// planned for, funded, delivered, measured again, evaluated, closed and
// looked at twice.  A year passes by the server's file of days ahead, which
// only builds that are not optimised read.
import { writeFileSync } from "node:fs";
import { axe_faults, check, json, open, press, same, sign_in, step } from "./test.mjs";

const P = "/programme/MAR-CULT";
const SIZES = { desk: { width: 1440, height: 900 }, hand: { width: 390, height: 844 } };
const HELD = { en: "Still closed", vi: "Vẫn khép" };

const today = () => new Date().toISOString().slice(0, 10);

async function move(page, gap, verb, state)
{
	await page.goto(gap);
	await page.click(`[data-verb=${verb}]`);
	await press(page, "main form[action$='/move']");
	same(page.url(), gap);
	same((await json(page, `${gap}.json`)).state, state);
}

// What stands in the life of a gap, each kind with how often.
async function life(page, gap)
{
	const id = gap.split("/").pop();
	const base = new URL(gap).origin;
	const rows = (await json(page, `${base}/gap_event.json?gap=${id}&limit=200`)).rows;
	const kinds = {};

	for (const r of rows)
		kinds[r.kind] = (kinds[r.kind] ?? 0) + 1;
	return kinds;
}

// ---- a round ----

// One sheet that a group agreed on, every answer the same.
async function answer(site, link, level)
{
	const page = await open(site, { viewport: SIZES.hand });

	await page.goto(link);
	await page.check("[name=agree]");
	await page.click("button[value=begin]");
	for (let part = 1; part <= 4; part++) {
		await page.goto(`${link}?part=${part}`);
		const boxes = page.locator(`fieldset input[value='${level}']`);
		for (let i = 0; i < await boxes.count(); i++)
			await boxes.nth(i).check();
		await page.click("button[value=next]");
	}
	await page.click("button[value=submit]");
	await page.context().close();
}

async function round(site, who, subject, code, level)
{
	const at = `${site.address}${P}/round/${code}`;
	const { fac, mel, ben, pm } = who;

	await fac.goto(`${site.address}${P}/round/new`);
	await fac.locator("tr", { hasText: "undp_capacity_matrix" }).locator("th a").click();
	await fac.fill("main form [name=code]", code);
	await press(fac);
	await fac.goto(`${at}/raters`);
	if (await fac.locator("[name=role]").isHidden())
		await fac.locator("summary").filter({ has: fac.locator("xpath=following-sibling::*//select[@name='role']") }).first().click();
	await fac.locator(`[name=subject][value='${subject}']`).check();
	await fac.selectOption("[name=role]", "group");
	await fac.fill("[name=raters]", "The whole team");
	await fac.click("button[value=invite]");
	await fac.waitForSelector(".link-once");
	const [link] = await fac.locator(".link-once").allInnerTexts();
	await step(fac, `${at}/step?verb=launch`);
	await answer(site, link, level);
	await step(fac, `${at}/step?verb=close_early`);
	await step(mel, `${at}/step?verb=release`);
	await fac.goto(`${at}/meeting`);
	await fac.fill("[name=attended]", "6");
	await fac.fill("[name=minutes]", "The levels were read out, and all agreed.");
	await press(fac);
	await step(ben, `${at}/step?verb=validate`);
	same((await json(pm, `${at}.json`)).round.state, "validation");
	await agrees_at_home(site, pm, "validate");
	same((await json(pm, `${at}.json`)).round.state, "locked");
}


// The second person of a step that takes two: home says that it waits.
async function agrees_at_home(site, page, verb)
{
	const waits = page.locator("section[aria-labelledby=waiting]");

	await page.goto(site.address);
	same(await axe_faults(page), []);
	await waits.locator(`a.pri[href*='verb=${verb}']`).click();
	same(await axe_faults(page), []);
	const reason = page.locator("main form [name=reason]");
	if (await reason.count() > 0)
		await reason.fill("We heard it read out.");
	await press(page, "main form[method=post]");
	await page.goto(site.address);
	same(await waits.locator(`a.pri[href*='verb=${verb}']`).count(), 0);
}

// ---- the walk ----

// Opened from a locked round at level 2, wanted at 3.
async function opens(site, who, subject, code)
{
	const { fac, mel, ben, pm } = who;
	const at = `${site.address}${P}/round/${code}`;

	await round(site, who, subject, code, "2");
	await pm.goto(`${at}/levels?subject=${subject}`);
	await pm.locator("[name^='desired.']").first().fill("3");
	await press(pm, "main form.panel");
	await mel.goto(`${at.replace(/\/round\/.*/, "")}/gaps/take?round=${code}`);
	await press(mel, "main form[action$='/gaps/take']");
	const rows = (await json(mel, `${site.address}/gap.json?subject=${subject}&limit=200`)).rows;
	const made = rows.filter((g) => g.current === 2 && g.desired === 3 && g.state === "computed");
	same(made.length, 1);
	const gap = `${site.address}/gap/${made[0].id}`;

	same(await life(mel, gap), { opened: 1 });
	await move(fac, gap, "present", "discussed");
	await move(ben, gap, "agree", "validated");
	await pm.goto(gap);
	same(await pm.locator("[data-verb=target]").count(), 0);
	check(await pm.locator("section[aria-labelledby=next] .list p").count() > 0,
		"nothing says why");
	return gap;
}

// A version is begun if the last one is approved; its number.
async function draft(site, pm)
{
	await pm.goto(`${site.address}${P}/plan?view=versions`);
	if (await pm.locator("#reason").count() > 0) {
		await pm.fill("#reason", "A gap that the last round showed");
		await press(pm, "main form[action*='/plan/version']");
	}
	const all = (await json(pm, `${site.address}/plan_version.json?programme=MAR-CULT`)).rows;
	return Math.max(...all.map((v) => v.number));
}

// Planned, submitted by the one, approved with money by the other.
async function plans(site, who, gap)
{
	const { pm, sc } = who;
	const number = await draft(site, pm);
	const version = `${site.address}${P}/plan/version/${number}`;

	await pm.goto(`${site.address}${P}/plan/gap/${gap.split("/").pop()}`);
	await pm.locator("button[name=modality], form:has([name=modality]) button").first().click();
	await pm.waitForURL(/\/plan\/(?!gap)/);
	await pm.locator(".head a[href*='/activity/'][href*='/edit']").first().click();
	const id = pm.url().match(/activity\/([^/]+)/)[1];
	await pm.fill("[name=start]", today());
	await pm.fill("[name=end]", today());
	await pm.fill("[name=cost]", "1000");
	await pm.fill("[name=cost_currency]", "USD");
	await press(pm, "main form[data-keep]");
	const code = (await json(pm, `${site.address}/activity/${id}.json`)).code;

	await pm.goto(`${site.address}/budget_line/new?programme=MAR-CULT&activity=${id}`);
	await pm.selectOption("[name=category]", { index: 1 });
	await pm.selectOption("[name=fund]", { index: 1 });
	await pm.fill("[name=funder]", "Nordland Development Fund");
	await pm.fill("[name=amount]", "1000");
	await pm.fill("[name=amount_currency]", "USD");
	await pm.fill("[name=year]", String(new Date().getFullYear()));
	await pm.check("[name=status][value='1']");
	await press(pm, "main form[data-keep]");
	await step(pm, `${site.address}/activity/${id}/move?verb=select`);
	await move(pm, gap, "target", "targeted");
	same((await life(pm, gap)).funded, undefined);

	await pm.goto(version);
	await pm.click(".head a.pri");
	await press(pm, "main form[method=post]");
	await sc.goto(version);
	await sc.click("a[href^='/design_review/new']");
	await press(sc, "main form[data-keep]");
	await step(sc, `${(await versionAt(sc, site, number))}/move?verb=approve`);
	same((await life(pm, gap)).funded, 1);
	return { id, code };
}

async function versionAt(page, site, number)
{
	const all = (await json(page, `${site.address}/plan_version.json?programme=MAR-CULT`)).rows;

	return `${site.address}/plan_version/${all.find((v) => v.number === number).id}`;
}

// An event of one day, and who was there for how long.
async function delivers(site, who, gap, activity)
{
	const { sec } = who;

	await sec.goto(`${site.address}${P}/deliver/record?kind=event`);
	await sec.fill("[name=activity]", activity.code);
	await sec.selectOption("[name=type]", { index: 2 });
	await sec.fill("[name='title.en']", "A day on the job");
	await sec.fill("[name=start]", today());
	await sec.fill("[name=end]", today());
	await sec.fill("[name=hours_practice]", "6");
	same((await life(sec, gap)).in_delivery, undefined);
	await sec.fill("[name=who]", "P001\nP002; 4");
	await press(sec);
	const events = (await json(sec, `${site.address}/event.json?activity=${activity.id}`)).rows;
	same(events.length, 1);
	same((await life(sec, gap)).in_delivery, 1);
}

async function record(page, gap, level)
{
	await page.goto(gap);
	await page.click("section[aria-labelledby=checks] summary");
	await page.fill("[name=current]", level);
	await page.click("form[action$='/check'] button[type=submit]");
}

// Half a year and a year later, by whoever looks then.
async function lasts(site, seat, gap, lang)
{
	writeFileSync(site.days, "184");
	const half = await seat("nga");
	await record(half, gap, "3");
	writeFileSync(site.days, "368");
	const year = await seat("nga");
	await record(year, gap, lang === "vi" ? "3,6" : "3.6");
	await year.goto(gap);
	const said = await year.locator("section[aria-labelledby=checks] tbody tr").nth(1)
		.innerText();
	check(said.includes(HELD[lang]), said);
	same((await json(year, `${gap}.json`)).state, "closed");
	same((await life(year, gap)).checked, 2);
	same((await year.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0,
		true);

	// and the programme counts it
	await year.goto(`${site.address}${P}/overview`);
	const row = year.locator("section[aria-labelledby=chain] tr:has(a[href*='months=12'])");
	check(/[1-9]/.test(await row.locator("td.num").innerText()), await row.innerText());
	await half.context().close();
	await year.context().close();
}

function walk(site, lang, size, nth)
{
	const seat = (user) => sign_in({ ...site, user },
		{ locale: lang, viewport: SIZES[size], bypassCSP: true });

	return [`a gap goes from opening to still closed at 12 months, in ${lang}, ${size}`, async () => {
		const who = { mel: await seat("nga"), fac: await seat("mai"), ben: await seat("binh"),
			sc: await seat("minh"), sec: await seat("sau"), pm: await seat(site.user) };
		const { mel, pm } = who;
		const orgs = (await json(mel,
			`${site.address}/organisation.json?programme=MAR-CULT`)).rows;
		const subject = orgs[orgs.length - 1 - nth].id;

		same(await mel.getAttribute("html", "lang"), lang);
		const gap = await opens(site, who, subject, `T-GAP-${nth}`);
		await delivers(site, who, gap, await plans(site, who, gap));

		// measured again, at 4 where 3 was wanted
		await round(site, who, subject, `T-GAP-${nth}-2`, "4");
		const now = await json(mel, `${gap}.json`);
		same([now.current, now.gap, now.state], [4, -1, "targeted"]);
		await pm.goto(`${site.address}${P}/evaluate`);
		check((await pm.locator("main").innerText()).length > 0, "nothing to evaluate");
		await move(mel, gap, "close", "closed");
		same(await life(mel, gap), { opened: 1, discussed: 1, validated: 1, targeted: 1,
			funded: 1, in_delivery: 1, reassessed: 1, closed: 1 });
		same(await mel.locator("section[aria-labelledby=checks] tbody tr").count(), 3);

		// a level off the scale is refused, and what was typed stays
		await record(mel, gap, "9");
		check(await mel.locator("[role=alert]").count() > 0, "nothing was told");
		same(await mel.inputValue("[name=current]"), "9");

		try {
			await lasts(site, seat, gap, lang);
		} finally {
			writeFileSync(site.days, "0");
		}
		for (const page of Object.values(who))
			await page.context().close();
	}];
}

export function gap(site)
{
	const tests = [];
	let nth = 0;

	for (const lang of ["en", "vi"])
		for (const size of Object.keys(SIZES))
			tests.push(walk(site, lang, size, nth++));
	return tests;
}
