// SPDX-License-Identifier: AGPL-3.0-or-later
//
// assistance.mjs - technical assistance: a form without an account, scores
// of two, terms compared, an expert found and invited by a link, a mission
// with its log, and what those advised say.  Runs after journey.mjs.
import { axe_faults, check, json, open, same, send, sign_in, step } from "./test.mjs";

const P = "/programme/MAR-CULT";
const LETTER = { name: "letter.pdf", mimeType: "application/pdf",
	buffer: Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n") };
const text = (page, what) => page.locator(what).first().innerText();

export async function call(site, page, code, kind)
{
	const programme = (await json(page, `${site.address}/programme.json`)).rows
		.find((r) => r.code === "MAR-CULT").id;

	return send(site, page, "/call", { programme, code, kind, "title.en": `Call ${code}`,
		opens: "2023-01-01", max_days: "63", areas: "culture statistics" });
}

// The form as an authority fills it in; where it leads.
export async function apply(site, code, objective)
{
	const page = await open(site);

	await page.goto(`${site.address}/open/${code}`);
	await page.fill("[name=organisation]", "Archive of Orla");
	await page.fill("[name=signatory]", "B. Director");
	await page.fill("[name=contact]", "Ana Archivist");
	await page.fill("[name=email]", "ana@example.org");
	await page.fill("[name=gap]", "No figures on culture");
	await page.fill("[name=objective]", objective);
	await page.fill("[name=expected_results]", "Figures each year");
	await page.fill("[name=areas]", "culture statistics; film funding");
	await page.setInputFiles("[name=letter]", LETTER);
	await page.check("[name=agrees]");
	await page.click("main form button.pri");
	await page.waitForURL(/\/ref\//);
	const at = new URL(page.url()).pathname;
	await page.context().close();
	return at;
}

// What rests on a link or a number, for who looks at every page.
export async function asked(site, page)
{
	await call(site, page, "T-RARE", "requests");
	const ref = await apply(site, "T-RARE", "A request of the tests");
	await page.goto(`${site.address}/ta_request/TA01/match`);
	if (await page.locator("button[value=chosen]").count() > 0)
		await page.locator("button[value=chosen]").first().click();
	await page.locator("summary:has-text('Invite')").first().click();
	await page.locator("button[value=invite]").first().click();
	const invited = new URL(await text(page, ".link-once")).pathname;
	await page.goto(`${site.address}/mission/M01`);
	await page.click("summary:has-text('Ask somebody')");
	await page.fill("[name=who]", "The ministry");
	await page.click("button[value=ask]");
	return ["/open/T-RARE", ref, invited, new URL(await text(page, ".link-once")).pathname,
		await entry(site, page)];
}

// The link by which the first expert of the pool confirms the entry.
async function entry(site, page)
{
	await page.goto(`${site.address}${P}/assistance?tab=experts`);
	await page.locator("summary:has-text('Ask to confirm')").first().click();
	await page.locator("button[value=link]").first().click();
	return new URL(await text(page, ".link-once")).pathname;
}

export function assistance(site)
{
	const at = (path) => site.address + path;
	const as = (name) => sign_in({ ...site, user: name }, { bypassCSP: true });
	let ref, request, answer;

	return [
	["an authority without an account sends a request, and what is missing is told beside it", async () => {
		const page = await as(site.user), out = await open(site, { bypassCSP: true });

		await call(site, page, "TA-TEST", "requests");
		await out.goto(at("/open/TA-TEST"));
		same(await axe_faults(out), []);
		await out.fill("[name=objective]", "A statistics unit");
		await out.click("main form button.pri");
		check(await out.locator(".err").count() >= 6, "faults beside the fields");
		same(await out.inputValue("[name=objective]"), "A statistics unit");
		ref = await apply(site, "TA-TEST", "A statistics unit");
		await out.goto(at("/ref"));
		await out.fill("#number", ref.split("/").pop());
		await out.click("main form button");
		check((await text(out, "main")).includes("Submitted"), await text(out, "main"));
		same(out.complaints.filter((c) => !c.includes("422")), []);
		await page.context().close();
		await out.context().close();
	}],

	["it is screened, judged eligible, and scored by two who see each other only after", async () => {
		const chi = await as("minh"), sec = await as("sau");

		await sec.goto(at(`${P}/assistance`));
		await sec.click("a:has-text('A statistics unit')");
		request = new URL(sec.url()).pathname;
		await step(sec, at(`${request}/move?verb=screen`));
		await sec.goto(at(request));
		await sec.click("summary:has-text('Decide whether')");
		await sec.check("[name=eligible][value=yes]");
		await sec.click("button[value=eligible]");
		check((await text(sec, "section[aria-labelledby=el]")).includes("Eligible"), "eligible");
		const score = async (page, marks) => {
			await page.goto(at(request));
			const names = ["relevance", "feasibility", "effectiveness", "sustainability"];

			for (let i = 0; i < 4; i++)
				await page.check(`[name=${names[i]}][value='${marks[i]}']`);
			await page.click("button[value=score]");
		};
		await score(sec, [5, 4, 4, 3]);
		await chi.goto(at(request));
		same(await chi.locator("#score tbody").count(), 0);
		await score(chi, [3, 4, 4, 3]);
		// (16 + 14) / 2
		check((await text(chi, "#sc")).includes("15"), await text(chi, "#sc"));
		check((await text(chi, "#score tbody")).includes("± 1.41"), await text(chi, "#score tbody"));
		await chi.context().close();
		await sec.context().close();
	}],

	["its terms have versions that are compared side by side", async () => {
		const page = await as(site.user);

		await page.goto(at(request));
		await page.click("button[value=terms]");
		await page.fill("[name=background]", "No figures\nFew staff");
		await page.click("main form button.pri");
		await page.goto(at(request));
		await page.click("button[value=terms]");
		await page.fill("[name=background]", "No figures\nMany staff");
		await page.click("main form button.pri");
		await page.goto(at(`${request}/terms`));
		check((await text(page, ".differ del")).includes("Few"), "gone");
		check((await text(page, ".differ ins")).includes("Many"), "new");
		same(await axe_faults(page), []);
		await page.context().close();
	}],

	["an expert confirms the entry by a personal link, and what is no address is told beside it", async () => {
		const page = await as("sau"), out = await open(site, { bypassCSP: true });
		const link = await entry(site, page);

		await out.goto(at(link));
		same(await axe_faults(out), []);
		await out.fill("[name=email]", "no address");
		await out.fill("[name=conflicts]", "I wrote the first draft.");
		await out.click("button[value=confirm]");
		check(await out.locator(".err").count() > 0, "a fault beside the field");
		same(await out.inputValue("[name=conflicts]"), "I wrote the first draft.");
		await out.fill("[name=email]", "expert@example.org");
		await out.click("button[value=confirm]");
		check((await text(out, "main")).includes("Your entry is confirmed."), await text(out, "main"));
		same(await axe_faults(out), []);
		await page.context().close();
		await out.context().close();
	}],

	["an expert is chosen with reasons, invited by a link, and answers without an account", async () => {
		const page = await as(site.user), out = await open(site, { bypassCSP: true });

		await page.goto(at(`${request}/match`));
		check((await text(page, "tbody tr:last-child")).includes("Not on the roster") ||
			(await text(page, "tbody")).includes("Not on the roster"), "who is barred");
		same(await axe_faults(page), []);
		await page.locator("button[value=chosen]").first().click();
		await page.locator("summary:has-text('Invite')").first().click();
		await page.locator("button[value=invite]").first().click();
		const link = await text(page, ".link-once");
		await out.goto(link);
		same(await axe_faults(out), []);
		await out.check("[name=answer][value=accepted]");
		await out.click("main form button");
		check(await out.locator(".err").count() === 1, "availability is asked for");
		await out.check("[name=answer][value=accepted]");
		await out.fill("[name=availability]", "All of them");
		await out.click("main form button");
		check((await text(out, "main")).includes("Thank you"), "thanks");
		await page.goto(at(`${request}/match`));
		check((await text(page, "tbody")).includes("Accepted"), "the answer is shown");
		await page.context().close();
		await out.context().close();
	}],

	["a mission has its days, its persons and a rating by a link", async () => {
		const page = await as(site.user), out = await open(site);

		await page.goto(at("/mission/M02"));
		check((await text(page, ".head")).includes("report late"), "late");
		await page.fill("#l-w", "Met the statistics unit");
		await page.click("button[value=log]");
		check((await text(page, "section[aria-labelledby=log]")).includes("Met the statistics unit"), "log");
		await page.click("summary:has-text('Ask somebody')");
		await page.fill("[name=who]", "Head of unit");
		await page.click("button[value=ask]");
		await out.goto(await text(page, ".link-once"));
		await out.check("[name=rating][value='2']");
		await out.click("main form button");
		check((await text(out, "main")).includes("Thank you"), "thanks");
		await page.goto(at(`${P}/assistance?tab=missions`));
		check((await text(page, "tr:has-text('M02')")).includes("2"), "rated");
		await page.context().close();
		await out.context().close();
	}],

	["a short question is answered and the time it took is measured", async () => {
		const page = await as(site.user), out = await open(site);

		await call(site, page, "HELP-TEST", "questions");
		await out.goto(at("/open/HELP-TEST"));
		await out.fill("[name=question]", "Which form do I use?");
		await out.fill("[name=contact]", "Ana");
		await out.check("[name=agrees]");
		await out.click("main form button.pri");
		await out.waitForURL(/\/ref\//);
		answer = out.url();
		await page.goto(at(`${P}/assistance?tab=helpdesk`));
		await page.fill("textarea[name=answer]", "The blue one.");
		await page.click("button:has-text('Answer')");
		check((await text(page, ".lead")).includes("Half of the 1 answers"), await text(page, ".lead"));
		await out.goto(answer);
		check((await text(out, "main")).includes("The blue one."), "the answer");
		await page.context().close();
		await out.context().close();
	}],
	];
}
