// SPDX-License-Identifier: AGPL-3.0-or-later
//
// feedback.mjs - somebody without an account complains on a phone, in
// Vietnamese; it is answered, rated, and told to all in public words.
import { axe_faults, check, open, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const HAND = { viewport: { width: 390, height: 844 }, locale: "vi", bypassCSP: true };
const words = (page) => page.locator("main").innerText();

async function publish(site, yes)
{
	const page = await sign_in(site);

	await page.goto(`${site.address}${P}/publish`);
	await page.click(yes ? "main .btn.pri" : "main form[action$='/back'] button");
	await page.context().close();
}

export function feedback(site)
{
	const at = (path) => site.address + path;
	let number;

	return [
	["a stranger complains on a phone without script, and gets a number", async () => {
		await publish(site, true);
		const page = await open(site, { ...HAND, javaScriptEnabled: false });

		await page.goto(at("/say"));
		await page.click("main a[href='/say/MAR-CULT']");
		await page.check("[name=category][value=complaint]");
		await page.selectOption("[name=topic]", "conduct");
		await page.fill("[name=text]", "Cán bộ đến muộn hai giờ");
		await page.click("main button[type=submit]");
		number = (await page.locator(".note .mono").innerText()).trim();
		check(/^FB-[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(number), number);
		check((await words(page)).includes("Chưa có."), "no answer yet");
		await page.context().close();
	}],

	["what is sensitive waits on the manager's desk, and on nobody else's", async () => {
		const page = await sign_in(site);

		await page.goto(at(`${P}/feedback`));
		check((await words(page)).includes("Cán bộ đến muộn hai giờ"), "on the desk");
		await page.context().close();
		const other = await sign_in({ ...site, user: "sau" });
		for (const path of [`${P}/feedback?show=all`, "/feedback_case?programme=MAR-CULT",
			"/feedback_case.csv?programme=MAR-CULT"]) {
			const got = await (await other.request.get(at(path))).text();
			check(got.includes("Where is the draft law?"), `${path}: the others`);
			check(!got.includes("Cán bộ đến"), `${path}: kept back`);
		}
		await other.context().close();
	}],

	["it is answered, read with the number, rated, and told in public words", async () => {
		const page = await sign_in(site);

		await page.goto(at(`${P}/feedback`));
		await page.locator("tr", { hasText: "Cán bộ đến muộn" })
			.locator("a[href$='/answer']").click();
		await page.fill("[name=answer]", "Chúng tôi xin lỗi.");
		await page.fill("[name=heard]", "Một cán bộ đến muộn.");
		check((await words(page)).includes("never shown in public"), "sensitive stays inside");
		same(await page.locator("[name=published]").count(), 0);
		await page.click("main button[type=submit]");
		check((await words(page)).includes("Cán bộ đến muộn"), "among the answered");
		await page.goto(at(`${P}/feedback?show=all`));
		await page.locator("tr", { hasText: "Where is the draft law?" })
			.locator("a[href$='/answer']").click();
		await page.fill("[name=answer]", "On the ministry's page.");
		await page.fill("[name=heard]", "");
		await page.check("[name=published]");
		await page.click("main button[type=submit]");
		check((await words(page)).includes("Say first, in public words"), "asked for words");
		same(await page.inputValue("[name=answer]"), "On the ministry's page.");
		await page.fill("[name=heard]", "Một buổi bắt đầu muộn.");
		await page.fill("[name=done]", "Giờ bắt đầu được báo trước.");
		await page.click("main button[type=submit]");
		await page.context().close();

		const out = await open(site, HAND);
		await out.goto(at("/say"));
		await out.fill("[name=number]", number.toLowerCase());
		await out.click("form[action='/say'] button");
		check((await words(out)).includes("Chúng tôi xin lỗi."), "the answer");
		same(await axe_faults(out), []);
		await out.check("[name=satisfied][value=no]");
		await out.fill("[name=remark]", "Vẫn muộn");
		await out.click("main button[type=submit]");
		check(await out.isChecked("[name=satisfied][value=no]"), "rated");
		await out.goto(at("/say/MAR-CULT"));
		const said = await words(out);
		check(said.includes("Một buổi bắt đầu muộn.") && said.includes("Giờ bắt đầu được báo trước."),
			"said and done");
		check(!said.includes("Cán bộ đến") && !said.includes("Một cán bộ"), "not the message");
		await out.context().close();
		await publish(site, false);
	}],
	];
}
