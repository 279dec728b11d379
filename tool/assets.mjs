// SPDX-License-Identifier: AGPL-3.0-or-later
//
// assets.mjs - makes the static files of the pages from src/web/static and
// the packages of package.json: one style sheet, one script, one sprite of
// icons, fonts cut down to what the languages need.
//
//	node tool/assets.mjs FOLDER
//
// tool/embed.py then puts them into the program under names made from
// their content.
import * as fs from "node:fs";
import { buildSync, transformSync } from "esbuild";
import subset from "subset-font";

const FROM = "src/web/static/";
const VIEWS = "src/web/view/";
const PACKAGES = "node_modules/";
const BROWSERS = ["chrome90", "safari14", "firefox90"];
const HANKEN = "@fontsource-variable/hanken-grotesk/files/hanken-grotesk-";
const VAZIR = "@fontsource-variable/vazirmatn/files/vazirmatn-";

// Name in fonts.css, file of the package.
const FONTS = [
	["hanken-latin.woff2", HANKEN + "latin-wght-normal.woff2"],
	["hanken-vi.woff2", HANKEN + "vietnamese-wght-normal.woff2"],
	["vazirmatn-ar.woff2", VAZIR + "arabic-wght-normal.woff2"],
];

const to = process.argv[2];

const text = (path) => fs.readFileSync(path, "utf8");
const put = (name, bytes) => fs.writeFileSync(`${to}/${name}`, bytes);

// "U+0020-007E,U+00A0" -> the characters
function characters(range)
{
	let all = "";

	for (const part of range.split(",")) {
		const [first, last] = part.trim().slice(2).split("-");
		const end = parseInt(last ?? first, 16);
		for (let c = parseInt(first, 16); c <= end; c++)
			all += String.fromCodePoint(c);
	}
	return all;
}

// Every unicode-range that fonts.css gives to a file.
function wanted(css, file)
{
	return css.split("@font-face").filter((face) => face.includes(`/${file})`))
		.map((face) => characters(/unicode-range:([^;}]+)/.exec(face)[1])).join("");
}

async function fonts()
{
	const css = text(FROM + "fonts.css");

	for (const [name, file] of FONTS)
		put(name, await subset(fs.readFileSync(PACKAGES + file), wanted(css, name),
			{ targetFormat: "woff2", variationAxes: { wght: { min: 400, max: 700 } } }));
}

function icons()
{
	const names = text(FROM + "icons.txt").trim().split("\n");
	const known = new Set(names);
	let sprite = '<svg xmlns="http://www.w3.org/2000/svg">';

	for (const view of fs.readdirSync(VIEWS, { recursive: true }))
		if (view.endsWith(".html"))
			for (const [, icon] of text(VIEWS + view).matchAll(/icons\.svg#([\w-]*\w)"/g))
				if (!known.has(icon))
					throw new Error(`${view} shows the icon ${icon}, which ${FROM}icons.txt lacks.`);
	for (const name of names) {
		const svg = text(`${PACKAGES}lucide-static/icons/${name}.svg`);
		sprite += `<symbol id="${name}" viewBox="0 0 24 24">` +
			svg.replace(/[\s\S]*?<svg[\s\S]*?>/, "").replace("</svg>", "")
				.replace(/\s*\n\s*/g, "").replaceAll(" />", "/>").trim() + "</symbol>";
	}
	for (const line of text(FROM + "states.txt").trim().split("\n")) {
		const [state] = line.split(" ", 1);
		sprite += `<symbol id="st-${state}" viewBox="0 0 12 12">` +
			line.slice(state.length + 1) + "</symbol>";
	}
	put("icons.svg", sprite + "</svg>");
}

function style()
{
	const dark = text(FROM + "dark.css").replace(/\/\*[\s\S]*?\*\//g, "");
	let css = "";

	for (const [, part] of text(FROM + "tilth.css").matchAll(/@import "(.+?)";/g))
		css += text(FROM + part).replaceAll("/* dark.css */", dark);
	for (const [, file] of css.matchAll(/url\(\/static\/([\w.-]+)\)/g))
		if (!fs.existsSync(`${to}/${file}`))
			throw new Error(`The styles name ${file}, which is not made.`);
	put("tilth.css", transformSync(css, { loader: "css", minify: true, target: BROWSERS,
		legalComments: "none" }).code);
}

function bundle(name, format, target)
{
	put(name, buildSync({ entryPoints: [FROM + name], bundle: true, minify: true,
		legalComments: "none", format, target, write: false }).outputFiles[0].contents);
}

function script()
{
	put("offline.js", transformSync(text(FROM + "offline.js"), { loader: "js", minify: true,
		target: "es2019" }).code);
	bundle("tilth.js", "iife", "es2019");
	for (const name of ["checkin.js", "pass.js", "room.js"])
		bundle(name, "iife", "es2020");
	for (const name of ["decode.js", "ticket.js"])
		bundle(name, "esm", "es2020");  // fetched when they are needed
}

fs.rmSync(to, { recursive: true, force: true });
fs.mkdirSync(to, { recursive: true });
for (const picture of ["mark.svg", "furrows.svg", "chev.svg", "world.svg"])
	put(picture, fs.readFileSync(FROM + picture));
await fonts();
icons();
style();
script();
for (const name of fs.readdirSync(to).sort())
	console.log(`${String(fs.statSync(`${to}/${name}`).size).padStart(7)} ${name}`);
