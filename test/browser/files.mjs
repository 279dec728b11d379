// SPDX-License-Identifier: AGPL-3.0-or-later
//
// files.mjs - a photo attached to an event, seen, downloaded, taken away and
// had back; the same on a phone without JavaScript; and what is refused.
import { readFileSync } from "node:fs";
import { axe_faults, check, same, sign_in } from "./test.mjs";

const photo = readFileSync(new URL("../golden/files/small.jpg", import.meta.url));
const PHONE = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false, hasTouch: true,
	isMobile: true };

async function event_of(site, page)
{
	await page.goto(`${site.address}/event?programme=MAR-CULT`);
	return new URL(await page.locator("tbody th a").first().getAttribute("href"),
		site.address).href;
}

async function open_form(page)
{
	await page.locator("#files summary").first().click();
}

async function send(page, name, buffer)
{
	await page.setInputFiles("#at-file", { name, mimeType: "application/octet-stream", buffer });
	await page.click("#files button.pri");
}

// Its bytes, asked for as the page asks: with the cookie.
async function bytes_of(page, href)
{
	const answer = await page.request.get(href);

	return { head: answer.headers(), body: await answer.body() };
}

async function there_and_back(site, page)
{
	await page.click("#files a.bad");
	await page.waitForURL(/\/file\/[^/]+\/drop$/);
	await page.fill("[name=reason]", "The wrong photo");
	await page.click("main form button.bad");
	await page.waitForURL(/taken=\d+#files$/);
	same(await page.locator("#files li").count(), 0);
	await page.click("#files .note button");
	await page.waitForURL(/#files$/);
	same(await page.locator("#files li").count(), 1);
}

export function files(site)
{
	let event = "";

	return [
	["a photo attached to an event is seen, downloaded, taken away and had back", async () => {
		const page = await sign_in(site, { bypassCSP: true });

		event = await event_of(site, page);
		await page.goto(event);
		check((await page.innerText("#files")).includes("No file is attached yet"), "not empty");
		await open_form(page);
		await page.fill("#at-title", "The opening");
		await send(page, "Bế mạc.jpg", photo);
		await page.waitForURL(/attached=1#files$/);
		check((await page.innerText("#files")).includes("The opening"), "not there");
		check((await page.innerText("#files")).includes("Bế mạc.jpg"), "not its name");
		const shown = page.locator("#files img");
		await shown.scrollIntoViewIfNeeded();
		await page.waitForFunction(() =>
			document.querySelector("#files img").naturalWidth === 160);
		const { head, body } = await bytes_of(page, new URL(await page.locator(
			"#files a[download]").getAttribute("href"), site.address).href);
		check(head["content-disposition"].startsWith("attachment"), "shown, not saved");
		check(head["content-disposition"].includes("UTF-8''B%E1%BA%BF%20m%E1%BA%A1c.jpg"),
			head["content-disposition"]);
		same(head["x-content-type-options"], "nosniff");
		check(head["content-security-policy"].includes("sandbox"), "not in a box");
		check(body.subarray(0, 2).equals(photo.subarray(0, 2)), "other bytes");
		await there_and_back(site, page);
		same(page.complaints, []);
		await page.context().close();
	}],

	["its own page shows the picture, its fingerprint and what it belongs to", async () => {
		const page = await sign_in(site, { bypassCSP: true });

		await page.goto(event);
		await page.click("#files li b");
		await page.waitForURL(/\/file\/[^/]+$/);
		check(/[0-9a-f]{64}/.test(await page.innerText("main")), "no fingerprint");
		await page.waitForFunction(() => document.querySelector("img.pic").naturalWidth === 160);
		for (const address of [page.url(), event, `${event}/files`]) {
			await page.goto(address);
			if (address !== event)
				await page.locator("#files summary").first().click({ timeout: 1000 })
					.catch(() => {});
			same(await axe_faults(page), []);
		}
		await page.context().close();
	}],

	["a page that calls itself a photo is refused, and what was typed is kept", async () => {
		const page = await sign_in(site);

		await page.goto(event);
		await open_form(page);
		await page.fill("#at-title", "Typed before");
		await send(page, "photo.jpg", Buffer.from("<html><script>alert(1)</script></html>"));
		await page.waitForSelector("[role=alert]");
		check((await page.innerText("[role=alert]")).includes("web page or a drawing"), "not said");
		same(await page.inputValue("#at-title"), "Typed before");
		await page.context().close();
	}],

	["on a phone without JavaScript a photo is attached, taken away and had back", async () => {
		const page = await sign_in(site, PHONE);

		await page.goto(event);
		await page.locator("#files a.bad").click();
		await page.click("main form button.bad");
		await open_form(page);
		same(await page.getAttribute("#at-photo", "capture"), "environment");
		check(await page.locator("#at-photo").isVisible(), "no camera");
		await page.setInputFiles("#at-photo", { name: "image.jpg", mimeType: "image/jpeg",
			buffer: photo });
		await page.click("#files button.pri");
		check(page.url().includes("attached=1"), page.url());
		same(await page.locator("#files li").count(), 1);
		const over = await page.locator("#files").evaluate(() =>
			document.documentElement.scrollWidth - innerWidth);
		check(over <= 0, `wider than the phone by ${over}`);
		await there_and_back(site, page);
		await page.context().close();
	}],
	];
}
