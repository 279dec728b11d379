// SPDX-License-Identifier: AGPL-3.0-or-later
//
// checkin.mjs - people check in by codes: a camera that films a badge, a
// scanner that types, the room's code on the wall; with the network off,
// by forged codes, and by phones that are lent.
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { axe_faults, check, json, open, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT", EVENT = `${P}/event/DOOR`;
const PHONE = { viewport: { width: 390, height: 844 } };
const WIDE = 640, HIGH = 480;
const trainer = (site) => ({ ...site, user: "sau" });
const day = (n) => new Date(Date.now() + n * 86400000).toISOString().slice(0, 10);

// An event of these days with four people, its sessions and its codes.
async function prepare(site, page)
{
	const csrf = await page.locator("[name=csrf]").first().getAttribute("value");
	const send = async (path, data) => {
		const answer = await page.request.post(site.address + path, { data, headers:
			{ accept: "application/json", "X-CSRF": csrf } });

		check(answer.ok(), `${path}: ${await answer.text()}`);
		return answer.json();
	};
	const { rows } = await json(page, `${site.address}/event.json?programme=MAR-CULT`);
	const like = rows.find((row) => row.code === "EV02");
	const event = await send("/event", { programme: like.programme, code: "DOOR",
		type: like.type, title: { en: "At the door" }, start: day(-1), end: day(1) });
	const people = (await json(page, `${site.address}/enrolment.json?event=${like.id}`)).rows;

	for (const one of people.slice(0, 4))
		await send("/enrolment", { event: event.id, person: one.person, registered_on: day(-3) });
	await page.goto(`${site.address}${EVENT}`);
	await page.click("button[value=day]");
	await page.goto(`${site.address}${EVENT}/badges`);
	await page.click("button[value=badges]");
	await page.locator("td a").first().waitFor();
}

// [ { name, letters, href } ] as the badges' page lists them.
async function badges(site, page)
{
	await page.goto(`${site.address}${EVENT}/badges`);
	return page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => ({
		name: row.querySelector("th").firstChild.textContent.trim(),
		letters: row.querySelector(".mono").textContent,
		href: row.querySelector("td a").getAttribute("href") })));
}

