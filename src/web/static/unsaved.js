/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* unsaved.js - asks before a form with changes in it is left; what is typed
 * in a form with data-unsaved is kept on the server a moment later. */

const PAUSE_MS = 4000;

async function keep(form, says)
{
	const body = new FormData(form);

	body.set("go", "keep");
	try {
		const answer = await fetch(form.action, { method: "POST",
			body: new URLSearchParams(body), redirect: "manual" });
		const kept = answer.ok || answer.type === "opaqueredirect";

		if (says !== null)
			says.textContent = kept ? says.dataset.unsavedSays : "";
		return kept;
	} catch {
		return false;
	}
}

export function unsaved(doc)
{
	const form = doc.querySelector("form[data-keep]");
	let changed = false, timer;

	if (form === null)
		return;
	const says = form.querySelector("[data-unsaved-says]");

	form.addEventListener("input", () => {
		changed = true;
		if (form.dataset.unsaved === undefined)
			return;
		clearTimeout(timer);
		timer = setTimeout(async () => {
			if (changed && await keep(form, says))
				changed = false;
		}, PAUSE_MS);
	});
	form.addEventListener("submit", () => {
		clearTimeout(timer);
		changed = false;
	});
	addEventListener("beforeunload", (event) => {
		if (changed)
			event.preventDefault();
	});
}
