// SPDX-License-Identifier: AGPL-3.0-or-later
// audit.mjs - what the tests share that work figures out again: a count of
// what holds, chance that can be played again, a server of one data file.
import { spawn } from "node:child_process";

export function tally(name)
{
	const n = { passed: 0, failed: 0 };

	n.ok = (what, holds, more = "") => {
		if (holds)
			n.passed++;
		else {
			n.failed++;
			console.log(`FAILED ${name}: ${what} ${more}`.slice(0, 1500));
		}
	};
	n.say = () => console.log(`${n.passed} passed, ${n.failed} failed`);
	return n;
}

export function chance(seed)
{
	let state = seed;
	const random = () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);

		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
	const below = (n) => Math.floor(random() * n);

	return { random, below, one_of: (list) => list[below(list.length)] };
}

// { server, at }: the process, and its address once it answers.
export async function serve(tilth, data)
{
	const server = spawn(tilth, ["--data", data, "serve", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
	let said = "";
	const at = await new Promise((done, lost) => {
		server.stderr.on("data", (d) => {
			said += d;
			const address = /(http:\/\/127\.0\.0\.1:\d+) /.exec(said);
			if (address)
				done(address[1]);
		});
		server.on("exit", () => lost(new Error(said)));
	});

	return { server, at };
}
