// SPDX-License-Identifier: AGPL-3.0-or-later
//
// public.mjs - a manager looks at the public page before, publishes it, it is
// read signed out, on a phone, in Vietnamese, and by keyboard; then it is
// taken back.
import { axe_faults, check, open, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const HAND = { viewport: { width: 390, height: 844 }, locale: "vi", bypassCSP: true };
const words = (page) => page.locator("main").innerText();

export function public_page(site)
{
	const at = (path) => site.address + path;

	return [
	["a programme that is not published has no public page", async () => {
		const page = await sign_in(site), out = await open(site);

		await page.goto(at(`${P}/publish`));
		if (await page.locator("main form[action$='/back']").count() > 0)
			await page.click("main form[action$='/back'] button");
		same((await out.goto(at("/public/MAR-CULT"))).status(), 404);
		const gone = await words(out);
		same((await out.goto(at("/public/NEVER-WAS"))).status(), 404);
		same(gone.replace(/\b[a-z0-9]{8}\b/, ""), (await words(out)).replace(/\b[a-z0-9]{8}\b/, ""));
		await page.context().close();
		await out.context().close();
	}],

	["the manager chooses parts, sees them before, and publishes", async () => {
		const page = await sign_in(site);

		await page.goto(at(`${P}/publish`));
		await page.uncheck("[name=parts][value=money]");
		await page.click("button[name=do]");
		check((await words(page)).includes("This is a preview"), "says what it is");
		check(!(await words(page)).includes("Where the money goes"), "without money");
		check((await words(page)).includes("What changed"), "with change");
		await page.click("main .note a.btn");
		check(!await page.isChecked("[name=parts][value=money]"), "the choice is kept");
		await page.check("[name=parts][value=money]");
		await page.click("main form .btn.pri");
		check((await words(page)).includes("Anyone can read"), "published");
		check((await words(page)).includes("linh"), "by whom");
		await page.context().close();
	}],

	["nothing chosen is refused beside the boxes", async () => {
		const page = await sign_in(site);

		await page.goto(at(`${P}/publish`));
		for (const box of await page.locator("[name=parts]").all())
			await box.uncheck();
		await page.click("main form .btn.pri");
		check((await page.locator("#parts-e").innerText()).includes("at least one"), "says so");
		await page.context().close();
	}],

	["anybody reads it, from the first page of the site on, without script", async () => {
		const page = await open(site, { javaScriptEnabled: false });

		await page.goto(at("/login"));
		await page.click("main a[href='/public']");
		await page.click("section[aria-labelledby=programmes] a[href='/public/MAR-CULT']");
		const text = await words(page);
		for (const part of ["What it is for", "Where the money goes", "What changed", "Partners",
			"Policy milestones", "Lessons", "What is still done", "You said, we did"])
			check(text.includes(part), part);
		check(!text.includes("Testperson"), "no name");
		await page.click("details.more summary");
		check((await words(page)).includes("Marovia"), "the map as a table");
		const got = await page.context().request.get(at("/public/MAR-CULT.csv"));
		check((await got.text()).startsWith("part,subject,figure,value,unit"), "open data");
		await page.context().close();
	}],

	["axe finds nothing, nothing is wider than a phone, Vietnamese and dark too", async () => {
		for (const dress of [HAND, { ...HAND, locale: "en", colorScheme: "dark" },
			{ bypassCSP: true }, { bypassCSP: true, colorScheme: "dark" }]) {
			const page = await open(site, dress);

			for (const path of ["/public", "/public/MAR-CULT"]) {
				await page.goto(at(path));
				same(await axe_faults(page), []);
				check(await page.evaluate(() => document.documentElement.scrollWidth -
					innerWidth) <= 0, `${path} is wider than the window`);
			}
			same(page.complaints, []);
			await page.context().close();
		}
	}],

	["a first visit weighs no more than 60 KiB", async () => {
		const page = await open(site), wire = await page.context().newCDPSession(page);
		let bytes = 0;

		await wire.send("Network.enable");
		wire.on("Network.loadingFinished", (x) => { bytes += x.encodedDataLength; });
		await page.goto(at("/public/MAR-CULT"), { waitUntil: "networkidle" });
		check(bytes > 0 && bytes <= 60 * 1024, `${bytes} bytes`);
		await page.context().close();
	}],

	["taken back, it is gone at once", async () => {
		const page = await sign_in(site), out = await open(site);

		same((await out.goto(at("/public/MAR-CULT"))).status(), 200);
		await page.goto(at(`${P}/publish`));
		await page.click("main form[action$='/back'] button");
		check((await words(page)).includes("taken back"), "says so");
		same((await out.goto(at("/public/MAR-CULT"))).status(), 404);
		await out.goto(at("/public"));
		check(!(await words(out)).includes("Marovia"), "nor on the page of the site");
		await page.context().close();
		await out.context().close();
	}],
	];
}
