// SPDX-License-Identifier: AGPL-3.0-or-later
// public.mjs TILTH DATA PASSWORD DIR - the three demonstrations published: no page, file or copy
// tells a person's name, address or number; the figures are those of the inner pages; the copy
// for any web server has no dead link, no script, the same bytes each time, and leaves a folder
// alone that is not its own.  A server of its own on DATA.  Ends in 'N passed, N failed'.
import { spawn, execFileSync, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";

const [tilth, data, password, dir] = process.argv.slice(2);
const DEMOS = ["a_culture_policy", "b_vn_htkt", "c_ngo_network"];
const CODES = ["MAR-CULT", "AMG-HTKT", "RIVERLINK"];
const PARTS = "purpose;partners;change;money;lessons;policy;practices;feedback";
const out = `${dir}/copy`;
let passed = 0, failed = 0, port = 0;

function tell(what, wrong) {
  wrong.length === 0 ? passed++ : failed++;
  if (wrong.length > 0)
    console.log(`FAILED public: ${what}\n  ${wrong.slice(0, 20).join("\n  ")}`);
}

const run = (...args) => execFileSync(tilth, ["--data", data, "--quiet", ...args], { encoding: "utf8" });
copyFileSync(data, `${dir}/later.db`);
for (const demo of DEMOS)
  run("import", `data/demo/${demo}`);

async function serve(file) {
  const it = spawn(tilth, ["--data", file, "serve", "--listen", "127.0.0.1:0"],
    { stdio: ["ignore", "ignore", "pipe"] });
  port = 0;
  await new Promise((done) => {
    let said = "";
    it.stderr.on("data", (d) => {
      said += d;
      const m = /http:\/\/127\.0\.0\.1:(\d+) /.exec(said);
      if (m && !port)
        done(port = m[1]);
    });
  });
  at = `http://127.0.0.1:${port}`;
  return it;
}

let at = "", who = null;
let server = await serve(data);

async function sign(name) {
  const r = await fetch(`${at}/login.json`, { method: "POST",
    headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, password }) });
  return { Cookie: r.headers.get("set-cookie").split(";")[0], "X-CSRF": (await r.json()).csrf };
}

who = await sign("awa");
const text = async (path, headers = {}) => (await fetch(at + path, { headers })).text();
const json = async (path, headers = {}) => (await fetch(`${at}${path}`, { headers })).json();
const publish = (code, parts) => fetch(`${at}/programme/${code}/publish${parts ? "" : "/back"}`,
  { method: "POST", redirect: "manual", headers: who, body: new URLSearchParams({ parts }) });
for (const [key, value] of [["iati_ref", "XM-DAC-9999"], ["iati_name", "Office of the tests"]])
  await fetch(`${at}/setting.json`, { method: "POST", headers: { ...who, "Content-Type": "application/json" },
    body: JSON.stringify({ key, value }) });
for (const code of CODES)
  tell(`${code} is published`, (await publish(code, PARTS)).status === 303 ? [] : ["refused"]);

// ---- what persons there are ----

const persons = JSON.parse(`[${run("export", "person", "--json").trim().split("\n").join(",")}]`);
const secrets = new Set();
for (const p of persons)
  for (const field of ["name", "email", "phone"])
    if (p[field])
      secrets.add(p[field].toLowerCase());
tell("the demonstrations have persons to be kept back", persons.length > 100 ? [] : [`${persons.length}`]);

const leaks = (where, page) => [...secrets].filter((s) => page.toLowerCase().includes(s))
  .map((s) => `${where}: ${s}`);
const shown = ["/public", ...CODES.map((code) => `/public/${code}`)];
let wrong = [];
for (const path of shown)
  for (const end of ["", ".json", ".csv", ".xlsx"])
    for (const lang of ["en", "vi"])
      wrong.push(...leaks(path + end, await text(path + end, { "Accept-Language": lang })));
tell("no page or file tells a name, an address or a number", wrong);

// ---- the same figures as inside ----

