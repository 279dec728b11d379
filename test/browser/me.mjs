// SPDX-License-Identifier: AGPL-3.0-or-later
//
// me.mjs - a person sees all he received, corrects his own data, has all of
// it, and asks to be forgotten; an administrator decides.  Runs after
// journey.mjs, which imports the programme.
import { axe_faults, check, json, open, press, same, send, sign_in } from "./test.mjs";

const WORD = "a long enough password";

async function account(site, page, login, role, party)
{
	const programmes = (await json(page, `${site.address}/programme.json`)).rows;
	const programme = programmes.find((p) => p.code === "MAR-CULT");

	await send(site, page, "/user", { name: login, login, ...party ? { party } : {} });
	const user = (await json(page, `${site.address}/user.json?search=${login}`)).rows[0];
	await send(site, page, "/role_assignment", { user: user.id, role,
		programme: programme.id, from: "2024-01-01" });
	await page.goto(`${site.address}/user/${user.id}/password`);
	await page.fill("[name=new]", WORD);
	await page.fill("[name=again]", WORD);
	await press(page, "main form[method=post]");
	return user.id;
}

// Who was given a password chooses one of his own first.
export async function enters(site, login)
{
	const page = await open(site, { bypassCSP: true });

	await page.goto(`${site.address}/login`);
	await page.fill("[name=name]", login);
	await page.fill("[name=password]", WORD);
	await page.click("main button[type=submit]");
	await page.waitForLoadState();
	if (page.url().endsWith("/password")) {
		const fields = page.locator("main input[type=password]");

		await fields.nth(0).fill(WORD);
		for (let i = 1; i < await fields.count(); i++)
			await fields.nth(i).fill(`${WORD} of my own`);
		await press(page);
	}
	return page;
}

export async function joins(site, login, role, party)
{
	const page = await sign_in(site);

	await account(site, page, login, role, party);
	await page.context().close();
	return enters(site, login);
}

const main = (page) => page.locator("main").innerText();

export function me(site)
{
	const at = (path) => site.address + path;
	let person, hoa;

	return [
	["the lifetime page of a person opens each figure to its records", async () => {
		const page = await sign_in(site, { bypassCSP: true });
		const all = (await json(page, at("/person.json?programme=MAR-CULT&search=P016"))).rows;

		person = all.find((p) => p.code === "P016").id;
		await page.goto(at(`/person/${person}`));
		// 60 hours of EV01 and 48 of EV03: enrolments.csv of the demonstration.
		check((await page.locator("dl.facts").innerText()).includes("108"), "hours");
		await page.click("table.dense td:nth-child(3) a");
		same(await page.locator("section[aria-labelledby=records] tbody tr").count(), 1);
		same(await axe_faults(page), []);
		const pdf = await page.request.get(at(`/person/${person}/life/pdf`));
		check((await pdf.body()).subarray(0, 5).toString() === "%PDF-", "pdf");
		const life = await json(page, at(`/person/${person}/life.json`));
		same(life.records.length, 2);
		await page.goto(at(`/person/${person}/details`));
		check((await main(page)).includes("Year of birth"), "details");
		await page.context().close();
	}],
	["a person corrects a telephone at once and asks for another name", async () => {
		hoa = await joins(site, "hoa", "PAR", person);
		await hoa.goto(at("/me?details=open"));
		await hoa.fill("[name=phone]", "0912 000 111");
		await hoa.fill("[name=name]", "Hoa Sample");
		await hoa.click("section[aria-labelledby=details] button[type=submit]");
		await hoa.waitForLoadState();
		check((await main(hoa)).includes("Corrected at once: 1. Waiting for a check: 1."),
			await main(hoa));
		same(await hoa.inputValue("[name=phone]"), "0912 000 111");
		check((await hoa.locator("section[aria-labelledby=requests]").innerText())
			.includes("Hoa Sample"), "asked for");
		same(await axe_faults(hoa), []);
		same((await hoa.request.get(at("/person_request"))).status(), 403);
	}],
	["what is wrong is told beside its field, and what was typed stays", async () => {
		await hoa.goto(at("/me?details=open"));
		await hoa.fill("[name=birth_year]", "last spring");
		await hoa.click("section[aria-labelledby=details] button[type=submit]");
		await hoa.waitForLoadState();
		same(await hoa.inputValue("[name=birth_year]"), "last spring");
		check(await hoa.locator("#e-birth_year").count() === 1, "beside it");
	}],
	["a correction is made by who may, and shown to the person", async () => {
		const page = await sign_in(site);
		const open_ones = (await json(page, at("/person_request.json?state=open"))).rows;

		await page.goto(at(`/person_request/${open_ones[0].id}`));
		await page.click("button[value=yes]");
		await page.waitForLoadState();
		await hoa.goto(at("/me"));
		same(await hoa.locator("h1").innerText(), "Hoa Sample");
		await page.context().close();
	}],
	["a person has all of it in one file", async () => {
		const answer = await hoa.request.get(at("/me/data"));
		const data = JSON.parse(await answer.text());

		same(data.enrolment.length, 2);
		same(data.lifetime.person.phone, "0912 000 111");
		check(!JSON.stringify(data).includes("$argon2"), "no password");
	}],
	["erasure is asked for, told, decided; figures keep their hours", async () => {
		await hoa.goto(at("/me"));
		await hoa.click("#erasure summary");
		check((await hoa.locator("#erasure").innerText()).includes("Enrolments"), "told");
		await hoa.check("#erasure [name=sure]");
		await hoa.click("#erasure button.bad");
		await hoa.waitForLoadState();
		const page = await sign_in(site, { bypassCSP: true });
		const asked = (await json(page, at("/person_request.json?state=open"))).rows[0];
		await page.goto(at(`/person_request/${asked.id}`));
		same(await axe_faults(page), []);
		await page.click("button[value=yes]");
		await page.waitForLoadState();
		check(await page.locator("[role=alert]").count() === 1, "it asks whether one is sure");
		await page.check("[name=sure]");
		await page.click("button[value=yes]");
		await page.waitForLoadState();
		await page.goto(at(`/person/${person}`));
		const text = await main(page);
		check(!text.includes("Hoa Sample") && text.includes("108"), text.slice(0, 300));
		check(!(await (await page.request.get(at(`/person/${person}/history`))).text())
			.includes("Hoa Sample"), "nor in its history");
		await hoa.goto(at("/me"));
		check(hoa.url().includes("/login"), "the account is closed");
		await page.context().close();
		await hoa.context().close();
	}],
	];
}
