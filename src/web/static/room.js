// SPDX-License-Identifier: AGPL-3.0-or-later
//
// room.js - the wall shows another code every 45 seconds.  Those of the next
// half hour are fetched at once and those of four hours a minute later, so
// that it goes on without a connection.
import { encodeQR } from "qr";

const TICK_MS = 500, FIRST = 40, AHEAD = 320, ASK_MS = 60000;

async function fetch_ahead(n)
{
	const address = new URL(location.href);

	address.searchParams.set("ahead", String(n));
	const answer = await fetch(address, { headers: { accept: "application/json" }, cache: "no-store" });

	if (!answer.ok)
		throw new Error(answer.statusText);
	return answer.json();
}

function draw(doc, part, code)
{
	const svg = new DOMParser().parseFromString(encodeQR(code.link, "svg", { ecc: "medium", border: 4 }),
		"image/svg+xml").documentElement;

	svg.setAttribute("role", "img");
	svg.setAttribute("aria-label", part.dataset.label);
	part.querySelector("[data-qr]").replaceChildren(doc.importNode(svg, true));
	part.querySelector("[data-letters]").textContent = code.letters;
}

function room(doc, part)
{
	const step_ms = Number(part.dataset.seconds) * 1000, bar = part.querySelector("progress");
	const state = part.querySelector("[data-state]");
	let off = Date.parse(part.dataset.now) - Date.now(), codes = new Map(), shown = -1;

	// The server's clock counts, not the wall's.
	async function ask()
	{
		try {
			const few = !codes.has(shown + AHEAD / 2);
			const got = await fetch_ahead(shown < 0 ? FIRST : few ? AHEAD : 0);

			off = Date.parse(got.now) - Date.now();
			if (few)
				codes = new Map(got.ahead.map((code) => [code.step, code]));
			part.querySelector("[data-here-n]").textContent = String(got.here);
			state.textContent = "";
		} catch {
			state.textContent = codes.size > 0 ? part.dataset.lost : "";
		}
	}

	function tick()
	{
		const now = Date.now() + off, step = Math.floor(now / step_ms);

		bar.value = Math.ceil((step_ms - now % step_ms) / 1000);
		if (step !== shown && codes.has(step)) {
			draw(doc, part, codes.get(step));
			shown = step;
		}
	}

	ask().then(tick);
	setInterval(ask, ASK_MS);
	setInterval(tick, TICK_MS);
}

const part = document.querySelector("[data-room]");

if (part !== null)
	room(document, part);
