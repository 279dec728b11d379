// SPDX-License-Identifier: AGPL-3.0-or-later
//
// changes.mjs TILTH DATA PASSWORD - many write at once while somebody
// follows /api/changes by number: nothing is missed, nothing comes twice.
// Ends in 'N passed, N failed'.
import { spawn } from "node:child_process";

const [tilth, data, password] = process.argv.slice(2);
const WRITERS = 8, EACH = 25;
let passed = 0, failed = 0, port = 0;

function ok(what, holds, more = "")
{
	if (holds)
		passed++;
	else {
		failed++;
		console.log(`FAILED changes: ${what} ${more}`.slice(0, 1500));
	}
}

const server = spawn(tilth, ["--data", data, "serve", "--listen", "127.0.0.1:0"],
	{ stdio: ["ignore", "ignore", "pipe"] });
let said = "";

await new Promise((done, lost) => {
	server.stderr.on("data", (d) => {
		said += d;
		port = /http:\/\/127\.0\.0\.1:(\d+) /.exec(said)?.[1] ?? port;
		if (port)
			done();
	});
	server.on("exit", () => lost(new Error(said)));
});
const at = `http://127.0.0.1:${port}`;
const login = await fetch(`${at}/login.json`, { method: "POST",
	headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: "awa", password }) });
const cookie = login.headers.get("set-cookie").split(";")[0], { csrf } = await login.json();
const add = async (code) => {
	const r = await fetch(`${at}/organisation`, { method: "POST", body: JSON.stringify({ code, name: code, type: "GOV" }),
		headers: { Cookie: cookie, "X-CSRF": csrf, "Content-Type": "application/json", Accept: "application/json" } });

	return r.status === 201 ? (await r.json()).id : null;
};

let writing = true;
const seen = [], answers = [];

async function follow(limit)
{
	const mine = [];

	for (let after = 0, last = false; ;) {
		const done = !writing;
		const a = await (await fetch(`${at}/api/changes.json?entity=organisation&limit=${limit}&after=${after}`,
			{ headers: { Cookie: cookie } })).json();

		mine.push(...a.changes);
		answers.push(a.next >= after);
		after = a.next;
		if (!a.more && last)
			break;
		last = done && !a.more;
	}
	seen.push(mine);
}

const followers = [1, 7, 500].map(follow);
const made = (await Promise.all(Array.from({ length: WRITERS }, async (_, w) => {
	const ids = [];

	for (let i = 0; i < EACH; i++)
		ids.push(await add(`W${w}-${i}`));
	return ids;
}))).flat();

writing = false;
await Promise.all(followers);
ok("everything was written", made.every((id) => id !== null) && made.length === WRITERS * EACH);
for (const mine of seen) {
	const added = mine.filter((c) => c.kind === "added").map((c) => c.id);

	ok("nothing is missed and nothing comes twice", added.length === made.length &&
		made.every((id) => added.includes(id)), `${added.length} of ${made.length}`);
	ok("numbers only rise", mine.every((c, i) => i === 0 || c.number > mine[i - 1].number));
}
ok("next never goes back", answers.every(Boolean));

server.kill("SIGTERM");
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
