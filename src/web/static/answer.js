/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* answer.js - in a test: an answer is saved as it is given, and the time
 * that is left runs on.  What counts is the server's clock. */

const SECOND = 1000, MINUTE = 60;

function count_down(place)
{
	const ends = performance.now() + Number(place.dataset.left);
	const tick = () => {
		const left = Math.max(0, Math.ceil((ends - performance.now()) / SECOND));

		place.textContent = Math.floor(left / MINUTE) + ":" +
		    String(left % MINUTE).padStart(2, "0");
		if (left === 0)
			clearInterval(timer);
	};
	const timer = setInterval(tick, SECOND);

	tick();
}

async function save(form)
{
	const body = new URLSearchParams(new FormData(form));
	const kept = form.querySelector("[data-kept]");

	body.set("go", "save");
	kept.hidden = true;
	try {
		await fetch(form.action, { method: "POST", body, redirect: "manual" });
		kept.hidden = false;
	} catch {
		/* The answer goes with the next step. */
	}
}

export function answer(doc)
{
	const form = doc.querySelector("form[data-answer]");

	doc.querySelectorAll("[data-left]").forEach(count_down);
	if (form !== null)
		form.addEventListener("change", () => save(form));
}
