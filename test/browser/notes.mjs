// SPDX-License-Identifier: AGPL-3.0-or-later
//
// notes.mjs - a concept note is drafted from gaps, commented, changed by two
// at once, reviewed, submitted, compared, and read back from its PDF and
// Word file.  Runs after journey.mjs, which imports the programme.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axe_faults, check, json, open, press, same, send, sign_in, step } from "./test.mjs";

const P = "/programme/MAR-CULT";
const main = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

// The words of a PDF by pdftotext; of a Word file by unpacking its body.
function words_of(bytes, kind)
{
	const dir = mkdtempSync(join(tmpdir(), "note-")), file = join(dir, `n.${kind}`);

	writeFileSync(file, bytes);
	const said = kind === "pdf"
		? execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" })
		: execFileSync("unzip", ["-p", file, "word/document.xml"], { encoding: "utf8" })
			.replace(/<\/w:p>/g, " ").replace(/<[^>]*>/g, "");
	rmSync(dir, { recursive: true });
	return said.replace(/\s+/g, " ");
}

async function marks(page)
{
	return page.locator("main .mark").evaluateAll((all) =>
		all.map((a) => ({ text: a.textContent, href: a.getAttribute("href") })));
}

export function notes(site)
{
	const at = (path) => site.address + path;
	let note, chosen;

	return [
	["a concept note is drafted from three gaps; its figures are those of the gaps and of the budget", async () => {
		const page = await sign_in(site, { bypassCSP: true });

		await page.goto(at(`${P}/resources/notes`));
		await page.click("main a[href$='/resources/notes/draft']");
		await page.fill("[name=title]", "Stronger cultural policy units");
		await page.check("[name=form][value=concept]");
		chosen = [];
		for (let i = 0; i < 3; i++) {
			const box = page.locator("[name=gap]").nth(i);

			chosen.push(await box.getAttribute("value"));
			await box.check();
		}
		await page.click("main button[value=draft]");
		note = new URL(page.url()).pathname;
		same(await axe_faults(page), []);
		const said = await marks(page);
		for (const id of chosen) {
			const gap = await json(page, at(`/gap/${id}.json`));
			const shown = said.filter((m) => m.href === `/gap/${id}`).map((m) => Number(m.text));

			same(shown.length, 3);
			check(Math.abs(shown[0] - gap.current) <= .051, `level found of ${id}`);
			check(Math.abs(shown[1] - gap.desired) <= .051, `level wanted of ${id}`);
			check(Math.abs(shown[2] - gap.gap) <= .051, `gap of ${id}`);
		}
		// The total is the sum of the lines of the activities it names.
		const named = new Set(said.filter((m) => m.href.startsWith("/activity/"))
			.map((m) => m.href.split("/")[2]));
		const lines = (await json(page, at("/budget_line.json?programme=MAR-CULT&limit=500"))).rows;
		const sum = lines.filter((l) => named.has(l.activity))
			.reduce((s, l) => s + Number(l.amount.amount ?? l.amount), 0);
		const total = Number(said.filter((m) => m.href === "/budget_line?programme=MAR-CULT").pop()
			.text.replace(/[^0-9.]/g, ""));

		same(total, sum);
		await page.context().close();
	}],
	["a section is previewed without script, and what was typed stays until it is saved", async () => {
		const page = await sign_in(site, { javaScriptEnabled: false });

		await page.goto(at(note));
		await page.locator("main section:has(h2:text-is('What will last'))")
			.locator("a[href$='/write']").click();
		const address = page.url();
		await page.fill("[name=body]", "The **ministry** pays\n\n- one post\n- one budget line");
		await page.click("main button[value=preview]");
		same(await page.locator(".prose strong").innerText(), "ministry");
		same(await page.locator(".prose li").count(), 2);
		// Left without saving: it is there again.
		await page.goto(address);
		check((await page.inputValue("[name=body]")).includes("one budget line"), "kept");
		await page.click("main button[value=save]");
		check((await main(page)).includes("The ministry pays"), "saved");
		await page.context().close();
	}],
	["two write the same section: the second is shown both texts and loses nothing", async () => {
		const one = await sign_in(site), two = await sign_in(site);

		await one.goto(at(note));
		const href = await one.locator("main section:has(h2:text-is('What will last')) a[href$='/write']")
			.getAttribute("href");
		await two.goto(at(href));
		await one.goto(at(href));
		await one.fill("[name=body]", "The ministry pays for two posts.");
		await one.click("main button[value=save]");
		await two.fill("[name=body]", "The province pays.");
		await two.click("main button[value=save]");
		const said = await main(two);
		check(said.includes("Somebody else has changed this section"), "told");
		check(said.includes("two posts") && said.includes("The province pays."), "both");
		same(await two.inputValue("[name=body]"), "The province pays.");
		await two.fill("[name=body]", "The ministry pays for two posts, the province for the rest.");
		await two.click("main button[value=save]");
		check((await main(two)).includes("the province for the rest"), "together");
		await one.context().close();
		await two.context().close();
	}],
	["a comment is made, seen as open, and resolved", async () => {
		const page = await sign_in(site);

		await page.goto(at(note));
		const section = page.locator("main section:has(h2:text-is('Problem'))");
		await section.locator("summary").click();
		await section.locator("[name=text]").fill("Say where the levels come from.");
		await section.locator("button[value=comment]").click();
		check((await main(page)).includes("open comments: 1"), "open");
		await page.fill("main [name=answer]", "Source added.");
		await page.click("main button[value=resolve]");
		check(!(await main(page)).includes("open comments"), "resolved");
		await page.context().close();
	}],
	["it is not submitted before somebody is asked; then its text is a version and the difference shows", async () => {
		const page = await sign_in(site);

		await page.goto(at(note));
		await page.selectOption("[name=reviewer]", { index: 1 });
		await page.click("main button[value=ask]");
		await page.click("main a[href*='/move?verb=submit'], main a[href*='move'][href*='submit']");
		await page.click("main button[type=submit]");
		await page.goto(at(note));
		check((await main(page)).includes("In review"), "in review");
		const write = page.locator("main section:has(h2:text-is('What will last')) a[href$='/write']");

		// What reviewers read is not written in: it is sent back first.
		same(await write.count(), 0);
		const row = await json(page, at(`${note}.json`));
		same(await page.evaluate(async ([path, revision]) => (await fetch(path, { method: "PUT",
			body: JSON.stringify({ revision, summary: "Another" }), headers: {
			"Content-Type": "application/json", Accept: "application/json",
			"X-CSRF": document.querySelector("input[name=csrf]").value } })).status,
		[note, row.revision]), 422);
		await step(page, at(`${note}/move?verb=return`));
		await page.goto(at(note));
		const href = await write.getAttribute("href");
		await page.goto(at(href));
		await page.fill("[name=body]", "Nothing is certain yet.");
		await page.click("main button[value=save]");
		await page.goto(at(`${note}/compare?from=1`));
		same(await page.locator("del").count() > 0, true);
		check((await main(page)).includes("Nothing is certain yet."), "new line");
		await page.context().close();
	}],
	["the PDF and the Word file hold every figure of the page", async () => {
		const page = await sign_in(site);

		await page.goto(at(note));
		const said = await marks(page);
		for (const kind of ["pdf", "docx"]) {
			const answer = await page.request.get(at(`${note}/${kind}`));
			const words = words_of(await answer.body(), kind);

			check(answer.ok(), kind);
			check(words.includes("Stronger cultural policy units"), "title");
			for (const m of said)
				check(words.includes(m.text.replace(/\s+/g, " ")), `${m.text} in ${kind}`);
		}
		await page.context().close();
	}],
	["a figure whose row changed is told and stays, until it is refreshed", async () => {
		const page = await sign_in(site);

		await page.goto(at(note));
		const one = (await marks(page)).find((m) => m.href.startsWith("/indicator/"));
		await page.goto(at(`${one.href}/edit`));
		await page.fill("[name=baseline_value]", "7");
		await press(page);
		await page.goto(at(note));
		check((await main(page)).includes("Figures that have moved: 1"), "told");
		check(await page.locator("main .mark.moved").count() === 1, "marked");
		await page.click("main button[value=refresh]");
		check(!(await main(page)).includes("Figures that have moved"), "refreshed");
		same((await marks(page)).find((m) => m.href === one.href).text, "7");
		await page.context().close();
	}],
	["a dossier has its headings in Vietnamese; agencies asked twelve days ago are late, and their answers are noted", async () => {
		const page = await sign_in(site, { bypassCSP: true });
		const made = await send(site, page, "/vn_ta_dossier", { programme: (await json(page,
			at("/programme/MAR-CULT.json"))).id, ten_du_an: "Hỗ trợ kỹ thuật",
			co_quan_chu_quan: "UBND tỉnh", chu_du_an: "Sở Văn hóa", nha_tai_tro: "Quỹ",
			von_oda: "300000", von_oda_currency: "USD" });
		const ago = new Date(Date.now() - 12 * 86400000).toISOString().slice(0, 10);

		await page.goto(at(made));
		const said = await main(page);
		for (const heading of ["I. Thông tin cơ bản", "IV. Mục tiêu", "IX. Tổng vốn", "XI. Đánh giá"])
			check(said.includes(heading), heading);
		check(said.includes("Decree 242/2025/ND-CP") && said.includes("headings not verified"), "form");
		check(said.includes("above USD 200,000"), "opinions are a must");
		same(await axe_faults(page), []);
		await page.locator("summary:text-is('Ask agencies')").click();
		await page.fill("[name=agencies]", "Bộ Tài chính\nBộ Ngoại giao");
		await page.fill("[name=asked_on]", ago);
		await page.click("main button[value=ask]");
		same(await page.locator("main .tag.bad").count(), 2);
		for (let i = 0; i < 2; i++) {
			await page.locator("summary:has-text('Note the answer')").first().click();
			await page.locator("main form:has([name=answer]) button[value=answer]").first().click();
		}
		await page.click("main button[value=all_in]");
		check((await main(page)).includes("All opinions in on"), "all in");
		const answer = await page.request.get(at(`${made}/docx`));
		check(words_of(await answer.body(), "docx").includes("VI. Đối tượng thụ hưởng"), "Word");
		await page.context().close();
	}],
	["a note goes on to a dossier in one step", async () => {
		const page = await sign_in(site, { bypassCSP: true });

		await page.goto(at(note));
		await page.locator("summary:text-is('Make a dossier of it')").click();
		await page.fill("[name=co_quan_chu_quan]", "UBND tỉnh");
		await page.fill("[name=chu_du_an]", "Sở Văn hóa");
		await page.fill("[name=nha_tai_tro]", "Quỹ");
		same(await axe_faults(page), []);
		await page.click("main button[value=dossier]");
		await page.waitForURL(/vn_ta_dossier/);
		check((await main(page)).includes("Sở Văn hóa"), "owner");
		await page.goto(at(note));
		same(await page.locator("main section[aria-labelledby=ds] a").count(), 1);
		await page.context().close();
	}],
	["a priority needs its reason; strangers see it when it and its programme are published", async () => {
		const page = await sign_in(site), other = await open(site);

		await page.goto(at(note));
		await page.click("main button[value=priority]");
		check((await page.locator("[role=alert]").innerText()).includes("why it has priority"), "reason");
		await page.fill("[name=priority_reason]", "The law is before parliament.");
		await page.click("main button[value=priority]");
		await page.click("main button[value=publish]");
		check((await main(page)).includes("Published"), "published");
		await other.goto(at("/priorities"));
		same(await other.locator("h1").innerText(), "Priority proposals");
		await page.click("main button[value=hide]");
		await page.context().close();
		await other.context().close();
	}],
	];
}
