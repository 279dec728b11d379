// SPDX-License-Identifier: AGPL-3.0-or-later
//
// hooks.mjs TILTH DATA PASSWORD - web hooks sent by a server of its own to a
// listener of its own, which checks the signatures, refuses at first, and
// gets everything again.  Ends in 'N passed, N failed'.
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";

const [tilth, data, password] = process.argv.slice(2);
let passed = 0, failed = 0, server = null, port = 0;

function ok(what, holds, more = "")
{
	if (holds)
		passed++;
	else {
		failed++;
		console.log(`FAILED hooks: ${what} ${more}`.slice(0, 1500));
	}
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// ---- the listener ----

const got = [];
let answer = 200;
const listener = createServer((q, r) => {
	let body = "";

	q.on("data", (d) => body += d);
	q.on("end", () => {
		got.push({ headers: q.headers, body, path: q.url, answered: answer });
		if (answer === 302)
			r.writeHead(302, { Location: "/elsewhere" });
		else
			r.writeHead(answer);
		r.end(answer === 200 ? "thanks" : "no, not now");
	});
});

async function wait(holds, ms = 15000)
{
	for (const late = Date.now() + ms; Date.now() < late; await sleep(50)) {
		const one = got.find(holds);

		if (one)
			return one;
	}
	return null;
}

// As docs/feeds.md tells a receiver to do it.
function signed(one, secret)
{
	const time = one.headers["tilth-timestamp"];
	const want = createHmac("sha256", secret).update(`${time}.${one.body}`).digest("hex");

	return one.headers["tilth-signature"] === `v1=${want}` &&
		Math.abs(Date.now() / 1000 - Number(time)) < 300;
}

// ---- the server ----

function start()
{
	return new Promise((done, lost) => {
		server = spawn(tilth, ["--data", data, "serve", "--listen", "127.0.0.1:0"],
			{ stdio: ["ignore", "ignore", "pipe"] });
		server.said = "";
		server.stderr.on("data", (d) => {
			server.said += d;
			const m = /http:\/\/127\.0\.0\.1:(\d+) /.exec(server.said);

			if (m && !port) {
				port = m[1];
				done();
			}
		});
		server.over = new Promise((over) => server.on("exit", (code, signal) => {
			lost(new Error(server.said));
			over(code ?? signal);
		}));
	});
}

async function sign(name)
{
	const r = await fetch(`http://127.0.0.1:${port}/login.json`, { method: "POST",
		headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, password }) });

	return { cookie: r.headers.get("set-cookie").split(";")[0], csrf: (await r.json()).csrf };
}

const get = (who, path) => fetch(`http://127.0.0.1:${port}${path}`,
	{ headers: { Cookie: who.cookie }, redirect: "manual" });
const json = async (who, path) => (await get(who, path)).json();
const write = async (who, path, body, method = "POST") => {
	const r = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: JSON.stringify(body),
		headers: { Cookie: who.cookie, "X-CSRF": who.csrf, "Content-Type": "application/json",
			Accept: "application/json" }, redirect: "manual" });

	return { status: r.status, body: await r.json().catch(() => null) };
};
const numbers = (one) => JSON.parse(one.body).changes.map((c) => c.number);

// ---- the cases ----

await new Promise((done) => listener.listen(0, "127.0.0.1", done));
const address = `http://127.0.0.1:${listener.address().port}/tilth`;

await start();
const awa = await sign("awa"), bilal = await sign("bilal");
const hook = { name: "Archive", address, entities: "organisation", events: ["added", "changed"] };

ok("only administrators make one", (await write(bilal, "/webhook", hook)).status === 403);
ok("an address without TLS is refused", (await write(awa, "/webhook", hook)).status === 422);
ok("a kind of row that is none is refused", (await write(awa, "/webhook",
	{ ...hook, address: "https://example.org/x", entities: "unicorn" })).status === 422);
ok("unless the site's setting says that it may", (await write(awa, "/setting",
	{ key: "hook_private", value: "yes" })).status === 201);
const made = await write(awa, "/webhook", hook);

ok("one is made", made.status === 201, JSON.stringify(made.body));
const id = made.body?.id;

