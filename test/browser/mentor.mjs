// SPDX-License-Identifier: AGPL-3.0-or-later
//
// mentor.mjs - a mentor is suggested, the two sign by their own steps, meet,
// follow goals, and write notes that nobody else reads.  Runs after
// journey.mjs, which imports the programme.
import { joins } from "./me.mjs";
import { axe_faults, check, json, same, send, sign_in, step } from "./test.mjs";

const P = "/programme/MAR-CULT", WORDS = "He is afraid of the audit";
const main = (page) => page.locator("main").innerText();

export function mentor(site)
{
	const at = (path) => site.address + path;
	let mentee, guide, pair, mai, nam;

	return [
	["the pairs of the demonstration are all there, with sessions and goals", async () => {
		const page = await sign_in(site, { bypassCSP: true });

		await page.goto(at(`${P}/mentoring`));
		// mentoring.csv of the demonstration has 7 lines and 60 sessions held.
		same(await page.locator("section[aria-labelledby=pairs] tbody tr").count(), 7);
		check((await page.locator("dl.facts").innerText()).includes("60"), "sessions");
		same(await axe_faults(page), []);
		await page.context().close();
	}],
	["a mentor is suggested with reasons, and proposed", async () => {
		const page = await sign_in(site, { bypassCSP: true });

		mentee = (await json(page, at("/person.json?programme=MAR-CULT&search=P010"))).rows
			.find((p) => p.code === "P010").id;
		await page.goto(at(`${P}/mentoring?mentee=P010`));
		same(await axe_faults(page), []);
		check((await main(page)).includes("open gaps"), "reasons");
		const propose = page.locator("a[href*='/mentoring_agreement/new']").first();
		guide = new URL(await propose.getAttribute("href"), site.address)
			.searchParams.get("mentor");
		await propose.click();
		await page.fill("[name=start]", "2026-01-05");
		await page.fill("[name=end]", "2099-12-01");
		await page.fill("[name=confidentiality]", "What is said stays between us.");
		await page.locator("main form button.pri").first().click();
		await page.waitForURL(/mentoring_agreement\/[0-9a-f-]{36}$/);
		pair = new URL(page.url()).pathname;
		await page.context().close();
	}],
	["the secretariat matches, mentor and mentee sign by a step of each", async () => {
		const office = await joins(site, "sec.mentor", "SEC");

		await step(office, at(`${pair}/move?verb=match`));
		await office.context().close();
		mai = await joins(site, "guide.mai", "MEN", guide);
		nam = await joins(site, "learner.nam", "PAR", mentee);
		await step(mai, at(`${pair}/move?verb=sign`));
		await nam.goto(at(pair));
		check(!(await main(nam)).includes("Active"), "one is not enough");
		await step(nam, at(`${pair}/move?verb=sign`));
		await nam.goto(at(pair));
		check((await main(nam)).includes("Active"), await main(nam));
	}],
	["a goal is set and measured, a session logged, an action done", async () => {
		await mai.goto(at(pair));
		await mai.click("section[aria-labelledby=goals] summary");
		await mai.fill("#goal", "Policy briefs");
		await mai.fill("#baseline", "0");
		await mai.fill("#target", "4");
		await mai.click("section[aria-labelledby=goals] details button");
		await mai.waitForLoadState();
		await mai.fill("[name=achieved]", "1");
		await mai.click("section[aria-labelledby=goals] td button");
		await mai.waitForLoadState();
		check((await main(mai)).includes("25%"), "1 of 4");
		await mai.click("section[aria-labelledby=sessions] summary");
		await mai.fill("#minutes", "none");
		await mai.click("section[aria-labelledby=sessions] button.pri");
		await mai.waitForLoadState();
		check((await main(mai)).includes("such as 60"), "refused");
		await mai.goto(at(pair));
		await mai.click("section[aria-labelledby=sessions] summary");
		await mai.fill("#minutes", "90");
		await mai.fill("#mood", "4");
		await mai.fill("#topics", "The first brief");
		await mai.fill("[name=action1]", "Send the outline");
		await mai.fill("[name=due1]", "2026-02-01");
		await mai.click("section[aria-labelledby=sessions] button.pri");
		await mai.waitForLoadState();
		check((await mai.locator("dl.facts").innerText()).includes("1.5"), "hours");
		same(await axe_faults(mai), []);
		await mai.click("section[aria-labelledby=sessions] button[name=done]");
		await mai.waitForLoadState();
		check((await main(mai)).includes("done"), "done");
	}],
	["the two read each other's notes", async () => {
		await mai.fill("#note", WORDS);
		await mai.click("section[aria-labelledby=notes] form:last-of-type button");
		await mai.waitForLoadState();
		check((await main(mai)).includes(WORDS), "by who wrote it");
		await nam.goto(at(pair));
		check((await main(nam)).includes(WORDS), "by the other");
		same(await axe_faults(nam), []);
		await nam.setViewportSize({ width: 390, height: 844 });
		check(await nam.evaluate(() => document.documentElement.scrollWidth - innerWidth) <= 0,
			"no wider than a phone");
	}],
	["a third reads none of them, by page, API, history, export or search", async () => {
		const page = await sign_in(site);       // of the programme, and administrator
		const third = await joins(site, "other.mentor", "MEN");

		for (const who of [page, third]) {
			for (const path of [pair, `${pair}.json`, `${pair}/history`, `${pair}/details`,
				"/mentoring_note", "/mentoring_note.json", "/mentoring_note.csv",
				"/search?q=audit", "/mentoring_session.json"]) {
				const answer = await who.request.get(at(path));

				check(!(await answer.text()).includes("afraid"), path);
			}
			await who.goto(at(pair));
			same(await who.locator("section[aria-labelledby=notes]").count(), 0);
		}
		// Nor do the two by the generic interface.
		check(!(await (await mai.request.get(at("/mentoring_note.json"))).text())
			.includes("afraid"), "the interface");
		await page.context().close();
		await third.context().close();
	}],
	["either ends it without fault, saying why", async () => {
		await step(nam, at(`${pair}/move?verb=end`));
		await mai.goto(at(pair));
		check((await main(mai)).includes("Ended early"), "ended");
		same(await mai.locator("section[aria-labelledby=sessions] details").count(), 0);
		await mai.context().close();
		await nam.context().close();
	}],
	];
}
