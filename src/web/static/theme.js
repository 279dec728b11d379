/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* theme.js - light or dark at once, kept in a cookie so that the server
 * sends the next page right and nothing flashes.  Without script the same
 * button posts its form. */

const YEAR = 365 * 24 * 3600;

function is_dark(root)
{
	if (root.dataset.theme)
		return root.dataset.theme === "dark";
	return matchMedia("(prefers-color-scheme: dark)").matches;
}

export function theme(doc)
{
	const root = doc.documentElement;

	for (const button of doc.querySelectorAll("[data-theme-toggle]"))
		button.addEventListener("click", (event) => {
			event.preventDefault();
			root.dataset.theme = is_dark(root) ? "light" : "dark";
			doc.cookie = `theme=${root.dataset.theme};path=/` +
			    `;max-age=${YEAR};samesite=lax`;
		});
}
