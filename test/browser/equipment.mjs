// SPDX-License-Identifier: AGPL-3.0-or-later
//
// equipment.mjs - an item is found idle on site with a phone, its photo and
// its place; the share that lies idle opens to the rows; a paper is signed
// by two persons, one drawing, one by name without script; labels open the
// item.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axe_faults, check, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const photo = readFileSync(new URL("../golden/files/small.jpg", import.meta.url));
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const number = async (page, at) => Number(await page.locator(".facts .fact").nth(at).locator("dd").first()
	.innerText().then((t) => t.split(/\s/)[0]));

// The bytes of a file, given to a program that reads them.
async function with_file(page, href, name, use)
{
	const answer = await page.context().request.get(href), dir = mkdtempSync(join(tmpdir(), "equipment-"));

	check(answer.ok(), `${href}: ${answer.status()}`);
	try {
		writeFileSync(join(dir, name), await answer.body());
		return use(dir, join(dir, name));
	} finally {
		rmSync(dir, { recursive: true });
	}
}

const text_of = (page, href) => with_file(page, href, "a.pdf",
	(dir, file) => execFileSync("pdftotext", ["-layout", file, "-"]).toString().replace(/\s+/g, " "));

async function found_idle(site)
{
	const nga = await sign_in({ ...site, user: "nga" }, { ...PHONE, bypassCSP: true,
		geolocation: { latitude: 16.46371, longitude: 107.59087 }, permissions: ["geolocation"] });

	await nga.goto(`${site.address}${P}/equipment`);
	const before = await number(nga, 2);
	await nga.goto(`${site.address}${P}/equipment?state=in_use`);
	await nga.locator("tbody th a").first().click();
	await nga.waitForLoadState();
	const item = nga.url();

	await nga.locator("[name=found][value=idle]").check();
	await nga.fill("[name=note]", "Trong kho, chưa lắp");
	await nga.setInputFiles("[name=photo]", { name: "kho.jpg", mimeType: "image/jpeg", buffer: photo });
	await nga.click("[data-here]");
	await nga.waitForFunction(() => document.querySelector("[name=latitude]").value !== "");
	await nga.click("form[data-place] button.pri");
	await nga.waitForURL(/done=checked/);
	const checks = nga.locator("section[aria-labelledby=checks]");

	check((await checks.innerText()).includes("16.46371, 107.59087"), "the place is kept");
	same(await checks.locator("img").count(), 1);
	same(await nga.locator("header .tag").first().innerText(), "Idle");
	same(await axe_faults(nga), []);
	await nga.goto(`${site.address}${P}/equipment`);
	same(await number(nga, 2), before + 1);
	await nga.locator(".facts a.q").nth(1).click();
	await nga.waitForURL(/state=unused/);
	same(await nga.locator("#main table").first().locator("tbody tr").count(), before + 1);
	check((await nga.locator("#main table").first().innerText()).includes("Idle"), "its row is there");
	same(nga.complaints, []);
	await nga.context().close();
	return item;
}

async function back_in_use(site, item)
{
	const nga = await sign_in({ ...site, user: "nga" }, { ...PHONE, javaScriptEnabled: false });

	await nga.goto(item);
	await nga.click("form[data-place] button.pri");         // nothing said: the browser holds it back
	await nga.locator("[name=found][value=in_use]").check();
	await nga.fill("[name=date]", "2031-01-01");
	await nga.fill("[name=note]", "Lắp xong");
	await nga.click("form[data-place] button.pri");
	check((await nga.innerText("main")).includes("not noted before it is done"), "days to come are refused");
	same(await nga.inputValue("[name=note]"), "Lắp xong");
	await nga.locator("[name=found][value=in_use]").check();
	await nga.fill("[name=date]", new Date().toISOString().slice(0, 10));
	await nga.click("form[data-place] button.pri");
	await nga.waitForURL(/done=checked/);
	same(await nga.locator("header .tag").first().innerText(), "In use");
	await nga.context().close();
}

