// SPDX-License-Identifier: AGPL-3.0-or-later
//
// pages.mjs - every page, light and dark, in English and Vietnamese, on a
// desk and in a hand: nothing axe finds, nothing sideways, no complaint of
// the browser, and no more bytes than promised.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { REFUSED, forgotten, found, leave } from "./rare.mjs";
import { check, open, same, sign_in } from "./test.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const P = "/programme/MAR-CULT", NOWHERE = "/training_that_is_not_there";

const ADDRESSES = [
	"/", `${P}/overview`, `${P}/engage`, `${P}/gates`, `${P}/gate/G10`, `${P}/plan`,
	`${P}/plan/choice`, `${P}/plan/A01`, `${P}/plan/version/3`,
	`${P}/plan?view=results`, `${P}/plan?view=versions`, `${P}/plan?view=risks`, `${P}/timeline`,
	`${P}/assess?round=A-ORG-EL`, `${P}/assess?round=A-ORG-EL&subject=ORG03`,
	`${P}/deliver`, `${P}/deliver?kind=mission`, `${P}/event/EV01`, `${P}/event/EV01/sessions`,
	`${P}/event/EV01/exam`, `${P}/event/EV01/links`, `${P}/event/EV01/plans`, `${P}/event/EV01/seats`, "/join", `${P}/bank`, `${P}/bank/import`,
	`${P}/bank/item?course=CPOL`,
	`${P}/event/EV01/tests`, `${P}/event/EV01/feedback`, `${P}/deliver/record?kind=event`,
	...["", "?tab=missions", "?tab=advice", "?tab=experts", "?tab=helpdesk", "?tab=calls"].map((t) =>
		`${P}/assistance${t}`), "/ta_request/TA01", "/ta_request/TA01/match", "/ta_request/TA01/terms",
	"/mission/M01", "/ref", `${P}/policy`, "/policy_instrument/PI01", "/policy_instrument/PI01/drafts",
	`${P}/exchange`, "/exchange/EX00",
	`${P}/monitor`, `${P}/monitor?view=reports`, `${P}/monitor?view=changes`,
	`${P}/indicator/I02`, `${P}/indicator/I02/values?period=2026H1`,
	`${P}/round/A-ORG-BL/raters`, `${P}/round/A-ORG-BL/paper`, `${P}/round/A-ORG-BL/key`,
	`${P}/round/new`, `${P}/round/A-ORG-EL`, `${P}/round/A-ORG-EL/answers`,
	`${P}/round/A-ORG-EL/levels`, `${P}/round/A-ORG-EL/levels/take?source=roles`, `${P}/profiles`, `${P}/round/A-ORG-EL/weights`,
	`${P}/round/A-ORG-EL/meeting`, "/frameworks", "/frameworks/new", `${P}/awards`, "/c", "/award/new",
	`${P}/evaluate`, `${P}/evaluate?round=A-IND-EL`,
	`${P}/learn`, `${P}/learn?view=agenda`, `${P}/learn/worked`, "/lessons?q=bao+cao",
	`${P}/sustain`,
	`${P}/follow-ups`,
	`${P}/gaps/take?round=A-ORG-EL`, `${P}/rollup`, `${P}/rollup?by=gap&state=closed`,
	`${P}/chain/closed`, `${P}/funder/all`, `${P}/resources`, `${P}/iati`, "/iati", "/import/iati", "/iati_entry/new?programme=MAR-CULT", `${P}/resources/gap?by=gap`, `${P}/resources/budget`, `${P}/resources/ledger`, `${P}/resources/lines`, `${P}/resources/revaluation`, `${P}/resources/bank`, `${P}/resources/grants`, `${P}/resources/gap/lines?by=year&of=2024`, "/opportunity/OP05",
	`${P}/resources/funders`, `${P}/resources/lead`, `${P}/resources/deadlines`,
	`${P}/gaps?round=A-ORG-BL`, `${P}/gaps?round=A-IND-BL`, `${P}/all`, P, `${P}/edit`,
	`${P}/history`, `${P}/files`, "/file", "/all", "/search?q=culture", "/me", `${P}/mentoring?mentee=P010`, "/about", "/password", "/import", "/feeds", `${P}/report`, "/outbox", `${P}/equipment`, `${P}/equipment?state=unused`, `${P}/event/EV01/calendar`, "/day", "/wishes",
	`${P}/feedback`, `${P}/feedback?show=all`, "/say", "/say/MAR-CULT", "/public", "/portfolio", "/portfolio?country=VN",
	`${P}/publish`, `${P}/publish/preview?parts=purpose;partners;change;money;lessons;policy;practices;feedback`,
	"/stakeholder?programme=MAR-CULT", "/indicator?programme=MAR-CULT", "/event/new",
	"/risk/import?programme=MAR-CULT", "/cleaning?programme=MAR-CULT",
	NOWHERE,
];
const SIZES = { desk: { width: 1440, height: 900 }, hand: { width: 390, height: 844 } };
const DRESSES = [["light", "en"], ["dark", "en"], ["light", "vi"]];
const RARE_IN = ["light en desk", "dark en hand", "light vi hand"];
const WIDTHS = [390, 820, 1024, 1440];

const KIB = 1024, FIRST_MOST = 60 * KIB, LATER_MOST = 15 * KIB, REQUESTS_MOST = 10;

async function figure_of(site, page)
{
	await page.goto(`${site.address}${P}/gaps?round=A-ORG-BL`);
	return new URL(await page.locator(".heat td a").first().getAttribute("href"),
		site.address).pathname;
}

