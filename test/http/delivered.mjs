// SPDX-License-Identifier: AGPL-3.0-or-later
//
// delivered.mjs TILTH DATA PASSWORD - programmes of random deliveries
// (hours above and below, nobody, blanks, sessions over midnight, tests with
// gaps, networks with tied and untied, experts busy or in conflict, equipment
// in every state, complaints) come in as folders and over the wire; what the
// pages, the results and the lists say of them is worked out again here from
// the same folders.  SEED=n plays another lot, LOTS=n more programmes.
// Ends in 'N passed, N failed'.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { chance, serve, tally } from "./audit.mjs";

const [tilth, data, password] = process.argv.slice(2), lots = Number(process.env.LOTS ?? 6);
const dir = mkdtempSync(`${tmpdir()}/delivered-`);
const DAY = 864e5, now = Math.floor(Date.now() / DAY) * DAY;
const { random, below, one_of } = chance(Number(process.env.SEED ?? 20261122));
const held = tally("delivered"), ok = held.ok;

const same = (what, got, want) => ok(what, (got ?? null) === (want ?? null), `is ${got}, not ${want}`);
const near = (what, got, want, by = 1e-9) => want === null || Number.isNaN(want) ? same(what, got ?? null, null)
	: ok(what, typeof got === "number" && Math.abs(got - want) <= by * Math.max(1, Math.abs(want)), `is ${got}, not ${want}`);

// ---- chance ----

const some_of = (list, share) => list.filter(() => random() < share);
const many = (n, f) => Array.from({ length: n }, (_, i) => f(i));
const day = (ms) => new Date(ms).toISOString().slice(0, 10);
const after = (d, n) => day(Date.parse(d) + n * DAY);
const days = (a, b) => (Date.parse(b) - Date.parse(a)) / DAY;
const number = (x) => (x === "" ? null : Number(x));

// ---- figures ----

const sum = (x) => x.reduce((s, v) => s + v, 0);
const mean = (x) => (x.length === 0 ? null : sum(x) / x.length);
const cross = (x, y) => sum(x.map((v, i) => (v - mean(x)) * (y[i] - mean(y))));
const variance = (x) => (x.length < 2 ? NaN : cross(x, x) / (x.length - 1));
const sd = (x) => Math.sqrt(variance(x));
const median = (x) => (x.length === 0 ? null : [...x].sort((a, b) => a - b).filter((_, i) =>
	i === (x.length - 1) >> 1 || i === x.length >> 1).reduce((s, v, _, all) => s + v / all.length, 0));
const ratio = (a, b) => (b === 0 ? null : a / b);

// Gamma(v/2) / Gamma((v-1)/2) / sqrt(v/2), by Gamma(x+1) = x Gamma(x).
function small_sample(v)
{
	if (v < 2)
		return NaN;
	let g = v % 2 === 0 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2, at = v % 2 === 0 ? 2 : 3;

	for (; at < v; at += 2)
		g *= (at / 2) / ((at - 1) / 2);
	return g / Math.sqrt(v / 2);
}

function signed(changes)
{
	const d = changes.filter((x) => x !== 0), size = d.map(Math.abs);
	const rank = size.map((x) => size.filter((y) => y < x).length + (size.filter((y) => y === x).length + 1) / 2);

	return { plus: sum(rank.filter((_, i) => d[i] > 0)), minus: sum(rank.filter((_, i) => d[i] < 0)), m: d.length };
}

function network(nodes, pairs)
{
	const tied = new Map(nodes.map((n) => [n, new Set()])), seen = new Set();
	let largest = 0, parts = 0, open = 0, closed = 0;

	for (const [a, b] of pairs)
		if (a !== b)
			tied.get(a).add(b), tied.get(b).add(a);
	for (const first of nodes) {
		const line = seen.has(first) ? [] : [first];
		parts += line.length;
		for (const x of line)
			if (!seen.has(x))
				seen.add(x), line.push(...tied.get(x));
		largest = Math.max(largest, new Set(line).size);
		const mine = [...tied.get(first)];
		for (const a of mine)
			for (const b of mine)
				open += a < b, closed += a < b && tied.get(a).has(b);
	}
	const degree = nodes.map((n) => tied.get(n).size), n = nodes.length, most = Math.max(...degree);
	return { nodes: n, ties: sum(degree) / 2, components: parts, largest, isolates: degree.filter((d) => d === 0).length,
		density: ratio(sum(degree), n * (n - 1)), mean_degree: ratio(sum(degree), n), transitivity: open === 0 ? 0 : closed / open,
		centralisation: n < 3 ? null : sum(degree.map((d) => most - d)) / ((n - 1) * (n - 2)) };
}