// What a camera sees that films the code on a page: grey, a second long.
async function film(page, selector)
{
	const grey = await page.locator(`${selector} svg`).evaluate(async (svg, [wide, high]) => {
		const picture = new Image(), canvas = document.createElement("canvas");
		const text = new XMLSerializer().serializeToString(svg);

		picture.src = `data:image/svg+xml;base64,${btoa(text)}`;
		await picture.decode();
		canvas.width = wide;
		canvas.height = high;
		const brush = canvas.getContext("2d");
		brush.fillStyle = "#ccc";
		brush.fillRect(0, 0, wide, high);
		brush.translate(wide / 2, high / 2);
		brush.rotate(.12);
		brush.drawImage(picture, -190, -190, 380, 380);
		const { data } = brush.getImageData(0, 0, wide, high);
		return Array.from({ length: wide * high }, (_, i) => data[4 * i]);
	}, [WIDE, HIGH]);
	const frame = Buffer.concat([Buffer.from("FRAME\n"), Buffer.from(grey),
		Buffer.alloc(WIDE * HIGH / 2, 128)]);
	const path = join(tmpdir(), `door-${Date.now()}.y4m`);

	writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDE} H${HIGH} F10:1 Ip A1:1 C420\n`),
		...Array.from({ length: 10 }, () => frame)]));
	return path;
}

const camera = (site, path) => chromium.launch({ executablePath: site.chromium, args: ["--no-sandbox",
	"--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
	`--use-file-for-fake-video-capture=${path}`] });
const said = (page) => page.locator("[data-said]");
const type = async (page, code) => {
	await page.fill("#code", code);
	await page.press("#code", "Enter");
};

// The digits of a person's code, as a scanner would type them: read from
// the picture by the decoder that browsers get.
async function digits(site, page, href)
{
	await page.goto(site.address + href);
	const decoder = await page.locator("[data-decoder]").getAttribute("data-decoder");

	return page.locator(".pass-qr svg").evaluate(async (svg, address) => {
		const picture = new Image(), canvas = document.createElement("canvas");

		picture.src = `data:image/svg+xml;base64,${btoa(new XMLSerializer().serializeToString(svg))}`;
		await picture.decode();
		canvas.width = canvas.height = 490;
		const brush = canvas.getContext("2d");
		brush.drawImage(picture, 0, 0, 490, 490);
		const { decode } = await import(address);
		return decode(brush.getImageData(0, 0, 490, 490));
	}, decoder);
}

async function marks(site, page)
{
	const { rows } = await json(page, `${site.address}/attendance.json?programme=MAR-CULT`);

	return rows.filter((row) => ["code", "room"].includes(row.way));
}

export function checkin(site)
{
	const at = (path) => site.address + path;

	return [
	["a trainer makes the codes of an event; each person has one", async () => {
		const page = await sign_in(trainer(site));

		await prepare(site, page);
		const all = await badges(site, page);
		same(all.length, 4);
		same(new Set(all.map((one) => one.letters)).size, 4);
		const pdf = await page.request.get(at(`${EVENT}/badges/pdf`));
		same((await pdf.body()).subarray(0, 5).toString(), "%PDF-");
		same((await digits(site, page, all[0].href)).length, 250);
		await page.context().close();
	}],
	["six letters check a person in without JavaScript, once", async () => {
		const page = await sign_in(trainer(site), { ...PHONE, javaScriptEnabled: false });
		const [one] = await badges(site, page);

		await page.goto(at(`${EVENT}/checkin`));
		await type(page, one.letters.toLowerCase());
		await page.getByText(`${one.name} is here`).waitFor();
		await type(page, one.letters);
		await page.getByText(`${one.name} was checked in already`).waitFor();
		await type(page, "BBBBBB");
		await page.getByText("Nobody of this event has the code BBBBBB").waitFor();
		same((await marks(site, page)).length, 1);
		await page.context().close();
	}],
	["a camera that films a badge checks the person in, the network being off", async () => {
		const first = await sign_in(trainer(site));
		const all = await badges(site, first);

		await first.goto(at(all[1].href));
		const browser = await camera(site, await film(first, ".pass-qr"));
		const page = await sign_in({ ...trainer(site), browser }, PHONE);
		await page.goto(at(`${EVENT}/checkin`));
		await page.click("[data-offline] button");
		await page.getByText("opens without a connection now").waitFor();
		await page.context().setOffline(true);
		await page.reload();
		await page.click("[data-camera] button");
		await said(page).getByText(`${all[1].name} is here`).waitFor();
		check((await marks(site, first)).length === 1, "sent though offline");
		await page.context().setOffline(false);
		await page.evaluate(() => dispatchEvent(new Event("online")));
		await page.locator("[data-state]").getByText("sent").waitFor();
		const kept = (await marks(site, first)).at(-1);
		same([kept.way, kept.mark, kept.standing], ["code", "here", "stands"]);
		await browser.close();
		await first.context().close();
	}],
	["forged, cut off and foreign codes are refused on the phone without a network", async () => {
		const page = await sign_in(trainer(site), PHONE);
		const all = await badges(site, page);
		const code = await digits(site, page, all[2].href);
		const forged = code.slice(0, 120) + (code[120] === "0" ? "1" : "0") + code.slice(121);

		await page.goto(at(`${EVENT}/checkin`));
		await page.locator("[data-checkin][data-ready]").waitFor();
		await page.context().setOffline(true);
		for (const [typed, says] of [[forged, "forged or damaged"], [code.slice(0, 200), "cut off"],
			[`00256${"0".repeat(245)}`, "of another event"], ["99999".repeat(50), "not a code"],
			["BBBBBB", "Nobody of this event"], ["hello there", "not a code"]]) {
			await type(page, typed);
			await said(page).getByText(says).waitFor();
		}
		await type(page, code);
		await said(page).getByText(`${all[2].name} is here`).waitFor();
		await page.context().setOffline(false);
		await page.evaluate(() => dispatchEvent(new Event("online")));
		await page.locator("[data-state]").getByText("sent").waitFor();
		await page.context().close();
	}],
	["a lost badge gets a new code; the old one is refused, also later", async () => {
		const page = await sign_in(trainer(site));
		const all = await badges(site, page), old = all[3];
		const code = await digits(site, page, old.href);

		await page.goto(at(`${EVENT}/badges`));
		await page.locator("tbody tr").nth(3).locator("button").click();
		await page.getByText("The code is new").waitFor();
		same((await page.request.get(at(old.href))).status(), 404);
		await page.goto(at(`${EVENT}/checkin`));
		await type(page, code);
		await said(page).getByText("replaced by a new one").waitFor();
		await page.context().close();
	}],
	["the wall's code changes, and a participant without an account marks himself", async () => {
		const wall = await sign_in(trainer(site)), phone = await open(site, PHONE);
		const all = await badges(site, wall);

		await wall.goto(at(`${EVENT}/room`));
		const letters = await wall.locator("[data-letters]").textContent();
		await phone.goto(at(`/here?code=${letters}`));
		await phone.fill("[name=own]", all[3].letters);
		await phone.getByRole("button", { name: "I am here" }).click();
		await phone.getByText("You are marked as here.").waitFor();
		const mine = (await marks(site, wall)).at(-1);
		same([mine.way, mine.standing, mine.flags ?? null], ["room", "stands", null]);
		// Time goes on, and so does the wall; it needs no connection for that.
		await wall.clock.install();
		await wall.goto(at(`${EVENT}/room`));
		await wall.waitForFunction(() => document.querySelector("[data-qr] svg"));
		await wall.waitForTimeout(1500);
		const before = await wall.locator("[data-letters]").textContent();
		await wall.context().setOffline(true);
		await wall.clock.runFor(46000);
		check(await wall.locator("[data-letters]").textContent() !== before, "it stood still");
		await wall.context().close();
		await phone.context().close();
	}],
	["a phone that is lent to another person is noticed, and a person decides", async () => {
		const wall = await sign_in(trainer(site)), phone = await open(site, PHONE);
		const all = await badges(site, wall);

		for (const one of [all[0], all[1]]) {
			await wall.goto(at(`${EVENT}/room`));
			await phone.goto(at(`/here?code=${await wall.locator("[data-letters]").textContent()}`));
			await phone.fill("[name=own]", one.letters);
			await phone.locator("form", { has: phone.locator("[name=own]") }).getByRole("button").click();
			await phone.locator(".note").waitFor();
		}
		await phone.getByText("The trainer will look at it.").waitFor();
		await wall.goto(at(EVENT));
		await wall.locator("#decide").getByText("One device for several people").waitFor();
		await wall.locator("#decide button[value=here]").first().click();
		await wall.locator(".note.ok").waitFor();
		same(await wall.locator("#decide").count(), 0);
		await wall.context().close();
		await phone.context().close();
	}],
	["a participant's page reads the wall with the network off and sends it later", async () => {
		const wall = await sign_in(trainer(site));
		const all = await badges(site, wall);

		await wall.goto(at(`${EVENT}/room?session=3`));
		const browser = await camera(site, await film(wall, "[data-qr]"));
		const phone = await open({ ...site, browser }, PHONE);
		await phone.goto(at(all[2].href));
		await phone.click("[data-offline] button");
		await phone.getByText("opens without a connection now").waitFor();
		await phone.context().setOffline(true);
		await phone.reload();
		await phone.click("[data-camera] button");
		await said(phone).getByText("Kept on this phone").waitFor();
		await phone.context().setOffline(false);
		await phone.evaluate(() => dispatchEvent(new Event("online")));
		await said(phone).getByText("You are marked as here.").waitFor();
		await browser.close();
		await wall.context().close();
	}],
	["a sheet is printed, signed and keyed without the mouse, and taken back", async () => {
		const page = await sign_in(trainer(site));

		await page.goto(at(`${EVENT}/signin?session=1`));
		await page.getByRole("button", { name: "Make the sheet" }).click();
		await page.waitForURL(/signin\/\w{6}$/);
		const code = page.url().split("/").pop();
		same((await (await page.request.get(at(`/signin/${code}/pdf`))).body())
			.subarray(0, 5).toString(), "%PDF-");
		await page.goto(at(`${EVENT}/signin`));
		await page.fill("#code", `${code.slice(0, 3)}-${code.slice(3)}`.toLowerCase());
		await page.keyboard.press("Enter");
		await page.waitForURL(/\/key$/);
		await page.waitForLoadState();
		await page.locator("#numbers").focus();
		for (const keys of ["1-3", "9", "2"]) {
			await page.keyboard.type(keys);
			await page.keyboard.press("Enter");
			if (keys === "9") {
				await page.getByText("There is no such number: the last is 4.").waitFor();
				await page.fill("#numbers", "");
			}
		}
		await page.locator("tbody input").nth(3).focus();
		await page.keyboard.press("Space");
		await page.keyboard.press("Control+z");
		same(await page.locator("[data-n]").textContent(), "2 / 4");
		await page.locator("#numbers").focus();
		await page.keyboard.press("Enter");
		await page.getByText("Marks made: 2.").waitFor();
		same(await page.locator("tbody input:checked").count(), 2);
		await page.getByRole("button", { name: "Undo" }).click();
		await page.getByText("Taken back: 2.").waitFor();
		same(await page.locator("tbody input:checked").count(), 0);
		await page.context().close();
	}],
	["a signed sheet is keyed without JavaScript, and the rest was away", async () => {
		const page = await sign_in(trainer(site), { ...PHONE, javaScriptEnabled: false });

		await page.goto(at(`${EVENT}/signin?session=1`));
		await page.locator("tbody a[href$='/key']").first().click();
		await page.fill("#numbers", "1, 9");
		await page.press("#numbers", "Enter");
		await page.getByText("'9' is no number on the sheet, whose last is 4.").waitFor();
		await page.fill("#numbers", "2-3");
		await page.check("[name=rest]");
		await page.press("#numbers", "Enter");
		await page.getByText("Marks made: 4.").waitFor();
		await page.context().close();
	}],
	["the pages of codes have nothing that axe finds fault with", async () => {
		const page = await sign_in(trainer(site), { bypassCSP: true });
		const all = await badges(site, page);

		await page.goto(at(`${EVENT}/signin?session=1`));
		const sheet = await page.locator("tbody th a").first().getAttribute("href");
		for (const path of [sheet, `${sheet}/key`, `${EVENT}/signin`, "/signin", `${EVENT}/badges`, `${EVENT}/checkin`, `${EVENT}/room`, all[0].href,
			"/here"]) {
			await page.goto(at(path));
			same(await axe_faults(page), []);
			same(await page.evaluate(() =>
				document.documentElement.scrollWidth > innerWidth), false);
		}
		await page.context().close();
	}],
	];
}