async function write_paper(site)
{
	const linh = await sign_in(site, { bypassCSP: true });

	await linh.goto(`${site.address}${P}/equipment`);
	await linh.locator("[name=kind][value=title]").check();
	await linh.click("form[aria-labelledby=new] button[type=submit]");
	await linh.waitForURL(/\/handover_certificate\//);
	check(await linh.locator("main table tbody tr").count() > 0, "what passes stands there");
	same(await axe_faults(linh), []);
	same(await linh.locator("form[data-sign]").count(), 1);   // not for the receiver
	const box = await linh.locator("canvas").boundingBox();

	await linh.locator("canvas").scrollIntoViewIfNeeded();
	const at = await linh.locator("canvas").boundingBox() ?? box;

	await linh.mouse.move(at.x + 60, at.y + 80);
	await linh.mouse.down();
	await linh.mouse.move(at.x + 160, at.y + 30, { steps: 5 });
	await linh.mouse.move(at.x + 240, at.y + 110, { steps: 5 });
	await linh.mouse.up();
	await linh.fill("[name=name]", "Nguyễn Thị Linh");
	await linh.click("form[data-sign] button.pri");
	await linh.waitForURL(/done=signed/);
	check((await linh.innerText("#main")).includes("Nguyễn Thị Linh"), "who signed stands there");
	same(await linh.locator("form[data-sign]").count(), 0);
	same(linh.complaints, []);
	return { linh, paper: linh.url().split("?")[0] };
}

async function second_signature(site, { linh, paper })
{
	const binh = await sign_in({ ...site, user: "binh" }, { ...PHONE, javaScriptEnabled: false });

	await binh.goto(paper);
	same(await binh.locator("form[data-sign]").count(), 1);
	await binh.fill("[name=name]", "Trần Văn Bình");
	await binh.fill("[name=post]", "Trưởng phòng");
	await binh.click("form[data-sign] button.pri");
	await binh.waitForURL(/done=signed/);
	check((await binh.innerText("#main")).includes("Trần Văn Bình"), "the second stands there");
	await binh.context().close();
	const vi = await text_of(linh, `${paper}/pdf?lang=vi`), en = await text_of(linh, `${paper}/pdf?lang=en`);

	for (const says of ["Biên bản chuyển giao quyền sở hữu", "Nguyễn Thị Linh", "Trần Văn Bình",
		"Ký trên màn hình", "Bên nhận (Bên B)"])
		check(vi.includes(says), `the Vietnamese paper says ${says}: ${vi.slice(0, 800)}`);
	for (const says of ["Record of transfer of ownership", "Signed on the screen", "Receiver (party B)"])
		check(en.includes(says), `the English paper says ${says}: ${en.slice(0, 800)}`);
	await linh.goto(`${site.address}${P}/equipment`);
	check((await linh.innerText("section[aria-labelledby=papers]")).includes("Signed by both"),
		"the list says that both signed");
}

async function labels(site, { linh })
{
	const codes = await with_file(linh, `${site.address}${P}/equipment/labels`, "l.pdf", (dir, file) => {
		execFileSync("pdftoppm", ["-r", "150", "-gray", "-f", "1", "-l", "1", file, join(dir, "page")]);
		const page = readdirSync(dir).find((name) => name.startsWith("page"));

		return execFileSync("zbarimg", ["-q", "--raw", join(dir, page)],
			{ stdio: ["ignore", "pipe", "ignore"] }).toString().trim().split("\n");
	});

	await linh.goto(`${site.address}${P}/equipment`);
	same(codes.length, Math.min(24, await number(linh, 0)));
	await linh.goto(codes[0]);
	check(await linh.locator("form[data-place]").count() === 1, "a code opens the page of its item");
}

export const equipment = (site) => {
	let item, signed;

	return [
		["a phone notes that an item is idle, with photo and place, and the share opens to it",
			async () => { item = await found_idle(site); }],
		["without script a check is refused beside its field and then kept",
			() => back_in_use(site, item)],
		["one person signs a paper by drawing", async () => { signed = await write_paper(site); }],
		["and another by name alone; both stand on the paper in two languages",
			() => second_signature(site, signed)],
		["labels open the page of their item", () => labels(site, signed)],
	];
};
