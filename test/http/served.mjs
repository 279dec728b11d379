// SPDX-License-Identifier: AGPL-3.0-or-later
// served.mjs - a server of one data file for a test that asks it directly.
import { spawn } from "node:child_process";

// { server, at }: the process, and its address once it answers.
export async function serve(tilth, data) {
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
