// SPDX-License-Identifier: AGPL-3.0-or-later
//
// monitor.mjs - who keys a period's values sees where the indicator stands;
// who records an event sees the doses it gave.
import { check, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const CLERK = "sau";            // secretariat, monitoring and evaluation

export function monitor(site)
{
	const at = (path) => site.address + path;
	const clerk = () => sign_in({ ...site, user: CLERK });
	const number = async (page, what) =>
		Number((await page.locator(what).first().innerText()).replace(/[^0-9.-]/g, ""));

	return [
	["values whose groups do not add up are refused, what was typed stays, and the rest goes under unknown", async () => {
		const page = await clerk();

		await page.goto(at(`${P}/indicator/I02/values?period=2026H1`));
		await page.fill("[name='num:']", "40");
		await page.fill("[name='den:']", "60");
		await page.fill("[name='num:sex=F']", "20");
		await page.fill("[name='den:sex=F']", "30");
		await page.fill("[name='num:sex=M']", "15");
		await page.fill("[name='den:sex=M']", "25");
		await page.click("button[value=submitted]");
		check(await page.locator(".err").count() > 0, "no fault beside a field");
		same(await page.inputValue("[name='num:sex=F']"), "20");
		await page.click("button[name=unknown]");
		await page.waitForURL(at(`${P}/indicator/I02`));
		await page.goto(at(`${P}/indicator/I02/values?period=2026H1`));
		same(await page.inputValue("[name='num:sex=U']"), "5");         // 40 - 20 - 15
		same(await page.inputValue("[name='den:sex=U']"), "5");         // 60 - 30 - 25
		await page.context().close();
	}],

	["values by group give the share by numerators, and a state", async () => {
		const page = await clerk();

		await page.goto(at(`${P}/indicator/I02/values?period=2026H1`));
		for (const [name, n] of Object.entries({ "num:sex=F": 20, "den:sex=F": 30,
			"num:sex=M": 15, "den:sex=M": 25, "num:sex=U": 5, "den:sex=U": 5 }))
			await page.fill(`[name='${name}']`, String(n));
		await page.click("button[value=submitted]");
		await page.waitForURL(at(`${P}/indicator/I02`));
		same(await number(page, ".facts .fact:nth-child(2) dd a"), 66.7);       // 40 of 60
		same(await page.locator("header .st").first().innerText(), "On track");
		check((await page.locator("tr.sub").first().innerText()).includes("2026H1"),
			"the period is not the first of the list");
		await page.context().close();
	}],

	["an event that is recorded gives its doses", async () => {
		const page = await clerk();

		await page.goto(at(`${P}/deliver/record?kind=event`));
		await page.fill("[name='title.en']", "Archive clinic");
		await page.selectOption("[name=type]", "WORKSHOP");
		await page.fill("[name=start]", "2026-03-02");
		await page.fill("[name=end]", "2026-03-03");
		await page.fill("[name=hours_theory]", "4");
		await page.fill("[name=hours_practice]", "6");
		await page.fill("[name=who]", "P001\nP002; 4\nnobody of that name");
		await page.click("button.pri[type=submit]");
		check((await page.locator("#who-e").innerText()).includes("nobody of that name"),
			"the third line was not told");
		same((await page.inputValue("[name=who]")).split("\n").length, 3);
		await page.fill("[name=who]", "P001\nP002; 4");
		await page.click("button.pri[type=submit]");
		await page.waitForURL(/\/event\//);
		same(await number(page, ".facts .fact:nth-child(1) dd"), 2);
		same(await number(page, ".facts .fact:nth-child(2) dd"), 70);           // 14 of 20
		same(await number(page, ".facts .fact:nth-child(3) dd"), 14);           // 10 and 4
		check((await page.locator(".facts .fact:nth-child(3) .sub").innerText()).includes("14"),
			"the ledger has other hours");
		same(await page.locator("header .st").first().innerText(), "Held");
		await page.goto(at(`${P}/deliver?kind=event`));
		check((await page.locator("main").innerText()).includes("Archive clinic"),
			"it is not in the list");
		await page.context().close();
	}],
	];
}
