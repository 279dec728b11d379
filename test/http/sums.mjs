// SPDX-License-Identifier: AGPL-3.0-or-later
//
// sums.mjs TILTH DATA - programmes of random money (several
// currencies, rates or none, reversals, nothing, amounts that no double
// holds) come in as folders; every figure of their pages of money is worked
// out again here from the same folders, in whole numbers, and every figure
// that opens is the sum of the rows it opens to.  SEED=n plays another lot.
// Ends in 'N passed, N failed'.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { chance, serve, tally } from "./audit.mjs";

const [tilth, data] = process.argv.slice(2), token = process.env.READS;
const dir = mkdtempSync(`${tmpdir()}/sums-`);
const DECIMALS = { EUR: 2, VND: 0, KWD: 3, JPY: 0, USD: 2 };
const FUNDS = ["XB", "CP_CASH", "CP_KIND", "OWN", "COMM"];
const DAY = 864e5;
const { random, below, one_of } = chance(Number(process.env.SEED ?? 20261122));
const held = tally("sums"), ok = held.ok;

const same = (what, got, want) => ok(what, got === want, `is ${got}, not ${want}`);

// ---- chance ----

const day = (ms) => new Date(ms).toISOString().slice(0, 10);
const between = (a, b) => day(Date.parse(a) + DAY * below(1 + (Date.parse(b) - Date.parse(a)) / DAY));

// ---- whole numbers of the smallest unit ----

function minor(text, currency)
{
	const [whole, part = ""] = text.replace("-", "").split(".");
	const n = BigInt(whole + part.padEnd(DECIMALS[currency], "0"));

	return text.startsWith("-") ? -n : n;
}

function written(n, currency)
{
	const d = DECIMALS[currency], digits = String(n < 0n ? -n : n).padStart(d + 1, "0");

	return (n < 0n ? "-" : "") + (d === 0 ? digits : `${digits.slice(0, -d)}.${digits.slice(-d)}`);
}

// By a rate as it is written, half to even.
function times(n, from, rate, to)
{
	const [whole, part = ""] = rate.split("."), sign = n < 0n ? -1n : 1n;
	let x = sign * n * BigInt(whole + part) * 10n ** BigInt(DECIMALS[to]);
	const by = 10n ** BigInt(part.length + DECIMALS[from]), rest = x % by;

	x /= by;
	if (2n * rest > by || (2n * rest === by && x % 2n === 1n))
		x++;
	return sign * x;
}

// ---- a programme of chance ----

const amount = (currency) => written(BigInt(below(10) === 0 ? 0 : below(2e6)) +
	(below(8) === 0 ? 9007199254740993n : 0n), currency);

