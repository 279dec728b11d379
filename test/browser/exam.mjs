// SPDX-License-Identifier: AGPL-3.0-or-later
//
// exam.mjs - a trainer puts a test together and opens it; a participant
// sits it on a phone, in Vietnamese, is interrupted and goes on; the trainer
// sees the result and how good the questions are.
import { axe_faults, check, open, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT", EVENT = `${P}/event/EV02`;
const PHONE = { viewport: { width: 390, height: 844 }, locale: "vi", bypassCSP: true };
const TABLE = `question,question_vi,options,options_vi,right,points,topic
Two and two?,Hai cộng hai?,three|four|five,ba|bốn|năm,four,1,sums
Which are even?,Số nào chẵn?,one|two|three|four,một|hai|ba|bốn,two|four,2,sums
Half of 25?,Một nửa của 25?,,,12.5,1,sums
Is water wet?,Nước có ướt không?,,,true,1,facts
Capital of Viet Nam?,Thủ đô Việt Nam?,,,Hà Nội|Hanoi,1,facts
Broken,,a|b,,maybe,1,facts
`;

const faultless = async (page) => same(await axe_faults(page), []);
const sideways = (page) => page.evaluate(() =>
	document.documentElement.scrollWidth - window.innerWidth);

// What is right, by a word of the question.
async function answer(page)
{
	const asked = await page.locator("fieldset legend, label.big").first().innerText();

	if (asked.includes("Hai cộng hai"))
		await page.locator("label", { hasText: "bốn" }).click();
	else if (asked.includes("chẵn"))
		for (const even of ["hai", "bốn"])
			await page.locator(".lvl label", { hasText: even }).locator("input").check();
	else if (asked.includes("ướt"))
		await page.locator("input[value='1']").check();
	else if (asked.includes("25"))
		await page.fill("[name=answer]", "12,5");
	else
		await page.fill("[name=answer]", "Hải Phòng");     // the one that is wrong
	return asked;
}

export function exam(site)
{
	const at = (path) => site.address + path;
	let link;

	return [
	["a trainer pastes questions, sees what is wrong with one, and opens a test", async () => {
		const page = await sign_in({ ...site, user: "nga" }, { bypassCSP: true });

		await page.goto(at(`${P}/bank/import`));
		await page.selectOption("#course", "CPOL");
		await page.fill("#lines", TABLE);
		await page.click("button[value=look]");
		check((await page.locator("p.err").innerText()).includes("'maybe'"), "not told");
		await faultless(page);
		await page.click("button[value=add]");
		check(page.url().includes("/bank?course=CPOL"), page.url());
		await page.goto(at(`${EVENT}/exam`));
		await faultless(page);
		for (const box of await page.locator("input[name=item]").all())
			await box.check();
		await page.fill("#minutes", "many");
		await page.click("button[value=save]");
		check((await page.locator("#minutes-e").innerText()).includes("'many'"), "not told");
		same(await page.inputValue("#minutes"), "many");
		await page.fill("#minutes", "20");
		for (const box of await page.locator("input[name=item]").all())
			await box.check();
		await page.click("button[value=save]");
		await page.click("button[value=open]");
		await page.locator("button[value=close]").waitFor();
		await page.goto(at(`${EVENT}/links`));
		await faultless(page);
		await page.locator("input[name=person]").first().check();
		await page.click("button[value=make]");
		link = new URL(await page.locator("input[readonly]").inputValue()).pathname;
		await page.context().close();
	}],
	["a participant sits it on a phone without an account, and goes on after an interruption", async () => {
		let page = await open(site, { ...PHONE, javaScriptEnabled: true });

		await page.goto(at(link));
		await faultless(page);
		await page.locator("main section a").first().click();
		await faultless(page);
		await page.click("button[value=begin]");
		const first = await answer(page);
		await faultless(page);
		await page.locator("[data-kept]:not([hidden])").waitFor().catch(() => {});
		await page.click("button[value=next]");
		await page.context().close();           // the battery is empty

		page = await open(site, { ...PHONE, bypassCSP: false, javaScriptEnabled: false });
		await page.goto(at(link));
		await page.locator("main section a").first().click();
		check((await page.locator("main").innerText()).includes("1"), "nothing kept");
		await page.locator("main a.btn.pri").click();
		check(page.url().includes("q=2"), page.url());
		for (let i = 2; i <= 5; i++) {
			check(await answer(page) !== first, "asked twice");
			await page.click("button[value=next]");
			same(await page.locator(".err").count(), 0);
		}
		check(page.url().includes("review"), page.url());
		await page.click("button[value=hand_in]");
		// 6 points less the one for the wrong city
		check((await page.locator("main").innerText()).includes("5 trên 6 điểm"), await page.locator("main").innerText());
		await page.goto(at(`${link}/test/pre?q=1`));
		same(await page.locator("[name=answer]").count(), 0);
		await page.context().close();

		page = await open(site, PHONE);
		await page.goto(at(`${link}/test/pre`));
		await faultless(page);
		same(await sideways(page), 0);
		await page.context().close();
	}],
	["the trainer sees the result, overrules a mark, and how good each question is", async () => {
		const page = await sign_in({ ...site, user: "nga" }, { bypassCSP: true });

		await page.goto(at(`${EVENT}/exam`));
		check((await page.locator("main").innerText()).includes("5 of 6"), "no result");
		check((await page.locator("main").innerText()).includes("CPOL-Q17"), "no quality");
		await page.locator("section[aria-labelledby=who] tbody a").first().click();
		await faultless(page);
		const short = page.locator("input[name^=m][inputmode=decimal]").first();
		await short.fill("1");
		await page.click("button[value=mark]");
		check((await page.locator("main").innerText()).includes("6 of 6"), "mark not kept");
		await page.goto(at(`${P}/bank?course=CPOL`));
		await page.locator("a", { hasText: "Two and two?" }).click();
		check((await page.locator("main").innerText()).includes("new version"), "not told");
		await faultless(page);
		await page.fill("#stem_en", "Two and two, or twice two?");
		await page.locator("main form button.pri").click();
		await page.goto(at(`${P}/bank?course=CPOL`));
		check((await page.locator("main").innerText()).includes("CPOL-Q17.2"), "no version");
		await page.context().close();
	}],
	["a reaction form without a name waits until there are three", async () => {
		const trainer = await sign_in({ ...site, user: "nga" }, { bypassCSP: true });
		const page = await open(site, PHONE);

		// of EV02 the demonstration has sheets; a new event has none
		await page.goto(at(`${link}/feedback`));
		await faultless(page);
		await page.click("button[type=submit]");
		check(await page.locator("[role=alert]").count() === 1, "an empty sheet was taken");
		await page.locator("input[name=relevance][value='5']").check({ force: true });
		await page.fill("#change", "Thêm thời gian");
		await page.click("button[type=submit]");
		await page.locator(".note.ok").waitFor();
		await page.goto(at(`${link}/feedback`));
		same(await page.locator("form button.pri").count(), 0);     // once
		await trainer.goto(at(`${EVENT}/feedback`));
		check((await trainer.locator("main").innerText()).includes("Thêm thời gian"), "not shown");
		await faultless(trainer);
		await trainer.context().close();
		await page.context().close();
	}],
	["what will be done at work is written, and asked after three months", async () => {
		const page = await open(site, PHONE);
		const trainer = await sign_in({ ...site, user: "nga" }, { bypassCSP: true });

		// EV02 ended long ago: its check is due as soon as a plan is there
		await page.goto(at(`${link}/plan`));
		await faultless(page);
		await page.fill("#what1", "Viết lại mẫu hồ sơ");
		await page.fill("#support1", "Một ngày không họp");
		await page.click("button[value=keep]");
		await page.locator("input[name=done1][value=partly]").check();
		await page.fill("#barrier", "Thiếu thời gian");
		await faultless(page);
		await page.click("button[value=check]");
		await page.locator(".note.ok").waitFor();
		await trainer.goto(at(`${EVENT}/plans`));
		check((await trainer.locator("main").innerText()).includes("Viết lại mẫu hồ sơ"), "no plan");
		await trainer.locator("button[name=supervisor]").first().click();
		const boss = new URL(await trainer.locator("input[readonly]").inputValue()).pathname;

		await faultless(trainer);
		await page.goto(at(`${boss}/plan`));
		await page.locator("input[name=confirms][value=yes]").check();
		await faultless(page);
		await page.click("button[value=confirm]");
		await page.locator(".note.ok").waitFor();
		await page.goto(at(`${boss}/test/pre`));
		same(await page.locator("button[value=begin]").count(), 0);
		await trainer.context().close();
		await page.context().close();
	}],
	["somebody registers on a phone by the page's address, and has a seat and a page of his own", async () => {
		const staff = await sign_in({ ...site, user: "nga" }, { bypassCSP: true });
		const page = await open(site, PHONE);
		const event = (await (await staff.request.get(at("/event?programme=MAR-CULT"),
			{ headers: { accept: "application/json" } })).json()).rows.find((e) => e.code === "EV02");

		await staff.goto(at(`/intake/new?event=${event.id}`));
		await staff.fill("[name=opens_at]", "2020-01-01T00:00");
		await staff.fill("[name=closes_at]", "2090-01-01T00:00");
		await staff.locator("main form button.pri, main form button[type=submit]").first().click();
		await staff.goto(at(`${EVENT}/seats`));
		await faultless(staff);
		await page.goto(at(new URL(await staff.locator("input[readonly]").inputValue()).pathname));
		await faultless(page);
		same(await sideways(page), 0);
		await page.fill("#name", "Trần Thị Mơ");
		await page.check("[name=agree]");
		await page.locator("form").evaluate((f) => { f.noValidate = true; });
		await page.click("button.pri");
		same(await page.inputValue("#name"), "Trần Thị Mơ");      // kept
		check(await page.locator("#em-e").count() === 1, "not told");
		await page.fill("#email", "mo@example.org");
		await page.check("[name=agree]");
		await page.click("button.pri");
		check(page.url().includes("/seat/"), page.url());
		await faultless(page);
		await page.click("a.btn.pri");
		check((await page.locator("main").innerText()).includes("Trần Thị Mơ"), "not her page");
		await faultless(page);
		await staff.goto(at(`${EVENT}/seats`));
		check((await staff.locator("main").innerText()).includes("Trần Thị Mơ"), "not listed");
		await faultless(staff);
		await staff.context().close();
		await page.context().close();
	}],
	["who has no such link opens nothing", async () => {
		const page = await open(site, PHONE);
		const answered = await page.goto(at("/mine/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));

		same(answered.status(), 404);
		await page.context().close();
	}],
	];
}
