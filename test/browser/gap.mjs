// SPDX-License-Identifier: AGPL-3.0-or-later
//
// gap.mjs - one gap from opening to 'still closed at 12 months', by the
// people whose steps these are, in two languages, on a desk and in a hand.
// What other pages do (a level, a link to an activity) is brought about by
// plain requests.
import { check, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const SIZES = { desk: { width: 1440, height: 900 }, hand: { width: 390, height: 844 } };
const HELD = { en: "Still closed", vi: "Vẫn khép" };

const json = async (page, address) => (await page.context().request.get(address)).json();

// A form sent as the page would; the answer's address.
async function send(site, page, path, form)
{
	await page.goto(`${site.address}/about`);
	const csrf = await page.inputValue("form[action='/logout'] input[name=csrf]");
	const answer = await page.context().request.post(site.address + path,
		{ form: { csrf, ...form } });

	check(answer.ok(), `${path}: ${answer.status()} ${(await answer.text()).slice(0, 2000)}`);
	return new URL(answer.url()).pathname;
}

async function step(page, gap, verb, state)
{
	await page.goto(gap);
	await page.click(`[data-verb=${verb}]`);
	await page.click("main form[action$='/move'] button[type=submit]");
	same(page.url(), gap);
	same((await json(page, `${gap}.json`)).state, state);
}

async function record(page, gap, level)
{
	await page.goto(gap);
	await page.click("section[aria-labelledby=checks] summary");
	await page.fill("[name=current]", level);
	await page.click("form[action$='/check'] button[type=submit]");
}

function walk(site, lang, size, nth)
{
	const seat = (user) => sign_in({ ...site, user },
		{ locale: lang, viewport: SIZES[size] });

	return [`a gap goes from opening to still closed at 12 months, in ${lang}, ${size}`, async () => {
		const [mel, fac, ben, pm] = [await seat("nga"), await seat("mai"),
			await seat("binh"), await seat(site.user)];
		const all = (await json(mel, `${site.address}/gap.json?programme=MAR-CULT`)).rows;
		const first = all.find((g) => g.rank === 1);
		const orgs = (await json(mel,
			`${site.address}/organisation.json?programme=MAR-CULT`)).rows;
		const like = (await json(mel, `${site.address}/gap/${first.id}.json`));
		const subject = orgs[orgs.length - 1 - nth];

		// opened
		const gap = site.address + await send(site, mel, "/gap", {
			programme: like.programme, subject: subject.id, framework: like.framework,
			dimension: like.dimension, current: "2", desired: "3.5", gap: "1.5",
			importance: "4", urgency: "4", rule: "product" });
		const path = new URL(gap).pathname;
		same(await mel.getAttribute("html", "lang"), lang);

		// discussed, validated; what is not open says why
		await step(fac, gap, "present", "discussed");
		await step(ben, gap, "agree", "validated");
		await pm.goto(gap);
		same(await pm.locator("[data-verb=target]").count(), 0);
		check(await pm.locator("section[aria-labelledby=next] .list p")
			.count() > 0, "nothing says why");

		// targeted by an activity that was delivered
		const deeds = (await json(pm,
			`${site.address}/activity.json?programme=MAR-CULT&state=verified`)).rows;
		await send(site, pm, "/activity_gap", { activity: deeds[0].id, gap: path.split("/")[2] });
		await step(pm, gap, "target", "targeted");
		check(await pm.locator("section[aria-labelledby=done] tbody tr").count() === 1,
			"the activity is not shown");

		// re-assessed at the level desired, closed
		const now = await json(mel, `${gap}.json`);
		await send(site, mel, path, { revision: String(now.revision),
			programme: now.programme, subject: now.subject, framework: now.framework,
			dimension: now.dimension, current: "3.6", desired: "3.5", gap: "-0.1",
			importance: "4", urgency: "4", rule: "product" });
		await step(mel, gap, "close", "closed");
		same(await mel.locator("section[aria-labelledby=checks] tbody tr").count(), 3);

		// a level off the scale is refused, and what was typed stays
		await record(mel, gap, "9");
		check(await mel.locator("[role=alert]").count() > 0, "nothing was told");
		same(await mel.inputValue("[name=current]"), "9");

		// after 6 months, after 12
		await record(mel, gap, "3.5");
		await record(mel, gap, lang === "vi" ? "3,6" : "3.6");
		await mel.goto(gap);
		const said = await mel.locator("section[aria-labelledby=checks] tbody tr").nth(1)
			.innerText();
		check(said.includes(HELD[lang]), said);
		same((await json(mel, `${gap}.json`)).state, "closed");
		same(await mel.locator("section[aria-labelledby=life] .list > li").count() >= 6, true);
		same((await mel.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0,
			true);

		// and the programme counts it
		await pm.goto(`${site.address}${P}/overview`);
		const row = pm.locator("section[aria-labelledby=chain] tr:has(a[href*='months=12'])");
		check(/[1-9]/.test(await row.locator("td").innerText()), await row.innerText());
		for (const page of [mel, fac, ben, pm])
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