function invent(k)
{
	const currency = one_of(["EUR", "VND", "KWD", "JPY"]), start = one_of(["2024-02-29", "2023-07-01"]);
	const end = one_of([start, "2028-02-29", "2027-06-30"]);
	const p = { code: `SUM${k}`, currency, start, end, as_of: one_of([start, end, between(start, end)]) };
	const days = () => [between(start, end), between(start, end)].sort();

	p.activities = Array.from({ length: 1 + below(6) }, (_, i) => {
		const [from, to] = days();
		return { id: `P${k}A${i}`, from, to, state: one_of(["scheduled", "ongoing", "delivered", "verified", "cancelled"]) };
	});
	p.lines = Array.from({ length: below(15) }, (_, i) => {
		const c = below(6) === 0 ? "USD" : currency, a = amount(c);
		return { id: `P${k}L${i}`, activity: one_of(p.activities).id, category: String(1 + below(8)), c,
			funder: one_of(["Quỹ \"Đông\" & Tây", "Other, Ltd", "Third"]), fund: one_of(FUNDS),
			year: String(2023 + below(6)), a: below(9) === 0 && /[1-9]/.test(a) ? `-${a}` : a };
	});
	p.entries = [];
	for (let i = below(40); i > 0; i--) {
		const line = below(5) > 0 ? one_of(p.lines) : undefined, type = one_of(["1", "2", "3", "4", "4", "4", "11"]);
		const c = one_of([currency, currency, "USD", "VND", "KWD"]), kind = below(4);
		const rate = c === currency ? "1" : kind === 0 ? "" : one_of(["0.0000375", "23880.5", "1.0832", "0.5"]);
		const e = { id: `P${k}T${i}`, type, date: between(start, end), c, a: amount(c), rate,
			activity: type === "1" || type === "11" ? "" : line?.activity ?? one_of([one_of(p.activities).id, ""]),
			line: type === "1" || type === "11" ? "" : line?.id ?? "", funder: line?.funder ?? one_of(["Third", ""]) };

		e.base = c !== currency && rate !== "" && kind > 1
			? written(times(minor(e.a, c), c, rate, currency), currency) : "";
		p.entries.push(e);
		if (below(5) === 0 && /[1-9]/.test(e.a))
			p.entries.push({ ...e, id: `${e.id}R`, a: `-${e.a}`, base: e.base && `-${e.base}`.replace(/^-([0.]*)$/, "$1"), reverses: e.id });
	}
	p.leads = Array.from({ length: below(6) }, (_, i) => ({ id: `P${k}O${i}`, donor: one_of(["Third", "Other, Ltd"]),
		a: below(5) === 0 ? "" : written(BigInt(below(2e6)), currency),
		stage: one_of(["lead", "concept", "proposal", "negotiation", "signed", "received", "declined", "dormant"]),
		chance: one_of(["0.1", "0.25", "0.7", "1"]) }));
	return p;
}

