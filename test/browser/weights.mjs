// SPDX-License-Identifier: AGPL-3.0-or-later
//
// weights.mjs - the weights of a round, judged two at a time: on a phone
// without JavaScript, contradicting one another, and mended.
import { check, same, sign_in } from "./test.mjs";
import { open_round } from "./raters.mjs";

const P = "/programme/MAR-CULT";
const PHONE = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false };

const column = (page, of, n) => page.locator(`#${of} tbody tr td:nth-of-type(${n})`).allInnerTexts();

export function weights(site)
{
	return [
	["weights follow from judgements of two at a time, on a phone without JavaScript", async () => {
		const desk = await sign_in(site);

		await open_round(site, desk, "T-WEIGH");
		await desk.locator("a", { hasText: "Weights, two by two" }).click();
		check(desk.url().endsWith("/round/T-WEIGH/weights"), desk.url());
		same(await column(desk, "ranking", 1), ["40.0", "20.0", "40.0"]);
		await desk.context().close();

		const page = await sign_in(site, PHONE);
		const address = `${site.address}${P}/round/T-WEIGH/weights`;
		await page.goto(address);
		const over = await page.evaluate(() =>
			document.documentElement.scrollWidth - innerWidth);
		check(over <= 0, `wider than the phone by ${over}`);

		// In a circle: importance over urgency over gap over importance.
		await page.selectOption("[id='ranking.0']", "3");
		await page.selectOption("[id='ranking.1']", "-3");
		await page.selectOption("[id='ranking.2']", "3");
		await page.click("#ranking button[value=look]");
		check((await page.innerText("#ranking")).includes("1.149"), "no ratio");
		check((await page.innerText("#ranking")).includes("Not saved yet"), "saved");
		await page.click("#ranking button[value=keep]");
		check((await page.innerText("#ranking .err")).includes("contradict"), "not refused");
		same(await page.inputValue("[id='ranking.1']"), "-3");  // kept as typed

		// As in the worked example M03: 3, 5 and 2.
		await page.selectOption("[id='ranking.1']", "5");
		await page.selectOption("[id='ranking.2']", "2");
		await page.click("#ranking button[value=keep]");
		check((await page.innerText("#ranking")).includes("0.003"), "no ratio");
		same(await column(page, "ranking", 1), ["64.8", "23.0", "12.2"]);
		await page.goto(address);
		same(await page.inputValue("[id='ranking.1']"), "5");
		await page.locator("#ranking .back summary").click();
		await page.click("#ranking button[value=drop]");
		same(await column(page, "ranking", 1), ["40.0", "20.0", "40.0"]);
		await page.context().close();
	}],

	["weights are typed, refused below 0 or all 0, and count by their share", async () => {
		const page = await sign_in(site, PHONE);
		const inputs = page.locator("#dimensions .type input[inputmode=decimal]");
		const type = async (...weights) => {
			if (await inputs.first().isHidden())
				await page.locator("#dimensions .type summary").click();
			for (let i = 0; i < weights.length; i++)
				await inputs.nth(i).fill(weights[i]);
			await page.click("#dimensions button[value=type]");
		};

		await page.goto(`${site.address}${P}/round/T-WEIGH/weights`);
		await type("2", "-1", "1", "");
		same(await page.locator("#dimensions .type .err").count(), 2);
		same(await inputs.nth(1).inputValue(), "-1");           // kept as typed
		await type("0", "0", "0", "0");
		same(await page.locator("[role=alert]").count() > 0, true);
		await type("2", "1", "0,5", "0.5");
		same(await column(page, "dimensions", 1), ["50.0", "25.0", "12.5", "12.5"]);
		await page.locator("#dimensions .type summary").click();
		same(await inputs.nth(0).inputValue(), "2");
		check((await page.innerText("#dimensions .type")).includes("4"), "no sum");
		const over = await page.evaluate(() =>
			document.documentElement.scrollWidth - innerWidth);
		check(over <= 0, `wider than the phone by ${over}`);
		await page.locator("#dimensions .back summary").click();
		await page.click("#dimensions button[value=drop]");
		same(await column(page, "dimensions", 1), ["25.0", "25.0", "25.0", "25.0"]);
		await page.context().close();
	}],

	["the weights of a locked round are only read", async () => {
		const page = await sign_in(site);

		await page.goto(`${site.address}${P}/round/A-ORG-EL/weights`);
		same(await page.locator("main form").count(), 0);
		check((await page.innerText("main")).includes("stays as it is"), "not said");
		await page.context().close();
	}],
	];
}
