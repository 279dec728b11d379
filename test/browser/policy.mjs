// SPDX-License-Identifier: AGPL-3.0-or-later
//
// policy.mjs - a policy instrument on its way: the demonstration's stages
// with their days, drafts compared, comments keyed and answered, options
// scored, the next stage reached.  Runs after journey.mjs.
import { axe_faults, check, json, same, send, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const text = (page, what) => page.locator(what).first().innerText();

export function policy(site)
{
	const at = (path) => site.address + path;
	const as = (name) => sign_in({ ...site, user: name }, { bypassCSP: true });

	return [
	["the demonstration's instruments show the days in each stage, and every milestone", async () => {
		const page = await as(site.user);

		await page.goto(at(`${P}/policy`));
		same(await page.locator("section[aria-labelledby=pi] tbody tr").count(), 4);
		same(await page.locator("section[aria-labelledby=im] tbody tr").count(), 6);
		// 2023-04-18 to 2023-11-08: 204 days; PI03 ended on 2024-05-30.
		check((await text(page, "tr:has-text('PI01')")).includes("P0 204 · P1 82"), "PI01");
		check((await text(page, "tr:has-text('PI03')")).includes("P0 263 · P1 100 · PX"), "PI03");
		check((await text(page, "tr:has-text('IM04')")).includes("late"), "IM04");
		same(await axe_faults(page), []);
		same(page.complaints, []);
		await page.goto(at("/policy_instrument/PI01"));
		// A draft that came back is drafted twice: 98 and 56 days.
		const rows = await page.locator("section[aria-labelledby=sg] tbody tr").allInnerTexts();
		same(rows.filter((r) => r.includes("Drafting")).map((r) => r.match(/\t(\d+)\t/)?.[1]), ["98", "56"]);
		await page.context().close();
	}],

	["two drafts stand side by side, and comments are keyed in bulk and answered with a reason", async () => {
		const page = await as("binh");
		const id = (await json(page, at("/policy_instrument/PI02.json"))).id;

		await send(site, page, "/policy_draft", { instrument: id, version: "1", body: "Art. 1 The committee meets yearly.\nArt. 2 It reports." });
		await send(site, page, "/policy_draft", { instrument: id, version: "2", body: "Art. 1 The committee meets monthly.\nArt. 2 It reports.\nArt. 3 It has a budget." });
		await page.goto(at("/policy_instrument/PI02/drafts"));
		check((await text(page, ".differ del")).includes("yearly"), "gone");
		check((await page.locator(".differ ins").allInnerTexts()).join(" ").includes("budget"), "new");
		same(await axe_faults(page), []);
		await page.goto(at("/policy_instrument/PI02"));
		await page.click("summary:has-text('Key many')");
		await page.fill("[name=lines]", "Ministry of Finance; Art. 3; From which line?\nMinistry; Art. 1;");
		await page.click("button[value=comments]");
		check((await text(page, "[role=alert]")).includes("Line 2"), "which line");
		check((await page.inputValue("[name=lines]")).includes("From which line?"), "kept");
		await page.fill("[name=lines]", "Ministry of Finance; Art. 3; From which line?\nMonthly is too often");
		await page.click("button[value=comments]");
		same(await page.locator("#comments li").count(), 2);
		await page.locator("#comments select[name^='v-']").first().selectOption({ index: 1 });
		await page.click("button[value=answers]");
		check(await page.locator("[role=alert]").count() > 0, "a verdict needs a reason");
		await page.locator("#comments select[name^='v-']").first().selectOption({ index: 1 });
		await page.locator("#comments input[name^='r-']").first().fill("Line 44-12 is named now.");
		await page.click("button[value=answers]");
		check((await text(page, "#comments")).includes("Taken up: 1."), await text(page, "#comments"));
		await page.context().close();
	}],

	["options are scored, and the next stage is noted with its document", async () => {
		const page = await as("binh");

		await page.goto(at("/policy_instrument/PI02"));
		for (const [option, criterion, score] of [["A committee", "Cost", "4"], ["A committee", "Effect", "5"], ["Nothing", "Cost", "3"]]) {
			await page.click("summary:has-text('Score an option')");
			await page.fill("[name=option]", option);
			await page.fill("[name=criterion]", criterion);
			await page.fill("[name=score]", score);
			await page.click("button[value=option]");
		}
		check((await text(page, "#options tbody tr")).includes("4.5"), await text(page, "#options"));
		await page.click("summary:has-text('It reached the next stage')");
		await page.check("[name=verb] >> nth=0");
		await page.click("button[value=stage]");
		check((await text(page, "[role=alert]")).includes("document"), "a document is wanted");
		await page.check("[name=verb] >> nth=0");
		await page.fill("[name=document]", "Evaluation of the decree");
		await page.click("button[value=stage]");
		check((await text(page, ".head")).includes("Evaluated"), await text(page, ".head"));
		same(page.complaints.filter((c) => !c.includes("422")), []);
		await page.context().close();
	}],
	];
}
