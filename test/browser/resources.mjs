// SPDX-License-Identifier: AGPL-3.0-or-later
//
// resources.mjs - who is asked for money: an opportunity goes through its
// stages with the mouse, the keyboard, by dragging and without a script; two
// persons move the same card; who may not is shown no way.  Runs after
// journey.mjs.
import { axe_faults, check, json, same, send, sign_in, step as take } from "./test.mjs";

const P = "/programme/MAR-CULT";
const text = (page, what) => page.locator(what).first().innerText();
const column = (page, name) => page.locator(`.col[aria-label='${name}']`);
const card = (page, donor) => page.locator(`.kard:has-text('${donor}')`);

export function resources(site)
{
	const at = (path) => site.address + path;
	const as = (name, options = {}) => sign_in({ ...site, user: name }, { bypassCSP: true, ...options });
	const stage = async (page, code) => (await json(page, at(`/opportunity/${code}.json`))).stage;

	return [
	["the board says what is signed of what is needed, as the donors' rows add up", async () => {
		const page = await as("rosa");

		await page.goto(at(`${P}/resources`));
		// Signed 450,000 + 95,000; of the others 0.7 of 120,000, 0.4 of
		// 60,000 and 0.15 of 500,000; 608,000 is budgeted.
		const lead = await text(page, ".lead");

		check(lead.includes("545,000") && lead.includes("608,000"), lead);
		check(lead.includes("183,000") && lead.includes("63,000"), lead);
		same(await page.locator(".col").count(), 5);
		same(await column(page, "Signed").locator(".kard").count(), 2);
		check((await text(page, "summary:has-text('Set aside or declined')")).includes("(1)"), "declined");
		same(await axe_faults(page), []);
		same(page.complaints, []);
		await page.context().close();
	}],

	["a step is taken by keyboard alone, says where the card stands, and is taken back", async () => {
		const page = await as("rosa");

		await page.goto(at(`${P}/resources`));
		await card(page, "Selene Bank").locator("summary").focus();
		await page.keyboard.press("Enter");
		await page.keyboard.press("Tab");
		await page.keyboard.type("A letter of 2 March.");
		await page.keyboard.press("Enter");
		await page.waitForURL(/moved=/);
		check((await text(page, "[role=status]")).includes("Negotiation"), await text(page, "[role=status]"));
		same(await column(page, "Agreement").locator(".kard").count(), 2);
		// The usual chance of a proposal becomes that of a negotiation.
		same((await json(page, at("/opportunity/OP05.json"))).probability, 0.7);
		await page.click("button:has-text('Take it back')");
		await page.waitForURL(at(`${P}/resources`));
		same(await stage(page, "OP05"), "proposal");
		same((await json(page, at("/opportunity/OP05.json"))).probability, 0.4);
		await page.context().close();
	}],

	["a card is dragged: what the step still asks for is waited for, and no way is said", async () => {
		const page = await as("rosa");

		await page.goto(at(`${P}/resources`));
		await card(page, "Selene Bank").dragTo(column(page, "Contacts"));
		check(await page.locator("[data-board-says]").isVisible(), "it cannot go there");
		same(await stage(page, "OP05"), "proposal");
		await card(page, "Selene Bank").dragTo(column(page, "Agreement"));
		const asked = card(page, "Selene Bank").locator("input[name=reason]:focus");

		await asked.fill("Called on 3 March.");
		await card(page, "Selene Bank").dragTo(column(page, "Agreement"));
		await page.waitForURL(/moved=/);
		same(await stage(page, "OP05"), "negotiation");
		await page.goto(at("/opportunity/OP05"));
		check((await text(page, "section[aria-labelledby=hi] tbody tr")).includes("Called on 3 March."), "kept");
		same(await axe_faults(page), []);
		await page.context().close();
	}],

	["two persons move the same card: the second is told and changes nothing", async () => {
		const one = await as("rosa"), two = await as("rui");

		for (const page of [one, two]) {
			await page.goto(at(`${P}/resources`));
			await card(page, "Union of Northern").locator("summary").click();
			await card(page, "Union of Northern").locator("form:has([value=invite]) input[name=reason]")
				.fill("A mail of 4 March.");
		}
		await one.click(".kard:has-text('Union of Northern') form:has([value=invite]) button");
		await one.waitForURL(/moved=/);
		await card(two, "Union of Northern").locator("form:has([value=park]) button").click();
		check((await text(two, "[role=alert]")).length > 0, "told");
		same(await stage(two, "OP06"), "invited");
		await one.context().close();
		await two.context().close();
	}],

	["without a script and on a phone a lead goes to the concept note, the list of what is asked is kept", async () => {
		const page = await as("rosa", { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

		await page.goto(at("/opportunity/OP06"));
		await page.fill("[name=item]", "Audited accounts");
		await page.click("button[value=item]");
		await page.fill("[name=item]", "Letters of support");
		await page.click("button[value=item]");
		await page.check("[name=done][value='1']");
		await page.click("button[value=list]");
		check((await text(page, "section[aria-labelledby=as] .ph")).includes("1 of 2"), "ticked");
		same((await json(page, at("/opportunity/OP06.json"))).requirements, "[x] Audited accounts\nLetters of support");
		await page.fill("form:has([value=submit]) input[name=reason]", "By courier.");
		await page.click("form:has([value=submit]) button");
		check((await text(page, "[role=status]")).includes("Proposal submitted"), "moved");
		await page.context().close();
	}],

	["a call is entered, says which gaps it fits, and becomes a lead of a donor with its deadline", async () => {
		const page = await as("rosa");

		await page.goto(at(`${P}/resources/lead`));
		await page.fill("[name=donor]", "Harbour Trust");
		await page.fill("[name=title]", "Archives");
		await page.click("main button[type=submit]");
		check((await text(page, "[role=alert]")).includes("Donor"), "nobody is called so");
		same(await page.inputValue("[name=title]"), "Archives");
		await page.check("[name=new_donor]");
		await page.click("main button[type=submit]");
		await page.waitForURL(/\/opportunity\//);
		check((await text(page, "h1")).includes("Harbour Trust"), "its page");
		check((await text(page, "section[aria-labelledby=hi] tbody tr")).includes("Lead"), "how it began");
		const donor = (await page.locator("section[aria-labelledby=ab] a").first().getAttribute("href")).split("/").at(-1);

		await page.goto(at(`/funding_call/new?state=open&funder=${donor}`));
		await page.fill("[name=title]", "Culture statistics 2027");
		await page.fill("[name=deadline]", "2099-03-01");
		await page.fill("[name=areas]", "accountability");
		await page.fill("[name=amount_to]", "40000");
		await page.fill("[name=amount_to_currency]", "USD");
		await page.click("main button[type=submit]");
		await page.goto(at(`${P}/resources/funders`));
		const row = await text(page, "section[aria-labelledby=cl] tbody tr");

		check(/Fits \d+ of \d+ open gaps/.test(row) && row.includes("Open"), row);
		same(await axe_faults(page), []);
		await page.click("a:has-text('Make an opportunity of it')");
		same(await page.inputValue("[name=title]"), "Culture statistics 2027");
		same(await page.inputValue("[name=deadline]"), "2099-03-01");
		await page.click("main button[type=submit]");
		await page.waitForURL(/\/opportunity\//);
		check((await text(page, "section[aria-labelledby=ab]")).includes("Culture statistics 2027"), "of the call");
		await page.goto(at(`${P}/resources/funder/${donor}`));
		same(await page.locator("section[aria-labelledby=oa] tbody tr").count(), 2);
		same(await axe_faults(page), []);
		await page.context().close();
	}],

	["the funding gap opens to the lines behind each figure, and adds up", async () => {
		const page = await as("rosa"), many = await json(page, at(`${P}/resources/gap.json?by=gap`));
		const sum = (rows, what) => rows.reduce((all, r) => all + Math.round(100 * Number(r[what].amount ?? r[what])), 0);

		same(sum(many.rows, "need"), 60800000);
		same(sum(many.rows, "secured") + 14905000, 54500000);
		await page.goto(at(`${P}/resources/gap`));
		check((await text(page, "tfoot")).includes("63,000"), await text(page, "tfoot"));
		await page.click("tbody td a >> nth=0");
		check(await page.locator("tbody tr").count() > 10, "lines");
		same(await axe_faults(page), []);
		await page.context().close();
	}],

	["what is due stands on one list, in My day and in the calendar of who follows it", async () => {
		const page = await as("rosa"), day = new Date(Date.now() + 5 * 86400000).toISOString().slice(0, 10);

		await page.goto(at("/opportunity/OP04"));
		await page.click("summary:has-text('Say what comes next')");
		await page.fill("[name=next_step]", "Send the revised budget");
		await page.fill("[name=next_on]", day);
		await page.click("button[value=next]");
		await page.goto(at(`${P}/resources/deadlines`));
		check((await text(page, "main")).includes("Send the revised budget"), "on the list");
		check((await text(page, ".st")).includes("in 5 days"), await text(page, ".st"));
		same(await axe_faults(page), []);
		await page.goto(at(`${P}/resources/deadlines?kind=call`));
		check(!(await text(page, "main")).includes("Send the revised budget"), "of another kind");
		await page.goto(at("/day"));
		check((await text(page, "main")).includes("Send the revised budget"), "in My day");
		const file = await (await page.context().request.get(at(`${P}/calendar.ics`))).text();

		check(file.includes("BEGIN:VCALENDAR"), file.slice(0, 80));
		same(page.complaints, []);
		await page.context().close();
	}],

	["from the lead to the first tranche: each role takes its step, and the ledger has the money", async () => {
		const rosa = await as("rosa"), minh = await as("minh"), fia = await as("fia");
		const programme = (await json(rosa, at(`${P}.json`))).id;

		const linh = await as(site.user);

		// The demonstration's programme has ended; its ledger stays open.
		await send(site, linh, "/setting", { key: "ledger_days_after", value: "3660" });
		await linh.context().close();
		const note = await send(site, rosa, "/concept_note", { programme, "title.en": "Archives for all", version: "1" });

		await rosa.goto(at(note));
		const reviewer = await rosa.locator("[name=reviewer] option:has-text('minh')").getAttribute("value");

		await send(site, rosa, `${note}/note`, { go: "ask", reviewer, due: "2030-01-01" });
		await take(rosa, at(`${note}/move?verb=submit`));
		await minh.goto(at(note));
		const review = await minh.locator("[name=review]").first().inputValue();

		await send(site, minh, `${note}/note`, { go: "answer", review, verdict: "agree" });
		await take(minh, at(`${note}/move?verb=approve`));
		await rosa.goto(at(`${P}/resources/lead`));
		await rosa.fill("[name=donor]", "Lantern Fund");
		await rosa.fill("[name=title]", "Archives for all");
		await rosa.fill("[name=amount]", "1000");
		await rosa.check("[name=new_donor]");
		await rosa.click("main button[type=submit]");
		await rosa.waitForURL(/\/opportunity\//);
		const here = rosa.url();
		const step = async (page, verb, fields = {}) => {
			const form = page.locator(`form.step:has([value=${verb}])`);

			await page.goto(here);
			for (const [name, value] of Object.entries(fields))
				await (name === "concept_note" ? form.locator("select").selectOption(value)
					: form.locator(`[name=${name}]`).fill(value));
			await form.locator("button").click();
			await page.waitForURL(/moved=/);
		};

		await step(rosa, "qualify");
		await step(rosa, "send_note", { concept_note: { label: "Archives for all, version 1" } });
		await step(rosa, "invite", { reason: "A letter of 2 May." });
		await step(rosa, "submit");
		await step(rosa, "shortlist", { reason: "A call of 9 June." });
		check(await rosa.locator("form.step:has([value=sign])").count() === 0, "signing is not hers");
		await step(minh, "sign", { reason: "The signed copy of 1 July." });
		check((await text(minh, "main")).includes("Agreement signed"), "signed");
		await step(fia, "receive", { funds_received: "400" });
		check((await text(fia, ".facts")).includes("400"), await text(fia, ".facts"));
		same(await fia.locator("section[aria-labelledby=money] tbody tr").count(), 1);
		same(await fia.locator("section[aria-labelledby=hi] tbody tr").count(), 8);
		same(await axe_faults(fia), []);
		await fia.goto(at(`${P}/resources`));
		check((await text(fia, ".lead")).includes("546,000"), await text(fia, ".lead"));
		check((await text(fia, "section[aria-labelledby=cv]")).includes("%"), "how many go on");
		for (const page of [rosa, minh, fia])
			await page.context().close();
	}],

	["who evaluates sees the board and no way to change it", async () => {
		const page = await as("eva");

		await page.goto(at(`${P}/resources`));
		same(await page.locator(".kard form, .kard details").count(), 0);
		same(await page.locator("a:has-text('Add a donor lead')").count(), 0);
		const answer = await page.context().request.post(at("/opportunity/OP06/step"), { form: { verb: "shortlist" } });

		check(answer.status() === 403, String(answer.status()));
		await page.context().close();
	}],
	];
}
