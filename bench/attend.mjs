// SPDX-License-Identifier: AGPL-3.0-or-later
//
// attend.mjs ADDRESS TOKEN - two figures: seconds that 1,000 marks made
// offline take to arrive, and check-ins a second, one mark a request, over
// 32 connections.
import { randomUUID } from "node:crypto";

const [, , address, token] = process.argv;
const SESSIONS = 120, MARKS = 1000, CONNECTIONS = 32;

async function ask(path, body)
{
	const answer = await fetch(address + path, { method: body ? "POST" : "GET",
		headers: { authorization: `Bearer ${token}`, accept: "application/json",
			"content-type": "application/json" }, body: body && JSON.stringify(body) });

	if (!answer.ok)
		throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
	return answer.json();
}

const P = "/programme/MAR-CULT";
const event = (await ask("/event?programme=MAR-CULT")).rows[0];
const people = (await ask(`/enrolment?event=${event.id}`)).rows.map((row) => row.person.id ?? row.person);
const sessions = [];

for (let i = 0; i < SESSIONS; i++)
	sessions.push((await ask("/event_session", { event: event.id, seq: 500 + i,
		date: "2024-01-01", hours_theory: 1 })).id);

const all = sessions.flatMap((session) => people.map((person) => ({ id: randomUUID(), session,
	person, mark: "here", way: "code", made_at: new Date().toISOString() })));
const send = (marks) => ask(`${P}/event/${event.id}/sync`, { device: "bench",
	sent_at: new Date().toISOString(), marks });

if (all.length < 2 * MARKS)
	throw new Error(`only ${all.length} marks`);
let from = performance.now();
const got = await send(all.splice(0, MARKS));
const seconds = (performance.now() - from) / 1000;
if (got.rows.some((row) => row.is !== "taken"))
	throw new Error(JSON.stringify(got.rows.find((row) => row.is !== "taken")));
from = performance.now();
const n = all.length;
await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
	while (all.length > 0)
		await send(all.splice(0, 1));
}));
console.log(seconds.toFixed(2), Math.floor(n / ((performance.now() - from) / 1000)));
