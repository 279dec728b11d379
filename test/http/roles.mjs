// SPDX-License-Identifier: AGPL-3.0-or-later
// roles.mjs PORT PASSWORD USER... - each user in turn reads the pages of the demonstration
// MAR-CULT from the first page on and opens every link they show, a few of each kind: none may
// answer that it is not for him, or that it is not there.  Ends in 'N passed, N failed'.
const [port, password, ...users] = process.argv.slice(2);
const at = `http://127.0.0.1:${port}`;
const stages = ["overview", "engage", "assess", "gaps", "plan", "deliver", "monitor", "evaluate",
  "learn", "sustain", "timeline", "all", "results", "awards", "gates"];
const OF_A_KIND = 3;    // links followed of one kind of address
const MOST = 450;       // pages read by one user
let passed = 0, failed = 0;

async function sign(name) {
  const r = await fetch(`${at}/login.json`, { method: "POST",
    headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, password }) });
  return r.headers.get("set-cookie").split(";")[0];
}

// "/gap/{}/history?round=": the same page asked about another thing.
const kind = (url) => url.pathname.replace(/[^/]*[0-9A-Z][^/]*/g, "{}") + "?" +
  [...url.searchParams.keys()].sort().join("&");

// The addresses on this site that a page links to, and those its forms read.
function links(html, from) {
  const found = [];
  for (const [, href] of html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
    const url = new URL(href.replaceAll("&amp;", "&"), from);
    url.hash = "";
    if (url.origin === at && !url.pathname.startsWith("/language"))
      found.push(url);
  }
  return found;
}

async function walk(user) {
  const cookie = await sign(user);
  const programme = `${at}/programme/MAR-CULT`;
  const waits = [[`${at}/`, "the first page"],
    ...stages.map((s) => [`${programme}/${s}`, null])];
  const seen = new Set(), kinds = new Map(), refused = [];

  while (waits.length > 0 && seen.size < MOST) {
    const [href, from] = waits.shift();
    if (seen.has(href))
      continue;
    seen.add(href);
    const r = await fetch(href, { headers: { cookie }, redirect: "manual" });
    const html = (r.headers.get("content-type") ?? "").includes("html") ? await r.text() : "";
    if (r.status >= 400 && from !== null)
      refused.push(`${r.status} ${href.slice(at.length)} shown on ${from}`);
    if (!r.ok)
      continue;
    for (const url of links(html, href)) {
      const k = kind(url), n = kinds.get(k) ?? 0;
      if (seen.has(url.href) || n >= OF_A_KIND)
        continue;
      kinds.set(k, n + 1);
      waits.push([url.href, href.slice(at.length)]);
    }
  }
  return [refused, seen.size];
}

for (const user of users) {
  const [refused, n] = await walk(user);
  if (process.env.TELL)
    console.log(`${user}: ${n} pages`);
  if (refused.length === 0 && n > 20) {
    passed++;
    continue;
  }
  failed++;
  console.log(`FAILED roles: ${user} (${n} pages)\n  ${refused.join("\n  ")}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