ok("without a secret nothing is sent", (await write(awa, `/webhook/${id}/trial`, {})).status === 422);
const told = await write(awa, `/webhook/${id}/secret`, {});
let secret = told.body?.secret;

ok("its secret is told", /^whsec_[0-9a-f]{64}$/.test(secret), JSON.stringify(told));
ok("once", !JSON.stringify(await json(awa, `/webhook/${id}.json`)).includes(secret) &&
	!JSON.stringify(await json(awa, `/webhook/${id}/history.json`)).includes(secret));
await write(awa, `/webhook/${id}/trial`, {});
const trial = await wait((o) => JSON.parse(o.body).trial);

ok("a trial arrives, signed", trial && signed(trial, secret), trial?.body);

answer = 503;
ok("a row is added", (await write(awa, "/organisation", { code: "H1", name: "First", type: "GOV" })).status === 201);
const first = await wait((o) => o.body.includes('"First"'));

ok("it is told at once, signed", first && signed(first, secret), first?.body);
ok("with kind, entity and roles", (() => {
	const c = first && JSON.parse(first.body).changes[0];

	return c?.kind === "added" && c.entity === "organisation" && c.roles.includes("ADM") &&
		!first.body.includes("awa");
})(), first?.body);
await sleep(500);
await write(awa, "/organisation", { code: "H2", name: "Second", type: "GOV" });
await sleep(1500);
ok("what was refused waits for its next try", got.filter((o) => o.body.includes('"First"')).length === 1);
const page = await (await get(awa, `/webhook/${id}`)).text();

ok("the page tells the answer, and offers to try now", /HTTP 503/.test(page) && /Try now/.test(page));
answer = 302;
await write(awa, `/webhook/${id}/again`, {});
await wait((o) => o.answered === 302);
await sleep(500);
ok("a redirect is not followed", !got.some((o) => o.path === "/elsewhere"));
answer = 200;
await sleep(300);
await write(awa, `/webhook/${id}/again`, {});
const again = await wait((o) => o.answered === 200 && o.body.includes('"First"'));

ok("it gets it again, and what came since", again && signed(again, secret) &&
	again.body.includes('"Second"'), again?.body);
ok("in order, under the same numbers", again && numbers(again)[0] === numbers(first)[0] &&
	numbers(again).every((n, i, all) => i === 0 || n > all[i - 1]));
await sleep(500);
const stand = await json(awa, `/webhook/${id}.json`);

ok("and no failure is kept", stand.tries === 0 && stand.failing_since === undefined, JSON.stringify(stand));
const before = got.length;

await write(awa, "/setting", { key: "city", value: "Huế" });
await sleep(1500);
ok("of other kinds it is told nothing, nor of its own deliveries", got.length === before);

const next = await write(awa, `/webhook/${id}/secret`, {});
const old = secret;

secret = next.body?.secret;
await write(awa, "/organisation", { code: "H3", name: "Third", type: "GOV" });
const third = await wait((o) => o.body.includes('"Third"'));

ok("a new secret signs from then on", third && secret !== old && signed(third, secret) && !signed(third, old));
ok("somebody may switch it off", (await write(awa, `/webhook/${id}/switch`, { on: "no" })).status < 400);
await write(awa, "/organisation", { code: "H4", name: "Fourth", type: "GOV" });
await sleep(1000);
ok("and then nothing is sent", !got.some((o) => o.body.includes('"Fourth"')));
await write(awa, `/webhook/${id}/switch`, { on: "yes" });
ok("once it is on again it is told what it missed", await wait((o) => o.body.includes('"Fourth"')));

const setting = (await json(awa, "/setting.json")).rows.find((s) => s.key === "hook_private");

await write(awa, `/setting/${setting.id}`, { ...setting, value: "no" }, "PUT");
await write(awa, "/organisation", { code: "H5", name: "Fifth", type: "GOV" });
await sleep(1500);
const inside = await json(awa, `/webhook/${id}.json`);

ok("without the setting nothing goes to this machine", !got.some((o) => o.body.includes('"Fifth"')) &&
	/private/.test(inside.trouble), JSON.stringify(inside));
server.kill("SIGTERM");
const code = await server.over;

ok("the server ends well", code === 0 && !/ERROR: |runtime error/.test(server.said), `${code} ${server.said}`);
listener.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