// ---- a programme of chance ----

const TITLES = ["Reading records", "Luật & \"chính sách\"", "Budgets, plainly"];
const AREAS = ["film", "copyright", "music"];

function invent(k)
{
	const p = { code: `DEL${k}`, start: one_of(["2023-07-01", "2024-02-29"]) };
	const who = (n, letter) => many(n, (i) => `P${k}${letter}${i}`);

	p.orgs = who(2 + below(9), "O");
	p.persons = who(3 + below(14), "N").map((id) => ({ id, sex: one_of(["F", "M", "O", "U", ""]), org: one_of(p.orgs) }));
	p.activities = who(2, "A");
	p.events = who(1 + below(4), "E").map((id, i) => {
		const start = after(p.start, 10 + 40 * i + below(20));
		return { id, start, end: after(start, below(9)), activity: one_of([...p.activities, ""]), title: one_of(TITLES),
			theory: one_of(["", "0.25", "6", "24"]), practice: one_of(["", "0", "0.5", "36"]), state: below(6) === 0 ? "cancelled" : "" };
	});
	p.places = p.events.flatMap((e) => some_of(p.persons, 0.7).map((n) => ({ event: e, person: n,
		hours: one_of(["", "0", "0.25", "0.5", "4.8", "6", "19.2", "24", "48", "60", "90.75"]) })));
	p.sheets = p.events.flatMap((e) => some_of(p.persons, 0.4).map(() => ({ event: e.id, would: one_of(["", "0", "6", "7", "8", "9", "10"]),
		...Object.fromEntries(["content", "trainer", "relevance", "logistics"].map((q) => [q, one_of(["", "1", "3", "4", "5"])])) })));
	p.items = many(2 + below(8), (i) => `K${k}-Q${i + 10}`);
	p.papers = p.persons.flatMap((n) => some_of(["pre", "post"], 0.8).map((phase) => ({ person: n.id, phase,
		marks: p.items.map((_, j) => (j === 0 && k % 3 === 0 ? 1 : one_of([0, 1, 1, random() < 0.1 ? "" : 1]))) })));
	p.later = some_of(p.persons, 0.7).flatMap((n) => some_of([6, 12], 0.6).map((month) => ({ person: n.id, month,
		score: one_of(["", String(below(p.items.length + 1))]), applied: one_of(["yes", "no", "partly", ""]) })));
	p.experts = who(1 + below(6), "X").map((id) => ({ id, sex: one_of(["F", "M"]), fee: String(100 * (1 + below(9))),
		areas: some_of(AREAS, 0.7).map((a) => [a, below(4)]), from: one_of(["", "2023-01-01"]), to: one_of(["2024-06-30", "2030-12-31"]),
		status: one_of(["rostered", "rostered", "rostered", "suspended"]), conflict: one_of(["", "", `adviser of ${p.orgs[0]}`, `${p.orgs[0]}1`]) }));
	p.requests = who(1 + below(3), "T").map((id) => ({ id, by: one_of(p.orgs), area: some_of(AREAS, 0.7), marks: many(4, () => String(1 + below(5))) }));
	p.missions = p.requests.flatMap((r, j) => many(below(3), (i) => {
		const from = after(p.start, 100 + 30 * i), to = after(from, below(12)), due = one_of(["", after(to, 14)]);
		return { id: `P${k}M${j}${i}`, ta: r.id, seq: String(i + 1), experts: some_of(p.experts.map((x) => x.id), 0.5), from, to, due,
			sent: one_of(["", after(to, below(30))]), days: String(below(25)), feedback: one_of(["", "2", "5"]),
			state: one_of(["debriefed", "report_final", "cancelled"]) };
	}));
	p.pairs = who(below(4), "G").map((id) => ({ id, mentor: p.persons[0].id, mentee: one_of(p.persons.slice(1)).id,
		planned: "12", held: one_of(["", "0", "5", "12"]), set: "3", got: String(below(4)) }));
	p.items_given = who(below(9), "Q").map((id) => ({ id, qty: String(1 + below(20)),
		state: one_of(["requested", "ordered", "received", "handed_over", "in_use", "idle", "repair", "disposed", "title_transferred"]) }));
	p.cases = who(below(9), "F").map((id) => {
		const received = after(p.start, below(300));
		return { id, received, answered: one_of(["", received, after(received, 15), after(received, 16), after(received, below(60))]),
			satisfied: one_of(["yes", "no", ""]) };
	});
	p.ties = ["2023", "2025"].flatMap((round) => many(below(14), () => ({ round, from: one_of(p.orgs), to: one_of(p.orgs),
		kind: one_of(["resource", "joint_work"]), strength: String(1 + below(3)) })))
		.filter((t, i, all) => t.from !== t.to && i === all.findIndex((o) => o.round === t.round && o.from === t.from && o.to === t.to && o.kind === t.kind));
	return p;
}