async function gap_of(site, page)
{
	await page.goto(`${site.address}${P}/rollup?by=gap&state=closed`);
	return new URL(await page.locator("tbody a[href^='/gap/']").first().getAttribute("href"),
		site.address).pathname;
}

// All that is looked at; the rarer ones are brought about once.
async function every(site, page, rare)
{
	if (site.only)
		return site.only;
	if (rare)
		site.rare ??= await found(site);
	return [...ADDRESSES, ...rare ? site.rare : [], await figure_of(site, page),
		await gap_of(site, page)];
}

async function look(page, address)
{
	await page.goto(address);
	return judge(page, address);
}

async function judge(page, address)
{
	const found = await page.evaluate(async ([script, rules]) => {
		if (!window.axe)
			(0, eval)(script);
		return (await window.axe.run({ runOnly: rules })).violations.map((v) =>
			`${v.impact} ${v.id}: ${v.nodes[0].html.slice(0, 160)}`);
	}, [axe, RULES]);
	return found.map((says) => `${address}: ${says}`);
}

// What is met when something is refused, with the status it is answered by.
async function refused(site, options)
{
	const wrong = [];

	for (const [name, status, meet, user] of REFUSED) {
		const page = await sign_in({ ...site, user: user ?? site.user }, options);
		let got = 0;

		page.on("response", (r) => {
			if (r.request().isNavigationRequest())
				got = r.status();
		});
		await meet(site, page);
		await page.waitForLoadState();
		if (got !== status)
			wrong.push(`${name}: ${got}`);
		wrong.push(...await judge(page, name));
		const over = await page.evaluate(() =>
			document.documentElement.scrollWidth - innerWidth);
		if (over > 0)
			wrong.push(`${name}: wider by ${over}`);
		await page.context().close();
	}
	return wrong;
}

function dress(site, scheme, locale, size)
{
	return [`axe finds nothing in ${scheme}, ${locale}, ${size}`, async () => {
		const page = await sign_in(site, { colorScheme: scheme, locale,
			viewport: SIZES[size], bypassCSP: true });
		const rare = RARE_IN.includes(`${scheme} ${locale} ${size}`);
		const found = [];

		for (const path of await every(site, page, rare))
			found.push(...await look(page, site.address + path));
		await page.context().close();
		const out = await open(site, { colorScheme: scheme, locale,
			viewport: SIZES[size], bypassCSP: true });
		found.push(...await look(out, `${site.address}/login`));
		await out.context().close();
		if (rare && !site.only)
			found.push(...await refused(site, { colorScheme: scheme, locale,
				viewport: SIZES[size], bypassCSP: true }));
		same(found, []);
	}];
}

// What went over the wire, headers and all, as the browser counts it.
async function weigh(page, address)
{
	const wire = await page.context().newCDPSession(page);
	let bytes = 0, requests = 0;

	await wire.send("Network.enable");
	wire.on("Network.loadingFinished", (e) => {
		bytes += e.encodedDataLength;
		requests++;
	});
	await page.goto(address, { waitUntil: "networkidle" });
	await wire.detach();
	return { bytes, requests };
}

export function pages(site)
{
	const whole = [["no page of the site is forgotten here", async () => {
		const page = await sign_in(site);

		same(forgotten(["/login", ...await every(site, page, true)]), []);
		await page.context().close();
	}]];
	const tests = site.only ? [] : whole;

	for (const [scheme, locale] of DRESSES)
		for (const size of Object.keys(SIZES))
			tests.push(dress(site, scheme, locale, size));

	tests.push(["no page is wider than its window, and the browser has no complaint", async () => {
		const page = await sign_in(site);
		const wide = [];

		for (const path of (await every(site, page, true)).filter((p) => p !== NOWHERE))
			for (const width of WIDTHS) {
				await page.setViewportSize({ width, height: 900 });
				await page.goto(site.address + path);
				const over = await page.evaluate(() =>
					document.documentElement.scrollWidth - innerWidth);
				if (over > 0)
					wide.push(`${path} at ${width}: ${over}`);
			}
		same(wide, []);
		same(page.complaints, []);
		await page.context().close();
	}]);

	if (site.only)
		return tests;
	tests.push(["the first page takes at most 60 KiB and ten requests", async () => {
		const page = await open(site);
		const cost = await weigh(page, `${site.address}/login`);

		check(cost.bytes <= FIRST_MOST && cost.requests <= REQUESTS_MOST,
			`/login: ${cost.bytes} bytes, ${cost.requests} requests`);
		await page.context().close();
		for (const path of [`${P}/overview`, `${P}/assess?round=A-ORG-EL`]) {
			const cookies = await (await sign_in(site)).context().cookies();
			const fresh = await open(site);
			await fresh.context().addCookies(cookies);
			const got = await weigh(fresh, site.address + path);
			check(got.bytes <= FIRST_MOST && got.requests <= REQUESTS_MOST,
				`${path}: ${got.bytes} bytes, ${got.requests} requests`);
			await fresh.context().close();
		}
	}]);

	tests.push(["later pages take at most 15 KiB", async () => {
		const page = await sign_in(site);
		const heavy = [];

		await page.goto(`${site.address}${P}/overview`, { waitUntil: "networkidle" });
		for (const path of (await every(site, page, true)).filter((p) => p !== NOWHERE)) {
			const cost = await weigh(page, site.address + path);
			if (cost.bytes > LATER_MOST)
				heavy.push(`${path}: ${cost.bytes} bytes`);
		}
		same(heavy, []);
		await page.context().close();
		await leave(site);
	}]);
	return tests;
}
