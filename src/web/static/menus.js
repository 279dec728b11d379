/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* menus.js - menus are <details>; they also close on a click elsewhere
 * and on Escape, which gives the focus back.  A row of tabs wider than the
 * screen is moved so that the one that is here is seen. */

const opened = (doc) => doc.querySelectorAll("details.menu[open]");

function seen(tab)
{
	const row = tab.parentElement;
	const at = tab.getBoundingClientRect(), of = row.getBoundingClientRect();

	if (at.left < of.left || at.right > of.right)
		row.scrollLeft += at.left + at.width / 2 - of.left - of.width / 2;
}

export function menus(doc)
{
	doc.querySelectorAll(".tabs [aria-current]").forEach(seen);
	doc.addEventListener("click", (event) => {
		for (const menu of opened(doc))
			if (!menu.contains(event.target))
				menu.open = false;
	});
	doc.addEventListener("keydown", (event) => {
		if (event.key !== "Escape")
			return;
		for (const menu of opened(doc)) {
			menu.open = false;
			menu.querySelector("summary").focus();
		}
	});
}
