// SPDX-License-Identifier: AGPL-3.0-or-later
//
// govern.mjs - what takes two people: a gate that is refused, waived and
// gone through; an evaluation from its finding to its close.  Runs after
// journey.mjs, which imports the programme.
import { check, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const text = (page, what) => page.locator(what).first().innerText();

export function govern(site)
{
	const at = (path) => site.address + path;
	const as = (name) => sign_in({ ...site, user: name });
	let evaluation;

	return [
	["an engagement plan is drafted from the map, once", async () => {
		const page = await as(site.user);

		await page.goto(at(`${P}/engage`));
		await page.click("button:has-text('Draft from the map')");
		same(await page.locator("section[aria-labelledby=plan] tbody tr").count(), 14);
		same(await page.locator("button:has-text('Draft from the map')").count(), 0);
		same(page.complaints, []);
		await page.context().close();
	}],

	["a gate says what is missing, and who puts it forward does not decide", async () => {
		const page = await as(site.user);

		await page.goto(at(`${P}/engage`));
		await page.click("a[href$='/gates']");
		check((await text(page, ".g2 section")).includes("Missing"), "nothing is missing");
		await page.click("a[href$='/gate/G10']");
		check(await page.locator(".st.bad").count() >= 2, "conditions");
		await page.fill("#note", "All that can be handed over is.");
		await page.click("main button[type=submit]");
		check((await text(page, "main")).includes("somebody else decides"), "own");
		same(await page.locator("button[value=pass]").count(), 0);
		same(page.complaints, []);
		await page.context().close();
	}],

	["the committee cannot pass it, waives it, and takes the step", async () => {
		const page = await as("minh");

		await page.goto(at(`${P}/gate/G10`));
		await page.click("button[value=pass]");
		check((await text(page, "[role=alert]")).length > 0, "nothing was told");
		check((await text(page, "main")).includes("neither passed on nor written off"),
			"what is missing");
		await page.click("button[value=waive]");
		check(await page.locator("#reason-e").count() === 1, "a waiver without a reason");
		check(await page.locator("#until-e").count() === 1, "a waiver without an end");
		await page.fill("#reason", "The title deeds wait for the registry.");
		await page.fill("#waived_until", "2099-12-31");
		await page.click("button[value=waive]");
		check((await text(page, ".lead")).includes("Waived until"), await text(page, ".lead"));
		await page.click(".head a.pri");
		await page.fill("#reason", "Under the waiver");
		await page.click("main button[type=submit]");
		await page.goto(at(`${P}/gates`));
		check((await text(page, ".facts")).includes("Closed"), await text(page, ".facts"));
		await page.context().close();
	}],

	["an evaluator records what was found and recommended", async () => {
		const page = await as("eva");

		await page.goto(at(`${P}/evaluate`));
		await page.click("a[href^='/evaluation/new']");
		await page.fill("[name='title.en']", "Final evaluation");
		const kind = page.locator("[name=kind]");
		if (await kind.first().evaluate((n) => n.tagName) === "SELECT")
			await kind.selectOption({ index: 1 });
		else
			await kind.nth(1).check();
		await page.click("main button.pri");
		await page.goto(at(`${P}/evaluate`));
		await page.click("section[aria-labelledby=register] a:has-text('Final evaluation')");
		evaluation = new URL(page.url()).pathname;
		await page.click("a[href^='/finding/new']");
		await page.fill("[name=text]", "Statistics are kept in one ministry only");
		await page.click("main button.pri");
		await page.goto(at(evaluation));
		await page.click("a[href^='/recommendation/new']");
		await page.fill("[name=text]", "Keep the register in every region");
		await page.click("main button.pri");
		await page.goto(at(evaluation));
		for (const step of ["Begin", "Deliver the report"]) {
			await page.click(`a.btn:has-text('${step}')`);
			await page.click("main button[type=submit]");
			await page.goto(at(evaluation));
		}
		check((await text(page, ".facts")).includes("Report delivered"), "delivered");
		await page.context().close();
	}],

	["it does not close before the management has answered", async () => {
		const page = await as("minh");

		await page.goto(at(evaluation));
		await page.click("a.btn:has-text('Accept and close')");
		await page.click("main button[type=submit]");
		check((await text(page, "[role=alert]")).includes("lack an answer"), "it closed");
		await page.context().close();
	}],

	["an answer that is not whole comes back with what was typed", async () => {
		const page = await as(site.user);

		await page.goto(at(evaluation));
		await page.click("summary:has-text('Answer it')");
		await page.check("[name=verdict][value=accept_partly]");
		await page.fill("[name=response]", "In the large regions");
		await page.click("form button:has-text('Give the answer')");
		check((await text(page, ".err")).length > 0, "no error beside the field");
		same(await page.inputValue("[name=response]"), "In the large regions");
		await page.fill("[name=action]", "Registers in three regions");
		await page.fill("[name=responsible]", "ORG01");
		await page.fill("[name=action_due]", "2099-06-30");
		await page.click("form button:has-text('Give the answer')");
		check((await text(page, ".lead")).includes("Every recommendation has its answer"),
			await text(page, ".lead"));
		await page.context().close();
	}],

	["then it closes, and its findings stay as they are", async () => {
		const page = await as("minh");

		await page.goto(at(evaluation));
		await page.click("a.btn:has-text('Accept and close')");
		await page.click("main button[type=submit]");
		await page.goto(at(evaluation));
		check((await text(page, ".facts")).includes("Accepted and closed"),
			await text(page, ".facts"));
		await page.context().close();
		const eva = await as("eva");
		await eva.goto(at(evaluation));
		same(await eva.locator("a[href^='/finding/new']").count(), 0);
		await eva.context().close();
	}],
	];
}
