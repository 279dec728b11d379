// SPDX-License-Identifier: AGPL-3.0-or-later
//
// attend.mjs - who came: marked without JavaScript, marked while the
// network is really off and sent later, and decided where two devices differ.
import { check, json, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT", EVENT = `${P}/event/EV02`;
const PHONE = { viewport: { width: 390, height: 844 } };

const choose = (page, n, mark) =>
	page.locator("fieldset.seg").nth(n).locator(`input[value=${mark}]`).check();
const chosen = (page, n) =>
	page.locator("fieldset.seg").nth(n).locator("input:checked").getAttribute("value");
const said = (page) => page.locator("[data-said]");

async function marks(site, page)
{
	const answer = await page.request.get(
		`${site.address}/attendance?programme=MAR-CULT`, { headers: { accept: "application/json" } });

	return (await answer.json()).rows;
}

export function attend(site)
{
	const at = (path) => site.address + path;

	return [
	["who comes again and what each person cost follow from the rows", async () => {
		const page = await sign_in(site);
		const sum = async (event) => (await json(page, at(`${P}/event/${event}.json`))).sum;

		// transactions.csv: 10 payments for A01, 35,826 USD; enrolments.csv: 37
		// people with hours in its two events, EV01 and EV02, as Deliver has it.
		same((await sum("EV02")).each, { amount: "968.27", currency: "USD" });
		same((await sum("EV02")).cost_people, 37);
		// Of EV03's 28, 22 have hours in an event that began before.
		const { again, first, again_href } = await sum("EV03");
		same([again, first], [22, 6]);
		await page.goto(at(again_href));
		same(await page.locator("tbody tr").count(), 22);
		await page.context().close();
	}],
	["a trainer makes the sessions and marks who came, without JavaScript", async () => {
		const page = await sign_in(site, { ...PHONE, javaScriptEnabled: false });

		await page.goto(at(EVENT));
		await page.click("button[value=week]");
		check((await page.locator("tbody tr").count()) > 1, "no sessions");
		await page.goto(at(`${EVENT}?session=1`));
		await choose(page, 0, "here");
		await choose(page, 1, "late");
		await choose(page, 2, "away");
		await page.click("button[value=save]");
		check(page.url().includes("saved=yes"), page.url());
		same([await chosen(page, 0), await chosen(page, 1), await chosen(page, 2)],
			["here", "late", "away"]);
		const before = (await marks(site, page)).length;
		await page.click("button[value=save]");
		same((await marks(site, page)).length, before);
		await page.context().close();
	}],
	["marks made while the network is off are kept and sent once", async () => {
		const page = await sign_in(site, PHONE);

		await page.goto(at(`${EVENT}?session=2`));
		const before = (await marks(site, page)).length;
		await page.click("[data-offline] button");
		await page.getByText("opens without a connection now").waitFor();
		await page.context().setOffline(true);
		await page.reload();            // from the device
		await choose(page, 0, "here");
		await choose(page, 1, "away");
		await said(page).getByText("waits for a connection").waitFor();
		await page.waitForFunction(() =>        // the second, too
			document.querySelectorAll("[name^='k-']")[1].value === "away");
		await page.reload();            // nothing is lost by it
		await page.waitForFunction(() =>
			document.querySelectorAll("fieldset.seg input:checked").length === 2);
		await page.context().setOffline(false);
		await page.evaluate(() => dispatchEvent(new Event("online")));
		await said(page).getByText("sent").waitFor();
		await page.goto(at(`${EVENT}?session=2`));
		same([await chosen(page, 0), await chosen(page, 1)], ["here", "away"]);
		same((await marks(site, page)).length, before + 2);
		await page.context().close();
	}],
	["two devices that differ are both kept, and a person decides", async () => {
		const one = await sign_in(site), other = await sign_in(site);

		await one.goto(at(`${EVENT}?session=3`));
		await other.goto(at(`${EVENT}?session=3`));
		await other.context().setOffline(true);
		await choose(other, 0, "away");
		await said(other).getByText("waits for a connection").waitFor();
		await choose(one, 0, "here");
		await said(one).getByText("sent").waitFor();
		await other.context().setOffline(false);
		// The browser may have noticed by itself, and the page be on its way.
		await other.evaluate(() => dispatchEvent(new Event("online"))).catch(() => {});
		await other.locator("#decide").waitFor();
		check((await other.locator("#decide li ul li").count()) === 2, "not both");
		await other.locator("#decide button[value=here]").first().click();
		await other.locator(".note.ok").waitFor();
		same(await other.locator("#decide").count(), 0);
		same(await chosen(other, 0), "here");
		await one.context().close();
		await other.context().close();
	}],
	["a device whose clock is wrong by a day is told", async () => {
		const page = await sign_in(site);

		await page.clock.install({ time: Date.now() + 24 * 60 * 60 * 1000 });
		await page.goto(at(`${EVENT}?session=4`));
		await choose(page, 0, "here");
		await page.clock.runFor(1000);
		await said(page).getByText("sent").waitFor();
		await said(page).getByText("the clock of this device is 1 day ahead").waitFor();
		const row = (await marks(site, page)).find((m) => (m.flags ?? "").includes("clock"));
		check(row !== undefined, "not flagged");
		await page.context().close();
	}],
	];
}
