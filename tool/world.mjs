// SPDX-License-Identifier: AGPL-3.0-or-later
//
// world.mjs - makes the map of countries and the table of their places.
// Its two files are kept in the tree; run it again only when borders or
// names are to change:
//
//	npm install --no-save world-atlas topojson-client i18n-iso-countries
//	node tool/world.mjs
//
// Shapes are those of Natural Earth (public domain); names are those of
// ISO 3166 as the package has them.  The projection is Equal Earth, which
// src/web/place.c computes too.
import * as fs from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const { feature } = require("topojson-client");
const iso = require("i18n-iso-countries");
iso.registerLocale(require("i18n-iso-countries/langs/en.json"));
iso.registerLocale(require("i18n-iso-countries/langs/vi.json"));

const NAMES = { VI: "United States Virgin Islands", VG: "British Virgin Islands" };
const WIDE = 1000, HIGH = 487;
const A = [1.340264, -0.081106, 0.000893, 0.003796], M = Math.sqrt(3) / 2;
const MOST_X = project(180, 0)[0], MOST_Y = project(0, 90)[1];

function project(lon, lat)
{
	const t = Math.asin(M * Math.sin(lat * Math.PI / 180)), q = t * t, s = q * q * q;
	return [lon * Math.PI / 180 * Math.cos(t) /
		(M * (A[0] + 3 * A[1] * q + s * (7 * A[2] + 9 * A[3] * q))),
		t * (A[0] + A[1] * q + s * (A[2] + A[3] * q))];
}

function place([lon, lat])
{
	const [x, y] = project(lon, lat);
	return [WIDE / 2 * (1 + x / MOST_X), HIGH / 2 * (1 - y / MOST_Y)];
}

const rings = (g) => (g.type === "Polygon" ? [g.coordinates] : g.coordinates).map((p) => p[0]);

// Whole numbers, no point beside another, none on a straight line.
function coarse(ring)
{
	const out = [];

	const xs = ring.map((p) => p[0]);
	if (Math.max(...xs) - Math.min(...xs) > 270)    // across the date line
		ring = ring.map(([lon, lat]) => [lon < 0 ? 180 : lon, lat]);
	for (const [x, y] of ring.map(place).map((p) => p.map(Math.round))) {
		const a = out.at(-1), b = out.at(-2);
		if (a && Math.abs(a[0] - x) + Math.abs(a[1] - y) < 2)
			continue;
		if (a && b && (a[0] - b[0]) * (y - b[1]) === (a[1] - b[1]) * (x - b[0]))
			out.pop();
		out.push([x, y]);
	}
	return out;
}

function area(ring)
{
	let sum = 0;

	ring.forEach(([x, y], i) => {
		const [u, v] = ring[(i + 1) % ring.length];
		sum += x * v - u * y;
	});
	return Math.abs(sum) / 2;
}

const path = (all) => all.map((r) => "M" + r[0].join(" ") + r.slice(1).map((p, i) =>
	`${i === 0 ? "l" : " "}${p[0] - r[i][0]} ${p[1] - r[i][1]}`).join("") + "z").join("").replaceAll(" -", "-");

function shapes()
{
	const t = JSON.parse(fs.readFileSync(require.resolve("world-atlas/countries-110m.json")));
	let all = "";

	for (const f of feature(t, t.objects.countries).features) {
		const code = iso.numericToAlpha2(f.id);
		if (code === "AQ")
			continue;
		const r = rings(f.geometry).map(coarse).filter((x) => x.length > 2)
			.sort((a, b) => area(b) - area(a)).filter((x, i) => i === 0 || area(x) > 9);
		if (r.length > 0)
			all += `<path${code ? ` id="${code}"` : ""} d="${path(r)}"/>`;
	}
	return all;
}

// The middle of the largest piece.
function middle(g)
{
	const big = rings(g).map((r) => r.map(place)).sort((a, b) => area(b) - area(a))[0];
	const x = big.map((p) => p[0]), y = big.map((p) => p[1]);
	return [(Math.min(...x) + Math.max(...x)) / 2, (Math.min(...y) + Math.max(...y)) / 2];
}

function places(shown)
{
	const t = JSON.parse(fs.readFileSync(require.resolve("world-atlas/countries-50m.json")));
	const at = {};

	for (const f of feature(t, t.objects.countries).features)
		if (f.id && iso.numericToAlpha2(f.id))
			at[iso.numericToAlpha2(f.id)] ??= middle(f.geometry);
	return Object.keys(iso.getAlpha2Codes()).sort().map((code) => {
		const p = at[code] ?? [-1, -1];
		const line = `\t{ "${code}", "${NAMES[code] ?? iso.getName(code, "en")}",` +
			` "${iso.getName(code, "vi") ?? ""}",` +
			` ${p.map(Math.round).join(", ")}, ${shown.includes(`id="${code}"`) ? 1 : 0} },`;
		return line.length < 92 ? line : line.replace(/", "(?=[^"]*", -?\d)/, '",\n\t    "');
	}).join("\n");
}

const drawn = shapes();
fs.writeFileSync("src/web/static/world.svg", `<svg xmlns="http://www.w3.org/2000/svg">` +
	`<symbol id="land" viewBox="0 0 ${WIDE} ${HIGH}">${drawn}</symbol></svg>\n`);
fs.writeFileSync("src/web/place_table.c", `/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Made by tool/world.mjs; not edited by hand. */
#include "web/place.h"

const struct place places[] = {
${places(drawn)}
	{ 0 }
};
`);
