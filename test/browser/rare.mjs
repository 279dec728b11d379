// SPDX-License-Identifier: AGPL-3.0-or-later
//
// rare.mjs - pages that are met more rarely: those whose address has to be
// found or brought about first, and those that a person meets only when
// something is refused.  And the site's own list of pages, so that none is
// forgotten: every GET of src/web/site.c is looked at, or stands in APART.
import { readFileSync, readdirSync } from "node:fs";
import { asked } from "./assistance.mjs";
import { found_network } from "./network.mjs";
import { invite, launch, open_round } from "./raters.mjs";
import { check, json, same, send, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";

// By code, as the demonstration has them.
const KNOWN = [
	"/programme/MAR-CULT/resources/notes", "/programme/MAR-CULT/resources/notes/draft",
	"/priorities", "/frameworks/import", "/lesson/L01", "/equipment_item/EQ01",
	"/lesson/new?programme=MAR-CULT", "/lessons/worked", "/practice/PR01/check",
	"/event/EV01/review", "/organisation/ORG03",
	"/organisation/ORG03/edit", "/organisation/ORG03/drop",
	"/organisation/ORG03/history", "/user", "/setting",
];

// What is not looked at, and why.
const APART = {
	"/framework/{id}/document": "a file",
	"/public/{id}": "public.mjs judges it when it is published; its preview is looked at here",
	"/programme/{id}/resources/entry": "money.mjs judges it, for who may enter money",
	"/programme/{id}/resources/bank/{statement}": "money.mjs judges it, with a file of a bank",
	"/healthz": "for programs",
	"/metrics": "for programs",
	"/api/openapi": "for programs",
	"/api/changes": "for programs",
	"/programme/{id}/report/{report}": "report.mjs begins one and judges it",
	"/programme/{id}/report/{report}/pdf": "a file",
	"/programme/{id}/report/{report}/docx": "a file",
	"/programme/{id}/report/{report}/workbook": "a file",
	"/programme/{id}/summary.pdf": "a file",
	"/odata": "for programs",
	"/odata/$metadata": "for programs",
	"/odata/{set}": "for programs",
	"/odata/{set}/$count": "for programs",
	"/feed/{key}/{kind}": "a file",
	"/webhook/{id}": "feeds.mjs makes one and judges it",
	"/language": "goes back to where it was asked",
	"/codebook": "a file",
	"/job/{id}/file": "a file",
	"/programme/{id}/iati/file": "a file",
	"/iati/{file}": "a file",
	"/offline.js": "a script",
	"/file/{id}/bytes": "a file",
	"/file/{id}/thumb": "a picture",
	"/file/{id}/picture": "a picture",
	"/c/{number}/pdf": "a file",
	"/concept_note/{id}/pdf": "a file",
	"/vn_ta_dossier/{id}": "notes.mjs judges it",
	"/vn_ta_dossier/{id}/pdf": "a file",
	"/vn_ta_dossier/{id}/docx": "a file",
	"/concept_note/{id}/docx": "a file",
	"/me/pdf": "a file",
	"/me/data": "a file",
	"/person_request/{id}": "in me.mjs",
	"/programme/{id}/event/{event}/badges/pdf": "a file",
	"/signin/{code}/pdf": "a file",
	"/person/{id}/life": "for programs",
	"/person/{id}/life/pdf": "a file",
	"/c/{number}/badge": "a file",
	"/c/{number}/token": "a file",
	"/badges/revoked": "for programs",
	"/mine/{key}": "its key is shown once: exam.mjs judges it there",
	"/join/{id}": "exam.mjs judges it when one is open",
	"/seat/{key}": "exam.mjs judges it with its key",
	"/mine/{key}/feedback": "exam.mjs judges it with its key",
	"/mine/{key}/plan": "exam.mjs judges it with its key",
	"/mine/{key}/test/{phase}": "exam.mjs judges it with its key",
	"/programme/{id}/event/{event}/exam/{sitting}": "exam.mjs judges it when one was sat",
	"/calendar/{key}/mine.ics": "a file",
	"/calendar/{key}/programme/{id}/feed.ics": "a file",
	"/calendar/{key}/event/{event}/feed.ics": "a file",
	"/event/{event}/calendar.ics": "a file",
	"/programme/{id}/calendar.ics": "a file",
	"/programme/{id}/equipment/labels": "a file",
	"/handover_certificate/{id}/pdf": "a file",
	"/handover_certificate/{id}": "none in the demonstration: equipment.mjs writes one and judges it",
	"/mail/stop/{key}/{kind}": "its key stands in a mail: test/http/mail.mjs reads it there",
};

async function first(site, page, from, link)
{
	await page.goto(site.address + from);
	const href = await page.locator(link).first().getAttribute("href");

	return new URL(href, site.address).href.slice(site.address.length);
}

// A framework with a dimension and an item, each by its own form.
async function framework(site, page)
{
	await page.goto(`${site.address}/frameworks/new`);
	await page.fill("[name=code]", "T-RARE");
	await page.fill("[name='title.en']", "A framework of the tests");
	await page.check("[name=target] >> nth=2");
	await page.click("main form button.pri");
	await page.waitForURL(/design$/);
	const design = new URL(page.url()).pathname, of = design.slice(0, -"/design".length);
	await page.click("main a[href$='/dimension/new']");
	await page.fill("[name=code]", "D1");
	await page.fill("[name='title.en']", "Leadership");
	await page.click("main form button.pri");
	await page.waitForURL(/design/);
	await page.click("main a[href*='/item/new']");
	await page.fill("[name=code]", "D1.1");
	await page.fill("[name='question.en']", "Decisions are written down");
	await page.click("main form button.pri");
	await page.waitForURL(/design/);
	return [design, `${of}/freeze`, `${of}/dimension/new`,
		...await page.locator(`main a[href*='${of}/dimension/'], main a[href*='${of}/item/'],
			main a[href*='${of}/cut']`).evaluateAll((all) =>
			[...new Set(all.map((a) => a.getAttribute("href")))])];
}

// A round with a sheet for whoever has its link, and one of one's own.
async function sheets(site, page)
{
	const persons = (await json(page, `${site.address}/person.json?programme=MAR-CULT`)).rows;
	const me = (await json(page, `${site.address}/user.json?login=${site.user}`)).rows[0];

	await send(site, page, `/user/${me.id}`, { revision: String(me.revision),
		login: me.login, party: persons[0].id });
	await open_round(site, page, "T-RARE");
	const links = await invite(site, page, "T-RARE", "Awa Diop");
	await page.goto(`${site.address}${P}/round/T-RARE/raters`);
	await page.locator("summary", { hasText: "Invite raters" }).click();
	await page.locator("[name=subject]").first().check();
	await page.selectOption("[name=role]", "supervisor");
	await page.locator("summary", { hasText: "Choose from the people" }).click();
	await page.check(`[name=person][value='${persons[0].id}']`);
	await page.click("button[value=invite]");
	await page.waitForSelector(".link-once");
	await launch(site, page, "T-RARE");
	return [new URL(links[0]).pathname,
		await first(site, page, `${P}/round/T-RARE`, "a[href*='/step?verb=']"),
		await first(site, page, "/", "a[href^='/mysheet/']")];
}

// An indicator that counts records says which.
async function counted(site, page)
{
	await page.goto(`${site.address}/indicator/I01`);
	await page.goto(`${page.url()}/edit`);
	await page.selectOption("[name=records]", { index: 1 });
	await page.click("main button.pri");
	await page.waitForURL((url) => !url.pathname.endsWith("/edit"));
	return first(site, page, `${P}/indicator/I01`, "a[href$='/records']");
}

async function profile(site, page, gap)
{
	const like = await json(page, `${site.address}/gap/${gap.id}.json`);

	return send(site, page, "/role_profile", { programme: like.programme,
		framework: like.framework, code: "T-RARE",
		"title.en": "A role of the tests", kind: "post", subject_type: "IND" });
}

// An award, and the certificate of somebody who has shown what it asks for.
async function award(site, page, programme)
{
	const events = (await json(page, `${site.address}/event.json?programme=MAR-CULT`)).rows;
	const at = await send(site, page, "/award", { programme, kind: "completion",
		title: "An award of the tests", issuer: "The testers" });

	await send(site, page, "/award_condition", { award: at.split("/").pop(),
		kind: "attendance", event: events[0].id, least: "80" });
	const job = await send(site, page, `${at}/issue`, { everyone: "yes" });
	for (let i = 0; i < 100; i++) {
		if ((await json(page, `${site.address}${job}.json`)).state === "done")
			break;
		await page.waitForTimeout(300);
	}
	const made = (await json(page, `${site.address}/certificate.json?programme=MAR-CULT`)).rows;
	return [at, `/c/${made[0].number}`];
}

// Where people check in to an event, and what its codes lead to.
async function codes(site, page)
{
	const event = `${P}/event/EV03`;

	await send(site, page, `${event}/sessions`, { every: "week" });
	const badges = await send(site, page, `${event}/codes`, { go: "badges" });
	const room = await json(page, `${site.address}${event}/room.json`);
	const sheet = await send(site, page, `${event}/signin`, {});
	return [badges, sheet, `${sheet}/key`, `${event}/signin`, "/signin", `${event}/checkin`, `${event}/room`, "/here",
		`/here/${room.link.split("/").pop()}`, await first(site, page, badges, "td a")];
}

async function evaluation(site)
{
	const page = await sign_in({ ...site, user: "eva" });

	await page.goto(`${site.address}/evaluation/new?programme=MAR-CULT`);
	await page.fill("[name='title.en']", "An evaluation of the tests");
	await page.check("[name=kind] >> nth=1");
	await page.click("main button.pri");
	await page.waitForURL(/evaluation\//);
	const at = await first(site, page, `${P}/evaluate`,
		"section[aria-labelledby=register] a:has-text('of the tests')");
	await page.context().close();
	return at;
}

// One of every kind of figure that is made of many rows; a change also of a
// group.  There is no contrast in this demonstration.
async function figures(site, page)
{
	const all = [];

	for (const kind of ["change", "cost", "course", "test", "reaction", "learning", "use", "results"])
		all.push(await first(site, page, `${P}/evaluate`, `a[href^='/figure/${kind}/']`));
	return [...all, await first(site, page, `${P}/evaluate`, "section[aria-labelledby=splits] a[href^='/figure/change/']")];
}

// A note with its figures, a section to write in, and its versions.
async function note(site, page, gap)
{
	const made = await send(site, page, `${P}/resources/notes/draft`, { go: "draft",
		title: "A note of the tests", form: "concept", language: "en", gap: gap.id });

	return [made, `${made}/compare`, await first(site, page, made, "a[href$='/write']")];
}

export async function found(site)
{
	const page = await sign_in(site);
	const gaps = (await json(page, `${site.address}/gap.json?programme=MAR-CULT`)).rows;
	const all = [...KNOWN, `${P}/plan/gap/${gaps[0].id}`,
		...await framework(site, page), ...await sheets(site, page),
		await evaluation(site), ...await asked(site, page),
		await found_network(site, page, "A network of the tests"),
		...await codes(site, page),
		...await award(site, page, (await json(page,
			`${site.address}/gap/${gaps[0].id}.json`)).programme),
		...await figures(site, page),
		await first(site, page, "/frameworks", "tbody a[href$='/design']"),
		await first(site, page, "/person?programme=MAR-CULT", "tbody th a"),
		`${await first(site, page, "/person?programme=MAR-CULT", "tbody th a")}/details`,
		await first(site, page, `${P}/mentoring`, "tbody th a"),
		`${await first(site, page, `${P}/mentoring`, "tbody th a")}/details`,
		await counted(site, page), await profile(site, page, gaps[0]),
		await first(site, page, P, "a[href*='/move?']"),
		await first(site, page, `${P}/resources/funders`, "section[aria-labelledby=fu] tbody th a"),
		await first(site, page, "/cleaning?programme=MAR-CULT", "tbody th a"),
		...await note(site, page, gaps[0]),
		await send(site, page, "/say/MAR-CULT", { category: "question", text: "Where is it?" }),
		await first(site, page, `${P}/feedback?show=all`, "a[href$='/answer']"),
		`${await send(site, page, "/check", {})}?still=yes`,
		`${await first(site, page, "/user", "tbody th a")}/password`];

	await page.context().close();
	return all;
}

// What others rest on is as it was: the account names no person.
export async function leave(site)
{
	const page = await sign_in(site);
	const me = (await json(page, `${site.address}/user.json?login=${site.user}`)).rows[0];

	await send(site, page, `/user/${me.id}`, { revision: String(me.revision),
		login: me.login, party: "" });
	await page.context().close();
}

// ---- what is met when something is refused ----

const bare = (page) => page.evaluate(() =>
	document.querySelectorAll("main form").forEach((f) => f.noValidate = true));

export const REFUSED = [
	["a form with errors", 422, async (site, page) => {
		await page.goto(`${site.address}/lesson/new?programme=MAR-CULT`);
		await bare(page);
		await page.click("main button.pri");
	}],
	["a row that somebody else changed meanwhile", 409, async (site, page) => {
		const other = await page.context().newPage();

		for (const on of [other, page])
			await on.goto(`${site.address}/organisation/ORG03/edit`);
		await other.fill("[name=note]", `Seen ${Date.now()}`);
		await other.click("main button.pri");
		await other.waitForLoadState();
		await other.close();
		await page.fill("[name=note]", "Seen by me");
		await page.click("main button.pri");
	}],
	["a page that is not one's own", 403, async (site, page) => {
		await page.goto(`${site.address}/user`);
	}, "bao"],
	["a row that is not there", 404, async (site, page) => {
		await page.goto(`${site.address}/organisation/none`);
	}],
	["no file chosen to import", 422, async (site, page) => {
		await page.goto(`${site.address}/frameworks/import`);
		await bare(page);
		await page.click("main button.pri");
	}],
];

// ---- every way to the site ----

// The pages of the site in its order: which path an address is answered by.
function routes()
{
	const pages = new Map();

	for (const file of readdirSync("src/web").filter((f) => f.endsWith(".c")))
		for (const [, name, body] of readFileSync(`src/web/${file}`, "utf8")
			.matchAll(/const struct page (\w+) = \{([^]*?)\n\};/g))
			pages.set(name, [/\.method\s*=\s*(\w+)/.exec(body)?.[1],
				/\.path\s*=\s*"([^"]*)"/.exec(body)?.[1]]);
	return [...readFileSync("src/web/site.c", "utf8").split("site[] = {")[1]
		.matchAll(/&(\w+)/g)].map(([, name]) => {
			check(pages.has(name), `${name} is nowhere`);
			return pages.get(name);
		}).filter(([method]) => method === "GET").map(([, path]) => path);
}

const fits = (route, path) => new RegExp(`^${route.replace(/\{entity\}/, "[a-z_]+")
	.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);

export function forgotten(addresses)
{
	const all = routes(), seen = new Set(Object.keys(APART));

	same(Object.keys(APART).filter((route) => !all.includes(route)), []);
	for (const address of addresses)
		seen.add(all.find((route) => fits(route, new URL(address, "http://x").pathname)));
	return all.filter((route) => !seen.has(route));
}