wrong = [];
const is = (what, got, want) => String(got) === String(want) || wrong.push(`${what}: ${got}, inside ${want}`);
for (const code of CODES) {
  const open = await json(`/public/${code}.json`);
  const figure = (part, name, subject = "") => open.rows.find((r) => r.part === part &&
    r.figure === name && (r.subject ?? "") === subject)?.value;
  const loop = await json(`/programme/${code}/overview.json`, who);
  is(`${code} gaps`, figure("gaps", "opened"), loop.chain[0].n);
  is(`${code} closed`, figure("gaps", "closed"), loop.chain.at(-1).n);
  is(`${code} spent`, JSON.stringify(open.spent), JSON.stringify(loop.money.spent));
  is(`${code} budget`, JSON.stringify(open.budget), JSON.stringify(loop.money.budget));
  const whole = (await json(`/programme/${code}/evaluate.json`, who)).rows;
  for (const r of whole.filter((x) => x.code)) {
    const line = open.levels.flatMap((l) => l.lines.map((x) => ({ ...x, level: l.level })))
      .find((x) => x.title === r.title && x.level === r.level);
    if (line === undefined && r.n >= 5)
      wrong.push(`${code} ${r.level} ${r.title} is not there`);
    if (line === undefined)
      continue;
    is(`${code} ${r.title} first`, line.first, r.before);
    is(`${code} ${r.title} latest`, line.latest, r.after);
  }
  const sum = open.kinds.reduce((s, k) => s + Number(open.rows.find((r) => r.part === "money" &&
    r.subject === k.name).value), 0);
  is(`${code} money adds up`, Math.round(sum * 100), Math.round(Number(figure("money", "spent")) * 100));
}
tell("the figures are those of the inner pages", wrong);

// ---- the copy ----

wrong = [];
run("publish", out);
function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((f) => f.isDirectory()
    ? walk(`${folder}/${f.name}`) : [`${folder}/${f.name}`]);
}
const bytes = () => walk(out).sort().map((f) => `${f.slice(out.length)} ${readFileSync(f).toString("base64")}`);
const first = bytes();
for (const f of walk(out).filter((x) => /\.(html|json|csv|xml)$/.test(x)))
  wrong.push(...leaks(f, readFileSync(f, "utf8")));
tell("nor does the copy", wrong);

