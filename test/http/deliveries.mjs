// SPDX-License-Identifier: AGPL-3.0-or-later
// deliveries.mjs PORT PASSWORD USER - of each programme, every row of what was delivered stands on
// its Deliver page, once, under the right tab, and leads to a page of its own; so do the rows that
// belong to those.  Ends in 'N passed, N failed'.
const [port, password, user] = process.argv.slice(2);
const at = `http://127.0.0.1:${port}`;
const KINDS = { event: "event", mission: "mission", mentoring_agreement: "session", exchange: "exchange",
	equipment_item: "handover", institution_milestone: "milestone", policy_instrument: "policy" };
let passed = 0, failed = 0;

function ok(what, holds, more = "")
{
	if (holds) {
		passed++;
		return;
	}
	failed++;
	console.log(`FAILED deliveries: ${what} ${more}`.slice(0, 600));
}

const signed = await fetch(`${at}/login.json`, { method: "POST",
	headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: user, password }) });
const headers = { cookie: signed.headers.get("set-cookie").split(";")[0] };
const json = async (path) => (await fetch(at + path, { headers })).json();

async function all(entity, filter)
{
	const rows = [];

	for (let next = `/${entity}.json?${filter}&limit=200`; next; ) {
		const page = await json(next);

		rows.push(...page.rows);
		next = page.next;
	}
	return rows;
}

async function programme(p)
{
	const shown = (await json(`/programme/${p.code}/deliver.json`)).rows;
	const tabs = (await json(`/programme/${p.code}/deliver.json`)).tabs;
	let sum = 0;

	for (const [entity, kind] of Object.entries(KINDS)) {
		const rows = await all(entity, `programme=${p.id}`);
		const tab = tabs.find((t) => t.href.endsWith(`kind=${kind}`));

		sum += rows.length;
		ok(`${p.code}: as many of ${entity} as there are rows`, tab?.name.endsWith(`(${rows.length})`) ||
			(rows.length === 0 && !tab), `${tab?.name} ${rows.length}`);
		for (const row of rows) {
			const found = shown.filter((s) => s.href.includes(row.id) ||
				(row.code && s.href.endsWith(`/${row.code}`)));

			ok(`${p.code}: ${entity} ${row.code ?? row.id} stands there once`, found.length === 1, found.length);
			if (found.length > 0)
				ok(`${p.code}: ${entity} ${row.code ?? row.id} opens`,
					(await fetch(at + found[0].href, { headers })).status === 200, found[0].href);
		}
	}
	ok(`${p.code}: and nothing else does`, shown.length === sum, `${shown.length} ${sum}`);
}

// People on the event's page, sessions on the pair's, what a mission advised.
async function belongings(p)
{
	for (const e of await all("event", `programme=${p.id}`)) {
		const page = await (await fetch(`${at}/programme/${p.code}/event/${e.code ?? e.id}?limit=1000`,
			{ headers })).text();
		const people = await all("enrolment", `event=${e.id}`);

		ok(`${p.code}: all ${people.length} enrolled at ${e.code} are on its page`,
			page.includes(`>${people.length}<`) || people.length === 0, String(people.length));
	}
	for (const m of await all("mission", `programme=${p.id}`)) {
		const advice = await all("recommendation", `mission=${m.id}`);
		const page = await (await fetch(`${at}/mission/${m.id}`, { headers })).text();

		ok(`${p.code}: ${m.code} shows what it advised`, advice.every((a) => page.includes(a.id)),
			`${advice.length}`);
	}
}

const programmes = await all("programme", "");

ok("there are demonstrations", programmes.length >= 2);
for (const p of programmes) {
	await programme(p);
	await belongings(p);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
