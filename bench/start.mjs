// SPDX-License-Identifier: AGPL-3.0-or-later
//
// start.mjs TILTH FILE - prints the milliseconds from the start of a server
// to its first page, the median of seven starts, and the MiB that the last
// one holds two seconds later.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const [, , tilth, file] = process.argv;
const STARTS = 7;

async function free_port()
{
	const s = net.createServer().listen(0, "127.0.0.1");

	await once(s, "listening");
	const port = s.address().port;
	s.close();
	await once(s, "close");
	return port;
}

// The page as bytes, or null while nobody listens.
function ask(port)
{
	return new Promise((done) => {
		let got = "";
		const s = net.connect(port, "127.0.0.1", () => s.write(
		    "GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));

		s.setNoDelay();
		s.setEncoding("utf8");
		s.on("data", (part) => { got += part; });
		s.on("error", () => done(null));
		s.on("close", () => done(got));
	});
}

async function start()
{
	const port = await free_port();
	const before = performance.now();
	const server = spawn(tilth, ["--data", file, "serve", "--quiet",
	    "--listen", `127.0.0.1:${port}`], { stdio: "ignore" });
	let page = null;

	while (!page && server.exitCode === null)
		if (!(page = await ask(port)))
			await wait(1);
	const ms = performance.now() - before;
	if (!/^HTTP\/1.1 200/.test(page) || !page.includes("</html>"))
		throw new Error(`no page: ${String(page).slice(0, 200)}`);
	return { server, ms };
}

async function memory(pid)
{
	const status = await readFile(`/proc/${pid}/status`, "utf8");

	return Number(/VmRSS:\s*(\d+)/.exec(status)[1]) / 1024;
}

const took = [];
let mib = 0;
for (let i = 0; i < STARTS; i++) {
	const { server, ms } = await start();

	took.push(ms);
	if (i === STARTS - 1) {
		await wait(2000);
		mib = await memory(server.pid);
	}
	server.kill();
	await once(server, "exit");
}
took.sort((a, b) => a - b);
console.log(took[STARTS >> 1].toFixed(1), mib.toFixed(1));
