// SPDX-License-Identifier: AGPL-3.0-or-later
// strangers.mjs PORT PASSWORD - what no page of the site expects, tried on every page that the
// interface document lists: things that are not there, things of another programme, arguments
// that make no sense, other methods, forms without their token, nobody signed in.  Wants the
// demonstrations MAR-CULT and RIVERLINK.  Ends in 'N passed, N failed'.
const [port, password] = process.argv.slice(2);
const at = `http://127.0.0.1:${port}`;
const NOBODY = "01900000-0000-7000-8000-000000000000";
const RUBBISH = "page=-3&page=99999999999&view=%20&round=%22%3E%3Cscript&by=nothing&subject=%F0%9F%8C%B1" +
  "&show=1&kind=%27%3B--&search=%25&q=" + "x".repeat(300) + "&sort=nothing&lang=xx&find=%2B&period=9999X9";
let passed = 0, failed = 0;

function tell(name, wrong) {
  wrong.length === 0 ? passed++ : failed++;
  if (wrong.length > 0)
    console.log(`FAILED strangers: ${name}\n  ${wrong.slice(0, 30).join("\n  ")}`);
}

async function sign(name) {
  const r = await fetch(`${at}/login.json`, { method: "POST",
    headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, password }) });
  return { cookie: r.headers.get("set-cookie").split(";")[0], csrf: (await r.json()).csrf };
}

const who = await sign("pm");
const ask = (path, more = {}) => fetch(at + path, { redirect: "manual", ...more,
  headers: { Cookie: who.cookie, ...more.headers } });
const json = async (path) => (await ask(path)).json();
const paths = (await json("/api/openapi.json")).paths;
const all = (method) => Object.keys(paths).filter((p) => paths[p][method] !== undefined);
// Of a programme, or of a row of the loop by a page of its own.
const of_loop = (p) => p.startsWith("/programme/{id}/") || /^\/(figure|gap|practice|event|role_profile|lesson|cleaning|mysheet|framework)\/\{/.test(p);

// A row of MAR-CULT for each part of an address.
const ENTITY = { round: "assessment_round", event: "event", indicator: "indicator", gap: "gap",
  activity: "activity", version: "plan_version", evaluation: "evaluation" };
const mine = {};
for (const [part, entity] of Object.entries(ENTITY)) {
  const rows = (await json(`/${entity}.json?programme=MAR-CULT`)).rows ?? [];
  if (rows.length > 0)
    mine[part] = rows[0].id;
}
const parts = (p) => [...p.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
const fill = (p, values) => p.replace(/\{(\w+)\}/g, (_, name) => values(name));

// ---- what is not there ----

let wrong = [];
for (const p of all("get").filter((q) => parts(q).length > 0)) {
  for (const value of [NOBODY, "no-such-thing"]) {
    const path = fill(p, () => value), r = await ask(path + ".json");
    if (r.status !== 404 && r.status !== 403)
      wrong.push(`${path}: ${r.status}`);
  }
}
// The steps of the chain and the kinds of money are words of the page.
tell("what is not there is not found, on every page", wrong);

wrong = [];
for (const p of all("get").filter((q) => q.startsWith("/programme/{id}/") && parts(q).length > 1)) {
  const last = parts(p).slice(1);
  if (!last.every((name) => mine[name] !== undefined))
    continue;
  const theirs = fill(p, (name) => name === "id" ? "RIVERLINK" : mine[name]);
  const here = fill(p, (name) => name === "id" ? "MAR-CULT" : mine[name]);
  const r = await ask(theirs + ".json"), own = await ask(here + ".json");
  if (r.status !== 404 && !(r.status === 403 && own.status === 403))
    wrong.push(`${theirs}: ${r.status}`);
  if (own.status >= 500)
    wrong.push(`${here}: ${own.status}`);
}
tell("a row of another programme is not found under this one", wrong);

// ---- arguments that make no sense ----

wrong = [];
for (const p of all("get").filter((q) => of_loop(q) || !q.includes("{"))) {
  const path = fill(p, (name) => name === "id" && p.startsWith("/programme/") ? "MAR-CULT" : mine[name] ?? NOBODY);
  for (const more of [RUBBISH, "a=%zz", "a=%00", "=&&=="]) {
    const r = await ask(`${path}?${more}`);
    await r.arrayBuffer();
    if (r.status >= 500)
      wrong.push(`${path}?${more.slice(0, 40)}: ${r.status}`);
  }
}
tell("arguments that make no sense are refused or passed over, never a fault of ours", wrong);

// ---- other methods, and forms without their token ----

wrong = [];
for (const p of all("get").filter(of_loop)) {
  const path = fill(p, (name) => name === "id" && p.startsWith("/programme/") ? "MAR-CULT" : mine[name] ?? NOBODY);
  const r = await ask(path, { method: "DELETE", headers: { "X-CSRF": who.csrf } });
  if (![405, 403, 404].includes(r.status) || (r.status === 405 && !/GET/.test(r.headers.get("allow"))))
    wrong.push(`DELETE ${path}: ${r.status} ${r.headers.get("allow")}`);
}
tell("a method that a page does not take is refused, and it says which it takes", wrong);

wrong = [];
for (const p of all("post").filter(of_loop)) {
  const path = fill(p, (name) => name === "id" && p.startsWith("/programme/") ? "MAR-CULT" : mine[name] ?? NOBODY);
  for (const headers of [{}, { "X-CSRF": "0".repeat(who.csrf.length) }]) {
    const r = await ask(path, { method: "POST", headers, body: new URLSearchParams({ do: "x" }) });
    if (r.status !== 403)
      wrong.push(`POST ${path} with ${JSON.stringify(headers).slice(0, 30)}: ${r.status}`);
  }
}
tell("a form without its token saves nothing", wrong);

wrong = [];
for (const p of all("post").filter(of_loop)) {
  const path = fill(p, (name) => mine[name] ?? NOBODY);
  const r = await ask(path, { method: "POST", headers: { "X-CSRF": who.csrf, "Content-Type": "application/json" },
    body: "{\"do\":[{}],\"at\":-1,\"rows\":\"x\"}" });
  if (![400, 403, 404, 405, 409, 415, 422].includes(r.status))
    wrong.push(`POST ${path}: ${r.status}`);
}
tell("a form for what is not there is refused", wrong);

// ---- nobody ----

wrong = [];
for (const p of all("get").filter((q) => q.startsWith("/programme/{id}/"))) {
  const path = fill(p, (name) => name === "id" ? "MAR-CULT" : mine[name] ?? NOBODY);
  const r = await fetch(`${at}${path}.json`, { redirect: "manual" });
  if (r.status !== 401)
    wrong.push(`${path}: ${r.status}`);
}
tell("nobody reads a programme without signing in", wrong);

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
