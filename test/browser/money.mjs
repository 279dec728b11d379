// SPDX-License-Identifier: AGPL-3.0-or-later
//
// money.mjs - budget lines are pasted from a spreadsheet, one wrong cell
// keeps what was typed; an entry above the limit waits for another person;
// it is reversed; a bank's file is matched and one match undone; what is
// due under an agreement is done.
import { axe_faults, check, press, same, send, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT", R = `${P}/resources`;
const phi = (site, options) => sign_in({ ...site, user: "phi" }, options);

const figure = async (page, label) => (await page.locator(".facts .fact", { hasText: label }).locator("dd").first()
	.innerText()).trim();

// As a spreadsheet puts cells on the clipboard.
const paste = (input, text) => input.evaluate((on, cells) => {
	const data = new DataTransfer();

	data.setData("text/plain", cells);
	on.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}, text);

async function lines_are_pasted(site)
{
	const page = await phi(site);

	await page.goto(`${site.address}${R}/budget`);
	same(await figure(page, "Budget"), "US$608,000.00");
	await page.goto(`${site.address}${R}/lines?edit=yes`);
	const blank = page.locator("tbody tr").filter({ has: page.locator("input[name$=_id][value='']") }).first();

	await paste(blank.locator("input[name$=_code]"),
		"NEW1\t\t4\tXB\tNordland Development Fund\tBooks\t2025\t1200\nNEW2\t\t5\tXB\tNordland Development Fund\tBuses\t2031\tmany");
	same(await blank.locator("input[name$=_amount]").inputValue(), "1200");
	await page.click("form[data-grid] button.pri");
	await page.waitForSelector("td .err");
	same(await page.locator("td .err").count(), 1);
	const wrong = page.locator("td input[aria-invalid=true]");

	same(await wrong.inputValue(), "many");
	check((await page.locator("input[name$=_description]").evaluateAll((all) => all.map((i) => i.value)))
		.includes("Buses"), "what was typed is still there");
	same(await axe_faults(page), []);
	await wrong.fill("800");
	await page.click("form[data-grid] button.pri");
	await page.waitForURL(/kept=2/);
	await page.goto(`${site.address}${R}/budget?by=year`);
	same(await figure(page, "Budget"), "US$610,000.00");
	await page.locator("#main tbody tr", { hasText: "2031" }).locator("td a").first().click();
	await page.waitForURL(/lines\?by=year&code=2031/);
	check((await page.innerText("main")).includes("NEW2"), "the figure opens to its row");
	same(page.complaints.filter((said) => !said.includes("422")), []);
	await page.context().close();
}

async function above_the_limit(site)
{
	const linh = await sign_in(site);

	await send(site, linh, "/setting", { key: "approval_limits", value: "FIN 1000 USD" });
	await linh.goto(`${site.address}${R}/entry`);
	await linh.context().close();
	const page = await phi(site, { javaScriptEnabled: false });

	await page.goto(`${site.address}${R}/entry`);
	await page.fill("[name=date]", "2025-03-01");
	await page.fill("[name=amount]", "0");
	await page.fill("[name=amount_currency]", "USD");
	await page.fill("[name=budget_line]", "NEW1");
	await page.fill("[name=document_no]", "PV-NEW");
	await page.click("main form button.pri");
	check((await page.innerText("main")).includes("the amount is zero"), "nothing is no entry");
	same(await page.inputValue("[name=document_no]"), "PV-NEW");
	await page.fill("[name=amount]", "1100");
	await page.click("main form button.pri");
	await page.waitForURL(/done=waits/);
	check(await page.locator("button[value=approve]").count() === 0, "who entered it does not approve it");
	await page.context().close();

	const minh = await sign_in({ ...site, user: "minh" });

	await minh.goto(`${site.address}${R}/ledger`);
	await minh.fill("[name=note]", "Seen the bill");
	same(await axe_faults(minh), []);
	await minh.click("button[value=approve]");
	await minh.waitForURL(/done=decided/);
	check((await minh.innerText("main")).includes("PV-NEW"), "it is in the ledger");
	await minh.context().close();
}

async function reconciled(site)
{
	const page = await phi(site);

	await page.goto(`${site.address}${R}/bank`);
	await page.setInputFiles("[name=file]", { name: "march.csv", mimeType: "text/csv", buffer: Buffer.from(
		"Booking date;Reference;Text;Amount\n03/03/2025;PV-NEW;Books;-1.100,00\n28/03/2025;;Bank fee;-4,50\n") });
	await page.click("main form button[type=submit]");
	await page.waitForSelector("button[value=take]");
	same(await page.inputValue("[name=date]"), "1");
	same(await page.inputValue("[name=amount]"), "4");
	check(await page.isChecked("[name=order][value=d]"), "the order of days is told by the file");
	check(await page.isChecked("[name=decimal][value=',']"), "and the comma");
	await page.click("button[value=take]");
	await page.waitForURL(/bank\/[0-9a-f-]+$/);
	same(await page.locator("section[aria-labelledby=sg] tbody tr").count(), 1);
	check((await page.innerText("section[aria-labelledby=ub]")).includes("Bank fee"), "the fee is at the bank only");
	same(await axe_faults(page), []);
	await page.click("button[value=all]");
	await page.waitForSelector("section[aria-labelledby=mt]");
	await page.click("button[value=undo]");
	await page.waitForSelector("section[aria-labelledby=sg]");
	await page.click("button[value=confirm]");
	await page.waitForSelector("section[aria-labelledby=mt]");
	same(page.complaints, []);
	await twice(page, site);        // its 409 is a complaint of the browser's
	await page.context().close();
}

/* The bank's next file begins where the last one did. */
async function twice(page, site)
{
	const look = async (more) => {
		await page.goto(`${site.address}${R}/bank`);
		await page.setInputFiles("[name=file]", { name: "again.csv", mimeType: "text/csv", buffer: Buffer.from(
			"Booking date;Reference;Text;Amount\n03/03/2025;PV-NEW;Books;-1.100,00\n28/03/2025;;Bank fee;-4,50\n" + more) });
		await page.click("main form button[type=submit]");
		await page.waitForSelector("button[value=take]");
	};

	await look("");
	check((await page.innerText("main .note.warn")).includes("This very file was taken in before"), "the file is known");
	same(await axe_faults(page), []);
	await page.click("button[value=take]");
	await page.waitForSelector("[role=alert]");
	same(await page.inputValue("[name=amount]"), "4");
	await look("31/03/2025;;Bank fee;-4,50\n");
	check((await page.innerText("main .note.warn")).includes("2 of 3 lines"), "two of three are known");
	await page.click("button[value=take]");
	await page.waitForURL(/bank\/[0-9a-f-]+$/);
	check((await page.innerText("main")).includes("Lines: 1"), "the new one alone is taken in");
	await page.click("details.more summary");
	await page.click("button[value=drop]");
	await page.waitForURL(/bank$/);
}

async function taken_back(site)
{
	const page = await phi(site);

	await page.goto(`${site.address}${R}/budget`);
	const before = await figure(page, "Spent");

	await page.goto(`${site.address}${R}/ledger?by=year&code=2025&type=4`);
	const row = page.locator("#main tbody tr", { hasText: "PV-NEW" });

	check((await row.innerText()).includes("seen at the bank"), "it is reconciled");
	await row.locator("summary").click();
	await row.locator("[name=date]").fill("2025-04-01");
	await row.locator("form button").click();
	await page.waitForSelector("[role=alert]");
	check((await page.innerText("main")).includes("Say why"), "a reason is asked for");
	await page.goto(`${site.address}${R}/ledger?by=year&code=2025&type=4`);
	await row.locator("summary").click();
	await row.locator("[name=date]").fill("2025-04-01");
	await row.locator("[name=reason]").fill("Books came back");
	await row.locator("form button").click();
	await page.waitForURL(/done=reversed/);
	await page.goto(`${site.address}${R}/budget`);
	check(await figure(page, "Spent") !== before, "the reversal counts");
	same(await figure(page, "Spent"), "US$514,193.00");
	await page.context().close();
}

async function agreement(site)
{
	const page = await phi(site);

	await page.goto(`${site.address}/grant_agreement/new?programme=MAR-CULT`);
	await page.fill("[name=funder]", "Nordland Development Fund");
	await page.fill("[name=code]", "NDF-1");
	await page.fill("[name=amount]", "400000");
	await page.fill("[name=amount_currency]", "USD");
	await page.fill("[name=starts]", "2023-01-01");
	await page.fill("[name=ends]", "2026-12-31");
	await press(page);
	await page.goto(`${site.address}${R}/grants`);
	await page.locator("a", { hasText: "Add a report or condition" }).click();
	await page.locator("[name=kind][value=report]").check();
	await page.fill("[name=title]", "Final report");
	await page.fill("[name=due]", "2026-01-31");
	await press(page);
	await page.goto(`${site.address}${R}/grants`);
	check((await page.innerText("main")).includes("Overdue"), "what is overdue says so");
	same(await axe_faults(page), []);
	await page.locator("button", { hasText: "Done today" }).click();
	await page.waitForLoadState();
	check((await page.innerText("main")).includes("Open again"), "it is done");
	await page.context().close();
}

export const money = (site) => [
	["budget lines are pasted, and a wrong cell keeps what was typed", () => lines_are_pasted(site)],
	["an entry above the limit is approved by another person", () => above_the_limit(site)],
	["a bank's file is matched with the ledger", () => reconciled(site)],
	["an entry is reversed with a reason", () => taken_back(site)],
	["an agreement tells what is left and what falls due", () => agreement(site)],
];
