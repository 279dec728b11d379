// SPDX-License-Identifier: AGPL-3.0-or-later
//
// queue.js - what a device marked and has not sent yet.  A row has an id of
// its own and the address it is sent to, so that what is sent twice counts
// once; one that was refused stays, with the reason.
const DATABASE = "tilth-attendance", KEPT = "tilth-offline", AT_ONCE = 1000,
	CLOCK_MOST_MS = 600000;

function asked(request)
{
	return new Promise((fine, bad) => {
		request.onsuccess = () => fine(request.result);
		request.onerror = () => bad(request.error);
	});
}

async function store(mode)
{
	const request = indexedDB.open(DATABASE, 1);

	request.onupgradeneeded = () =>
		request.result.createObjectStore("marks", { keyPath: "id" });
	return (await asked(request)).transaction("marks", mode).objectStore("marks");
}

export const keep = async (row) => asked((await store("readwrite")).put(row));
export const drop = async (id) => asked((await store("readwrite")).delete(id));

// In the order in which they were made.
export async function kept(sync)
{
	const all = (await asked((await store("readonly")).getAll()))
		.filter((row) => row.sync === sync);

	return all.sort((a, b) => (a.made_at < b.made_at ? -1 : 1));
}

export const waiting = async (sync) => (await kept(sync)).filter((row) => row.why === undefined);

export function device()
{
	let name = localStorage.getItem("tilth-device");

	if (name === null) {
		name = number().slice(0, 8);
		localStorage.setItem("tilth-device", name);
	}
	return name;
}

// randomUUID needs a secure address; a site of a village hall may have none.
export function number()
{
	const b = crypto.getRandomValues(new Uint8Array(16));

	b[6] = (b[6] & 15) | 64;
	b[8] = (b[8] & 63) | 128;
	return [...b].map((x) => x.toString(16).padStart(2, "0")).join("")
		.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export const clock = () => new Date().toTimeString().slice(0, 5);

let clock_off = 0;

// "1 day", "3.5 hours", "20 minutes", in the page's language.
export function span(ms)
{
	const minutes = Math.max(1, Math.round(ms / 60000));
	const [n, unit] = minutes >= 1440 ? [minutes / 1440, "day"]
		: minutes >= 60 ? [minutes / 60, "hour"] : [minutes, "minute"];

	return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit,
		unitDisplay: "long", maximumFractionDigits: 1 }).format(n);
}

// What to say of a clock that is wrong, as the site's tells; else nothing.
export const clock_says = ({ dataset }) => (Math.abs(clock_off) > CLOCK_MOST_MS
	? (clock_off > 0 ? dataset.clockAhead : dataset.clockBehind).replace("{{span}}", span(Math.abs(clock_off)))
	: "");

// All that waits; the answers, or none if nothing waited.
export async function send(sync, name, headers)
{
	const answers = [];

	for (let all = await waiting(sync); all.length > 0; all = await waiting(sync)) {
		const answer = await fetch(sync, { method: "POST",
			headers: { "content-type": "application/json", accept: "application/json",
				...await headers() },
			body: JSON.stringify({ device: name, sent_at: new Date().toISOString(),
				marks: all.slice(0, AT_ONCE) }) });

		if (!answer.ok)
			throw new Error(answer.statusText);
		const { rows, server_at } = await answer.json();

		clock_off = Date.now() - Date.parse(server_at);
		for (const row of rows) {
			const mine = all.find((one) => one.id === row.id);

			if (row.is === "refused")
				await keep({ ...mine, why: row.why });
			else
				await drop(row.id);
			answers.push({ ...mine, ...row });
		}
	}
	return answers;
}

// The page may be an old one: its token is asked for anew.
export async function token(here)
{
	const answer = await fetch(here, { cache: "no-store" });
	const page = new DOMParser().parseFromString(await answer.text(), "text/html");

	return { "X-CSRF": page.querySelector("main form [name=csrf]")?.value ?? "" };
}

// Pages and what they need are kept for opening without a connection.
async function keep_pages(pages)
{
	const cache = await caches.open(KEPT);
	const parts = performance.getEntriesByType("resource").map((one) => one.name)
		.filter((name) => name.startsWith(`${location.origin}/static/`));

	await navigator.serviceWorker.register("/offline.js");
	await navigator.serviceWorker.ready;
	await cache.addAll([...new Set([...pages, ...parts])]);
}

export function offline(doc, pages)
{
	const part = doc.querySelector("[data-offline]");

	if (part === null || !("serviceWorker" in navigator) || !("caches" in window))
		return;
	part.hidden = false;
	part.querySelector("button").addEventListener("click", async (event) => {
		event.target.disabled = true;
		await keep_pages(pages());
		part.querySelector("p").textContent = part.dataset.kept;
	});
}

// Who signs out leaves no list behind; marks not sent yet wait for him.
export function forget(doc)
{
	for (const form of doc.querySelectorAll('form[action="/logout"]'))
		form.addEventListener("submit", () => {
			if ("caches" in window)
				caches.delete(KEPT);
		});
}

export function find(doc)
{
	const box = doc.querySelector("[data-find]");

	if (box === null)
		return;
	box.hidden = false;
	box.querySelector("input").addEventListener("input", (event) => {
		const wanted = event.target.value.toLocaleLowerCase();

		for (const row of doc.querySelectorAll("tr[data-name]"))
			row.hidden = !row.dataset.name.toLocaleLowerCase().includes(wanted);
	});
}
