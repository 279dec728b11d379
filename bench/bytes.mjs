// SPDX-License-Identifier: AGPL-3.0-or-later
//
// bytes.mjs ADDRESS PATH BROWSER FOLDER - prints each file that a page takes
// with its bytes on the wire, and at last their sum.
import { chromium } from "playwright-core";

const [, , address, path, executablePath, folder] = process.argv;
const browser = await chromium.launch({ executablePath,
    args: ["--no-sandbox"], env: { ...process.env, HOME: folder } });

async function sign_in()
{
	const context = await browser.newContext({ locale: "en" });
	const page = await context.newPage();

	await page.goto(`${address}/login`);
	await page.fill("[name=name]", "pm");
	await page.fill("[name=password]", "ruong bac thang");
	await page.click("main button[type=submit]");
	await page.waitForURL((url) => url.pathname !== "/login");
	return context.cookies();
}

// Signed in, but with nothing in the cache.
async function fetch_all(cookies)
{
	const context = await browser.newContext({ locale: "en" });
	const page = await context.newPage();
	const wire = await context.newCDPSession(page);
	const asked = new Map(), bytes = new Map();

	await context.addCookies(cookies);
	await wire.send("Network.enable");
	wire.on("Network.requestWillBeSent",
	    (e) => asked.set(e.requestId, e.request.url));
	wire.on("Network.loadingFinished",
	    (e) => bytes.set(e.requestId, e.encodedDataLength));
	const answer = await page.goto(address + path, { waitUntil: "networkidle" });
	await page.evaluate(() => document.fonts.ready);
	if (answer.status() !== 200)
		throw new Error(`${path} answers ${answer.status()}`);
	return [...bytes].map(([id, n]) => [asked.get(id), n]);
}

const all = await fetch_all(await sign_in());
for (const [url, n] of all)
	console.log(String(n).padStart(8), url.replace(address, ""));
console.log(all.reduce((sum, [, n]) => sum + n, 0));
await browser.close();
