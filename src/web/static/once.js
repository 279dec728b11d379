/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* once.js - a form that is on its way is not sent again by a second click.
 * It may be sent anew after a while, or when one comes back to its page. */

const AGAIN_MS = 5000;

export function once(doc)
{
	const sent = new Map();

	doc.addEventListener("submit", (event) => {
		const form = event.target, now = Date.now();

		if (event.defaultPrevented || form.getAttribute("method") !== "post")
			return;
		if (now - (sent.get(form) ?? 0) < AGAIN_MS)
			event.preventDefault();
		else
			sent.set(form, now);
	});
	addEventListener("pageshow", () => sent.clear());
}