const cell = (x) => (/[",\n]/.test(x) ? `"${x.replaceAll('"', '""')}"` : x);
const csv = (at, head, rows) => writeFileSync(at, [head.split(" "), ...rows].map((r) =>
	r.map((x) => cell(x ?? "")).join(",")).join("\n") + "\n");

function folder(p)
{
	const at = `${dir}/${p.code}`;

	mkdirSync(at);
	writeFileSync(`${at}/programme.json`, JSON.stringify({ code: p.code, title: { vi: `Chương trình "${p.code}" & <ệ>` },
		country: "VN", kind: "programme", start_planned: p.start, end_planned: p.end, currency: p.currency,
		as_of: p.as_of, purpose: { why: "a", whom: "b", what: "c" } }));
	csv(`${at}/plan_activities.csv`, "activity_id title modality led_by start_planned end_planned cost benefit mandatory selected state",
		p.activities.map((a) => [a.id, a.id, "TRN", "local", a.from, a.to, "0", "1", "1", "1", a.state]));
	csv(`${at}/budget_lines.csv`, "budget_line_id activity_id un_category funder fund_kind year amount currency budget_type budget_status",
		p.lines.map((l) => [l.id, l.activity, l.category, l.funder, l.fund, l.year, l.a, l.c, "1", "2"]));
	csv(`${at}/transactions.csv`, "transaction_id iati_type date activity_id budget_line_id funder amount currency rate_to_base amount_base document_no reverses",
		p.entries.map((e) => [e.id, e.type, e.date, e.activity, e.line, e.funder, e.a, e.c, e.rate, e.base, `V-${e.id}`, e.reverses]));
	csv(`${at}/donor_pipeline.csv`, `opportunity_id donor concept_note amount_${p.currency.toLowerCase()} stage probability last_change`,
		p.leads.map((o) => [o.id, o.donor, o.id, o.a, o.stage, o.chance, p.start]));
	return at;
}

// ---- worked out again ----

// What no 64 bits hold is left out, too.
const fits = (n) => (n < 2n ** 63n && n > -(2n ** 63n) ? n : null);
const in_base = (p, r) => fits(r.c === p.currency ? minor(r.a, r.c)
	: r.base ? minor(r.base, p.currency)
	: r.rate ? times(minor(r.a, r.c), r.c, r.rate, p.currency) : 2n ** 63n);
const total = (rows) => rows.reduce((sum, r) => sum + r.m, 0n);

function worked(p)
{
	const line_of = (e) => p.lines.find((l) => l.id === e.line);
	const lines = p.lines.map((l) => ({ ...l, m: in_base(p, l) }));
	const entries = p.entries.map((e) => ({ ...e, m: in_base(p, e), category: line_of(e)?.category,
		fund: line_of(e)?.fund, year: e.date.slice(0, 4) }));
	const is = (...types) => (e) => types.includes(e.type) && e.m !== null;

	return { lines: lines.filter((l) => l.m !== null), spent: entries.filter(is("4")),
		committed: entries.filter(is("2")), received: entries.filter(is("1")), signed: entries.filter(is("11")),
		left_out: [...lines, ...entries].filter((r) => r.m === null).length };
}

// How much of the days of its activity have passed, and what is done of it.
function passed_share(p, l)
{
	const a = p.activities.find((x) => x.id === l.activity);
	const [from, to, on] = [a.from, a.to, p.as_of].map((d) => Date.parse(d) / DAY);

	return on < from ? 0 : on >= to ? 1 : (on - from + 1) / (to - from + 1);
}
const done_share = (p, l) => ({ delivered: 1, verified: 1, ongoing: 0.5 })[p.activities.find((x) => x.id === l.activity).state] ?? 0;

// ---- what the pages say ----

let at = "";
const page = async (path) => {
	const r = await fetch(at + path, { headers: { Authorization: `Bearer ${token}`, Accept: "application/json" } });

	if (!r.ok)
		throw new Error(`${path}: ${r.status} ${await r.text()}`.slice(0, 400));
	return r.json();
};
const money = (p, m) => (m?.currency === p.currency ? minor(m.amount, p.currency) : null);
const near = (what, got, want, by) => ok(what, got !== null && Math.abs(got - want) <= by, `is ${got}, not ${want}`);

// All rows that a figure opens to, over all their pages.
async function opened(p, href, of)
{
	let sum = 0n, n = 0, first = null;

	for (let k = 1; first === null || n < first.n; k++) {
		const o = await page(`${href}&page=${k}`);

		first ??= o;
		if (o.rows.length === 0)
			break;
		n += o.rows.length;
		for (const r of o.rows)
			sum += money(p, of(r)) ?? 0n;
	}
	return { sum, said: money(p, first?.sum), n };
}

async function groups(p, w, o)
{
	for (const by of ["category", "activity", "funder", "year", "fund", "account"]) {
		const b = await page(`/programme/${p.code}/resources/budget?by=${by}`);
		const add = (key) => b.rows.reduce((sum, r) => sum + (money(p, r[key]) ?? 0n), 0n);

		same(`${p.code} by ${by}: budget comes to the whole`, add("budget"), total(w.lines));
		same(`${p.code} by ${by}: spent comes to the whole`, add("spent"), total(w.spent));
		same(`${p.code} by ${by}: committed comes to the whole`, add("committed"), total(w.committed));
		for (const r of b.rows) {
			if (["category", "fund", "year"].includes(by) && r.code !== "unknown")
				for (const [key, rows] of [["budget", w.lines], ["spent", w.spent], ["committed", w.committed]]) {
					const mine = rows.filter((x) => x[by] === r.code);
					same(`${p.code} ${by} ${r.code} ${key}`, money(p, r[key]), mine.length > 0 ? total(mine) : null);
				}
			for (const [key, href, of] of [["budget", r.lines_href, (x) => x.base ?? x.amount],
				["spent", r.spent_href, (x) => x.base], ["committed", r.committed_href, (x) => x.base]]) {
				if (r[key] === null)
					continue;
				const rows = await opened(p, href, of);
				same(`${href}: rows are the figure`, rows.sum, money(p, r[key]));
				same(`${href}: what the page says they come to`, rows.said, money(p, r[key]));
			}
		}
		o.unconverted ??= b.unconverted;
	}
}

async function earned(p, w)
{
	const b = await page(`/programme/${p.code}/resources/budget`), e = b.all;

	if (w.lines.length === 0)
		return;
	const [pv, ev] = [passed_share, done_share].map((of) => w.lines.reduce((s, l) => s + Number(l.m) * of(p, l), 0));
	const ac = total(w.spent.filter((x) => x.date <= p.as_of)), bac = total(w.lines);
	const off = (x) => w.lines.length + Math.abs(x) * 1e-12;

	near(`${p.code}: planned value`, Number(money(p, e.pv)), pv, off(pv));
	near(`${p.code}: earned value`, Number(money(p, e.ev)), ev, off(ev));
	same(`${p.code}: actual cost`, money(p, e.ac) ?? 0n, ac);
	const lines = await page(`/programme/${p.code}/resources/lines?show=earned`);
	for (const [key, of] of [["pv", "due"], ["ev", "earned"]]) {
		same(`${p.code}: ${key} is that of its lines`, lines.rows.reduce((s, l) => s + (money(p, l[of]) ?? 0n), 0n), money(p, e[key]));
		same(`${p.code}: ${key} is what its lines come to`, money(p, lines[`sum_${of}`]), money(p, e[key]));
	}
	same(`${p.code}: actual cost is its entries`, (await opened(p, e.ac_href, (x) => x.base)).sum, money(p, e.ac) ?? 0n);
	for (const [key, kinds] of [["counterpart", ["CP_CASH", "CP_KIND"]], ["local", ["OWN", "COMM"]], ["external", ["XB"]]]) {
		const part = total(w.lines.filter((l) => kinds.includes(l.fund)));
		bac > 0n ? near(`${p.code}: ${key} share`, e[key], 100 * Number(part) / Number(bac), 1e-9 * Math.max(1, Math.abs(Number(part) / Number(bac))))
			: same(`${p.code}: no ${key} share`, e[key], null);
	}
	for (const [key, rows] of [["budget", w.lines], ["spent", w.spent], ["received", w.received], ["signed", w.signed]])
		same(`${p.code}: all that is ${key}`, money(p, e[key]) ?? 0n, total(rows));
	const got = { pv: Number(money(p, e.pv)), ev: Number(money(p, e.ev)) };
	const ratio = (a, c) => (c === 0 ? null : a / c);
	for (const [key, want] of [["spi", ratio(got.ev, got.pv)], ["cpi", ratio(got.ev, Number(ac))]])
		if (want === null)
			same(`${p.code}: no ${key}`, e[key] ?? null, null);
		else
			near(`${p.code}: ${key}`, e[key], want, 1e-9 * Math.abs(want));
	const eac = ratio(Number(bac), ratio(got.ev, Number(ac)) ?? 0);
	if (eac === null || got.ev === 0 || Math.abs(eac) >= 2 ** 63)
		same(`${p.code}: no forecast`, e.eac ?? null, null);
	else
		near(`${p.code}: forecast`, Number(money(p, e.eac)), eac, 1 + Math.abs(eac) * 1e-12);
}

async function pipeline(p, w)
{
	const r = (await page(`/programme/${p.code}/resources`)).sum;
	const priced = p.leads.filter((o) => o.a !== "").map((o) => ({ ...o, m: minor(o.a, p.currency) }));
	const is_in = (o) => ["signed", "received"].includes(o.stage);
	const open = priced.filter((o) => !is_in(o) && o.stage !== "declined");
	const expected = open.reduce((s, o) => s + Number(o.m) * Number(o.chance), 0);

	if (p.leads.length === 0 || w.lines.length === 0)
		return;
	const need = total(w.lines), secured = total(priced.filter(is_in));
	same(`${p.code}: need`, money(p, r.need), need);
	same(`${p.code}: signed`, money(p, r.secured), secured);
	near(`${p.code}: open, weighted`, Number(money(p, r.expected)), expected, priced.length + 1);
	same(`${p.code}: funding gap`, money(p, r.gap) ?? -(money(p, r.beyond) ?? 0n), need - secured);
	for (const by of ["year", "result", "gap"]) {
		const g = await page(`/programme/${p.code}/resources/gap?by=${by}`);
		const rows = [...g.rows, ...g.has_untied ? [g.untied] : []];
		for (const key of ["need", "secured", "open", "lack"])
			same(`${p.code} gap by ${by}: ${key} of the rows is that of all`,
				rows.reduce((s, x) => s + (money(p, x[key]) ?? 0n), 0n), money(p, g.sum[key]) ?? 0n);
		for (const x of g.rows) {
			const lines = (await page(x.lines_href)).rows;
			same(`${x.lines_href}: lines are the need`, lines.reduce((s, l) => s + (money(p, l.need) ?? 0n), 0n), money(p, x.need));
		}
	}
}

// The same figures in the terminal, and in the list that goes out.
async function elsewhere(p, w)
{
	const out = `${dir}/${p.code}-out`, number = (n) => Number(written(n, p.currency));
	execFileSync(tilth, ["--data", data, "--quiet", "results", p.code, "--out", out]);
	if (p.lines.length + p.entries.length > 0) {
		const f = JSON.parse(readFileSync(`${out}/finance.json`, "utf8"));
		near(`${p.code}: budget in finance.json`, Number(f.budget_total ?? 0), number(total(w.lines)), 0);
		near(`${p.code}: spent in finance.json`, Number(f.expenditure_total ?? 0), number(total(w.spent)), 0);
		same(`${p.code}: left out in finance.json`, f.not_converted, w.left_out);
		const want = total(w.lines) > 0n ? Number(total(w.spent)) / Number(total(w.lines)) : null;
		want === null ? same(`${p.code}: no absorption`, f.absorption, null)
			: near(`${p.code}: absorption`, f.absorption, want, Math.abs(want) * 1e-12);
	}
	for (const [entity, rows] of [["budget_line", p.lines], ["transaction", p.entries]]) {
		const r = await fetch(`${at}/${entity}.csv?programme=${p.code}&limit=100`, { headers: { Authorization: `Bearer ${token}` } });
		const text = await r.text(), file = `${out}/${entity}.jsonl`;
		execFileSync(tilth, ["--data", data, "--quiet", "export", entity, "--programme", p.code, "--out", file]);
		const jsonl = readFileSync(file, "utf8");
		for (const x of rows) {
			const digits = x.a.includes(".") ? x.a.replace(/\.?0+$/, "") : x.a, as = `\\b${x.id}\\b`;
			const line = text.split("\n").find((l) => new RegExp(as).test(l)) ?? "";
			const json = jsonl.split("\n").find((l) => new RegExp(`"code":"${x.id}"`).test(l)) ?? "";
			ok(`${x.id}: amount in the CSV`, line.split(",").some((c) => c === digits || c === x.a), `${x.a}: ${line}`);
			ok(`${x.id}: amount in the JSON lines`, json.includes(`"amount":${digits},`) || json.includes(`"amount":"${x.a}",`), `${x.a}: ${json}`);
		}
	}
}

// No rate is known here: so a total is of the programmes of its currency.
async function portfolio(all)
{
	for (const currency of new Set(all.map((p) => p.currency))) {
		const o = await page(`/portfolio?currency=${currency}`), of = all.filter((p) => p.currency === currency);
		const add = (key) => of.reduce((sum, p) => sum + total(worked(p)[key]), 0n);

		for (const [key, rows] of [["budget", "lines"], ["spent", "spent"]])
			same(`portfolio in ${currency}: ${key}`, money({ currency }, o.total[key]) ?? 0n, add(rows));
	}
}

// ---- all of it ----

const all = Array.from({ length: 6 }, (_, k) => invent(k));

for (const p of all)
	execFileSync(tilth, ["--data", data, "--quiet", "import", folder(p)], { stdio: ["ignore", "ignore", "inherit"] });
const { server, at: where } = await serve(tilth, data);

at = where;
for (const p of all) {
	const w = worked(p), o = {};

	try {
		await groups(p, w, o);
		same(`${p.code}: how many have no rate`, o.unconverted ?? 0, w.left_out);
		await earned(p, w);
		await pipeline(p, w);
		await elsewhere(p, w);
	} catch (e) {
		ok(p.code, false, e.stack);
	}
}
await portfolio(all);
server.kill();
held.say();
