// SPDX-License-Identifier: AGPL-3.0-or-later
//
// certificate.mjs - an award is described, issued to those who have shown
// it, checked by a stranger and revoked.  Runs after journey.mjs, which
// imports the programme.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proof_holds, token_claims } from "./badge.mjs";
import { check, open, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const text = (page, what) => page.locator(what).first().innerText();

// Those of the first cohort who attended 80 % of its 60 hours and had 60 %
// of 16 items right after it: counted by hand from enrolments.csv,
// test_responses.csv of the demonstration.
const FIT = 14;

function words_of(pdf)
{
	const dir = mkdtempSync(join(tmpdir(), "pdf-"));

	writeFileSync(join(dir, "c.pdf"), pdf);
	const said = execFileSync("pdftotext", [join(dir, "c.pdf"), "-"], { encoding: "utf8" });
	execFileSync("pdftoppm", ["-r", "110", "-png", "-singlefile", join(dir, "c.pdf"),
		join(dir, "c")]);
	const code = execFileSync("zbarimg", ["-q", "--raw", join(dir, "c.png")],
		{ encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
	rmSync(dir, { recursive: true });
	return { said, code: code.trim() };
}

export function certificate(site)
{
	const at = (path) => site.address + path;
	let award, number;

	return [
	["an award is described with two conditions, and shows who has met them", async () => {
		const page = await sign_in(site);

		await page.goto(at(`${P}/awards`));
		await page.click("main a[href^='/award/new']");
		await page.check("[name=kind][value=completion]");
		await page.fill("[name=title]", "Nền tảng chính sách văn hóa");
		await page.fill("[name=issuer]", "Bộ Văn hóa");
		await page.fill("[name=language]", "vi");
		await page.fill("[name=signatory]", "Ngọc Đặng");
		await page.fill("[name=valid_months]", "24");
		await page.click("main button[type=submit]");
		award = new URL(page.url()).pathname;
		check((await text(page, "main")).includes("asks for nothing yet"), "conditions");
		await page.click("main a[href^='/award_condition/new']");
		const form = page.url();
		const events = await (await page.request.get(at("/event.json?programme=MAR-CULT"))).json();
		const courses = await (await page.request.get(at("/course.json?programme=MAR-CULT"))).json();
		const add = async (kind, field, id, least) => {
			await page.goto(form);
			await page.check(`[name=kind][value=${kind}]`);
			await page.fill("[name=least]", least);
			await page.locator(`[name=${field}]`).first().evaluate((e, v) => {
				if (e.tagName === "SELECT" && ![...e.options].some((o) => o.value === v))
					e.add(new Option(v, v));
				e.value = v;
			}, id);
			await page.click("main button[type=submit]");
		};
		await add("attendance", "event",
			events.rows.find((e) => e.code === "EV01").id, "80");
		await add("test", "course",
			courses.rows.find((e) => e.code === "CPOL").id, "60");
		await page.goto(at(award));
		same(await page.locator("[name=people]:checked").count(), FIT);
		await page.goto(at(`${award}?show=all`));
		check((await text(page, "main")).includes("Not met"), "those who have not");
		same(page.complaints, []);
		await page.context().close();
	}],

	["certificates are issued by a job, and nobody gets two", async () => {
		const page = await sign_in(site);

		await page.goto(at(award));
		for (const box of (await page.locator("[name=people]").all()).slice(1))
			await box.uncheck();
		await page.click("button:has-text('Issue to those ticked')");
		await page.waitForSelector("main .st.ok", { timeout: 60000 });
		await page.goto(at(award));
		same(await page.locator("[name=people]:checked").count(), FIT - 1);
		await page.click("button[name=everyone]");
		await page.waitForSelector("main .st.ok", { timeout: 60000 });
		const file = await page.request.get(at(await page.locator("a.pri").getAttribute("href")));
		check(words_of(await file.body()).said.match(/\f/g).length === FIT - 1, "a page each");
		await page.goto(at(award));
		same(await page.locator("[name=people]").count(), 0);
		number = (await text(page, "section[aria-labelledby=issued] tbody th")).trim();
		check(/^TL-[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(number), number);
		same(page.complaints, []);
		await page.context().close();
	}],

	["a stranger checks one by its number, on paper too", async () => {
		const page = await open(site, { viewport: { width: 390, height: 844 } });

		await page.goto(at("/c"));
		await page.fill("[name=number]", number.toLowerCase());
		await page.click("main button[type=submit]");
		check((await text(page, "[role=status]")).includes("Valid"), "its standing");
		check((await text(page, ".cert")).includes("đã hoàn thành"), "in its language");
		same(await page.locator("main a[href^='/award']").count(), 0);
		const pdf = await page.request.get(at(`/c/${number}/pdf`));
		const { said, code } = words_of(await pdf.body());
		check(said.includes("Nền tảng chính sách văn hóa"), said);
		same(code, at(`/c/${number}`));
		same((await page.request.get(at("/c/TL-2222-2222"))).status(), 404);
		same(page.complaints, []);
		await page.context().close();
	}],

	["its badge and its token are accepted by others, and not when touched", async () => {
		const page = await open(site);
		const badge = await (await page.request.get(at(`/c/${number}/badge`))).json();
		const token = await (await page.request.get(at(`/c/${number}/token`))).text();

		same(await proof_holds(badge), "");
		const claims = await token_claims(token);
		same(claims.credentialSubject.achievement.name, "Nền tảng chính sách văn hóa");
		same(claims.iss, badge.issuer.id);
		badge.credentialSubject.identifier[0].identityHash = "Somebody else";
		check(await proof_holds(badge) !== "", "a forged name is accepted");
		const [head, body, sign] = token.split(".");
		const forged = Buffer.from(JSON.stringify({ ...claims, name: "More" })).toString("base64url");
		let refused = false;
		await token_claims([head, forged, sign].join(".")).catch(() => { refused = true; });
		check(refused && body !== forged, "a forged token is accepted");
		await page.context().close();
	}],

	["a revoked one says so to everybody, with its reason inside", async () => {
		const page = await sign_in(site);

		await page.goto(at(`/c/${number}`));
		await page.click("a[href*='verb=revoke']");
		check(await page.locator("[name=reason][required]").count() === 1, "without a reason");
		await page.fill("[name=reason]", "Issued in the name of another person.");
		await page.click("main button[type=submit]");
		check((await text(page, "main")).includes("Revoked"), "its state");
		await page.context().close();
		const other = await open(site);
		await other.goto(at(`/c/${number}`));
		check((await text(other, "[role=status]")).includes("Revoked"), "its standing");
		same(await other.locator(".cert").count(), 0);
		same((await other.request.get(at(`/c/${number}/pdf`))).status(), 422);
		const list = await (await other.request.get(at("/badges/revoked"))).json();
		same(list.revokedCredential.map((k) => k.id), [at(`/c/${number}/badge`)]);
		await other.context().close();
	}],
	];
}
