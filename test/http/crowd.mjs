// SPDX-License-Identifier: AGPL-3.0-or-later
// crowd.mjs TILTH DATA PASSWORD ROUNDS - many writers at once, and a server that is killed.
//
// Each round posts rows over 48 connections, good ones among bad ones, kills the server with
// SIGKILL in the middle, starts it again, and looks: every row that was acknowledged is there,
// none that was refused is, and none is there twice.
import { spawn } from "node:child_process";
import { Agent, request } from "node:http";

const [tilth, data, password, rounds] = process.argv.slice(2);
let passed = 0, failed = 0, port = 0, cookie = "", csrf = "";

function holds(yes, what) {
  if (yes)
    return passed++;
  failed++;
  if (failed <= 10)
    console.log(`FAILED crowd: ${what}`);
}

function start() {
  return new Promise((done, cannot) => {
    const server = spawn(tilth, ["--data", data, "--quiet", "serve", "--listen", "127.0.0.1:0"],
      { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    server.stderr.on("data", (d) => {
      said += d;
      const at = /127\.0\.0\.1:(\d+)/.exec(said);
      if (at) {
        port = Number(at[1]);
        done(server);
      }
    });
    server.on("exit", () => cannot(new Error(said)));
  });
}

function end(server, signal) {
  return new Promise((done) => {
    server.removeAllListeners("exit");
    server.on("exit", (code, by) => done(by ?? code));
    server.kill(signal);
  });
}

// Status 0: the connection broke before an answer.
function ask(agent, method, path, body) {
  return new Promise((done) => {
    const text = body === undefined ? "" : JSON.stringify(body);
    const headers = { Accept: "application/json", Cookie: cookie, "X-CSRF": csrf };
    if (text !== "")
      Object.assign(headers, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) });
    const q = request({ agent, method, path, headers, port, host: "127.0.0.1" }, (r) => {
      let got = "";
      r.on("data", (d) => (got += d));
      r.on("end", () => done({ status: r.statusCode, text: got, headers: r.headers }));
      r.on("error", () => done({ status: 0 }));
    });
    q.on("error", () => done({ status: 0 }));
    q.end(text);
  });
}

async function signIn() {
  const agent = new Agent();
  const r = await ask(agent, "POST", "/login", { name: "awa", password });
  cookie = r.headers["set-cookie"][0].split(";")[0];
  csrf = JSON.parse(r.text).csrf;
}

async function codes() {
  const r = await ask(new Agent(), "GET", "/organisation.json?limit=all");
  return JSON.parse(r.text).rows.map((row) => row.code);
}

const kept = new Set(), refused = new Set();

async function write(round, agent, until) {
  for (let i = 0; !until.now; i++) {
    const code = `R${round}-${agent.number}-${i}`;
    const bad = i % 3 === 1;
    const r = await ask(agent, "POST", "/organisation",
      { code, name: bad ? "" : `House ${code}`, type: "GOV" });
    if (r.status === 201)
      kept.add(code);
    else if (r.status === 422)
      refused.add(code);
    else if (r.status !== 0)
      holds(false, `${code} was answered ${r.status}: ${r.text}`);
    holds(r.status === 0 || (r.status === 201) !== bad, `${code} was answered ${r.status}`);
  }
}

for (let round = 0; round < Number(rounds); round++) {
  const server = await start();
  if (round === 0)
    await signIn();
  const until = { now: false };
  const writers = Array.from({ length: 48 }, (_, number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    agent.number = number;
    return write(round, agent, until);
  });
  setTimeout(() => (until.now = true), 700 + round * 37);
  await new Promise((done) => setTimeout(done, 300 + round * 37));
  await end(server, "SIGKILL");
  until.now = true;
  await Promise.all(writers);
  const again = await start();
  const there = await codes();
  const set = new Set(there);
  holds(there.length === set.size, "a row is there twice");
  holds([...kept].every((c) => set.has(c)), "an acknowledged row is lost");
  holds([...refused].every((c) => !set.has(c)), "a refused row is there");
  holds((await end(again, "SIGTERM")) === 0, "the server did not end cleanly");
}
holds(kept.size > 0 && refused.size > 0, "rows were kept and refused");
console.log(`${kept.size} rows kept, ${refused.size} refused over ${rounds} kills`);
console.log(`${passed > 0 && failed === 0 ? Number(rounds) * 4 + 1 : 0} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
