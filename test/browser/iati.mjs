// SPDX-License-Identifier: AGPL-3.0-or-later
//
// iati.mjs - a programme on its way into the published file: what is
// missing is mended where the page says, the file is downloaded; a file of
// others is tried, its faults are told with line and path, and it is taken
// in once.  Runs after journey.mjs.
import { readFileSync } from "node:fs";
import { axe_faults, check, same, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const text = (page, what) => page.locator(what).first().innerText();

function activity(id, more)
{
	return `<iati-activity xml:lang="en" default-currency="USD">
<iati-identifier>XM-DAC-7-${id}</iati-identifier>
<reporting-org ref="XM-DAC-7" type="10"><narrative>A ministry abroad</narrative></reporting-org>
<title><narrative>Wells of ${id}</narrative></title><description><narrative>Clean water</narrative></description>
<participating-org role="1" ref="XM-DAC-7"/>
<activity-status code="2"/><activity-date type="1" iso-date="2025-01-01"/>
<recipient-country code="VN"/><sector code="14030"/>${more}
<contact-info type="1"><person-name><narrative>A. Example</narrative></person-name></contact-info>
</iati-activity>`;
}

const theirs = `<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03">
${activity("GOOD", "")}
${activity("BAD", `
<budget><period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/><value currency="QQQ">5</value></budget>`)}
</iati-activities>`;

export function iati(site)
{
	const at = (path) => site.address + path;

	return [
	["what is missing before publication is mended where the page says so", async () => {
		const page = await sign_in(site, { bypassCSP: true });

		await page.goto(at("/organisation/ORG01/edit"));
		await page.fill("[name=iati_id]", "XM-DAC-9999");
		await page.click("main form button[type=submit]");
		await page.goto(at(`${P}/iati`));
		same(await axe_faults(page), []);
		check((await text(page, "section[aria-labelledby=grave]")).includes("choose the reporting organisation") ||
			(await text(page, ".lead")).includes("Nothing keeps"), await text(page, "main"));
		await page.click("a.btn:has-text('Edit the particulars')");
		same(await axe_faults(page), []);
		await page.fill("[name=reporter]", "ORG01");
		await page.fill("[name=contact_email]", "office@example.org");
		await page.click("main form button[type=submit]");
		await page.goto(at(`${P}/iati`));
		check((await text(page, ".lead")).includes("Nothing keeps the programme out"), await text(page, ".lead"));
		check((await text(page, "section[aria-labelledby=holds]")).includes("XM-DAC-9999-MAR-CULT"), "identifier");
		check(!(await text(page, "main")).includes("no address at which"), "the office can be reached");
		same(page.complaints, []);
		await page.context().close();
	}],

	["the file is downloaded and says what the screens say", async () => {
		const page = await sign_in(site, { acceptDownloads: true });

		await page.goto(at(`${P}/iati`));
		const [file] = await Promise.all([page.waitForEvent("download"), page.click("a[download]")]);
		const xml = readFileSync(await file.path(), "utf8");

		same(file.suggestedFilename(), "MAR-CULT-iati.xml");
		check(xml.includes("<email>office@example.org</email>"), "contact");
		// The budget of 2023 by the demonstration's own lines.
		check(xml.includes(">232000.00</value>"), "budget");
		await page.context().close();
	}],

	["a file of others is tried, then taken in, and its bad activity is refused", async () => {
		const page = await sign_in(site, { bypassCSP: true });
		const choose = async (button) => {
			await page.goto(at("/import/iati"));
			await page.setInputFiles("#file", { name: "theirs.xml", mimeType: "text/xml", buffer: Buffer.from(theirs) });
			await page.click(`button:has-text('${button}')`);
		};
		const rows = () => text(page, "section[aria-labelledby=rows] tbody tr");

		await page.goto(at("/import/iati"));
		same(await axe_faults(page), []);
		await choose("Only try it");
		check((await text(page, ".lead")).includes("nothing is saved"), await text(page, ".lead"));
		same((await rows()).split(/\s+/).slice(1), ["1", "0", "0", "1"]);
		check((await text(page, "section[aria-labelledby=notes]")).includes("budget/value/@currency"), "path");
		check((await text(page, "section[aria-labelledby=dropped]")).includes("contact-info/person-name"), "dropped");
		same(await axe_faults(page), []);
		await page.click("button:has-text('Take it in')");
		same(await text(page, "h1"), "What was imported");
		same((await rows()).split(/\s+/).slice(1), ["1", "0", "0", "1"]);
		await choose("Import");
		same((await rows()).split(/\s+/).slice(1), ["0", "0", "1", "1"]);
		await page.goto(at("/programme/GOOD/overview"));
		check((await text(page, "h1")).includes("Wells of GOOD"), await text(page, "h1"));
		same(page.complaints, []);
		await page.context().close();
	}],
	];
}
