// SPDX-License-Identifier: AGPL-3.0-or-later
//
// attend.mjs ADDRESS TOKEN - two figures: seconds that 1,000 check-ins made
// offline take to arrive, and check-ins a second, one scanned code a request,
// over 32 connections.
import { randomUUID } from "node:crypto";

const [, , address, token] = process.argv;
const SESSIONS = 20, MARKS = 1000, CONNECTIONS = 32;

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
const sessions = [], ROOM = 200;

// A full room: whoever the demonstration knows, and others.
const there = new Set((await ask(`/enrolment?event=${event.id}`)).rows.map((row) => row.person));
for (let i = there.size; i < ROOM; i++) {
	const { id } = await ask("/person", { programme: event.programme, code: `BENCH${i}`,
		name: `Somebody ${i}` });

	await ask("/enrolment", { event: event.id, person: id });
}

for (let i = 0; i < SESSIONS; i++)
	sessions.push((await ask("/event_session", { event: event.id, seq: 500 + i,
		date: new Date().toISOString().slice(0, 10), hours_theory: 1 })).id);

await ask(`${P}/event/${event.id}/codes`, {});
const codes = (await ask(`${P}/event/${event.id}/badges.json`)).rows;

const all = sessions.flatMap((session) => codes.map(({ code }) => ({ id: randomUUID(), session,
	code, mark: "here", way: "code", made_at: new Date().toISOString() })));
const send = (marks) => ask(`${P}/event/${event.id}/sync`, { device: "bench",
	sent_at: new Date().toISOString(), marks });

if (all.length < 2 * MARKS)
	throw new Error(`only ${all.length} marks`);
const taken = ({ rows }) => {
	const other = rows.find((row) => row.is !== "taken");

	if (other !== undefined)
		throw new Error(JSON.stringify(other));
};
let from = performance.now();
taken(await send(all.splice(0, MARKS)));
const seconds = (performance.now() - from) / 1000;
from = performance.now();
const n = all.length;
await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
	while (all.length > 0)
		taken(await send(all.splice(0, 1)));
}));
console.log(seconds.toFixed(2), Math.floor(n / ((performance.now() - from) / 1000)));
