// SPDX-License-Identifier: AGPL-3.0-or-later
//
// report.mjs - a report to a funder is begun, written, submitted and read
// back from its PDF, its document and its workbook; its figures are those of
// the pages they come from.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axe_faults, check, json, same, sign_in, step } from "./test.mjs";

const P = "/programme/MAR-CULT";
const blanks = (text) => text.replace(/\s+/g, " ");

// One of the numbers of the row is that one, to two decimals.
const near = (row, x) => (row.match(/-?\d[\d.,]*/g) ?? []).some((n) =>
	Math.abs(Number(n.replaceAll(",", "")) - x) <= 0.0051);

function has(name)
{
	try {
		execFileSync("sh", ["-c", `command -v ${name}`], { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
}

// The file as LibreOffice understands it.
function opened(dir, bytes, name, filter, end)
{
	const path = join(dir, name);

	writeFileSync(path, bytes);
	execFileSync("soffice", ["--headless", `-env:UserInstallation=file://${dir}/profile`,
		"--convert-to", filter, "--outdir", dir, path], { stdio: "ignore", timeout: 180000 });
	return readFileSync(path.replace(/\.[a-z]+$/, end), "utf8");
}

export function report(site)
{
	const at = (path) => site.address + path;
	const bytes = async (page, path) => {
		const r = await page.context().request.get(at(path));

		check(r.ok(), `${path}: ${r.status()}`);
		return r.body();
	};
	let here = "";

	return [["a report is begun for a funder, and what is wrong is said beside it", async () => {
		const page = await sign_in(site);

		await page.goto(at(`${P}/report`));
		await page.fill("#title", "Mid-term report");
		await page.fill("#starts_on", "2025-06-30");
		await page.fill("#ends_on", "2024-01-01");
		await page.click("form[aria-labelledby=new] button.pri");
		await page.waitForSelector("#to-e, .err");
		same(await page.inputValue("#title"), "Mid-term report");
		await page.fill("#starts_on", "2024-01-01");
		await page.fill("#ends_on", "2025-06-30");
		await page.selectOption("#funder", { index: 1 });
		await page.click("form[aria-labelledby=new] button.pri");
		await page.waitForURL(/\/report\/[0-9a-f-]{36}$/);
		here = new URL(page.url()).pathname;
		await page.context().close();
	}], ["it is written, and reads as it will be sent", async () => {
		const page = await sign_in(site, { bypassCSP: true });

		await page.goto(at(here));
		await page.fill("#summary", "**The offices rose.** <script>alert(1)</script>\n\n- one thing");
		await page.fill("#failures", "Visit records came late.");
		await page.fill("#asks", "1. Move money to coaches");
		await page.click("form.stack button.pri");
		await page.waitForURL(at(here));
		const text = blanks(await page.locator("article.report").innerText());

		check(text.includes("The offices rose. <script>alert(1)</script>"), text.slice(0, 600));
		check(text.includes("Visit records came late.") && text.includes("Move money to coaches"));
		same(await axe_faults(page), []);
		await page.context().close();
	}], ["its figures are those of the pages", async () => {
		const page = await sign_in(site);
		const evaluate = (await json(page, at(`${P}/evaluate.json`))).rows;
		const monitor = (await json(page, at(`${P}/monitor.json`))).rows;

		await page.goto(at(here));
		const text = blanks(await page.locator("article.report").innerText());
		const rows = await page.locator("article.report tr").allInnerTexts();
		let found = 0;

		for (const e of evaluate) {
			const row = rows.find((r) => r.startsWith(`${e.level}: ${e.title}`));

			check(row, `${e.title} is not in the report`);
			check(near(row, e.before) && near(row, e.after), `${row}: ${e.before} ${e.after}`);
			if (e.effect !== null && e.n >= 5)
				check(near(row, e.effect), `${row}: ${e.effect}`);
			found++;
		}
		check(found > 3, "no changes to compare");
		for (const m of monitor)
			check(rows.some((r) => r.startsWith(m.name) &&
				(m.percent === null || r.includes(String(Math.round(m.percent))))), m.name);
		check(/Total\s+608,000\s+514,193/.test(text), "the money of the demonstration");
		await page.context().close();
	}], ["its PDF, document and workbook say the same", async () => {
		const page = await sign_in(site);
		const evaluate = (await json(page, at(`${P}/evaluate.json`))).rows;
		const whole = evaluate.find((e) => e.n >= 5 && e.effect !== null);
		const dir = mkdtempSync(join(tmpdir(), "tilth-report-"));
		const pdf = await bytes(page, `${here}/pdf`);
		const docx = await bytes(page, `${here}/docx`), book = await bytes(page, `${here}/workbook`);

		check(pdf.includes("/StructTreeRoot"), "the PDF has no tags");
		writeFileSync(join(dir, "r.pdf"), pdf);
		if (has("pdftotext")) {
			const text = blanks(execFileSync("pdftotext", ["-layout", join(dir, "r.pdf"), "-"]).toString());

			check(text.includes("514,193") && text.includes("Visit records came late."), text.slice(0, 500));
			check(near(text, whole.effect), "no effect size in the PDF");
			execFileSync("sh", ["-c", `pdfinfo "$0" | grep -q 'Pages'`, join(dir, "r.pdf")]);
		} else
			console.log("skipped: no pdftotext");
		if (has("soffice")) {
			const text = blanks(opened(dir, docx, "r.docx", "txt:Text (encoded):UTF8", ".txt"));

			check(text.includes("514,193") && near(text, whole.effect), text.slice(0, 500));
			// The last number: every sheet, in files of its own name.
			opened(dir, book, "b.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,4",
				"-Money.csv");
			const money = readFileSync(join(dir, "b-Money.csv"), "utf8").split("\n");

			check(money.some((l) => /^Total,608000(\.\d+)?,514193/.test(l)), money.join("\n"));
		} else
			console.log("skipped: no LibreOffice");
		rmSync(dir, { recursive: true });
		await page.context().close();
	}], ["a summary of the programme has two pages", async () => {
		const page = await sign_in(site);
		const pdf = await bytes(page, `${P}/summary.pdf`);

		check(pdf.subarray(0, 5).toString() === "%PDF-");
		if (has("pdfinfo")) {
			const dir = mkdtempSync(join(tmpdir(), "tilth-report-"));

			writeFileSync(join(dir, "s.pdf"), pdf);
			check(/Pages:\s+2/.test(execFileSync("pdfinfo", [join(dir, "s.pdf")]).toString()));
			rmSync(dir, { recursive: true });
		}
		await page.context().close();
	}], ["once submitted it stays, and says that rows have changed", async () => {
		const page = await sign_in(site);

		await page.goto(at(here));
		const move = await page.locator(".head .acts a.pri").getAttribute("href");

		await step(page, at(move));
		await page.goto(at(here));
		const before = await page.locator("article.report").innerText();

		check(before.includes("Figures as submitted on"), before.slice(-300));
		same(await page.locator("#summary").count(), 0);
		same(await page.locator(".note.warn").count(), 0);
		const one = (await json(page, at("/indicator.json?programme=MAR-CULT"))).rows[0];
		const unit = (to, revision) => page.evaluate(async ([path, body]) => {
			const csrf = document.querySelector("input[name=csrf]").value;

			return (await fetch(path, { method: "PUT", body: JSON.stringify(body), headers: {
				"Content-Type": "application/json", Accept: "application/json", "X-CSRF": csrf } })).status;
		}, [`/indicator/${one.id}`, { revision, unit: to }]);

		same(await unit("changed", one.revision), 200);
		await page.goto(at(here));
		same(await page.locator("article.report").innerText(), before);
		same(await page.locator(".note.warn").count(), 1);
		same(await unit(one.unit, one.revision + 1), 200);
		await page.goto(at(here));
		same(await page.locator(".note.warn").count(), 0);
		await page.context().close();
	}], ["on a phone the report fits", async () => {
		const page = await sign_in(site, { viewport: { width: 390, height: 844 } });

		await page.goto(at(here));
		check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it scrolls sideways");
		await page.context().close();
	}]];
}
