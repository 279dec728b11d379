// SPDX-License-Identifier: AGPL-3.0-or-later
//
// pass.js - a participant's own page reads the room's code from the wall,
// also without a connection: it is kept with the moment it was read, and
// sent later.
import { keep, number, offline, send } from "./queue.js";
import { scan } from "./scan.js";

const WAIT_MS = 300, AGAIN_MS = 5000;

function pass(doc, part)
{
	const said = part.querySelector("[data-said]"), form = part.querySelector("form");
	const room = form.elements.namedItem("room"), sync = part.dataset.sync;
	let last = "", last_at = 0, timer = 0, sending = null;

	function say(text, how)
	{
		const note = doc.createElement("div"), p = doc.createElement("p");

		note.className = `note ${how}`;
		p.textContent = text;
		note.append(p);
		said.replaceChildren(note);
	}

	async function send_all()
	{
		const rows = await send(sync, part.dataset.device, async () => ({}));

		for (const row of rows)
			if (row.is === "refused")
				say(row.why, "bad");
			else if (row.is === "open")
				say(said.dataset.doubted, "warn");
			else
				say(said.dataset.taken, "ok");
	}

	async function sent()
	{
		await sending;
		sending = send_all().catch(() => say(said.dataset.kept, "warn"));
		await sending;
	}

	async function read(text)
	{
		const code = text.trim().split("/").pop();

		if (!/^[\w-]{6,43}$/.test(code))
			return say(said.dataset.nothing, "bad");
		await keep({ id: number(), sync, code, made_at: new Date().toISOString() });
		say(said.dataset.kept, "warn");
		clearTimeout(timer);
		timer = setTimeout(sent, WAIT_MS);
	}

	form.addEventListener("submit", (event) => {
		event.preventDefault();
		if (room.value.trim() !== "")
			read(room.value);
		room.value = "";
	});
	scan(part.querySelector("[data-camera]"), part.dataset.decoder, (text) => {
		const now = Date.now(), same = text === last && now - last_at < AGAIN_MS;

		last = text;
		last_at = now;
		if (!same)
			read(text);
	});
	addEventListener("online", sent);
	sent();
}

const part = document.querySelector("[data-pass]");

if (part !== null && "indexedDB" in window) {
	pass(document, part);
	offline(document, () => [new URL(part.dataset.sync, location.href).href,
		new URL(part.dataset.decoder, location.href).href]);
}
