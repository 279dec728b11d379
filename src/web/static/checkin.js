// SPDX-License-Identifier: AGPL-3.0-or-later
//
// checkin.js - the scanner at the door.  A code is told true or forged here,
// so it works without a connection; what was read is kept on the device and
// sent when it can be, and the site looks at each code again.
import { clock, clock_says, device, drop, find, keep, kept, number, offline, send, token, waiting } from "./queue.js";
import { scan } from "./scan.js";

const AGAIN_MS = 3000, WAIT_MS = 300, LATER_MS = 1500, LETTERS = 6;

function letters_of(text)
{
	return text.toUpperCase().replace(/[\s-]/g, "");
}

function door(doc, part)
{
	const said = part.querySelector("[data-said]"), form = part.querySelector("form");
	const state = part.querySelector("[data-state]"), sync = part.dataset.sync;
	const code = form.elements.namedItem("code");
	const people = [...part.querySelectorAll("tr[data-place]")];
	const name_of = (row) => row.dataset.name;
	let last = "", last_at = 0, timer = 0, sending = null, tickets = null;

	// What tells true codes is fetched a moment after the page; null: there
	// was no connection for it.
	async function load()
	{
		tickets ??= await import(part.dataset.ticket).catch(() => null);
		if (tickets !== null)
			part.dataset.ready = "yes";
		return tickets;
	}

	setTimeout(load, LATER_MS);

	function say(text, how)
	{
		const note = doc.createElement("div"), p = doc.createElement("p");

		note.className = `note ${how}`;
		p.className = "big";
		p.textContent = text;
		note.append(p);
		said.replaceChildren(note);
	}

	const tell = (what, row, how) => say(said.dataset[what].replace("{{name}}", name_of(row)), how);

	// Whose code it is: { row }, or { fault }.
	async function whose(text)
	{
		const typed = letters_of(text);

		if (typed.length === LETTERS) {
			const found = people.filter((row) => letters_of(row.dataset.letters) === typed);

			return found.length === 1 ? { row: found[0] } : { fault: "nobody" };
		}
		if (await load() === null)
			return /^[0-9]{250}$/.test(text) ? { unsure: true } : { fault: "none" };
		const ticket = tickets.read_ticket(text, part.dataset.event,
			tickets.key_of(part.dataset.key));

		if (ticket.fault !== undefined)
			return ticket;
		const row = people.find((one) => one.dataset.place === ticket.place);

		if (row === undefined || "gone" in row.dataset)
			return { fault: "gone" };
		return Number(row.dataset.serial) === ticket.serial ? { row } : { fault: "old" };
	}

	function show(row)
	{
		row.dataset.mark = "here";
		row.querySelector("[data-shown]").replaceChildren(
			doc.querySelector("template[data-sign]").content.cloneNode(true));
		count();
	}

	function count()
	{
		part.querySelector("[data-here-n]").textContent = String(people.filter((row) =>
			["here", "late"].includes(row.dataset.mark)).length);
	}

	async function read(text)
	{
		const { row, fault, unsure } = await whose(text);

		if (fault !== undefined)
			return say(said.dataset[fault], "bad");
		if (row?.dataset.mark === "here")
			return tell("there", row, "info");
		const mark = { id: number(), sync, session: part.dataset.session,
			person: row?.dataset.person, mark: "here", way: "code", code: text,
			after: row?.dataset.heads, made_at: new Date().toISOString() };

		await keep(mark);
		if (unsure) {           // the site will tell whose it is
			say(said.dataset.waits, "warn");
		} else {
			row.dataset.heads = mark.id;
			show(row);
			tell("taken", row, "ok");
		}
		state.textContent = `${said.dataset.kept.replace("{{time}}", clock())}, ${said.dataset.waits}`;
		clearTimeout(timer);
		timer = setTimeout(sent, WAIT_MS);
	}

	async function refused()
	{
		const list = part.querySelector("[data-refused]");
		const rows = (await kept(sync)).filter((row) => row.why !== undefined);

		list.hidden = rows.length === 0;
		list.replaceChildren(...rows.map((one) => {
			const li = doc.createElement("li"), away = doc.createElement("button");
			const row = people.find((each) => each.dataset.person === one.person);

			li.textContent = `${row === undefined ? "" : `${name_of(row)}: `}${one.why} `;
			away.type = "button";
			away.className = "btn sm quiet";
			away.textContent = "×";
			away.setAttribute("aria-label", "×");
			away.addEventListener("click", () => drop(one.id).then(refused));
			li.append(away);
			return li;
		}));
	}

	async function send_all()
	{
		const rows = await send(sync, device(), () => token(part.dataset.here));

		if (rows.length > 0)
			state.textContent = [said.dataset.sent.replace("{{time}}", clock()),
				clock_says(said)].filter((text) => text !== "").join(", ");
		await refused();
		if (rows.some((row) => row.is === "open")) {
			history.replaceState(null, "", part.dataset.here);
			location.reload();
		}
	}

	async function sent()
	{
		await sending;
		sending = send_all().catch(() => {
			state.textContent = said.dataset.waits;
		});
		await sending;
	}

	// The same code stays before the camera for a while.
	function seen(text)
	{
		const now = Date.now();

		if (text === last && now - last_at < AGAIN_MS) {
			last_at = now;
			return;
		}
		last = text;
		last_at = now;
		read(text);
	}

	form.addEventListener("submit", (event) => {
		event.preventDefault();
		const text = code.value.trim();

		code.value = "";
		code.focus();
		if (text !== "")
			read(text);
	});
	scan(part.querySelector("[data-camera]"), part.dataset.decoder, seen);
	addEventListener("online", sent);
	waiting(sync).then((rows) => {
		for (const one of rows.filter((row) => row.session === part.dataset.session)) {
			const row = people.find((each) => each.dataset.person === one.person);

			if (row !== undefined) {
				row.dataset.heads = one.id;
				show(row);
			}
		}
		return sent();
	});
}

const part = document.querySelector("[data-checkin]");

if (part !== null && "indexedDB" in window) {
	find(document);
	door(document, part);
	offline(document, () => [location.href.split("#")[0],
		new URL(part.dataset.here, location.href).href,
		new URL(part.dataset.decoder, location.href).href,
		new URL(part.dataset.ticket, location.href).href,
		...[...document.querySelectorAll("[data-days] a")].map((a) => a.href)]);
}
