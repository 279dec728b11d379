// SPDX-License-Identifier: AGPL-3.0-or-later
// talk.mjs tcp|tls:PORT PASSWORD FILE... - plays transcripts (README.md) against a server.
import { createConnection } from "node:net";
import { readFileSync } from "node:fs";
import { connect as connectTls } from "node:tls";

const [where, password, ...files] = process.argv.slice(2);
const [speaks, port] = where.split(":");
let passed = 0, failed = 0;

// Cases of a file: name, lines of the request, lines of what is expected.
function read(path) {
  const cases = [];
  let one = null, asks = false;
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (line.startsWith("== ")) {
      cases.push(one = { name: line.slice(3), ask: [], want: [] });
      asks = true;
    } else if (one === null) {
      continue;
    } else if (asks && line === "--") {
      asks = false;
    } else if (asks) {
      one.ask.push(line);
    } else if (line !== "" && !line.startsWith("#")) {
      one.want.push(line);
    }
  }
  return cases;
}

// The bytes of a text with escapes, as latin1.
function bytes(text) {
  return text.replace(/\\(x[0-9a-f]{2}|[0rnt\\])/gi, (all, e) =>
    ({ 0: "\0", r: "\r", n: "\n", t: "\t", "\\": "\\" })[e] ??
      String.fromCharCode(parseInt(e.slice(1), 16)));
}

function fill(text, kept) {
  text = text.replace(/\{([a-z_]+)\}/g, (all, name) => kept[name] ?? all);
  return text.replace(/@\{(.*?)\*(\d+)\}/gs, (all, what, n) => what.repeat(Number(n)));
}

function request(lines, kept) {
  const latin = (s) => Buffer.from(s, "utf8").toString("latin1");
  const blank = lines.indexOf("");
  const head = (blank < 0 ? lines : lines.slice(0, blank)).map((l) => bytes(fill(latin(l), kept)));
  let body = blank < 0 ? "" : bytes(fill(latin(lines.slice(blank + 1).join("\n")), kept));
  body = body.replace(/\n+$/, (all) =>
    (head.some((l) => /^(content-length|transfer-encoding):/i.test(l)) ? all : ""));
  if (body !== "" && !head.some((l) => /^(content-length|transfer-encoding):/i.test(l)))
    head.push(`Content-Length: ${body.length}`);
  return Buffer.from(head.join("\r\n") + "\r\n\r\n" + body, "latin1");
}

// What comes back until it is whole, the server closes, or time is up.
function talk(data, answers, seconds) {
  return new Promise((done) => {
    const at = { port: Number(port), host: "127.0.0.1" };
    const socket = speaks === "tls" ? connectTls({ ...at, rejectUnauthorized: false })
      : createConnection(at);
    let got = Buffer.alloc(0), ended = false;
    const finish = () => { clearTimeout(timer); socket.destroy(); done({ got, ended }); };
    const timer = setTimeout(finish, seconds * 1000);
    socket.on(speaks === "tls" ? "secureConnect" : "connect", () => socket.write(data));
    socket.on("data", (d) => {
      got = Buffer.concat([got, d]);
      if (answers !== null && whole(got) >= answers)
        setTimeout(finish, answers === 0 ? 0 : 30);
    });
    socket.on("end", () => { ended = true; finish(); });
    socket.on("error", () => { ended = true; finish(); });
  });
}

// How many answers are complete in there.
function whole(got) {
  const text = got.toString("latin1");
  let n = 0, at = 0;
  for (;;) {
    const end = text.indexOf("\r\n\r\n", at);
    if (end < 0)
      return n;
    const head = text.slice(at, end);
    const length = /\ncontent-length: (\d+)/i.exec(head);
    at = end + 4;
    if (/^HTTP\/1\.1 (100|204|304)/.test(head) === false)
      at += Number(length?.[1] ?? 0);
    if (text.length < at)
      return n;
    if (!/^HTTP\/1\.1 100/.test(head))
      n++;
  }
}

function check(want, answer, kept) {
  const text = answer.got.toString("utf8");
  const statuses = [...answer.got.toString("latin1").matchAll(/(?:^|\n)HTTP\/1\.1 (\d{3})/g)]
    .map((m) => m[1]).filter((s) => s !== "100").join(" ");
  const body = text.slice(text.indexOf("\r\n\r\n") + 4);
  for (const raw of want) {
    const line = fill(raw, kept);
    const [, word, rest] = /^([a-z]+)(?: ([a-z_]+))?: (.*)$/.test(line)
      ? [null, line.split(/[ :]/)[0], line.slice(line.indexOf(": ") + 2)] : [null, line, ""];
    if (/^\d{3}\+$/.test(line)) {
      if (!statuses.split(" ").every((s) => s === line.slice(0, 3)))
        return `answered ${statuses || "nothing"}, not ${line}`;
    } else if (/^\d{3}( \d{3})*$/.test(line)) {
      if (statuses !== line)
        return `answered ${statuses || (answer.ended ? "by closing" : "nothing")}, not ${line}`;
    } else if (word === "have") {
      if (!text.includes(bytes(rest)))
        return `has no '${rest}'`;
    } else if (word === "not") {
      if (text.includes(bytes(rest)))
        return `has '${rest}'`;
    } else if (word === "keep") {
      const m = new RegExp(raw.slice(raw.indexOf(": ") + 2), "s").exec(text);
      if (m === null)
        return `nothing like ${rest}`;
      kept[/^keep ([a-z_]+):/.exec(line)[1]] = m[1];
    } else if (word === "same") {
      if (body !== kept[rest])
        return `another body than ${rest}`;
    } else if (line === "closed") {
      if (!answer.ended)
        return "the connection is still open";
    } else if (word !== "within") {
      return `what is '${line}'?`;
    }
  }
  return null;
}

for (const file of files) {
  const kept = { password, csrf: "none", token: process.env.READS ?? "" };
  for (const one of read(file)) {
    const within = one.want.map((l) => /^within: (\d+)/.exec(l)?.[1]).find(Boolean);
    const answers = one.want.includes("closed") ? null
      : (one.want.find((l) => /^\d{3}/.test(l)) ?? "").split(" ").filter(Boolean).length;
    const answer = await talk(request(one.ask, kept), answers, Number(within ?? 5));
    const wrong = check(one.want, answer, kept);
    if (wrong === null) {
      passed++;
      continue;
    }
    failed++;
    console.log(`FAILED ${file}: ${one.name}: ${wrong}`);
    console.log(answer.got.toString("utf8").slice(0, 1500).replace(/^/gm, "    "));
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
