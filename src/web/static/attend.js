// SPDX-License-Identifier: AGPL-3.0-or-later
//
// attend.js - the list of attendance keeps each mark on the device at once
// and sends it when it can; on request the list itself is kept too, for a
// room without a connection.
const DATABASE = "tilth-attendance", KEPT = "tilth-offline", WAIT_MS = 300;

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

function device()
{
	let name = localStorage.getItem("tilth-device");

	if (name === null) {
		name = number().slice(0, 8);
		localStorage.setItem("tilth-device", name);
	}
	return name;
}

// randomUUID needs a secure address; a site of a village hall may have none.
function number()
{
	const b = crypto.getRandomValues(new Uint8Array(16));

	b[6] = (b[6] & 15) | 64;
	b[8] = (b[8] & 63) | 128;
	return [...b].map((x) => x.toString(16).padStart(2, "0")).join("")
		.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const clock = () => new Date().toTimeString().slice(0, 5);

function find(doc)
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

function list(doc, form)
{
	const said = form.querySelector("[data-said]");
	const input = (name) => form.elements.namedItem(name);
	let saved = "", timer = 0, sending = null;

	const say = (...parts) => {
		said.textContent = parts.filter((part) => part !== "").join(", ");
	};

	async function keep(person, mark)
	{
		const row = { id: number(), sync: form.dataset.sync, session: form.dataset.session,
			person, mark, after: input(`w-${person}`).value,
			made_at: new Date().toISOString(), way: "list" };

		await asked((await store("readwrite")).put(row));
		input(`w-${person}`).value = row.id;
		input(`k-${person}`).value = mark;
		saved = said.dataset.kept.replace("{{time}}", clock());
		say(saved, said.dataset.waits);
	}

	// The page may be an old one: its token is asked for anew.
	async function token()
	{
		const answer = await fetch(form.dataset.here, { cache: "no-store" });
		const page = new DOMParser().parseFromString(await answer.text(), "text/html");

		return page.querySelector("form[data-attend] [name=csrf]")?.value ?? "";
	}

	async function send()
	{
		const all = (await asked((await store("readonly")).getAll()))
			.filter((row) => row.sync === form.dataset.sync && row.why === undefined);

		if (all.length === 0)
			return;
		all.sort((a, b) => (a.made_at < b.made_at ? -1 : 1));
		const answer = await fetch(form.dataset.sync, { method: "POST",
			headers: { "content-type": "application/json", accept: "application/json",
				"X-CSRF": await token() },
			body: JSON.stringify({ device: device(), sent_at: new Date().toISOString(),
				marks: all.slice(0, 1000) }) });
		if (!answer.ok)
			throw new Error(answer.statusText);
		await settle(all, (await answer.json()).rows);
	}

	async function settle(all, rows)
	{
		const refused = rows.filter((row) => row.is === "refused");

		for (const row of rows.filter((one) => one.is !== "refused"))
			await asked((await store("readwrite")).delete(row.id));
		for (const row of refused)
			await asked((await store("readwrite")).put({
				...all.find((one) => one.id === row.id), why: row.why }));
		say(saved, said.dataset.sent.replace("{{time}}", clock()),
			...refused.map((row) => row.why));
		if (rows.some((row) => row.is === "open")) {
			history.replaceState(null, "", `${form.dataset.here}#decide`);
			location.reload();
		}
	}

	async function sync()
	{
		await sending;
		sending = send().catch(() => say(saved, said.dataset.waits));
		await sending;
	}

	form.removeAttribute("data-keep");
	form.addEventListener("change", async (event) => {
		if (event.target.type !== "radio")
			return;
		await keep(event.target.name.slice(2), event.target.value);
		clearTimeout(timer);
		timer = setTimeout(sync, WAIT_MS);
	});
	form.addEventListener("submit", async (event) => {
		const button = event.submitter;

		event.preventDefault();
		clearTimeout(timer);
		await sync();
		if ((await asked((await store("readonly")).getAll())).some((row) =>
			row.sync === form.dataset.sync && row.why === undefined))
			return;
		const go = doc.createElement("input");
		go.type = "hidden";
		go.name = button.name;
		go.value = button.value;
		form.append(go);
		form.submit();
	});
	addEventListener("online", sync);
	restore(form, sync);
}

// What waits on the device is shown as it was marked.
async function restore(form, sync)
{
	const all = (await asked((await store("readonly")).getAll()))
		.filter((row) => row.sync === form.dataset.sync && row.why === undefined);

	all.sort((a, b) => (a.made_at < b.made_at ? -1 : 1));
	for (const row of all.filter((one) => one.session === form.dataset.session)) {
		const one = form.querySelector(`[name="m-${row.person}"][value="${row.mark}"]`);

		if (one === null)
			continue;
		one.checked = true;
		form.elements.namedItem(`w-${row.person}`).value = row.id;
		form.elements.namedItem(`k-${row.person}`).value = row.mark;
	}
	if (all.length > 0)
		await sync();
}

async function keep_list(doc, form)
{
	const cache = await caches.open(KEPT);
	const parts = performance.getEntriesByType("resource").map((one) => one.name)
		.filter((name) => name.startsWith(`${location.origin}/static/`));
	const days = [...doc.querySelectorAll("[data-days] a")].map((a) => a.href);

	await navigator.serviceWorker.register("/offline.js");
	await navigator.serviceWorker.ready;
	await cache.addAll([...new Set([location.href.split("#")[0],
		new URL(form.dataset.here, location.href).href, ...days, ...parts])]);
}

function offline(doc, form)
{
	const part = doc.querySelector("[data-offline]");

	if (part === null || !("serviceWorker" in navigator) || !("caches" in window))
		return;
	part.hidden = false;
	part.querySelector("button").addEventListener("click", async (event) => {
		event.target.disabled = true;
		await keep_list(doc, form);
		part.querySelector("p").textContent = part.dataset.kept;
	});
}

// Who signs out leaves no list behind; marks not sent yet wait for him.
function forget(doc)
{
	for (const form of doc.querySelectorAll('form[action="/logout"]'))
		form.addEventListener("submit", () => {
			if ("caches" in window)
				caches.delete(KEPT);
		});
}

export function attend(doc)
{
	const form = doc.querySelector("form[data-attend]");

	find(doc);
	forget(doc);
	if (form === null || !("indexedDB" in window) || form.querySelector("[data-said]") === null)
		return;
	list(doc, form);
	offline(doc, form);
}