const TYPES = { html: "text/html", css: "text/css", svg: "image/svg+xml", json: "application/json" };
const plain = createServer((q, r) => {
  let path = out + decodeURIComponent(new URL(q.url, "http://x").pathname);
  try {
    if (statSync(path).isDirectory())
      path += "/index.html";
    r.writeHead(200, { "Content-Type": TYPES[path.split(".").pop()] ?? "application/octet-stream" });
    r.end(readFileSync(path));
  } catch {
    r.writeHead(404);
    r.end(readFileSync(`${out}/404.html`));
  }
});
await new Promise((done) => plain.listen(0, "127.0.0.1", done));
const base = `http://127.0.0.1:${plain.address().port}`;
const seen = new Set(), queue = [`${base}/`, `${base}/404.html`];
wrong = [];
while (queue.length > 0) {
  const address = queue.shift();
  if (seen.has(address))
    continue;
  seen.add(address);
  const got = await fetch(address), page = await got.text();
  if (got.status !== 200)
    wrong.push(`${address}: ${got.status}`);
  if (/<script|<form|\/login|(href|src)="\//.test(page) && got.headers.get("content-type") === "text/html")
    wrong.push(`${address}: ${/(<script|<form|\/login|(href|src)="\/).{60}/.exec(page)?.[0]}`);
  for (const [, href] of page.matchAll(/(?:href|src)="([^"]+)"|url\(([^)]+)\)/g)) {
    if (href === undefined || /^(mailto|data):/.test(href))
      continue;
    const to = new URL(href.replaceAll("&amp;", "&"), got.url);
    const id = to.hash.slice(1);
    to.hash = "";
    if (id && to.href === got.url && !page.includes(`id="${id}"`))
      wrong.push(`${address}: no #${id}`);
    if (to.origin === base)
      queue.push(to.href);
    else
      wrong.push(`${address} leads to ${to.href}`);
  }
  for (const [, file] of page.matchAll(/url\(([^)"]+)\)/g))
    queue.push(new URL(file, got.url).href);
}
tell("no link of the copy is dead, none leads out, and no script is in it", wrong);
tell("the IATI file is among them", seen.has(`${base}/iati/MAR-CULT.xml`) &&
  readFileSync(`${out}/iati/MAR-CULT.xml`, "utf8").includes("<iati-identifier>XM-DAC-9999-MAR-CULT<") ? []
  : ["not there"]);
tell("all of it is linked", walk(out).map((f) => f.slice(out.length)).filter((f) =>
  !f.startsWith("/.") && !seen.has(base + f) && !seen.has(base + f.replace(/index\.html$/, "")))
  .map(String));
plain.close();

run("publish", out);
tell("what did not change gives the same bytes", JSON.stringify(bytes()) === JSON.stringify(first) ? [] : ["others"]);
await publish("RIVERLINK", "");
tell("what is taken back is not there, in the same words as what never was",
  (await text("/public/RIVERLINK.json")).replaceAll(/"[a-z0-9]{8}"/g, "") ===
  (await text("/public/NEVER-WAS.json")).replaceAll(/"[a-z0-9]{8}"/g, "") ? [] :
  [await text("/public/RIVERLINK.json"), await text("/public/NEVER-WAS.json")]);
run("publish", out);
tell("and its files are gone with the next copy", walk(out).filter((f) => f.includes("RIVERLINK")));
const others = `${dir}/others`;
mkdirSync(others);
writeFileSync(`${others}/thesis.txt`, "mine");
const refused = spawnSync(tilth, ["--data", data, "publish", others], { encoding: "utf8" });
tell("a folder of somebody else is left alone", refused.status === 1 &&
  refused.stderr.includes("holds something") && readFileSync(`${others}/thesis.txt`, "utf8") === "mine"
  ? [] : [`${refused.status} ${refused.stderr}`]);
tell("nothing half made is left beside it", readdirSync(dir).filter((f) => f.includes(".new-")));

async function stop(what) {
  server.kill("SIGTERM");
  const code = await new Promise((over) => server.on("exit", (c, s) => over(c ?? s)));
  tell(what, code === 0 ? [] : [String(code)]);
}
await stop("the server ends cleanly");

// ---- as rounds come one by one ----

// Who kept the page of the first round alone could take its sum from that of those who were found
// again: so what the second would tell of fewer than five is not told.
const later = `${dir}/later.db`, demo = `data/demo/${DEMOS[0]}`, part = `${dir}/part`;
const bring = (folder) => execFileSync(tilth, ["--data", later, "--quiet", "import", folder]);
const individual = async () => {
  const open = await json(`/public/${CODES[0]}.json`);
  return open.levels.filter((l) => l.level === "Individual").flatMap((l) => l.lines);
};
const scored = new Map();
for (const line of readFileSync(`test/expected/${DEMOS[0]}/dimension_scores_individual.csv`, "utf8").split("\n").slice(1)) {
  const [round, subject, dimension, score] = line.split(",");
  if (score)
    scored.set(dimension, [...scored.get(dimension) ?? [], `${round} ${subject}`]);
}
const left = [...scored].map(([, all]) => all.filter((k) => k.startsWith("A-IND-BL") &&
  !all.includes(k.replace("-BL", "-EL"))).length);

cpSync(demo, part, { recursive: true });
writeFileSync(`${part}/assessment_rounds.csv`, readFileSync(`${demo}/assessment_rounds.csv`, "utf8")
  .replace(/^(A-IND-EL,.*,)locked$/m, "$1open"));
bring(part);
server = await serve(later);
who = await sign("awa");
await publish(CODES[0], PARTS);
let lines = await individual();
tell("of a round that is open nothing is told", lines.length === left.length &&
  lines.every((l) => l.latest === null && l.n >= 30) ? [] : [JSON.stringify(lines)]);
await stop("the server of the first round ends cleanly");
bring(demo);
server = await serve(later);
lines = await individual();
tell("nor can a few be had from the page before and after a round",
  left.some((n) => n > 0 && n < 5) && lines.every((l) => l.latest !== null) &&
  lines.length === left.filter((n) => n === 0 || n >= 5).length ? [] : [JSON.stringify({ left, lines })]);
await stop("the server of both rounds ends cleanly");
console.log(`${passed} passed, ${failed} failed`);
