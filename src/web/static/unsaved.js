/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* unsaved.js - asks before a form with changes in it is left. */

export function unsaved(doc)
{
	const form = doc.querySelector("form[data-keep]");
	let changed = false;

	if (form === null)
		return;
	form.addEventListener("input", () => { changed = true; });
	form.addEventListener("submit", () => { changed = false; });
	addEventListener("beforeunload", (event) => {
		if (changed)
			event.preventDefault();
	});
}