const cell = (x) => (/[",\n]/.test(x) ? `"${x.replaceAll('"', '""')}"` : x);

function folder(p)
{
	const at = `${dir}/${p.code}`, scale = String(p.items.length);
	const csv = (name, head, rows) => rows.length === 0 || writeFileSync(`${at}/${name}.csv`,
		[head.split(" "), ...rows].map((r) => r.map((x) => cell(String(x))).join(",")).join("\n") + "\n");

	mkdirSync(at);
	writeFileSync(`${at}/programme.json`, JSON.stringify({ code: p.code, title: { vi: p.code }, country: "VN", kind: "programme",
		start_planned: p.start, end_planned: "2027-12-31", currency: "USD", purpose: { why: "a", whom: "b", what: "c" } }));
	csv("organisations", "organisation_id name type", p.orgs.map((o) => [o, `Cơ quan ${o}`, "GOV"]));
	csv("persons", "person_id name sex organisation_id", p.persons.map((n) => [n.id, `Người ${n.id}`, n.sex, n.org]));
	csv("plan_activities", "activity_id title modality led_by start_planned end_planned cost benefit mandatory selected state",
		p.activities.map((a) => [a, a, "TRN", "local", p.start, "2027-01-01", 0, 1, 1, 1, "scheduled"]));
	csv("budget_lines", "budget_line_id activity_id un_category funder fund_kind year amount currency budget_type budget_status",
		p.activities.map((a) => [`${a}L`, a, 1, "Third", "XB", 2024, 1000, "USD", 1, 2]));
	csv("transactions", "transaction_id iati_type date activity_id budget_line_id funder amount currency rate_to_base document_no",
		p.activities.map((a) => [`${a}T`, 4, p.start, a, `${a}L`, "Third", 777, "USD", 1, `V-${a}`]));
	csv("events", "event_id activity_id type formality title start end venue hours_theory hours_practice language state",
		p.events.map((e) => [e.id, e.activity, "CLASS", "FORMAL", e.title, e.start, e.end, "Huế", e.theory, e.practice, "vi", e.state]));
	csv("enrolments", "event_id person_id registered_at hours_attended reason_absent",
		p.places.map((n) => [n.event.id, n.person.id, p.start, n.hours, n.hours === "0" ? "ill" : ""]));
	csv("reactions_level1", "event_id respondent content trainer relevance logistics would_recommend_0_10 comment",
		p.sheets.map((s) => [s.event, "", s.content, s.trainer, s.relevance, s.logistics, s.would, ""]));
	csv("test_items", "item course_id objective kind options", p.items.map((i) => [i, `${p.code}-K`, "O1", "mcq", 4]));
	csv("test_responses", "course_id person_id phase item correct", p.papers.flatMap((t) => t.marks.map((m, j) =>
		[`${p.code}-K`, t.person, t.phase, p.items[j], m])));
	csv("followups", "course_id person_id month due_on answered_on test_score max_score applied", p.later.map((f) =>
		[`${p.code}-K`, f.person, f.month, "2025-01-01", "2025-01-02", f.score, scale, f.applied]));
	csv("expert_roster", "expert_id name sex residence languages areas years day_fee_usd available_from available_to status conflict",
		p.experts.map((x) => [x.id, `Chuyên gia ${x.id}`, x.sex, "VN", "vi:3", x.areas.map((a) => a.join(":")).join(";"), 5, x.fee,
			x.from, x.from && x.to, x.status, x.conflict]));
	csv("ta_requests", "ta_id ref_no requester received objective thematic_area urgency relevance feasibility effectiveness sustainability decision state",
		p.requests.map((r) => [r.id, `N-${r.id}`, r.by, p.start, "Advice", r.area.join("; "), 3, ...r.marks, "selected", "missions"]));
	csv("missions", "mission_id ta_id seq experts from to places report_due report_submitted working_days recommendations rec_done cost_usd feedback state",
		p.missions.map((m) => [m.id, m.ta, m.seq, m.experts.join(";"), m.from, m.to, "Huế", m.due, m.sent, m.days, 0, 0, 0, m.feedback, m.state]));
	csv("mentoring", "agreement_id kind mentor mentee start end goals goals_achieved sessions_planned sessions_held state",
		p.pairs.map((g) => [g.id, "mentoring", g.mentor, g.mentee, p.start, "2026-01-01", g.set, g.got, g.planned, g.held, "completed"]));
	csv("equipment", "item_id tag_no kind description serial_no qty unit_cost_usd received handed_over receiver state",
		p.items_given.map((q) => [q.id, `T-${q.id}`, "device", "Máy", "-", q.qty, 10, p.start,
			["requested", "ordered", "received"].includes(q.state) ? "" : after(p.start, 9), p.orgs[0], q.state]));
	csv("feedback_cases", "case_id received channel anonymous category text answered_at satisfied",
		p.cases.map((f) => [f.id, f.received, "web", 1, "complaint", "Why?", f.answered, f.answered && f.satisfied]));
	csv("network_ties", "round_id from_id to_id kind strength reported_by", p.ties.map((t) => [t.round, t.from, t.to, t.kind, t.strength, "both"]));
	return at;
}

// ---- what the pages say, over one session ----

let at = "", cookie = "", csrf = "";
const ask = async (method, path, body) => {
	const r = await fetch(at + path, { method, body: body && JSON.stringify(body), headers: { Cookie: cookie, "X-CSRF": csrf,
		Accept: "application/json", ...body && { "Content-Type": "application/json" } } });

	if (!r.ok)
		throw new Error(`${method} ${path}: ${r.status} ${await r.text()}`.slice(0, 400));
	return r.json();
};
const page = (path) => ask("GET", path);

// ---- training ----

const held_of = (e) => (Number(e.theory) + Number(e.practice)) || null;
const counted = (n) => (n.hours === "" ? null : Math.min(Number(n.hours), held_of(n.event) ?? Infinity));
const share_of = (n) => (n.hours === "" || held_of(n.event) === null ? null : counted(n) / held_of(n.event));

async function events(p)
{
	const paired = pairs_of(p);

	for (const e of p.events) {
		const o = await page(`/programme/${p.code}/event/${e.id}`), mine = p.places.filter((n) => n.event === e);
		const shares = mine.map(share_of).filter((x) => x !== null), hours = sum(mine.map((n) => counted(n) ?? 0));
		const sexes = (s) => mine.filter((n) => n.person.sex === s).length, back = mine.filter((n) => p.places.some((b) =>
			b.person === n.person && b.event.start < e.start && b.event.state !== "cancelled" && b.hours !== "0"));
		const pre_post = mine.map((n) => paired.find((t) => t.person === n.person.id)).filter(Boolean);

		same(`${e.id}: enrolled`, o.sum.enrolled, mine.length);
		same(`${e.id}: women`, o.sum.women, sexes("F"));
		same(`${e.id}: men`, o.sum.men, sexes("M"));
		same(`${e.id}: with a share`, o.sum.shares, shares.length);
		near(`${e.id}: mean share`, o.sum.percent, shares.length > 0 ? 100 * mean(shares) : null);
		near(`${e.id}: hours`, o.sum.hours, hours > 0 ? hours : null);
		near(`${e.id}: hours of the ledger`, o.sum.dose_hours ?? 0, e.state === "cancelled" ? 0 : hours);
		same(`${e.id}: again`, o.sum.again ?? 0, back.length);
		same(`${e.id}: first time`, o.sum.first ?? 0, mine.length - back.length);
		for (const n of mine)
			near(`${e.id} ${n.person.id}: share`, o.rows.find((r) => r.name === `Người ${n.person.id}`)?.percent,
				share_of(n) === null ? null : 100 * share_of(n));
		const useful = p.sheets.filter((s) => s.event === e.id && s.relevance !== "");
		near(`${e.id}: useful`, o.sum.useful, mean(useful.map((s) => Number(s.relevance))));
		if (o.sum.cost_people) {
			const of = p.places.filter((n) => n.event.activity === e.activity && n.event.state !== "cancelled" && n.hours !== "0");
			same(`${e.id}: people of its cost`, o.sum.cost_people, new Set(of.map((n) => n.person)).size);
		}
		if (o.sum.pairs > 0) {
			same(`${e.id}: pairs`, o.sum.pairs, pre_post.length);
			near(`${e.id}: mean before`, o.sum.pre, mean(pre_post.map((t) => t.pre)));
			near(`${e.id}: mean after`, o.sum.post, mean(pre_post.map((t) => t.post)));
		}
	}
}

async function persons(p)
{
	for (const n of p.persons) {
		const o = await page(`/person/${n.id}/life`), mine = p.places.filter((x) => x.person === n && x.event.state !== "cancelled");
		const known = mine.filter((x) => x.hours !== ""), years = o.hours.find((h) => h.key === "training" && h.unit === "hours");

		near(`${n.id}: hours of training`, years?.value, known.length > 0 ? sum(known.map(counted)) : null);
		for (const x of mine) {
			const r = o.records.find((y) => y.key === "training" && y.from === x.event.start), b = (y) => y.event.start < x.event.start;
			near(`${n.id} ${x.event.id}: hours`, r?.amount, counted(x));
			near(`${n.id} ${x.event.id}: percent`, r?.percent, share_of(x) === null ? null : 100 * share_of(x));
			same(`${n.id} ${x.event.id}: again`, r?.is_repeat, mine.some((y) => b(y) && y.event.title === x.event.title && y.hours !== "0"));
		}
		same(`${n.id}: training records`, o.records.filter((r) => r.key === "training").length, mine.length);
		for (const g of p.pairs.filter((y) => y.mentee === n.id))
			ok(`${g.id}: sessions at the person`, o.records.some((r) => r.key === "mentoring" && (r.amount ?? null) === number(g.held)));
	}
}

const score = (t) => sum(t.marks.map((m) => (m === 1 ? 1 : 0)));
const pairs_of = (p) => p.persons.map((n) => ({ person: n.id, pre: p.papers.find((t) => t.person === n.id && t.phase === "pre"),
	post: p.papers.find((t) => t.person === n.id && t.phase === "post") })).filter((t) => t.pre && t.post)
	.map((t) => ({ ...t, pre: score(t.pre), post: score(t.post) }));

function course(p, said)
{
	const pairs = pairs_of(p), k = said?.courses?.[`${p.code}-K`], d = pairs.map((t) => t.post - t.pre), n = pairs.length;
	const [pre, post] = [pairs.map((t) => t.pre), pairs.map((t) => t.post)];
	const sat = p.papers.filter((t) => t.phase === "post"), x = sat.map((t) => t.marks.map((m) => (m === 1 ? 1 : 0)));
	const sums = x.map(sum), is = `${p.code}-K`;

	if (p.papers.length === 0)
		return;
	same(`${is}: pairs`, k?.paired?.n ?? 0, n);
	same(`${is}: after`, k?.n_post ?? 0, sat.length);
	if (n > 0 && n < 5)             // so few have no effect size
		same(`${is}: effect of ${n}`, k.paired.g_av, null);
	if (n >= 5 && sd(d) > 0) {
		const j = small_sample(n - 1), r = cross(pre, post) / Math.sqrt(cross(pre, pre) * cross(post, post)), w = signed(d);
		const av = mean(d) / Math.sqrt((variance(pre) + variance(post)) / 2), e = k.paired;
		const reach = 1.959963984540054 * Math.sqrt(j * j * (1 / n + av * av / (2 * n)) * 2 * (1 - r));

		for (const [key, want] of [["mean_pre", mean(pre)], ["mean_post", mean(post)], ["mean_diff", mean(d)], ["sd_diff", sd(d)],
			["t", mean(d) / (sd(d) / Math.sqrt(n))], ["r", r], ["d_z", mean(d) / sd(d)], ["g_z", j * mean(d) / sd(d)],
			["d_av", av], ["g_av", j * av], ["W_plus", w.plus], ["W_minus", w.minus], ["wilcoxon_m", w.m],
			["hake_g", ratio(mean(d), p.items.length - mean(pre))]])
			near(`${is}: ${key}`, e[key], want, 1e-9);
		if (Number.isFinite(r))
			e.g_av_ci95.forEach((v, i) => near(`${is}: g from and to`, v, j * av + (i === 0 ? -reach : reach), 1e-8));
	}
	if (sat.length >= 2 && variance(sums) > 0) {
		const q = p.items.length, columns = p.items.map((_, i) => x.map((row) => row[i]));
		near(`${is}: alpha`, k.alpha_post, q / (q - 1) * (1 - sum(columns.map(variance)) / variance(sums)));
		p.items.forEach((name, i) => {
			const rest = sums.map((s, m) => s - columns[i][m]), at_all = cross(columns[i], columns[i]) * cross(rest, rest);
			near(`${name}: share right`, k.items_post[name].p, mean(columns[i]));
			if (at_all > 1e-9)
				near(`${name}: with the rest`, k.items_post[name].r_it_corrected, cross(columns[i], rest) / Math.sqrt(at_all));
		});
	}
	for (const month of new Set(p.later.map((f) => f.month))) {
		const all = p.later.filter((f) => f.month === month), told = all.filter((f) => f.applied !== ""), m = k.follow_up?.[month];
		const both = all.map((f) => ({ ...f, ...pairs.find((t) => t.person === f.person) })).filter((f) => f.score !== "" && "pre" in f);
		const gained = sum(both.map((f) => f.post - f.pre));

		same(`${is} ${month}: who use it`, m?.applied_yes ?? 0, told.filter((f) => f.applied === "yes").length);
		near(`${is} ${month}: share who use it`, m?.transfer_rate,
			ratio(told.filter((f) => f.applied === "yes").length, told.length));
		near(`${is} ${month}: kept`, m?.retention,
			gained > 0 ? sum(both.map((f) => Number(f.score) - f.pre)) / gained : null);
	}
	for (const e of p.events) {
		const mine = p.sheets.filter((s) => s.event === e.id), l = said?.reaction_level1?.[e.id];
		const of = (key) => mine.filter((s) => s[key] !== "").map((s) => Number(s[key])), would = of("would");

		same(`${e.id}: sheets`, l?.n ?? 0, mine.length);
		near(`${e.id}: content`, l?.mean_content ?? null, mean(of("content")));
		near(`${e.id}: relevance`, l?.mean_relevance ?? null, mean(of("relevance")));
		near(`${e.id}: promoters`, l?.nps ?? null, ratio(100 * (would.filter((v) => v > 8).length - would.filter((v) => v < 7).length), would.length));
	}
}

// ---- sessions, marked by two devices' worth of marks ----

const TIMES = [["09:00", "11:30", 2.5], ["22:30", "01:15", 2.75], ["00:00", "00:15", 0.25], ["", "", null], ["10:00", "10:00", null]];

async function sessions(p)
{
	const e = p.events.find((x) => x.state !== "cancelled"), mine = p.places.filter((n) => n.event === e);
	const home = mine.length > 0 ? (await page(`/event/${e.id}.json?programme=${p.code}`)).id : null;
	const rooms = [], marks = [];

	if (home === null)
		return;
	for (let i = 0; i < 1 + below(4); i++) {
		const [starts, ends, length] = one_of(TIMES), theory = one_of([null, null, 0.25, 2]), practice = one_of([null, 0.5, 3]);
		const row = await ask("POST", "/event_session", { event: home, seq: i + 1, date: e.start, starts, ends, hours_theory: theory, hours_practice: practice });
		rooms.push({ id: row.id, hours: theory === null && practice === null ? length : (theory ?? 0) + (practice ?? 0) });
	}
	for (const n of mine) {
		const id = (await page(`/person/${n.person.id}.json`)).id ?? (await page(`/person/${n.person.id}/life`)).person.id;
		n.id = id;
		for (const s of some_of(rooms, 0.8))
			marks.push({ n, s, mark: one_of(["here", "here", "late", "away"]), minutes: one_of([null, null, null, 15, 90, 600]) });
	}
	await ask("POST", `/programme/${p.code}/event/${e.id}/sync`, { device: "phone", sent_at: new Date().toISOString(),
		marks: marks.map((m, i) => ({ id: `00000000-0000-8000-8000-${p.code.slice(3).padStart(6, "0")}${String(i).padStart(6, "0")}`,
			session: m.s.id, person: m.n.id, mark: m.mark, ...m.minutes !== null && { minutes: m.minutes } })) });
	const o = await page(`/programme/${p.code}/event/${e.id}`);
	for (const n of mine) {
		const all = marks.filter((m) => m.n === n), came = all.filter((m) => m.mark !== "away");
		const there = (m) => (m.mark === "away" ? 0 : m.minutes !== null ? m.minutes / 60 : m.s.hours);
		const known = all.every((m) => m.s.hours !== null), held = sum(all.map((m) => m.s.hours ?? 0));
		if (all.length === 0)
			continue;
		const r = o.rows.find((x) => x.name === `Người ${n.person.id}`);
		const want = !known || held === 0 ? came.length / all.length : sum(all.map((m) => Math.min(there(m), m.s.hours))) / held;
		near(`${e.id} ${n.person.id}: share by marks`, r?.percent, 100 * want);
		near(`${e.id} ${n.person.id}: hours by marks`, r?.hours, all.some((m) => there(m) === null) ? null : sum(all.map(there)));
	}
}

// ---- certificates, by attendance, by the test after and by events ----

async function awards(p)
{
	const held = p.events.filter((e) => p.places.some((n) => n.event === e)), least = one_of([20, 32, 80, 100]);
	const home = (await page(`/programme/${p.code}/awards`)).programme.id, ids = {};
	const give = async (...conditions) => {
		const { id } = await ask("POST", "/award", {
			programme: home, code: `W${below(1e9)}`, kind: one_of(["participation", "competence"]), title: "Chứng chỉ", issuer: "Trường", language: "vi" });
		for (const c of conditions)
			await ask("POST", "/award_condition", { award: id, ...c });
		return page(`/award/${id}`);
	};
	const share = (n) => (share_of(n) === null ? null : 100 * share_of(n)), fits = (n) => share(n) !== null && share(n) >= least - 1e-9;

	if (held.length === 0)
		return;
	for (const e of held)
		ids[e.id] = (await page(`/event/${e.id}.json?programme=${p.code}`)).id;
	const came = p.places.filter((n) => n.event === held[0]), one = await give({ kind: "attendance", event: ids[held[0].id], least });
	same(`${p.code}: fit by ${least} % of ${held[0].id}`, one.fit ?? 0, came.filter(fits).length);
	const wanted = 1 + below(held.length), some = await give({ kind: "events", events: held.map((e) => ids[e.id]), count: wanted, least });
	same(`${p.code}: fit by ${wanted} events of ${least} %`, some.fit ?? 0,
		p.persons.filter((n) => p.places.filter((x) => x.person === n && fits(x)).length >= wanted).length);
	if (p.papers.length === 0)
		return;
	const course = (await page(`/course/${p.code}-K.json?programme=${p.code}`)).id, mark = one_of([50, 100 * 2 / 3, 75, 100]);
	const test = await give({ kind: "test", course, least: mark });
	const both = await give({ kind: "test", course, least: mark }, { kind: "attendance", event: ids[held[0].id], least });
	const pass = p.papers.filter((t) => t.phase === "post" && 100 * score(t) / p.items.length >= mark - 1e-9).map((t) => t.person);
	same(`${p.code}: fit by ${mark} % of the test`, test.fit ?? 0, pass.length);
	same(`${p.code}: fit by both`, both.fit ?? 0, came.filter((n) => fits(n) && pass.includes(n.person.id)).length);
}

// ---- the other kinds ----

async function assistance(p)
{
	const o = await page(`/programme/${p.code}/assistance?tab=missions`), today = day(now);
	const late = (m) => m.state !== "cancelled" && (m.sent !== "" ? m.sent > (m.due || after(m.to, 14))
		: m.state !== "report_final" && today > (m.due || after(m.to, 14)));

	same(`${p.code}: reports that are late`, o.late ?? 0, p.missions.filter(late).length);
	for (const m of p.missions)
		same(`${m.id}: late`, o.missions.find((x) => x.code === m.id)?.late, late(m));
	for (const r of p.requests) {
		const { rows } = await page(`/ta_request/${r.id}/match`);
		const found = p.experts.map((x) => ({ ...x, cover: r.area.length === 0 ? null
			: sum(r.area.map((a) => x.areas.find(([b]) => b === a)?.[1] ?? 0)) / (3 * r.area.length),
		bars: x.status !== "rostered" || new RegExp(`(^| )${r.by}$`).test(x.conflict) }));
		const order = [...found].sort((a, b) => a.bars - b.bars || (a.bars ? 0 : (b.cover ?? -1) - (a.cover ?? -1)) || a.fee - b.fee || (a.id < b.id ? -1 : 1));

		same(`${r.id}: experts in order`, rows.map((x) => x.code).join(), order.map((x) => x.id).join());
		for (const x of found) {
			const row = rows.find((y) => y.code === x.id), went = p.missions.filter((m) => m.state !== "cancelled" && m.experts.includes(x.id));
			const rated = went.filter((m) => m.feedback !== "").map((m) => Number(m.feedback));
			near(`${r.id} ${x.id}: covers`, row?.percent ?? null, x.cover === null ? null : 100 * x.cover);
			same(`${r.id} ${x.id}: barred`, row?.is_barred, x.bars);
			near(`${r.id} ${x.id}: rating`, row?.rating ?? null, mean(rated));
		}
	}
}

async function the_rest(p)
{
	const q = await page(`/programme/${p.code}/equipment`), is = (...s) => p.items_given.filter((x) => s.includes(x.state)).length;
	const out = is("handed_over", "in_use", "idle", "repair"), idle = is("idle", "repair");
	const f = await page(`/programme/${p.code}/feedback`), told = p.cases.filter((x) => x.answered !== "");
	const took = told.map((x) => days(x.received, x.answered)), x = await page(`/programme/${p.code}/exchange`);
	const g = await page(`/programme/${p.code}/mentoring`), list = await page(`/programme/${p.code}/deliver?kind=session`);
	const nodes = p.orgs.filter((o) => p.ties.some((t) => t.from === o || t.to === o));

	same(`${p.code}: equipment with receivers`, q.out ?? 0, out);
	same(`${p.code}: idle equipment`, q.unused ?? 0, idle);
	near(`${p.code}: idle share`, q.idle ?? null, out === 0 ? null : 100 * idle / out);
	same(`${p.code}: answered`, f.answered ?? 0, told.length);
	same(`${p.code}: in time`, f.in_time ?? 0, took.filter((d) => d <= 15).length);
	same(`${p.code}: median days`, f.median === null || f.median === undefined ? null : Number(f.median), median(took));
	same(`${p.code}: content`, f.satisfied ?? 0, told.filter((c) => c.satisfied === "yes").length);
	for (const round of new Set(p.ties.map((t) => t.round))) {
		const got = x.periods.find((y) => y.period === round);
		for (const [key, want] of Object.entries(network(nodes, p.ties.filter((t) => t.round === round).map((t) => [t.from, t.to]))))
			near(`${p.code} ${round}: ${key}`, got?.[key] ?? (key === "isolates" ? 0 : null), want);
	}
	for (const a of p.pairs) {
		const row = g.rows.find((r) => r.code === a.id);
		same(`${a.id}: sessions held`, row?.held ?? null, number(a.held));
		same(`${a.id}: goals reached`, `${row?.reached ?? 0} of ${row?.set}`, `${a.got} of ${a.set}`);
	}
	for (const a of (await page(`/programme/${p.code}/deliver`)).activities) {
		const mine = p.places.filter((n) => n.event.activity === a.code && n.event.state !== "cancelled" && Number(n.hours) > 0);
		same(`${a.code}: people reached`, a.people ?? 0, new Set(mine.map((n) => n.person)).size);
		near(`${a.code}: hours`, a.hours ?? 0, sum(mine.map(counted)));
	}
	same(`${p.code}: mentoring listed`, list.rows?.length ?? p.pairs.length, p.pairs.length);
}

// People are counted once in a programme and in all of them.
async function portfolio()
{
	const o = await page("/portfolio"), reached = (p, year) => new Set(p.places.filter((n) => n.event.state !== "cancelled" &&
		Number(n.hours) > 0 && (year === undefined || n.event.end.startsWith(year))).map((n) => n.person.id));
	const women = (p) => [...reached(p)].filter((id) => p.persons.find((n) => n.id === id).sex === "F").length;

	for (const p of all)
		same(`portfolio: people of ${p.code}`, o.rows.find((r) => r.code === p.code)?.people ?? 0, reached(p).size);
	same("portfolio: people once", o.people.once, sum(all.map((p) => reached(p).size)));
	same("portfolio: women", o.people.women ?? 0, sum(all.map(women)));
	same("portfolio: people in years", o.people.in_years, sum(all.flatMap((p) => ["2023", "2024", "2025"].map((y) => reached(p, y).size))));
	const of_2024 = await page("/portfolio?from=2024&to=2024");
	same("portfolio: people of 2024", of_2024.people.once ?? 0, sum(all.map((p) => reached(p, "2024").size)));
}

// ---- all of it ----

const all = many(lots, invent);

for (const p of all)
	execFileSync(tilth, ["--data", data, "--quiet", "import", folder(p)], { stdio: ["ignore", "ignore", "inherit"] });
for (const role of ["SEC", "MEL", "FIN", "BEN"])
	execFileSync(tilth, ["--data", data, "--quiet", "user", "role", "awa", "--role", role], { stdio: "ignore" });
const { server, at: where } = await serve(tilth, data);

at = where;
const login = await fetch(`${at}/login.json`, { method: "POST", headers: { "Content-Type": "application/json" },
	body: JSON.stringify({ name: "awa", password }) });
cookie = login.headers.get("set-cookie").split(";")[0];
({ csrf } = await login.json());
for (const p of all)
	try {
		execFileSync(tilth, ["--data", data, "--quiet", "results", p.code, "--out", `${dir}/${p.code}-out`]);
		course(p, JSON.parse(readFileSync(`${dir}/${p.code}-out/training.json`, "utf8")));
		for (const part of [events, persons, assistance, the_rest, awards])
			await part(p);
	} catch (e) {
		ok(p.code, false, e.stack);
	}
try {
	await portfolio();
	for (const p of all)
		await sessions(p);
} catch (e) {
	ok("sessions", false, e.stack);
}
server.kill();
held.say();
