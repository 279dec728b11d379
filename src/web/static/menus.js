/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* menus.js - menus are <details>; they also close on a click elsewhere
 * and on Escape, which gives the focus back. */

const opened = (doc) => doc.querySelectorAll("details.menu[open]");

export function menus(doc)
{
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
