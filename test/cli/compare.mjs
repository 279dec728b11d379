// SPDX-License-Identifier: AGPL-3.0-or-later
// compare.mjs EXPECTED ACTUAL [--rel 1e-6] - holds one file of results (CSV
// or JSON) against another, number by number. Undefined, null and empty are
// the same; rows of CSV are matched by their cells that are no numbers.
// --skip KEY does not hold that key; --none KEY takes null where 0 is
// expected of it: a figure that is not defined. --expect and --got a.b hold
// only what lies at that path of either file.
import { readFileSync } from 'node:fs';

const [expected, actual] = process.argv.slice(2);
const at = process.argv.indexOf('--rel');
const rel = at > 0 ? Number(process.argv[at + 1]) : 1e-6;
const named = (option) => process.argv.filter((_, i, all) => all[i - 1] === option);
const skip = named('--skip'), none = named('--none');
let agree = 0;
const differ = [];

const nothing = (x) => x === undefined || x === null || x === '' || x === 'undefined';
const number = (x) => (typeof x === 'number' ? x
  : typeof x === 'string' && x.trim() !== '' && Number.isFinite(Number(x)) ? Number(x) : null);

function value(where, want, got) {
  const a = number(want), b = number(got);
  if (want !== null && typeof want === 'object') {
    if (Array.isArray(want) && want.length !== got?.length)
      return differ.push(`${where}: a list of ${want.length} expected`);
    for (const k of Object.keys(want))
      if (!skip.includes(k) && !(none.includes(k) && want[k] === 0 && nothing(got?.[k])))
        value(`${where}.${k}`, want[k], got?.[k]);
    return undefined;
  }
  const same = (nothing(want) && nothing(got))
    || (a !== null && b !== null && Math.abs(a - b) <= Math.max(1e-12, rel * Math.abs(a)))
    || (!nothing(want) && String(want).trim() === String(got ?? '').trim());
  if (same)
    agree++;
  else
    differ.push(`${where}: expected ${want}, got ${got}`);
  return undefined;
}

// No quoted field of these files holds a line break.
function csv(text) {
  const [head, ...rows] = text.replace(/^\ufeff/, '').trimEnd().split(/\r?\n/)
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((m) => m[1])
      .slice(0, -1 + (line.endsWith(',') ? 1 : 0) || undefined)
      .map((c) => (c.startsWith('"') ? c.slice(1, -1).replaceAll('""', '"') : c)));
  return rows.map((r) => Object.fromEntries(head.map((h, i) => [h, r[i]])));
}

function table(want, got) {
  const names = Object.keys(want[0] ?? {});
  const key = names.filter((n) => want.some((r) => !nothing(r[n]) && number(r[n]) === null));
  const order = (r) => key.map((n) => r[n]).join('/');
  const left = new Map();
  for (const r of got)
    left.set(order(r), [...(left.get(order(r)) ?? []), r]);
  if (want.length !== got.length)
    differ.push(`${want.length} rows expected, ${got.length} found`);
  for (const r of want) {
    const peer = left.get(order(r))?.shift();
    for (const n of names)
      value(`${order(r)} ${n}`, r[n], peer?.[n]);
  }
}

const at_path = (text, option) => (named(option)[0] ?? '').split('.').filter((k) => k !== '')
  .reduce((v, k) => v?.[k], JSON.parse(text));
const [w, g] = [expected, actual].map((f) => readFileSync(f, 'utf8'));
if (expected.endsWith('.csv'))
  table(csv(w), csv(g));
else
  value('', at_path(w, '--expect'), at_path(g, '--got'));
for (const d of differ.slice(0, 10))
  console.log(`${actual}: ${d}`);
console.log(`${agree} agree, ${differ.length} differ`);
process.exit(differ.length > 0 || agree === 0 ? 1 : 0);
