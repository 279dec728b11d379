// SPDX-License-Identifier: AGPL-3.0-or-later
//
// attend.js - the list of attendance keeps each mark on the device at once
// and sends it when it can; on request the list itself is kept too, for a
// room without a connection.
import { clock, clock_says, device, find, forget, keep, number, offline, send, token, waiting } from "./queue.js";

const WAIT_MS = 300;

function list(doc, form)
{
	const said = form.querySelector("[data-said]");
	const input = (name) => form.elements.namedItem(name);
	let saved = "", timer = 0, sending = null;

	const say = (...parts) => {
		said.textContent = parts.filter((part) => part !== "").join(", ");
	};

	async function mark(person, says)
	{
		const row = { id: number(), sync: form.dataset.sync, session: form.dataset.session,
			person, mark: says, after: input(`w-${person}`).value,
			made_at: new Date().toISOString(), way: "list" };

		await keep(row);
		input(`w-${person}`).value = row.id;
		input(`k-${person}`).value = says;
		saved = said.dataset.kept.replace("{{time}}", clock());
		say(saved, said.dataset.waits);
	}

	async function sent()
	{
		const rows = await send(form.dataset.sync, device(), () => token(form.dataset.here));

		if (rows.length === 0)
			return;
		say(saved, said.dataset.sent.replace("{{time}}", clock()), clock_says(said),
			...rows.filter((row) => row.is === "refused").map((row) => row.why));
		if (rows.some((row) => row.is === "open")) {
			history.replaceState(null, "", `${form.dataset.here}#decide`);
			location.reload();
		}
	}

	async function sync()
	{
		await sending;
		sending = sent().catch(() => say(saved, said.dataset.waits));
		await sending;
	}

	form.removeAttribute("data-keep");
	form.addEventListener("change", async (event) => {
		if (event.target.type !== "radio")
			return;
		await mark(event.target.name.slice(2), event.target.value);
		clearTimeout(timer);
		timer = setTimeout(sync, WAIT_MS);
	});
	form.addEventListener("submit", async (event) => {
		const button = event.submitter;

		event.preventDefault();
		clearTimeout(timer);
		await sync();
		if ((await waiting(form.dataset.sync)).length > 0)
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
	const all = await waiting(form.dataset.sync);

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

export function attend(doc)
{
	const form = doc.querySelector("form[data-attend]");

	find(doc);
	forget(doc);
	if (form === null || !("indexedDB" in window) || form.querySelector("[data-said]") === null)
		return;
	list(doc, form);
	offline(doc, () => [location.href.split("#")[0],
		new URL(form.dataset.here, location.href).href,
		...[...doc.querySelectorAll("[data-days] a")].map((a) => a.href)]);
}
