// SPDX-License-Identifier: AGPL-3.0-or-later
// jobs.mjs TILTH DATA PASSWORD SPOOL - work in the background, against servers of its own on
// DATA: an import as a job, one that is cancelled, one whose server is killed, exports held
// against 'tilth export', a check, and who may see what.  Ends in 'N passed, N failed'.
import { spawn, execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

const [tilth, data, password, spool] = process.argv.slice(2);
const demo = "data/demo/a_culture_policy";
const ROWS = 7000;        // more than 2 MiB of them
const MANY = 50000;       // long enough to be met on the way on a slow machine
let passed = 0, failed = 0, server = null, port = 0;

function ok(what, holds, more = "") {
  if (holds) {
    passed++;
    return;
  }
  failed++;
  console.log(`FAILED ${what} ${more}`.slice(0, 1500));
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// ---- the server ----

function start() {
  return new Promise((done, lost) => {
    server = spawn(tilth, ["--data", data, "serve", "--listen", "127.0.0.1:0", "--jobs",
      spool],
      { stdio: ["ignore", "ignore", "pipe"] });
    server.said = "";
    server.stderr.on("data", (d) => {
      server.said += d;
      const m = /http:\/\/127\.0\.0\.1:(\d+) /.exec(server.said);
      if (m && !server.ready) {
        server.ready = true;
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

async function end(signal) {
  server.kill(signal);
  const code = await server.over;
  return /ERROR: |runtime error/.test(server.said) ? server.said : code;
}

// ---- somebody at it ----

async function sign(name) {
  const r = await fetch(`http://127.0.0.1:${port}/login.json`, { method: "POST",
    headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, password }) });
  return { cookie: r.headers.get("set-cookie").split(";")[0], csrf: (await r.json()).csrf };
}

function get(who, path) {
  return fetch(`http://127.0.0.1:${port}${path}`, { headers: { Cookie: who.cookie },
    redirect: "manual" });
}

const json = async (who, path) => (await get(who, path)).json();
const text = async (who, path) => (await get(who, path)).text();

function post(who, path, fields = {}, files = [], accept = "text/html") {
  const form = new FormData();
  for (const [k, v] of Object.entries({ csrf: who.csrf, ...fields }))
    form.append(k, v);
  for (const [name, bytes] of files)
    form.append("files", new Blob([bytes]), name);
  return fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body: form,
    headers: { Cookie: who.cookie, Accept: accept }, redirect: "manual" });
}

async function until(who, href, holds) {
  const late = Date.now() + 120000;
  for (;;) {
    const job = await json(who, href + ".json");
    if (holds(job) || Date.now() > late)
      return job;
    await sleep(20);
  }
}

const over = (job) => !["waiting", "running"].includes(job.state);
// Well into its writing: rows are read a thousand at a time.
const deep = (job) => over(job) || (job.state === "running" && job.progress > 0);

// ---- a programme that takes its time ----

function large(mark, n = ROWS) {
  const rows = ["organisation_id,name,type"];
  for (let i = 0; i < n; i++)
    rows.push(`${mark}${i},Office ${mark} ${i} in the ${"long ".repeat(434000 / n)}valley,GOV`);
  return [["programme.json", readFileSync(demo + "/programme.json")],
    ["organisations.csv", rows.join("\n") + "\n"]];
}

const folder = () => readdirSync(demo).filter((n) => /\.(csv|json)$/.test(n))
  .map((n) => [n, readFileSync(`${demo}/${n}`)]);
const count = async (who, find) =>
  (await text(who, "/organisation.csv?search=" + find)).trim().split("\n").length - 1;

// ---- the cases ----

async function imports(awa, dao) {
  const trial = await post(awa, "/import", { job: "1", trial: "1" }, folder());
  ok("an import asked for as a job leads to its page", trial.status === 303 &&
    /^\/job\/[0-9a-f-]{36}$/.test(trial.headers.get("location")), trial.status);
  const tried = await until(awa, trial.headers.get("location"), over);
  ok("a trial ends well", tried.state === "done" && tried.result.trial === true &&
    tried.result.report.refused === 0 && tried.result.report.added > 1000,
    JSON.stringify(tried).slice(0, 400));
  ok("and leaves nothing", (await json(awa, "/programme.json")).rows.length === 0);
  const kept = trial.headers.get("location").split("/").pop();
  ok("its page offers to take it in",
    (await text(awa, trial.headers.get("location"))).includes(`name="kept" value="${kept}"`));
  ok("nobody else may, though he imports too", (await post(dao, "/import", { kept })).status === 422);

  const began = await post(awa, "/import", { kept }, [], "application/json");
  const named = await began.json();
  ok("a program is told its id and address", began.status === 202 &&
    named.href === "/job/" + named.id && began.headers.get("location") === named.href);
  const done = await until(awa, named.href, over);
  ok("the import is done as it was tried", done.state === "done" &&
    done.result.report.added === tried.result.report.added && done.starts === 1,
    JSON.stringify(done).slice(0, 400));
  ok("what it read is there", (await json(awa, "/programme.json")).rows[0].code === "MAR-CULT");
  const page = await text(awa, named.href);
  ok("its page has the report and stays as it is", page.includes("organisations.csv") &&
    page.includes("/programme/MAR-CULT/overview") && !page.includes('http-equiv="refresh"'));
  for (let i = 0; i < 100 && readdirSync(spool).length > 1; i++)
    await sleep(50);
  ok("files that were sent are gone, but for what was tried",
    String(readdirSync(spool)) === kept, readdirSync(spool));
}

async function shortened(awa, bilal) {
  const many = ["organisation_id,name,type"];
  for (let i = 0; i < 700; i++)
    many.push(`QQX${i},${i < 400 ? "" : `Office ${i}`},GOV`);
  const began = await post(awa, "/import", { job: "1", trial: "1" },
    [["programme.json", readFileSync(demo + "/programme.json")],
      ["organisations.csv", many.join("\n") + "\n"]]);
  const href = began.headers.get("location");
  const job = await until(awa, href, over);
  ok("a long list of refusals is shortened", job.result.report.is_cut === true &&
    job.result.report.refusals.length === 300, JSON.stringify(job).slice(0, 300));
  const page = await text(awa, href);
  ok("and says where the whole is", page.includes(`href="${href}/file"`));
  const whole = (await text(awa, href + "/file")).trim().split(/\r?\n/);
  ok("the whole is a file of every row", whole[0].startsWith("list,file,line") &&
    whole.filter((l) => l.startsWith("refusals,organisations.csv")).length >= 400 &&
    job.result.report.refused === 400, whole.join("|").slice(0, 600));
  const taken = await post(awa, "/import", { kept: href.split("/").pop() });
  const after = await until(awa, taken.headers.get("location"), over);
  ok("what was tried is taken in, as it was sent", after.state === "done" &&
    after.result.trial === false && after.result.report.refused === 400,
    JSON.stringify(after).slice(0, 300));
  const id = taken.headers.get("location").split("/").pop();
  for (let i = 0; i < 100 && readdirSync(`${spool}/${id}`).length > 1; i++)
    await sleep(50);
  ok("nothing else of what was sent is kept",
    String(readdirSync(`${spool}/${id}`)) === "import.csv", readdirSync(`${spool}/${id}`));
  ok("nobody else may fetch it", (await get(bilal, href + "/file")).status === 403);
}

async function cancels(awa, bilal) {
  const began = await post(awa, "/import", {}, large("QQC", MANY));
  ok("a large import is a job by itself", began.status === 303, began.status);
  const href = began.headers.get("location");
  const job = await until(awa, href, deep);
  ok("it says how far it is", job.state === "running" && job.progress > 0 &&
    job.total >= MANY && job.message === "organisations.csv",
    JSON.stringify(job).slice(0, 300));
  const page = await text(awa, href);
  ok("its page shows itself anew", page.includes('<meta http-equiv="refresh"') &&
    page.includes("<progress max="));
  ok("unless one would rather read", !(await text(awa, href + "?still=yes"))
    .includes('http-equiv="refresh"'));
  ok("nobody else may look", (await get(bilal, href + ".json")).status === 403);
  ok("nobody else may cancel", (await post(bilal, href + "/cancel")).status === 403);
  ok("who began it may", (await post(awa, href + "/cancel")).status === 303);
  const ended = await until(awa, href, over);
  ok("one that runs is cancelled at its next look", ended.state === "cancelled",
    JSON.stringify(ended).slice(0, 300));
  ok("nothing of it is there", await count(awa, "QQC") === 0);
  ok("to cancel it again does nothing", (await post(awa, href + "/cancel")).status === 303);
}

async function killed(awa) {
  const href = (await post(awa, "/import", {}, large("QQK"))).headers.get("location");
  const job = await until(awa, href, deep);
  ok("it runs when the server is killed", job.state === "running", JSON.stringify(job));
  await end("SIGKILL");
  await start();
  awa = await sign("awa");
  const done = await until(awa, href, over);
  ok("after the next start it is done", done.state === "done" && done.starts === 2 &&
    done.result.report.refused === 0, JSON.stringify(done).slice(0, 300));
  ok("once and whole", await count(awa, "QQK") === ROWS);

  const later = (await post(awa, "/import", {}, large("QQS"))).headers.get("location");
  ok("it runs when the server is stopped", (await until(awa, later, deep)).state === "running");
  const from = Date.now();
  ok("the server ends cleanly, without waiting for it", await end("SIGTERM") === 0);
  // Far less than the import takes; no measure of speed.
  ok("and soon", Date.now() - from < 20000, Date.now() - from);
  await start();
  awa = await sign("awa");
  const again = await until(awa, later, over);
  ok("what was stopped is done after the next start", again.state === "done" &&
    again.starts === 1 && await count(awa, "QQS") === ROWS, JSON.stringify(again).slice(0, 300));
  return awa;
}

async function exports(awa, bilal) {
  for (const [as, name, cli] of [["csv", "gap.csv", []], ["json", "gap.jsonl", ["--json"]]]) {
    const href = (await post(awa, "/gap/export", { as })).headers.get("location");
    const job = await until(awa, href, over);
    const r = await get(awa, href + "/file");
    const want = execFileSync(tilth, ["--data", data, "export", "gap", ...cli]);
    ok(`an export as ${as} is what the command line writes`, r.status === 200 &&
      r.headers.get("content-disposition").includes(`"${name}"`) &&
      Buffer.from(await r.arrayBuffer()).equals(want) && job.result.rows > 300,
      JSON.stringify(job));
    ok("its page leads to it", (await text(awa, href)).includes(`href="${href}/file"`));
    ok("nobody else may have it", (await get(bilal, href + "/file")).status === 403);
  }
  const book = (await post(awa, "/gap/export", { as: "xlsx" })).headers.get("location");
  await until(awa, book, over);
  const zip = Buffer.from(await (await get(awa, book + "/file")).arrayBuffer());
  ok("an export as a workbook is one", zip.subarray(0, 2).toString() === "PK");
  const some = (await post(awa, "/organisation/export?type=GOV&search=ministry"))
    .headers.get("location");
  const few = await until(awa, some, over);
  ok("a filter holds for the file too", few.result.rows > 0 &&
    few.result.rows === await count(awa, "ministry&type=GOV"), JSON.stringify(few.result));
  ok("a filter that is none is told at once",
    (await post(awa, "/gap/export?nothing=1")).status === 422);
  ok("so is a shape that is none", (await post(awa, "/gap/export", { as: "pdf" })).status === 422);
  ok("what one may not see is not exported", (await post(bilal, "/user/export")).status === 403);
  const list = await text(awa, "/organisation");
  ok("a list of few rows has links", list.includes('href="/organisation.csv"') &&
    list.includes('href="/organisation.json?limit=all"'));
}

// A check only reads, so what is sent meanwhile is taken.
async function waits(awa) {
  const first = (await post(awa, "/check")).headers.get("location");
  const job = await until(awa, first, deep);
  const href = (await post(awa, "/check")).headers.get("location");
  ok("another waits meanwhile", job.state === "running" &&
    (await json(awa, href + ".json")).state === "waiting");
  ok("and is cancelled at once", (await post(awa, href + "/cancel")).status === 303 &&
    (await json(awa, href + ".json")).state === "cancelled");
  await until(awa, first, over);
}

async function checks(awa, bilal) {
  const href = (await post(awa, "/check")).headers.get("location");
  const job = await until(awa, href, over);
  ok("the data are sound after all this", job.state === "done" && job.result.sound === true &&
    job.result.gaps > 300 && job.result.rows > 2 * ROWS, JSON.stringify(job));
  ok("an administrator finds the button", (await text(awa, "/about")).includes('action="/check"'));
  ok("others do not", !(await text(bilal, "/about")).includes('action="/check"'));
  ok("and are refused", (await post(bilal, "/check")).status === 403);
  ok("each sees the jobs he started", (await json(bilal, "/job.json")).rows.length === 0 &&
    (await json(awa, "/job.json")).rows.length > 5);
}

// ---- all of it ----

try {
  await start();
  let awa = await sign("awa");
  await imports(awa, await sign("dao"));
  await shortened(awa, await sign("bilal"));
  await cancels(awa, await sign("bilal"));
  awa = await killed(awa);
  const bilal = await sign("bilal");
  await exports(awa, bilal);
  await waits(awa);
  await checks(awa, bilal);
  ok("the server ends cleanly", await end("SIGTERM") === 0, server.said.slice(-800));
  ok("no upload is left, but for what was tried", readdirSync(spool).every((n) =>
    readdirSync(`${spool}/${n}`).some((f) => /^(gap|organisation|import)\.|^\.tried$/.test(f))));
} catch (e) {
  ok("it goes on", false, e.stack + (server?.said ?? "").slice(-800));
  server?.kill("SIGKILL");
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
