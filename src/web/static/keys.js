/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keys.js - in a grid of one-digit answers, an answer moves on by itself. */

export function keys(doc)
{
	const grid = doc.querySelector("[data-keys]");

	if (grid === null)
		return;
	const cells = [...grid.querySelectorAll("input")];
	grid.addEventListener("input", (event) => {
		const next = cells[cells.indexOf(event.target) + 1];

		if (/^[0-9ndrNDR]$/.test(event.target.value) && next !== undefined) {
			next.focus();
			next.select();
		}
	});
}
