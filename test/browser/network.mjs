// SPDX-License-Identifier: AGPL-3.0-or-later
//
// network.mjs - exchange and networks: the demonstrations' exchanges and
// ties as drawn, questions and practices of a visit and their check, talk
// of a network, an offer that meets a request.  Runs after journey.mjs.
import { axe_faults, check, json, same, send, sign_in } from "./test.mjs";

const P = "/programme/MAR-CULT";
const text = (page, what) => page.locator(what).first().innerText();

export async function found_network(site, page, name)
{
	const programme = (await json(page, `${site.address}/programme.json`)).rows
		.find((r) => r.code === "MAR-CULT").id;
	const at = await send(site, page, "/network", { programme, name, kind: "community" });

	await send(site, page, "/library_item", { programme, network: at.split("/").pop(),
		title: "How to count visitors", kind: "guide", language: "en", licence: "CC-BY" });
	return at;
}

export function network(site)
{
	const at = (path) => site.address + path;
	const as = (name) => sign_in({ ...site, user: name }, { bypassCSP: true });

	return [
	["an exchange has its questions, and a practice is looked at after six months", async () => {
		const page = await as(site.user);

		await page.goto(at(`${P}/exchange`));
		same(await page.locator("section[aria-labelledby=ex] tbody tr").count(), 1);
		same(await axe_faults(page), []);
		await page.click("a:has-text('Regional forum')");
		await page.fill("#lq-q", "Who pays after three years?");
		await page.click("button[value=question]");
		check((await text(page, "section[aria-labelledby=lq]")).includes("Who pays"), "question");
		await page.click("summary:has-text('Note a practice')");
		await page.fill("#p-p", "A fund of all members");
		await page.selectOption("#p-a", { index: 1 });
		await page.click("button[value=practice]");
		// The forum ended on 2024-10-03: six months later is 2025-04-03.
		check((await text(page, "#practices")).includes("3 Apr 2025"), await text(page, "#practices"));
		check((await text(page, "#practices")).includes("late"), "late");
		await page.click("button[value=check]");
		check((await text(page, "[role=alert]")).includes("what became"), "an outcome is wanted");
		await page.selectOption("#practices select[name=outcome]", "adapted");
		await page.click("button[value=check]");
		check((await text(page, "#practices")).includes("Taken up in another form"), "checked");
		same(await axe_faults(page), []);
		await page.goto(at(`${P}/exchange`));
		check((await text(page, "section[aria-labelledby=ex] tbody tr")).endsWith("1\t1"),
			await text(page, "section[aria-labelledby=ex] tbody tr"));
		await page.context().close();
	}],

	["members of a network talk, and have a shelf with licences", async () => {
		const page = await as(site.user);
		const where = await found_network(site, page, "Counting culture");

		await page.goto(at(where));
		await page.click("summary:has-text('Begin a topic')");
		await page.fill("#nt", "Counting visitors");
		await page.fill("#nx", "Who counts by hand?");
		await page.click("button[value=topic]");
		await page.fill("textarea[name=text] >> nth=0", "We do.");
		await page.click("button[value=post]");
		check((await text(page, "section[aria-labelledby=tp]")).includes("We do."), "post");
		check((await text(page, "#library")).includes("CC-BY"), "licence");
		same(await axe_faults(page), []);
		same(page.complaints, []);
		await page.context().close();
	}],

	["an offer of the same kind meets a request, once", async () => {
		const page = await as(site.user);
		const programme = (await json(page, at("/programme.json"))).rows
			.find((r) => r.code === "MAR-CULT").id;
		const orgs = (await json(page, at("/organisation.json?programme=MAR-CULT"))).rows;

		await send(site, page, "/resource_offer", { programme, from: orgs[0].id, kind: "space", description: "A hall on Mondays" });
		await send(site, page, "/resource_request", { programme, from: orgs[1].id, kind: "space", description: "A room for forty" });
		await page.goto(at(`${P}/exchange`));
		await page.click("button:has-text('Match')");
		check((await text(page, "section[aria-labelledby=wn]")).includes("Met on"), "met");
		check((await text(page, "section[aria-labelledby=of]")).includes("Used: 1 of 1."), "used");
		same(await page.locator("button:has-text('Match')").count(), 0);
		await page.context().close();
	}],
	];
}
